"""Pages of a cluster at work: cross-scoring, a meeting under way and one finished, each with who opens it."""

from campaigns.models import Block
from rewards.choices import DocumentKind, VoteState
from rewards.models import ClusterVote, Meeting
from tests.factories.season import Season
from tests.rights.clusters import ClusterWork
from units.choices import Role

LEAD, HEAD, MANAGER = ("P3", Role.CLUSTER_LEAD), ("P1", Role.HEAD), ("VP", Role.MANAGER)
PARTS = ("agenda", "called", "points", "votes", "minutes")


def work(season: Season) -> None:
    ClusterWork(season)


def of_clusters(season: Season) -> list[tuple[str, list[object], tuple[str, str]]]:
    code, block = season.campaign.code, Block.objects.get(campaign=season.campaign, code="WARD").pk
    meeting, paper = _meeting(season), _vote(season)
    sheet = season.campaign.peer_rounds.get().sheets.get(scorer=season.units["P1"]).pk
    return [
        ("clusters", [code], MANAGER),
        ("cluster", [code, block], LEAD),
        ("cluster_compare", [code, block], LEAD),
        ("peer_hand_out", [code, block], LEAD),
        ("peer_sheet", [code, block, sheet], HEAD),
        ("meeting_new", [code, block], LEAD),
        ("meeting_edit", [code, meeting.pk], LEAD),
        ("meeting_screen", [code, meeting.pk], LEAD),
        ("meeting_send", [code, _finished(season).pk], LEAD),
        ("vote_new", [code, meeting.pk], LEAD),
        ("vote_count", [code, meeting.pk, paper.pk], LEAD),
        *(("cluster_template", [code, kind], MANAGER) for kind in DocumentKind.values),
    ]


def parts(season: Season) -> list[tuple[str, tuple[str, str]]]:
    """The parts of a meeting under way for its lead and a member, and of one that was sent for the organiser."""
    here = f"/campaigns/{season.campaign.code}/clusters/meetings"
    found = [(f"{here}/{_meeting(season).pk}/?part={part}", LEAD) for part in PARTS]
    found += [(f"{here}/{_meeting(season).pk}/screen/?part={part}", LEAD) for part in PARTS[:-1]]
    found.append((f"{here}/{_meeting(season).pk}/?part=votes", HEAD))
    return found + [(f"{here}/{_finished(season).pk}/?part={part}", MANAGER) for part in PARTS]


def _meeting(season: Season) -> Meeting:
    return Meeting.objects.filter(campaign=season.campaign, state="open", votes__isnull=False).distinct().get()


def _finished(season: Season) -> Meeting:
    return Meeting.objects.get(campaign=season.campaign, state="finished")


def _vote(season: Season) -> ClusterVote:
    return ClusterVote.objects.filter(meeting=_meeting(season), way="paper", state=VoteState.PREPARED)[0]
