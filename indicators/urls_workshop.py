"""Making a campaign and its criteria."""

from django.urls import path

from indicators.views import workshop, workshop_lines, workshop_new

urlpatterns = [
    path("new/", workshop_new.new_campaign, name="new_campaign"),
    path("<slug:code>/workshop/", workshop.workshop, name="workshop"),
    path("<slug:code>/workshop/preview/", workshop.preview, name="workshop_preview"),
    path("<slug:code>/workshop/accept/", workshop.accept, name="workshop_accept"),
    path("<slug:code>/workshop/confirm/", workshop.confirm, name="workshop_confirm"),
    path("<slug:code>/workshop/lines/", workshop_lines.add, name="workshop_add"),
    path("<slug:code>/workshop/lines/<str:criterion>/", workshop_lines.line, name="workshop_line"),
    path("<slug:code>/workshop/lines/<str:criterion>/move/", workshop_lines.move, name="workshop_move"),
    path("<slug:code>/workshop/lines/<str:criterion>/remove/", workshop_lines.remove, name="workshop_remove"),
]
