"""All clusters of a campaign at one glance: who leads, whether it has met, what it sent, where it left the points."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from campaigns.models import Campaign
from campaigns.queries.clusters import Cluster
from indicators.models import PeerRound
from rewards.models import ClusterSubmission, Meeting, PutForward


@dataclass(frozen=True)
class Summary:
    """One cluster; ``meeting``: the newest, ``sent``: the newest submission of it."""

    cluster: Cluster
    meeting: Meeting | None
    sent: ClusterSubmission | None
    differs: bool
    peers_sent: int
    peers: int

    @property
    def mark(self) -> str:
        """The key of ``common.marks``: not_held, planned, running, held, sent, received (by the organiser)."""
        return mark_of(self.meeting, self.sent)


def mark_of(meeting: Meeting | None, sent: ClusterSubmission | None) -> str:
    if sent is not None:
        return "received" if hasattr(sent, "receipt") else "sent"
    states = {"planned": "planned", "open": "running", "finished": "held"}
    return states[meeting.state] if meeting else "not_held"


def summaries(campaign: Campaign, clusters: Sequence[Cluster]) -> list[Summary]:
    """Five queries, however many clusters."""
    meetings = {row.block_code: row for row in Meeting.objects.filter(campaign=campaign).order_by("held_on", "pk")}
    sent = submissions_of(list(meetings.values()))
    differs = differing(list(meetings.values()))
    peers = _peers(campaign)
    return [_summary(each, meetings.get(each.block.code), sent, differs, peers) for each in clusters]


def _summary(
    cluster: Cluster,
    meeting: Meeting | None,
    sent: dict[int, ClusterSubmission],
    differs: frozenset[int],
    peers: dict[str, tuple[int, int]],
) -> Summary:
    pk = meeting.pk if meeting else 0
    return Summary(cluster, meeting, sent.get(pk), pk in differs, *peers.get(cluster.block.code, (0, 0)))


def submissions_of(meetings: Sequence[Meeting]) -> dict[int, ClusterSubmission]:
    """The newest submission of each meeting, with its receipt."""
    rows = ClusterSubmission.objects.filter(meeting__in=meetings).select_related("receipt").order_by("pk")
    return {row.meeting_id: row for row in rows}


def differing(meetings: Sequence[Meeting]) -> frozenset[int]:
    """Meetings of which a result in force leaves the order of the points."""
    rows = PutForward.objects.filter(count__vote__meeting__in=meetings).select_related("count__vote").order_by("pk")
    newest = {row.count.vote_id: row for row in rows}
    return frozenset(row.count.vote.meeting_id for row in newest.values() if row.differs)


def _peers(campaign: Campaign) -> dict[str, tuple[int, int]]:
    """How many sheets of cross-scoring were sent, of how many, by the cluster's code."""
    counted = PeerRound.objects.filter(campaign=campaign).annotate(
        sent=Count("sheets", filter=Q(sheets__is_active=True, sheets__sent_at__isnull=False)),
        asked=Count("sheets", filter=Q(sheets__is_active=True)),
    )
    return {row.block_code: (row.sent, row.asked) for row in counted}


def meetings_of(campaign: Campaign, block_code: str) -> list[Meeting]:
    """The newest first."""
    return list(Meeting.objects.filter(campaign=campaign, block_code=block_code).order_by("-held_on", "-pk"))
