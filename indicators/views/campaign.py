"""The campaign's own page: what it is about, where it stands, what it asks and on which basis."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.models import Campaign
from indicators.audience import audience_of
from indicators.models import Criterion
from indicators.queries.board import BlockBoard, BoardView, board_view
from indicators.queries.required import feed_note
from indicators.queries.schemes import document_of
from indicators.queries.sheet import in_language
from indicators.scoring import Scheme, build_scheme, rule_sentence
from indicators.views.opening import campaign_page

LEADING = 3


@require_safe
@campaign_page
def campaign_detail(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    document = document_of(campaign.definition_id)
    audience = audience_of(request.acting, campaign)
    view = board_view(campaign, audience)
    context = {
        "campaign": campaign,
        "about": document["campaign"],
        "obligations": document.get("obligations", []),
        "awards": document.get("awards", []),
        "phases": [(phase, _phase_state(phase)) for phase in campaign.phases.all()],
        "criteria": _criteria(campaign, build_scheme(document)),
        "view": view,
        "leading": _leading(view),
        "facts": _facts(campaign),
        "audience": audience,
    }
    return render(request, "indicators/campaign.html", context)


def _facts(campaign: Campaign) -> list[dict[str, Any]]:
    today = localdate()
    days = (campaign.end - campaign.start).days + 1
    facts = [
        {"label": _("Units taking part"), "number": campaign.participations.filter(is_active=True).count()},
        {"label": _("Clusters and blocks"), "number": campaign.blocks.count()},
    ]
    if campaign.start <= today <= campaign.end:
        return [{"label": _("Day"), "number": (today - campaign.start).days + 1, "of": days}, *facts]
    return [{"label": _("Length in days"), "number": days}, *facts]


def _phase_state(phase: Any) -> str:
    today = localdate()
    if phase.end and phase.end < today:
        return "done"
    return "running" if phase.start and phase.start <= today else "not_due"


def _criteria(campaign: Campaign, scheme: Scheme) -> list[dict[str, Any]]:
    """The tree with each rule in words: what is asked, for how many points, decided by whom."""
    criteria = Criterion.objects.filter(campaign=campaign, is_active=True).select_related("provided_by", "verified_by")
    return [_criterion(item, scheme) for item in criteria.order_by("position")]


def _criterion(criterion: Criterion, scheme: Scheme) -> dict[str, Any]:
    node = scheme.lines.get(criterion.code) or scheme.groups[criterion.code]
    rule = in_language(rule_sentence(scheme.lines[criterion.code])) if criterion.is_line else ""
    return {"criterion": criterion, "max_points": node.max_points, "rule": rule, "feed_note": feed_note(criterion)}


def _leading(view: BoardView | None) -> list[BlockBoard]:
    """The first few of each cluster, where this reader has a board at all."""
    if view is None:
        return []
    named = ((block, [row for row in block.rows if row.rank and row.unit][:LEADING]) for block in view.blocks)
    return [BlockBoard(block.block, rows, 0) for block, rows in named if rows]
