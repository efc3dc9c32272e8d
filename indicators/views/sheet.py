"""Phiếu tự chấm: the form everyone knows, every line opening to its explanation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.models import Block, Campaign
from common.rereading import rereadable
from indicators.queries.sheet import SheetView, in_language, place_of, ways_up
from indicators.scoring import parse_exact
from indicators.sheets import OpenSheet, open_sheet
from indicators.views.opening import campaign_page
from units.models import Unit

# Always in Vietnamese: what is signed is a Vietnamese document.
SIGNATURES = (
    {"title": "NGƯỜI LẬP PHIẾU", "note": "(Ký, ghi rõ họ tên)"},
    {"title": "THỦ TRƯỞNG ĐƠN VỊ", "note": "(Ký tên, đóng dấu)"},
)


@require_safe
@campaign_page
def own_sheet(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The sheet of the unit acted for; those who act for none that takes part go to the board."""
    unit = request.acting.unit
    if unit is None or not campaign.participations.filter(unit=unit).exists():
        return redirect("board", campaign.code)
    return redirect("sheet", campaign.code, unit.pk)


@require_safe
@rereadable
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
        "total": _total(view),
        "sign": SIGNATURES,
        "subtitle": _place(view),
    }
    template = "indicators/sheet_print.html" if "print" in request.GET else "indicators/sheet.html"
    return render(request, template, context)


def read_sheet(request: HttpRequest, campaign: Campaign, unit_id: int) -> OpenSheet:
    """The sheet this reader may open. One's own sheet is always readable."""
    unit = get_object_or_404(Unit, pk=unit_id, participations__campaign=campaign)
    return open_sheet(request.acting, campaign, unit)


def _total(view: SheetView) -> dict[str, Any]:
    verified = view.verified.shown_points if view.verified else None
    reported = view.reported.shown_points if view.reported else None
    most = view.verified.max_points if view.verified else ""
    return {
        "verified": verified,
        "reported": reported,
        "difference": None if verified is None or reported is None else verified - reported,
        "maximum": parse_exact(most) if most else None,
    }


def _figures(view: SheetView) -> list[dict[str, object]]:
    decimals, total = view.scheme.decimals, _total(view)
    return [
        {"label": _("Self-scored"), "number": total["reported"], "decimals": decimals},
        {"label": _("Appraised"), "number": total["verified"], "decimals": decimals},
        {"label": _("Difference"), "number": total["difference"], "decimals": decimals, "signed": True},
        *_supposed(view),
        *_ways_up(view),
    ]


def _place(view: SheetView) -> str:
    """The unit's cluster and its place there, from the stored row."""
    if view.verified is None or not view.verified.block_code:
        return ""
    block = Block.objects.filter(campaign=view.campaign, code=view.verified.block_code).first()
    place = place_of(view, view.verified)
    if place is None:
        return str(block or "")
    words = _("%(block)s · place %(rank)s of %(ranked)s units of the cluster")
    return words % {"block": block, "rank": place[0], "ranked": place[1]}


def _ways_up(view: SheetView) -> list[dict[str, object]]:
    words = in_language(ways_up(view))
    if not words:
        return []
    label, _colon, rest = words.partition(": ")
    if view.supposed:
        label = _("%(goal)s, besides the figures that wait") % {"goal": label}
    return [{"label": label, "words": rest}]


def _supposed(view: SheetView) -> list[dict[str, object]]:
    """The appraised total with everything that waits accepted."""
    if view.supposed is None:
        return []
    label = _("Appraised, if all that waits is accepted")
    return [{"label": label, "number": view.supposed.shown_points, "decimals": view.scheme.decimals}]
