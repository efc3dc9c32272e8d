"""Clusters and blocks: dragged one by one, sent as a form, pasted from a workbook, or proposed from the map."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.choices import Status
from campaigns.clusters import LARGEST, SMALLEST
from campaigns.domain.blocks import move, propose, set_blocks
from campaigns.forms.assignments import new_code, read_assignment
from campaigns.models import Campaign
from campaigns.permissions import may_change_plan
from campaigns.queries.participants import participants_of, sections
from common.addresses import row_id
from common.faults import Faults
from units.choices import UnitKind

from .opening import done, for_those

LOCAL = (UnitKind.WARD, UnitKind.COMMUNE, UnitKind.TOWNSHIP, UnitKind.SPECIAL_ZONE, UnitKind.DISTRICT)
# Beyond this a page of selects is too heavy for a weak line: such plans are pasted or proposed.
MOST_OPTIONS = 6_000
PREFIX = "unit-"


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_change_plan)
def blocks(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """GET: who stands where. POST ``unit-<id>=<block>`` for every unit: the plain form."""
    if request.method == "POST":
        known = {block.code for block in campaign.blocks.all()}
        mapping = {unit: code or None for unit, code in _posted(request) if not code or code in known}
        _arrange(request, campaign, mapping, _new_block(request, known))
        return redirect("campaigns:blocks", campaign.code)
    return _page(request, campaign)


def _page(request: HttpRequest, campaign: Campaign, *, pasted: str = "", faults: Faults | None = None) -> HttpResponse:
    found = sections(campaign, only_active=True)
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
    }
    return render(request, "campaigns/blocks.html", context, status=422 if faults else 200)


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


def _arrange(request: HttpRequest, campaign: Campaign, mapping: dict, names: dict, *, drop_empty: bool = False) -> bool:
    given = {"reason": request.POST.get("reason", ""), "decision": request.POST.get("decision", "")}
    act = {"actor": request.acting.actor(), "campaign": campaign, "at": timezone.now(), **given}
    sentence = _("The clusters have been saved.")
    return done(request, sentence, lambda: set_blocks(mapping=mapping, names=names, drop_empty=drop_empty, **act))


@require_POST
@for_those(may_change_plan)
def move_one(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """POST ``unit``, ``block``: one card dragged; answers JSON with a sentence."""
    unit, block = row_id(request.POST.get("unit", "")), request.POST.get("block", "")
    row = campaign.participations.filter(unit_id=unit).first()
    if row is None:
        return JsonResponse({"message": _("This unit does not take part in the campaign.")}, status=404)
    try:
        move(actor=request.acting.actor(), participation=row, block=block or None, at=timezone.now())
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
    except Faults as refused:
        return _page(request, campaign, pasted=table, faults=refused)
    if not _arrange(request, campaign, dict(assignment.mapping), assignment.names, drop_empty=True):
        return _page(request, campaign, pasted=table)
    return redirect("campaigns:blocks", campaign.code)


@require_POST
@for_those(may_change_plan)
def propose_neighbours(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """POST: all localities of the campaign into clusters of neighbours; agencies stay where they are."""
    rows = [row for row in participants_of(campaign) if row.is_active and row.unit.kind in LOCAL]
    mapping, names = propose(rows, prefix="CUM", name={"vi": "Cụm thi đua số", "en": "Cluster"})
    _arrange(request, campaign, dict(mapping), names, drop_empty=True)
    return redirect("campaigns:blocks", campaign.code)
