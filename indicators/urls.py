"""Pages that show figures and scores; all of them under a campaign."""

from django.urls import include, path

from indicators.views import board, campaign, closing, evidence, files, pace, sheet, short, tracking

urlpatterns = [
    path("campaigns/", include("indicators.urls_workshop")),
    path("campaigns/", include("indicators.urls_entry")),
    path("campaigns/", include("indicators.urls_verify")),
    path("campaigns/", include("indicators.urls_urging")),
    path("d/<slug:code>", short.short_address, name="short_address"),
    path("campaigns/", include("indicators.urls_reports")),
    path("campaigns/", include("indicators.urls_stages")),
    path("campaigns/", include("indicators.urls_registration")),
    path("evidence/<id:pk>/", evidence.evidence, name="evidence"),
    path("campaigns/<slug:code>/", campaign.campaign_detail, name="campaign"),
    path("campaigns/<slug:code>/board/", board.board, name="board"),
    path("campaigns/<slug:code>/board.xlsx", files.board_file, name="board_file"),
    path("campaigns/<slug:code>/closing/", closing.closing, name="closing"),
    path("campaigns/<slug:code>/sheet/", sheet.own_sheet, name="own_sheet"),
    path("campaigns/<slug:code>/sheet/<id:unit_id>/", sheet.sheet, name="sheet"),
    path("campaigns/<slug:code>/sheet/<id:unit_id>/sheet.xlsx", files.sheet_file, name="sheet_file"),
    path("campaigns/<slug:code>/pace/", pace.pace, name="pace"),
    path("campaigns/<slug:code>/tracking/", tracking.tracking_page, name="tracking"),
]
