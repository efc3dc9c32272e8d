"""The members' sheets side by side, for the cluster's lead and those who run the campaign."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.cluster_permissions import may_compare
from common.permissions import require
from indicators.queries.lines import CampaignLines
from indicators.queries.peers import peer_board
from indicators.queries.schemes import scheme_of
from rewards.queries.comparison import Comparison, compare
from rewards.views.desk import Desk, cluster_page

SHOWN = ("all", "reported", "verified", "peer")


@require_safe
@cluster_page
def cluster_compare(request: HttpRequest, desk: Desk) -> HttpResponse:
    """``?show=`` narrows the cells to one of the three scores."""
    require(may_compare(desk.actor, desk.cluster))
    board = peer_board(desk.cluster)
    found = compare(CampaignLines(desk.campaign), desk.cluster, board, own=desk.actor.unit_id)
    show = request.GET.get("show", "all")
    context = {
        "campaign": desk.campaign,
        "desk": desk,
        "found": found,
        "peers": board,
        "decimals": decimals_of(found),
        "show": show if show in SHOWN else "all",
        "shows": _shows(show, has_peers=board is not None),
    }
    return render(request, "rewards/compare.html", context)


def decimals_of(found: Comparison) -> int:
    run = found.board.run if found.board else None
    return scheme_of(run.definition_id).decimals if run else 2


def _shows(chosen: str, *, has_peers: bool) -> list[dict[str, object]]:
    names = {"all": _("All three"), "reported": _("Self-scored"), "verified": _("Appraised"), "peer": _("Cross-scored")}
    return [
        {"label": label, "url": f"?show={key}", "is_current": key == (chosen if chosen in SHOWN else "all")}
        for key, label in names.items()
        if has_peers or key != "peer"
    ]
