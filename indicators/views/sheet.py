"""Phiếu tự chấm: the form everyone knows, every line opening to its explanation."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.models import Campaign
from indicators.audience import Audience, audience_of, sees_lines
from indicators.queries.board import reading
from indicators.queries.scoreboard import live_board
from indicators.queries.sheet import SheetView, in_language, sheet_view, ways_up
from indicators.views.opening import campaign_page, require
from units.models import Unit


@require_safe
@campaign_page
def own_sheet(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The sheet of the unit acted for; those who act for none that takes part go to the board."""
    unit = request.acting.unit
    if unit is None or not campaign.participations.filter(unit=unit).exists():
        return redirect("board", campaign.code)
    return redirect("sheet", campaign.code, unit.pk)


@require_safe
@campaign_page
def sheet(request: HttpRequest, campaign: Campaign, unit_id: int) -> HttpResponse:
    view, audience, snapshot = read_sheet(request, campaign, unit_id)
    context = {
        "campaign": campaign,
        "unit": view.unit,
        "view": view,
        "audience": audience,
        "snapshot": snapshot,
        "decimals": view.scheme.decimals,
        "figures": _figures(view),
    }
    template = "indicators/sheet_print.html" if "print" in request.GET else "indicators/sheet.html"
    return render(request, template, context)


def read_sheet(request: HttpRequest, campaign: Campaign, unit_id: int) -> tuple[SheetView, Audience, Any]:
    """The sheet this reader may open, from the board this reader reads. One's own sheet is always readable."""
    unit = get_object_or_404(Unit, pk=unit_id, participations__campaign=campaign)
    audience = audience_of(request.acting, campaign)
    require((sees_lines(audience, campaign, unit.pk), _("This sheet is open to the unit itself and its appraisers.")))
    board, snapshot = reading(campaign, audience) or (live_board(campaign), None)
    if board is None or board.run is None:
        raise Http404(_("Nothing has been scored yet."))
    return sheet_view(campaign, board, unit), audience, snapshot


def _figures(view: SheetView) -> list[dict[str, object]]:
    decimals = view.scheme.decimals
    verified = view.verified.shown_points if view.verified else None
    reported = view.reported.shown_points if view.reported else None
    return [
        {"label": _("Self-scored"), "number": reported, "decimals": decimals},
        {"label": _("Appraised"), "number": verified, "decimals": decimals},
        {"label": _("Difference"), "number": _difference(verified, reported), "decimals": decimals, "signed": True},
        *_ways_up(view),
    ]


def _difference(one: Any, other: Any) -> Any:
    return None if one is None or other is None else one - other


def _ways_up(view: SheetView) -> list[dict[str, object]]:
    words = in_language(ways_up(view))
    if not words:
        return []
    label, _colon, rest = words.partition(": ")
    return [{"label": label, "words": rest}]
