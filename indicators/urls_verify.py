"""Pages of those who provide figures for all units and of those who appraise; under ``campaigns/``."""

from django.urls import path

from indicators.views import provide, provide_table, provided

urlpatterns = [
    path("<slug:code>/provide/", provide.provide, name="provide"),
    path("<slug:code>/provide/contested/", provide.provide_contested, name="provide_contested"),
    path("<slug:code>/provide/<int:line_id>/<str:period>/", provide_table.provide_table, name="provide_table"),
    path("<slug:code>/provide/<int:line_id>/<str:period>/<int:unit_id>/", provide.provide_one, name="provide_one"),
    path("<slug:code>/provided/", provided.provided_figures, name="provided_figures"),
    path("<slug:code>/provided/contest/", provided.contest_figure, name="contest_figure"),
]
