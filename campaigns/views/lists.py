"""All campaigns somebody may know of."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from campaigns.choices import AFTER_OPEN, OPEN, Status
from campaigns.models import Campaign
from campaigns.permissions import may_create, may_prepare
from campaigns.queries.visible import visible_to
from units.acting import Acting

GROUPS: list[tuple[str | Promise, tuple[Status, ...]]] = [
    (pgettext_lazy("campaigns", "Under way"), OPEN),
    (pgettext_lazy("campaigns", "About to begin"), (Status.LAUNCHED,)),
    (pgettext_lazy("campaigns", "Being prepared"), (Status.DRAFT,)),
    (pgettext_lazy("campaigns", "Over"), AFTER_OPEN),
]
MARKS = {Status.DRAFT: "planned", **dict.fromkeys(OPEN, "running")}


@dataclass(frozen=True, slots=True)
class Listed:
    """One campaign as listed: its mark and word, and what the reader has to do with it."""

    campaign: Campaign
    mark: str
    part: str | Promise
    may_prepare: bool


@require_safe
def campaign_list(request: HttpRequest) -> HttpResponse:
    active = Count("participations", filter=Q(participations__is_active=True), distinct=True)
    rows = visible_to(request.acting).annotate(units=active).select_related("organiser_unit")
    listed = [_listed(row, request.acting) for row in rows.order_by("-start", "code")]
    request.is_demo = any(row.campaign.is_demo for row in listed)  # type: ignore[attr-defined]  # read by the frame
    context = {
        "groups": list(_groups([each for each in listed if not each.campaign.is_practice])),
        "practice": [each for each in listed if each.campaign.is_practice],
        "may_create": may_create(request.acting).allowed,
    }
    return render(request, "campaigns/campaign_list.html", context)


def _groups(listed: list[Listed]) -> Iterable[tuple[str | Promise, list[Listed]]]:
    for heading, states in GROUPS:
        rows = [each for each in listed if each.campaign.status in states]
        if rows:
            yield heading, rows


def _listed(campaign: Campaign, acting: Acting) -> Listed:
    mark = MARKS.get(Status(campaign.status), campaign.status)
    organises = acting.unit is not None and acting.unit.pk == campaign.organiser_unit_id
    part = _("organised by your unit") if organises else ""
    return Listed(campaign, mark, part, may_prepare(acting, campaign).allowed)
