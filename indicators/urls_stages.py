"""Pages about stages, reviews and tasks; ``campaigns/``."""

from django.urls import path

from indicators.views import reviews, stages

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
    path("<slug:code>/tasks/", reviews.tasks, name="tasks"),
    path("<slug:code>/tasks/<id:pk>/", reviews.task, name="task"),
]
