"""Pages of those who provide figures for all units and of those who appraise; under ``campaigns/``."""

from django.urls import path

from indicators.views import provide, provide_form, provide_table, provided, queue, queue_acts, queue_case, queue_undo

CASE = "<slug:code>/queue/<id:line_id>/<id:unit_id>/<str:period>/"

urlpatterns = [
    path("<slug:code>/provide/", provide.provide, name="provide"),
    path("<slug:code>/provide/contested/", provide.provide_contested, name="provide_contested"),
    path("<slug:code>/provide/<id:line_id>/<str:period>/", provide_table.provide_table, name="provide_table"),
    path("<slug:code>/provide/<id:line_id>/<str:period>/form.xlsx", provide_form.provide_form, name="provide_form"),
    path("<slug:code>/provide/<id:line_id>/<str:period>/<id:unit_id>/", provide.provide_one, name="provide_one"),
    path("<slug:code>/provided/", provided.provided_figures, name="provided_figures"),
    path("<slug:code>/provided/contest/", provided.contest_figure, name="contest_figure"),
    path("<slug:code>/provided/seen/", provided.note_seen_figure, name="note_seen"),
    path("<slug:code>/queue/", queue.queue, name="queue"),
    path("<slug:code>/queue/line/<id:line_id>/", queue.queue_line, name="queue_line"),
    path("<slug:code>/queue/unit/<id:unit_id>/", queue.queue_unit, name="queue_unit"),
    path("<slug:code>/queue/accept/", queue_acts.queue_accept, name="queue_accept"),
    path("<slug:code>/queue/return/", queue_acts.queue_return, name="queue_return"),
    path("<slug:code>/queue/adjust/", queue_acts.queue_adjust, name="queue_adjust"),
    path("<slug:code>/queue/verdicts/", queue_case.queue_verdicts, name="queue_verdicts"),
    path("<slug:code>/queue/verdicts/<id:verdict_id>/", queue_undo.queue_revoke, name="queue_revoke"),
    path("<slug:code>/queue/acts/<id:verdict_id>/", queue_undo.queue_undo_act, name="queue_undo_act"),
    path(CASE, queue_case.queue_case, name="queue_case"),
    path(CASE + "say/", queue_acts.queue_say, name="queue_say"),
]
