"""What a cluster's work makes people owe: sheets of cross-scoring, ballots, documents to receive; meetings to come."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaigns.cluster_permissions import MEETING
from campaigns.debts import Debt
from campaigns.models import Campaign
from campaigns.queries.visible import visible_to
from common.formats import localised_text
from indicators.peer_permissions import SCORING
from indicators.queries.debts import called
from indicators.queries.peers import boards_of
from rewards.choices import MeetingState, VoteState
from rewards.models import ClusterSubmission, Meeting, VoteTurn
from units.choices import Role

if TYPE_CHECKING:
    from units.acting import Acting


def peers_owed(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector of members: sheets of cross-scoring that are open and not sent."""
    if acting.unit is None or acting.roles.isdisjoint(SCORING):
        return
    for campaign in _working(acting).filter(peer_rounds__isnull=False).distinct():
        for board in boards_of(campaign, acting.unit, today):
            for one in board.of(acting.unit.pk) if board.is_open else ():
                if not one.is_sent:
                    yield Debt(
                        due=board.round.closes,
                        title=_("Cross-score %(unit)s") % {"unit": one.target.name},
                        detail=f"{localised_text(board.cluster.block.name)} · {called(campaign)}",
                        url=reverse("peer_sheet", args=[campaign.code, board.cluster.block.pk, one.sheet.pk]),
                        verb=pgettext("duty", "Give points"),
                        kind="peer",
                    )


def _working(acting: "Acting") -> QuerySet[Campaign]:
    """Campaigns in which clusters work; practice counts nowhere but in itself."""
    return visible_to(acting).filter(status__in=MEETING, is_practice=False).select_related("organiser_unit")


def ballots_owed(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector of heads and of those they authorised: votes that are open and wait for the unit's ballot."""
    if acting.unit is None:
        return
    turns = VoteTurn.objects.filter(unit=acting.unit, has_voted=False, vote__state=VoteState.OPEN)
    turns = turns.filter(vote__meeting__campaign__in=_working(acting)).select_related("vote__meeting__campaign")
    for turn in turns:
        if not (acting.roles & {Role.HEAD, Role.CLUSTER_LEAD} or acting.authorisation):
            continue
        meeting = turn.vote.meeting
        yield Debt(
            due=meeting.held_on,
            title=_("Cast your unit's ballot: %(vote)s") % {"vote": turn.vote.title},
            detail=f"{meeting.title} · {called(meeting.campaign)}",
            url=reverse("meeting", args=[meeting.campaign.code, meeting.pk]) + "?part=votes",
            verb=pgettext("duty", "Vote"),
            kind="ballot",
        )


def documents_to_receive(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector of the organiser's managers: what clusters sent and nobody has confirmed yet."""
    if acting.unit is None or Role.MANAGER not in acting.roles:
        return
    sent = ClusterSubmission.objects.filter(
        meeting__campaign__organiser_unit=acting.unit, meeting__campaign__is_practice=False
    )
    rows = sent.select_related("meeting__campaign", "receipt").order_by("pk")
    for row in {row.meeting_id: row for row in rows}.values():
        if hasattr(row, "receipt"):
            continue
        campaign = row.meeting.campaign
        yield Debt(
            due=row.dated_on,
            title=_("Receive %(number)s of %(cluster)s")
            % {"number": row.number, "cluster": localised_text(row.meeting.block_name)},
            detail=called(campaign),
            url=reverse("meeting", args=[campaign.code, row.meeting_id]) + "?part=minutes",
            verb=_("View"),
            kind="cluster_documents",
        )


def meetings_ahead(acting: "Acting", today: date) -> Iterator[tuple[date, str]]:
    """Meetings to come of the clusters the unit stands in."""
    if acting.unit is None:
        return
    rows = Meeting.objects.filter(state=MeetingState.PLANNED, held_on__gte=today, campaign__in=_working(acting))
    own = {
        (row["campaign"], row["block__code"]) for row in acting.unit.participations.values("campaign", "block__code")
    }
    for meeting in rows.select_related("campaign"):
        if (meeting.campaign_id, meeting.block_code) in own:
            yield meeting.held_on, f"{meeting.title} – {called(meeting.campaign)}"
