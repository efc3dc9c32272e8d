"""The view for the projector: large type, one thing at a time, and nothing on it that is not final."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.queries.lines import CampaignLines
from indicators.queries.peers import peer_board
from rewards.models import Meeting
from rewards.queries.comparison import compare
from rewards.queries.votes import votes_of
from rewards.views.compare import decimals_of
from rewards.views.desk import Desk, holding
from rewards.views.shown import shown_votes

PARTS = ("agenda", "called", "points", "votes")


@require_safe
@holding
def meeting_screen(request: HttpRequest, desk: Desk, meeting: Meeting) -> HttpResponse:
    """``?part=`` chooses what the room sees. Cross-scoring shows once it is over, a vote once its result is kept."""
    part = request.GET.get("part", "agenda")
    part = part if part in PARTS else "agenda"
    called = list(meeting.attendances.all())
    context = {
        "campaign": desk.campaign,
        "desk": desk,
        "meeting": meeting,
        "part": part,
        "tabs": _tabs(part),
        "called": called,
        "present": sum(row.is_present is True for row in called),
        # As the members see it: what the lead alone sees is not for the room.
        "votes": shown_votes(votes_of(meeting), desk, holds=False) if part == "votes" else [],
        **(_points(desk) if part == "points" else {}),
    }
    return render(request, "rewards/screen.html", context)


def _points(desk: Desk) -> dict[str, object]:
    board = peer_board(desk.cluster)
    over = board if board and (board.is_over or board.sent == len(board.pairings)) else None
    found = compare(CampaignLines(desk.campaign), desk.cluster, over, own=None)
    return {"found": found, "decimals": decimals_of(found), "has_peers": over is not None}


def _tabs(part: str) -> list[dict[str, object]]:
    names = {"agenda": _("Agenda"), "called": _("Attendance"), "points": _("Points"), "votes": _("Votes")}
    return [{"label": names[key], "url": f"?part={key}", "is_current": key == part} for key in PARTS]
