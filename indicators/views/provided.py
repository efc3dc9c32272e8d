"""Figures provided about one's own unit: seen before they count, and contested with a reason."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Campaign
from common.addresses import row_id
from common.faults import Faults
from common.permissions import require
from indicators import permissions
from indicators.choices import ActKind
from indicators.domain.provided import contest, note_seen
from indicators.models import EntryAct
from indicators.queries.lines import CampaignLines
from indicators.queries.papers_of_cells import documents_of_cells
from indicators.queries.provision import ToCheck, to_check
from indicators.queries.seats import seats
from indicators.showing import computed, shown
from indicators.views.opening import campaign_page
from units.models import Unit

REFUSED = 422


@require_safe
@campaign_page
def provided_figures(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    return _page(request, campaign)


@require_POST
@campaign_page
def contest_figure(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """POST ``line``, ``period``, ``entry`` (what the page showed), ``reason``."""
    lines, unit = CampaignLines(campaign), _own_unit(request, campaign)
    one = _named(request, to_check(lines, unit))
    try:
        if one is None:
            raise Faults(_("The figure is not open to this any more. Load the page again."))
        reason, actor = request.POST.get("reason", ""), request.acting.actor()
        act = {"actor": actor, "lines": lines, "unit": unit, "reason": reason, "at": timezone.now()}
        contest(line=one.line, period=one.period.code, **act)
    except Faults as refused:
        return _page(request, campaign, refused)
    messages.success(request, _("Your words were sent. The figure does not count until the department has answered."))
    return redirect("provided_figures", campaign.code)


@require_POST
@campaign_page
def note_seen_figure(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """POST ``entry``, what the page showed: the unit has seen it and has nothing to say."""
    lines, unit = CampaignLines(campaign), _own_unit(request, campaign)
    one = _named(request, to_check(lines, unit))
    try:
        if one is None:
            raise Faults(_("The figure is not open to this any more. Load the page again."))
        act = {"actor": request.acting.actor(), "lines": lines, "unit": unit, "at": timezone.now()}
        note_seen(line=one.line, period=one.period.code, entry_id=one.entry.pk, **act)
    except Faults as refused:
        return _page(request, campaign, refused)
    messages.success(request, _("Noted: seen, no objection. The figure counts from its day."))
    return redirect("provided_figures", campaign.code)


def _own_unit(request: HttpRequest, campaign: Campaign) -> Unit:
    unit = request.acting.unit
    takes_part = unit is not None and campaign.participations.filter(unit=unit).exists()
    require(permissions.allowed_when(takes_part, _("Your unit does not take part in this campaign.")))
    return unit


def _named(request: HttpRequest, found: list[ToCheck]) -> ToCheck | None:
    wanted = row_id(request.POST.get("entry", ""))
    if wanted is None:
        raise Http404
    return next((one for one in found if one.entry.pk == wanted), None)


def _page(request: HttpRequest, campaign: Campaign, refused: Faults | None = None) -> HttpResponse:
    lines, unit = CampaignLines(campaign), _own_unit(request, campaign)
    found = to_check(lines, unit)
    said = _said([one.entry.pk for one in found])
    papers = documents_of_cells([_key(one) for one in found])
    seat = seats(campaign.pk, [unit.pk]).get(unit.pk)
    may = permissions.may_contest(request.acting.actor(), seat, unit)
    context = {
        "campaign": campaign,
        "unit": unit,
        "found": [_row(one, said[one.entry.pk], papers[_key(one)]) for one in found],
        "may_contest": bool(may),
        "why_not": may.reason,
        "may_note_seen": bool(permissions.may_note_seen(request.acting.actor(), seat, unit)),
        "faults": refused.faults if refused else [],
        "kept": {"entry": request.POST.get("entry", ""), "reason": request.POST.get("reason", "")} if refused else {},
    }
    return render(request, "provide/provided.html", context, status=REFUSED if refused else 200)


def _key(one: ToCheck) -> tuple[int, int, str]:
    return one.cell.unit_id, one.cell.series_id, one.cell.period


def _row(one: ToCheck, acts: list[EntryAct], papers: list[Any]) -> dict[str, Any]:
    upheld = next((act.note for act in reversed(acts) if act.kind == ActKind.UPHELD), "")
    contested = next((act.note for act in reversed(acts) if act.kind == ActKind.CONTESTED), "")
    figure = {"text": shown(one.line, one.entry), "computed": computed(one.line, one.entry)}
    return {"one": one, "figure": figure, "papers": papers, "contested": contested, "upheld": upheld}


def _said(entry_ids: list[int]) -> dict[int, list[EntryAct]]:
    found: dict[int, list[EntryAct]] = defaultdict(list)
    for act in EntryAct.objects.filter(entry__in=entry_ids).order_by("pk"):
        found[act.entry_id].append(act)
    return found
