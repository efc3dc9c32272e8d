"""Pages of those who enter a unit's own figures: grid, submitting, evidence; under ``campaigns/``."""

from django.urls import path

from indicators.views import (
    entries,
    evidence,
    evidence_new,
    evidence_ties,
    grid,
    grid_again,
    grid_cell,
    grid_save,
    submit,
)

urlpatterns = [
    path("<slug:code>/grid/", grid.grid, name="grid"),
    path("<slug:code>/grid/save/", grid_save.grid_save, name="grid_save"),
    path("<slug:code>/grid/paste/", grid_save.grid_paste, name="grid_paste"),
    path("<slug:code>/grid/cell/", grid_cell.grid_cell, name="grid_cell"),
    path("<slug:code>/grid/say/", grid_cell.grid_say, name="grid_say"),
    path("<slug:code>/grid/withdraw/", grid_cell.grid_withdraw, name="grid_withdraw"),
    path("<slug:code>/grid/again/", grid_again.grid_again, name="grid_again"),
    path("<slug:code>/grid/submit/", submit.grid_submit, name="grid_submit"),
    path("<slug:code>/grid/ready/", submit.grid_ready, name="grid_ready"),
    path("<slug:code>/grid/form.xlsx", entries.entries_template, name="entries_template"),
    path("<slug:code>/grid/import/", entries.entries_import, name="entries_import"),
    path("<slug:code>/grid/evidence/", evidence.evidence_list, name="evidence_list"),
    path("<slug:code>/grid/evidence/new/", evidence_new.evidence_new, name="evidence_new"),
    path("<slug:code>/grid/evidence/<id:pk>/tie/", evidence_ties.evidence_tie, name="evidence_tie"),
    path("<slug:code>/grid/evidence/ties/<id:pk>/end/", evidence_ties.evidence_untie, name="evidence_untie"),
    path("<slug:code>/grid/<str:period>/", grid.grid_form, name="grid_form"),
]
