"""Pages about campaigns themselves; those that show figures and scores stand in ``indicators``."""

from django.urls import path

from campaigns.views import blocks, choosing, documents, lists, making, participants, progress, receipts, settings

app_name = "campaigns"
urlpatterns = [
    path("", lists.campaign_list, name="list"),
    path("<slug:code>/progress/", progress.progress, name="progress"),
    path("<slug:code>/advance/", progress.advance_to, name="advance"),
    path("<slug:code>/proposals/", progress.proposals, name="proposals"),
    path("<slug:code>/proposals/confirm/", progress.confirm, name="confirm"),
    path("<slug:code>/copy/", making.copy, name="copy"),
    path("<slug:code>/practice/", making.practice, name="practice"),
    path("<slug:code>/settings/", settings.settings, name="settings"),
    path("<slug:code>/blocks/", blocks.blocks, name="blocks"),
    path("<slug:code>/blocks/move/", blocks.move_one, name="move"),
    path("<slug:code>/blocks/paste/", blocks.paste, name="paste"),
    path("<slug:code>/blocks/propose/", blocks.propose_neighbours, name="propose"),
    path("<slug:code>/participants/", participants.participants, name="participants"),
    path("<slug:code>/participants/choose/", choosing.choose, name="choose"),
    path("<slug:code>/participants/<id:unit_id>/", participants.participant, name="participant"),
    path("<slug:code>/participants/<id:unit_id>/<slug:verb>/", participants.act, name="act"),
    path("<slug:code>/documents/", documents.documents, name="documents"),
    path("<slug:code>/documents/new/", documents.document_new, name="document_new"),
    path("<slug:code>/documents/confirm/", documents.document_confirm, name="document_confirm"),
    path("<slug:code>/documents/<id:pk>/file/", documents.document_file, name="document_file"),
    path("<slug:code>/documents/<id:pk>/receipts/", receipts.document_receipts, name="document_receipts"),
    path("<slug:code>/documents/<id:pk>/receipts.xlsx", receipts.document_receipts_file, name="receipts_file"),
]
