"""A cluster at work: led by P3, scoring across, meeting, voting, sending."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.core.management import call_command

from campaigns.choices import BlockPost
from campaigns.domain.offices import Term
from campaigns.domain.offices import appoint as appoint_unit
from campaigns.models import Block, BlockOffice
from campaigns.queries.clusters import Cluster, cluster_of
from common.actors import Actor
from common.domain.vault import receive
from indicators.domain import peers, scores
from indicators.models import PeerRound
from indicators.queries.lines import CampaignLines
from indicators.queries.peers import Pairing, PeerBoard, peer_board, peer_lines
from indicators.rotation import Pair, rotation
from rewards.choices import DocumentKind
from rewards.domain import meetings, outcomes, votes
from rewards.domain.meetings import Called, Plan
from rewards.domain.votes import Counts, Terms
from rewards.letters.standard import standard_template
from rewards.models import ClusterSubmission, ClusterVote, Meeting, Minutes, PutForward, VoteCount
from rewards.queries.votes import votes_of
from tests.factories.season import NOON, Season
from units.choices import Role
from units.models import Unit

DAY = NOON.date()
PLAN = Plan("Họp cụm tổng kết", DAY, time(8, 30), "Hội trường UBND phường", "Ông A", "Bà B", "Báo cáo\nBỏ phiếu")
TERMS = Terms(
    title="Cờ thi đua", places=1, threshold=Decimal(50), is_strict=True, base="members", own_allowed=True,
    is_secret=True, way="paper", basis="Quy chế cụm",
)  # fmt: skip


def appoint(season: Season, unit: str = "P3", post: str = BlockPost.LEAD, **more: Any) -> BlockOffice:
    term = {"first": date(2025, 7, 1), "document": "Quyết định số 12/QĐ-UBND", **more}
    manager = season.actor("VP", Role.MANAGER)
    block = season.campaign.blocks.get(code="WARD")
    block.campaign = season.campaign
    return appoint_unit(actor=manager, block=block, term=Term(post, season.units[unit].pk, **term), at=NOON)


def ward(season: Season, day: date = DAY) -> Cluster:
    block = Block.objects.select_related("campaign__organiser_unit").get(campaign=season.campaign, code="WARD")
    return cluster_of(block, day)


def lead(season: Season, unit: str = "P3") -> Actor:
    return season.actor(unit, Role.CLUSTER_LEAD)


def told(season: Season, *, at: datetime = NOON, unit: str = "P3") -> dict[str, Any]:
    """What every act of the lead is handed."""
    return {"actor": lead(season, unit), "cluster": ward(season), "at": at}


def hand_out(season: Season, *, each: int = 1, pairs: Sequence[Pair] | None = None, **days: date) -> PeerRound:
    found = ward(season)
    pairs = rotation([member.unit.pk for member in found.members], each) if pairs is None else pairs
    asked = {"opens": DAY, "closes": date(2025, 8, 30), **days}
    return peers.hand_out(asked=peers.Asked(each=each, pairs=pairs, **asked), **told(season))


def peers_of(season: Season, day: date = DAY) -> PeerBoard:
    found = peer_board(ward(season, day))
    assert found is not None
    return found


def pairing(season: Season, scorer: str) -> Pairing:
    return peers_of(season).of(season.units[scorer].pk)[0]


def give(
    season: Season,
    scorer: str,
    points: Mapping[str, str],
    *,
    send: bool = False,
    seen: Mapping[str, int] | None = None,
    remark: str = "",
    at: datetime = NOON,
) -> int:
    """Points by the line's code, for whom this member scores first."""
    one = pairing(season, scorer)
    lines = peer_lines(CampaignLines(season.campaign), one.target.unit)
    by_code = {line.code: line for line in lines}
    given = [
        peers.Given(by_code[code], Decimal(text) if text else None, remark, (seen or {}).get(code))
        for code, text in points.items()
    ]
    told = {"actor": season.actor(scorer), "board": peers_of(season), "pairing": one, "at": at}
    return peers.give_points(given=given, lines=lines, send=send, **told)


def full_points(season: Season, scorer: str) -> dict[str, str]:
    """The maximum on every line."""
    lines = peer_lines(CampaignLines(season.campaign), pairing(season, scorer).target.unit)
    return {line.code: str(line.max_points) for line in lines}


def plan_meeting(season: Season, plan: Plan = PLAN, *, at: datetime = NOON) -> Meeting:
    return meetings.plan_meeting(plan=plan, **told(season, at=at))


def open_meeting(season: Season, *, absent: Sequence[str] = (), at: datetime = NOON) -> Meeting:
    """Opened and called: all present but those named."""
    made = plan_meeting(season, at=at)
    meetings.open_meeting(meeting=made, **told(season, at=at))
    away = {season.units[code].pk for code in absent}
    called = {row.pk: Called(row.unit_id not in away, "") for row in made.attendances.all()}
    meetings.call_members(meeting=made, called=called, **told(season, at=at))
    return Meeting.objects.select_related("campaign", "lead_unit").get(pk=made.pk)


def prepare(
    season: Season, meeting: Meeting, terms: Terms = TERMS, *, units: Sequence[Unit] | None = None, **more: Any
) -> ClusterVote:
    named = [unit.pk for unit in units] if units is not None else [row.unit_id for row in meeting.attendances.all()]
    given = {"confirmed": True, **more}
    return votes.prepare_vote(meeting=meeting, terms=terms, candidates=named, **given, **told(season))


def counts(season: Season, vote: ClusterVote, numbers: Mapping[str, int], **ballots: int) -> Counts:
    """By the unit's code; 0 where it is not named. Three ballots, all valid, unless told otherwise."""
    codes = {unit.pk: code for code, unit in season.units.items()}
    votes = {row.pk: numbers.get(codes[row.unit_id], 0) for row in vote.candidates.all()}
    return Counts(votes=votes, **{"handed_out": 3, "received": 3, "invalid": 0, **ballots})


def count(
    season: Season, vote: ClusterVote, numbers: Mapping[str, int], *, reason: str = "", **ballots: int
) -> VoteCount:
    found = counts(season, vote, numbers, **ballots)
    return votes.record_counts(vote=vote, counts=found, reason=reason, **told(season))


def put_forward(season: Season, vote: ClusterVote, reason: str = "") -> PutForward:
    return outcomes.put_forward(vote=vote, reason=reason, **told(season))


def finish(season: Season, meeting: Meeting, conclusion: str = "Thống nhất kết quả") -> Minutes:
    return outcomes.finish_meeting(meeting=meeting, conclusion=conclusion, **told(season))


def held_meeting(season: Season, numbers: Mapping[str, int] | None = None, reason: str = "theo phiếu") -> Meeting:
    """Held and finished: P1 is put forward unless told otherwise."""
    made = open_meeting(season)
    vote = prepare(season, made)
    count(season, vote, numbers or {"P1": 3})
    put_forward(season, vote, reason)
    finish(season, made)
    return Meeting.objects.select_related("campaign__organiser_unit", "lead_unit").get(pk=made.pk)


def send(season: Season, meeting: Meeting, number: str = "05/TTr-CTĐ") -> ClusterSubmission:
    parcels = {kind: receive([standard_template(kind)], f"{kind}.docx") for kind in DocumentKind.values}
    letter = {"number": number, "dated_on": DAY}
    return outcomes.send_documents(meeting=meeting, parcels=parcels, **letter, **told(season))


def newest_vote(meeting: Meeting) -> ClusterVote:
    return votes_of(meeting)[-1]


def score(season: Season, folder: Any, *, period: str = "2025-07") -> None:
    """Appraised figures by which P1 leads the cluster, before P2 and P3."""
    path = folder / "points.csv"
    rows = "".join(f"{unit},I.2,{period},{value},,,,\n" for unit, value in (("P1", 5), ("P2", 4), ("P3", 3)))
    path.write_text("unit,indicator,period,value,numerator,denominator,note,evidence\n" + rows, encoding="utf-8")
    call_command("load_entries", season.campaign.code, str(path), "--verify", verbosity=0)
    scores.recompute(campaign=season.campaign, at=NOON)
