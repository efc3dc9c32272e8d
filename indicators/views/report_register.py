"""The register of one report: received, late, missing by cluster; answers read across units."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from campaigns.permissions import may_manage
from common.addresses import row_id
from indicators.domain.reports import quote
from indicators.models import Outline, OutlineHeading
from indicators.queries.lines import CampaignLines
from indicators.queries.reports import Register, Standing, read_answers, registers, returns_of
from indicators.report_permissions import outline_is_open, reports_are_open
from indicators.views.opening import names_spared
from indicators.views.report_desk import managing, overseeing


@require_safe
@overseeing
@names_spared
def report_register(request: HttpRequest, lines: CampaignLines, outline: Outline) -> HttpResponse:
    register, show = _register(lines, outline), request.GET.get("show", "")
    asked = returns_of([row.report for row in register.rows if row.report])
    context = {
        "campaign": lines.campaign,
        "outline": outline,
        "register": register,
        "blocks": [(block, part, _shown(part, show)) for block, part in register.by_block() if _shown(part, show)],
        "asked": asked,
        "shows": _shows(register, show),
        "headings": outline.headings.filter(is_active=True),
        "manages": may_manage(request.acting, lines.campaign).allowed,
        "may_change": outline_is_open(outline).allowed,
        "is_open": reports_are_open(lines.campaign.status).allowed,
    }
    return render(request, "reports/register.html", context)


def _register(lines: CampaignLines, outline: Outline) -> Register:
    return registers(lines, [outline], today=localdate())[0]


MARKS = {
    "received": ("received", "received_late", "returned"),
    "late": ("received_late",),
    "returned": ("returned",),
    "missing": ("missing", "not_due"),
}
EXTENDED = "extended"


def _shown(part: Register, show: str) -> list[Standing]:
    if show == EXTENDED:
        return [row for row in part.rows if row.is_extended]
    return [row for row in part.rows if show not in MARKS or row.mark in MARKS[show]]


def _shows(register: Register, chosen: str) -> list[dict[str, object]]:
    names = {
        "": _("All units"),
        "received": _("Received"),
        "late": _("Received late"),
        "returned": _("More asked for"),
        "missing": _("Not received"),
        EXTENDED: _("Given more time"),
    }
    counted = [(key, name, len(_shown(register, key))) for key, name in names.items()]
    return [
        {"label": name, "count": number, "url": f"?show={key}" if key else "?", "is_current": key == chosen}
        for key, name, number in counted
        if number or key == chosen or not key
    ]


@require_safe
@overseeing
@names_spared
def report_heading(request: HttpRequest, lines: CampaignLines, outline: Outline, heading_id: int) -> HttpResponse:
    """What all units submitted under one heading; managers tick what is quoted."""
    heading = get_object_or_404(OutlineHeading, outline=outline, pk=heading_id)
    headings = list(outline.headings.filter(is_active=True))
    register = _register(lines, outline)
    given = read_answers(register, headings=[heading]).of(heading)
    context = {
        "campaign": lines.campaign,
        "outline": outline,
        "heading": heading,
        "given": given,
        "received": register.received,
        "tabs": _tabs(lines, outline, headings, heading),
        "manages": may_manage(request.acting, lines.campaign).allowed,
    }
    return render(request, "reports/heading.html", context)


def _tabs(
    lines: CampaignLines, outline: Outline, headings: Sequence[OutlineHeading], here: OutlineHeading
) -> list[dict[str, object]]:
    return [
        {
            "label": f"{number}. {each.text}",
            "url": f"../{each.pk}/",
            "is_current": each.pk == here.pk,
        }
        for number, each in enumerate(headings, 1)
    ]


@require_POST
@managing
def report_quote(request: HttpRequest, lines: CampaignLines, outline: Outline) -> HttpResponse:
    """POST the answers that were shown and those of them that were ticked."""
    shown, ticked = _numbers(request, "shown"), _numbers(request, "quoted")
    changed = quote(actor=request.acting.actor(), outline=outline, shown=shown, ticked=ticked, at=now())
    text = ngettext("%(n)s quotation was changed.", "%(n)s quotations were changed.", changed) % {"n": changed}
    messages.success(request, text)
    heading = row_id(request.POST.get("heading", ""))
    if heading:
        return redirect("report_heading", lines.campaign.code, outline.pk, heading)
    return redirect("report_register", lines.campaign.code, outline.pk)


def _numbers(request: HttpRequest, name: str) -> list[int]:
    return [pk for pk in map(row_id, request.POST.getlist(name)) if pk is not None]
