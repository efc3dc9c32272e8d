"""A vote as it stands: its rule, its newest count, what follows from it, and the points beside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Prefetch

from campaigns.models import Campaign
from common.choices import Basis
from indicators.models import Run, Scoreboard, Sheet
from indicators.queries.scoreboard import board_detail, live_board, published_snapshot
from rewards.choices import VoteState
from rewards.models import CandidateVotes, ClusterVote, Meeting, PutForward, VoteCandidate, VoteCount
from rewards.tally import Base, Count, Overtaking, Result, Rule, overtakings, tally
from units.queries.lineage import stand_ins


def rule_of(vote: ClusterVote) -> Rule:
    return Rule(vote.places, Fraction(vote.threshold) / 100, Base(vote.base), vote.is_strict)


@dataclass(frozen=True)
class Counted:
    """The newest count of a vote and what follows from it. ``stored``: the result kept of this count, if any."""

    vote: ClusterVote
    count: VoteCount
    votes: dict[int, int]
    stored: PutForward | None

    @property
    def candidates(self) -> dict[int, VoteCandidate]:
        return {candidate.pk: candidate for candidate in self.vote.candidates.all()}

    @property
    def valid(self) -> int:
        return self.count.received - self.count.invalid

    @property
    def result(self) -> Result:
        return tally(rule_of(self.vote), count_of(self.count, self.votes))


def count_of(count: VoteCount, votes: dict[int, int]) -> Count:
    return Count(count.members, count.present, count.received, count.invalid, dict(votes))


def votes_of(meeting: Meeting) -> list[ClusterVote]:
    """In order, with candidates, turns and counts: a constant number of queries."""
    counts = VoteCount.objects.order_by("-number").prefetch_related(
        Prefetch("lines", CandidateVotes.objects.order_by("pk")),
        Prefetch("results", PutForward.objects.prefetch_related("rows")),
    )
    rows = ClusterVote.objects.filter(meeting=meeting).select_related("confirmed_by")
    return list(rows.prefetch_related("candidates", "turns", Prefetch("counts", counts)))


def counted(vote: ClusterVote) -> Counted | None:
    """None until it is closed: nothing is counted before."""
    count = next(iter(vote.counts.all()), None) if vote.state == VoteState.CLOSED else None
    if count is None:
        return None
    votes = {candidate.pk: 0 for candidate in vote.candidates.all()}
    votes |= {line.candidate_id: line.votes for line in count.lines.all()}
    stored = max(count.results.all(), key=lambda row: row.pk, default=None)
    return Counted(vote, count, votes, stored)


def fresh(vote: ClusterVote) -> Counted | None:
    """The same of a row just written, asked anew."""
    found = next((row for row in votes_of(vote.meeting) if row.pk == vote.pk), None)
    return counted(found) if found else None


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's points on the board as shown, and its place in the cluster: the order of the points is that one.

    ``percent`` of its own maximum, where the board is ordered by it."""

    shown: Decimal | None
    block_rank: int | None
    percent: Decimal | None = None


def standings(
    campaign: Campaign, candidates: Iterable[VoteCandidate], day: date
) -> tuple[Run | None, dict[int, Standing]]:
    """The appraised points of each candidate by its id, of whoever stands in its place, and the run they are of."""
    candidates = list(candidates)
    snapshot = published_snapshot(campaign)
    board = snapshot.scoreboard if snapshot else live_board(campaign)
    if board is None:
        return None, {}
    followed = stand_ins([candidate.unit for candidate in candidates], day)
    units = {each.pk: followed[each.unit_id].pk if each.unit_id in followed else each.unit_id for each in candidates}
    rows = Sheet.objects.filter(scoreboard=board, basis=Basis.VERIFIED, unit__in=units.values())
    sheets = {row.unit_id: row for row in rows.defer("lines", "groups")}
    by_percent = is_by_percent(board)
    return board.run, {pk: _standing(sheets[unit], by_percent) for pk, unit in units.items() if unit in sheets}


def is_by_percent(board: Scoreboard) -> bool:
    """Whether units are ordered by their share of their own maximum; whoever shows the order shows that share."""
    return board_detail(board, Basis.VERIFIED.value).get("ranked_by") == "percent"


def _standing(sheet: Sheet, by_percent: bool) -> Standing:
    return Standing(sheet.shown_points, sheet.block_rank, sheet.shown_percent if by_percent else None)


def overtaken(result: Result, found: Mapping[int, Standing]) -> list[Overtaking]:
    """Where the result leaves the order of the points, as the ranks stored with the run say it."""
    ranks = {pk: Fraction(-each.block_rank) for pk, each in found.items() if each.block_rank is not None}
    return overtakings(result, ranks)
