"""Pages about stages, reviews, inspections, obligations and tasks; ``campaigns/``."""

from django.urls import path

from indicators.views import inspections, obligations, reviews, stages

urlpatterns = [
    path("<slug:code>/stages/", stages.stages, name="stages"),
    path("<slug:code>/stages/<slug:stage>/", stages.stage_dates, name="stage_dates"),
    path("<slug:code>/stages/<slug:stage>/extend/", stages.stage_extend, name="stage_extend"),
    path("<slug:code>/reviews/", reviews.reviews, name="reviews"),
    path("<slug:code>/reviews/new/", reviews.review_new, name="review_new"),
    path("<slug:code>/reviews/<id:pk>/", reviews.review, name="review"),
    path("<slug:code>/reviews/<id:pk>/commend/", reviews.review_commend, name="review_commend"),
    path("<slug:code>/reviews/<id:pk>/tasks/", reviews.review_task, name="review_task"),
    path("<slug:code>/commendations/<id:pk>/end/", reviews.commendation_end, name="commendation_end"),
    path("<slug:code>/inspections/", inspections.inspections, name="inspections"),
    path("<slug:code>/inspections/new/", inspections.inspection_new, name="inspection_new"),
    path("<slug:code>/inspections/<id:pk>/", inspections.inspection, name="inspection"),
    path("<slug:code>/inspections/<id:pk>/file/", inspections.inspection_file, name="inspection_file"),
    path("<slug:code>/findings/<id:finding_id>/task/", inspections.finding_task, name="finding_task"),
    path("<slug:code>/obligations/", obligations.obligations, name="obligations"),
    path("<slug:code>/obligations/<id:unit_id>/", obligations.obligations_of_unit, name="obligations_of_unit"),
    path("<slug:code>/obligations/<id:unit_id>/act/", obligations.obligation_act, name="obligation_act"),
    path("<slug:code>/obligations/files/<id:act_id>/", obligations.obligation_file, name="obligation_file"),
    path("<slug:code>/tasks/", reviews.tasks, name="tasks"),
    path("<slug:code>/tasks/<id:pk>/", reviews.task, name="task"),
]
