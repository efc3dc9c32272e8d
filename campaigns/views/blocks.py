"""Clusters and blocks: dragged one by one, sent as a form, pasted from a workbook, or proposed from the map."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.choices import Status
from campaigns.clusters import LARGEST, SMALLEST
from campaigns.domain.blocks import move, propose, set_blocks
from campaigns.domain.revision import Outdated, Unchanged
from campaigns.forms.assignments import new_code, read_assignment
from campaigns.forms.seen import seen_version, version_of
from campaigns.models import Campaign
from campaigns.permissions import may_change_plan
from campaigns.queries.documents import version_document
from campaigns.queries.participants import participants_of, sections
from campaigns.queries.roster import blocks_of
from common.addresses import row_id
from common.faults import Faults
from units.choices import UnitKind

from .opening import for_those

LOCAL = (UnitKind.WARD, UnitKind.COMMUNE, UnitKind.TOWNSHIP, UnitKind.SPECIAL_ZONE, UnitKind.DISTRICT)
# Beyond this a page of selects is too heavy for a weak line: such plans are pasted or proposed.
MOST_OPTIONS = 6_000
PREFIX = "unit-"


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_change_plan)
def blocks(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """GET: who stands where. POST ``unit-<id>=<block>`` for every unit: the plain form, of which only the units
    are moved that stand elsewhere than in the version of the plan that was ``seen``."""
    if request.method != "POST":
        return _page(request, campaign)
    known = {block.code for block in campaign.blocks.all()}
    mapping = {unit: code or None for unit, code in _posted(request) if not code or code in known}
    seen = version_document(campaign, seen_version(request))
    try:
        _arrange(request, campaign, mapping, _new_block(request, known), was=blocks_of(seen) if seen else None)
    except Faults as refused:
        return _page(request, campaign, refused=refused, chosen=mapping)
    return redirect("campaigns:blocks", campaign.code)


def _page(
    request: HttpRequest,
    campaign: Campaign,
    *,
    pasted: str = "",
    faults: Faults | None = None,
    refused: Faults | None = None,
    chosen: dict[int, str | None] | None = None,
) -> HttpResponse:
    """``faults`` of the pasted table, or the form as it was ``refused``, with the places ``chosen`` in it."""
    found = sections(campaign, only_active=True, chosen=chosen)
    units = sum(len(section.rows) for section in found)
    context = {
        "campaign": campaign,
        "sections": found,
        "choices": [section.block for section in found if section.block],
        "has_selects": units * len(found) <= MOST_OPTIONS,
        "is_draft": campaign.status == Status.DRAFT,
        "units": units,
        "low": SMALLEST,
        "high": LARGEST,
        "pasted": pasted,
        "faults": faults.faults if faults else [],
        "refused": refused.faults if refused else [],
        "seen": refused.number if isinstance(refused, Outdated) else seen_version(request) or version_of(campaign),
    }
    return render(request, "campaigns/blocks.html", context, status=422 if faults or refused else 200)


def _posted(request: HttpRequest) -> list[tuple[int, str]]:
    pairs = ((key.removeprefix(PREFIX), value) for key, value in request.POST.items() if key.startswith(PREFIX))
    found = ((row_id(unit), value) for unit, value in pairs)
    return [(unit, value) for unit, value in found if unit is not None]


def _new_block(request: HttpRequest, taken: set[str]) -> dict[str, dict[str, str]]:
    """A cluster named in the form; its code may be left to be made of the name."""
    code, name = request.POST.get("new_code", "").strip(), request.POST.get("new_name", "").strip()
    if not code and not name:
        return {}
    return {code or new_code(name, taken): {"vi": name or code}}


def _arrange(request: HttpRequest, campaign: Campaign, mapping: dict, names: dict, **more: Any) -> None:
    given = {"reason": request.POST.get("reason", ""), "decision": request.POST.get("decision", "")}
    act = {"actor": request.acting.actor(), "campaign": campaign, "at": timezone.now(), **given}
    try:
        set_blocks(mapping=mapping, names=names, **act, **more)
    except Unchanged as nothing:
        messages.info(request, str(nothing))
    else:
        messages.success(request, _("The clusters have been saved."))


@require_POST
@for_those(may_change_plan)
def move_one(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """POST ``unit``, ``block`` and ``from``, where the page showed it: one card dragged; answers JSON with a
    sentence."""
    unit, block = row_id(request.POST.get("unit", "")), request.POST.get("block", "")
    was = {unit or 0: request.POST["from"] or None} if "from" in request.POST else None
    row = campaign.participations.filter(unit_id=unit).first()
    if row is None:
        return JsonResponse({"message": _("This unit does not take part in the campaign.")}, status=404)
    try:
        move(actor=request.acting.actor(), participation=row, block=block or None, at=timezone.now(), was=was)
    except Unchanged:
        return JsonResponse({"message": _("Saved")})
    except Faults as refused:
        return JsonResponse({"message": refused.faults[0].message}, status=422)
    return JsonResponse({"message": _("Saved")})


@require_POST
@for_those(may_change_plan)
def paste(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """POST ``table``: two columns out of a workbook, the unit and its cluster."""
    table = request.POST.get("table", "")
    try:
        units = [row.unit for row in participants_of(campaign)]
        assignment = read_assignment(table, units, campaign)
        _arrange(request, campaign, dict(assignment.mapping), assignment.names, drop_empty=True)
    except Faults as refused:
        return _page(request, campaign, pasted=table, faults=refused)
    return redirect("campaigns:blocks", campaign.code)


@require_POST
@for_those(may_change_plan)
def propose_neighbours(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """POST: all localities of the campaign into clusters of neighbours; agencies stay where they are."""
    rows = [row for row in participants_of(campaign) if row.is_active and row.unit.kind in LOCAL]
    mapping, names = propose(rows, prefix="CUM", name={"vi": "Cụm thi đua số", "en": "Cluster"})
    try:
        _arrange(request, campaign, dict(mapping), names, drop_empty=True)
    except Faults as refused:
        return _page(request, campaign, refused=refused)
    return redirect("campaigns:blocks", campaign.code)
