"""Nhiệm vụ theo kế hoạch: units × obligations for those who run the campaign, one's own for a unit."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Campaign
from campaigns.permissions import may_manage
from campaigns.views.opening import names_spared
from common.actors import Actor
from common.faults import Faults
from common.permissions import require
from common.transfers import handed_out, received
from indicators.choices import ObligationActKind
from indicators.domain.obligations import act_on_obligation
from indicators.forms.evidence import as_form_errors
from indicators.forms.inspections import ObligationForm
from indicators.models import ObligationAct
from indicators.queries.lines import CampaignLines
from indicators.queries.obligations import Fulfilment, fulfilments, obligations_of
from indicators.review_permissions import (
    may_act_for_unit,
    may_read_all_tasks,
    may_read_reviews,
    may_read_tasks_of,
    tasks_are_open,
)
from indicators.views.opening import campaign_page
from indicators.views.report_desk import participant
from units.models import Unit

REFUSED = 422


@require_safe
@login_required
@campaign_page
@names_spared
def obligations(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    lines, actor = CampaignLines(campaign), request.acting.actor()
    require(may_read_reviews(actor, lines))
    if not may_read_all_tasks(actor, lines):
        return redirect("obligations_of_unit", campaign.code, request.acting.unit.pk)
    rows = [row for row in lines.participations if row.is_active]
    found, today = fulfilments(campaign, [row.unit for row in rows]), localdate()
    named = obligations_of(campaign)
    context = {
        "campaign": campaign,
        "named": named,
        "blocks": _blocks(rows, found, today),
        "done": [sum(found[row.unit_id][place].is_fulfilled for row in rows) for place in range(len(named))],
        "total": len(rows),
    }
    return render(request, "stages/obligations.html", context)


def _blocks(rows: Any, found: dict[int, list[Fulfilment]], today: Any) -> list[tuple[Any, list[dict[str, object]]]]:
    by_block: dict[Any, list[dict[str, object]]] = {}
    for row in rows:
        marks = [(one, one.mark(today)) for one in found[row.unit_id]]
        by_block.setdefault(row.block, []).append({"unit": row.unit, "marks": marks})
    return sorted(by_block.items(), key=lambda pair: (pair[0] is None, pair[0].position if pair[0] else 0))


@require_safe
@login_required
@campaign_page
@names_spared
def obligations_of_unit(request: HttpRequest, campaign: Campaign, unit_id: int) -> HttpResponse:
    lines, actor = CampaignLines(campaign), request.acting.actor()
    unit = participant(lines, unit_id)
    require(may_read_tasks_of(actor, lines, unit))
    return _page(request, campaign, unit, actor)


def _page(
    request: HttpRequest, campaign: Campaign, unit: Unit, actor: Actor, code: str = "", form: Any = None
) -> HttpResponse:
    rows = fulfilments(campaign, [unit])[unit.pk]
    acts = ObligationAct.objects.filter(campaign=campaign, unit=unit).select_related("made_by", "file").order_by("-pk")
    history: dict[str, list[ObligationAct]] = {}
    for act in acts:
        history.setdefault(act.code, []).append(act)
    forms = {row.obligation.code: ObligationForm(auto_id=f"o{place}_%s") for place, row in enumerate(rows)}
    if form is not None:
        forms[code] = form
    today = localdate()
    context = {
        "campaign": campaign, "unit": unit,
        "rows": [
            {"row": row, "mark": row.mark(today), "acts": history.get(row.obligation.code, []),
             "form": forms[row.obligation.code], "is_bad": form is not None and row.obligation.code == code}
            for row in rows
        ],
        "is_open": tasks_are_open(campaign).allowed, "answers": bool(may_act_for_unit(actor, unit)),
        "manages": may_manage(request.acting, campaign).allowed, "is_own": actor.unit_id == unit.pk,
    }  # fmt: skip
    return render(request, "stages/obligations_unit.html", context, status=REFUSED if form is not None else 200)


@require_POST
@login_required
@campaign_page
@names_spared
def obligation_act(request: HttpRequest, campaign: Campaign, unit_id: int) -> HttpResponse:
    """POST ``code``, ``kind`` and what is said; the evidence may be a file."""
    actor, unit = request.acting.actor(), participant(CampaignLines(campaign), unit_id)
    kind, code = request.POST.get("kind", ""), request.POST.get("code", "")
    if kind not in ObligationActKind.values:
        raise Http404(_("There is nothing here any more. Load the page again."))
    require(may_act_for_unit(actor, unit) if kind == ObligationActKind.MET else may_manage(request.acting, campaign))
    form = ObligationForm(request.POST)
    told = {"actor": actor, "campaign": campaign, "unit": unit, "code": code, "at": now()}
    try:
        with received(request) as parcel:
            if form.is_valid():
                act_on_obligation(kind=ObligationActKind(kind), said=form.said(), parcel=parcel, **told)
                return redirect("obligations_of_unit", campaign.code, unit.pk)
    except Faults as faults:
        as_form_errors(form, faults.faults)
    return _page(request, campaign, unit, actor, code, form)


@require_safe
@login_required
@campaign_page
def obligation_file(request: HttpRequest, campaign: Campaign, act_id: int) -> HttpResponseBase:
    """The evidence as an inert download; to others it does not exist."""
    rows = ObligationAct.objects.filter(campaign=campaign, file__isnull=False).select_related("file", "unit")
    found = get_object_or_404(rows, pk=act_id)
    if not may_read_tasks_of(request.acting.actor(), CampaignLines(campaign), found.unit) or found.file is None:
        raise Http404
    return handed_out(found.file, found.file_name)
