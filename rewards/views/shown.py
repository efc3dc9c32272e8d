"""What of a vote a reader sees: nothing counted before it is closed, of a demonstration no unit that was not named."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from common.formats import NO_DATA, number_text, percent_text
from rewards.choices import VoteState, VoteWay
from rewards.forms.vote import ReasonForm
from rewards.models import ClusterVote, PutForwardRow, VoteCandidate
from rewards.permissions import VOTING
from rewards.queries.votes import Counted, counted, overtaken, standings
from rewards.queries.votes import Standing as Beside
from rewards.tally import Standing
from rewards.views.desk import Desk


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate in a counted vote."""

    name: str
    standing: Standing
    share: str
    points_text: str
    percent_text: str
    block_rank: int | None
    is_put: bool


@dataclass(frozen=True)
class Shown:
    """One vote as its box on the page shows it."""

    vote: ClusterVote
    counted: Counted | None
    lines: list[Line]
    hidden: int
    may_cast: bool
    has_cast: bool
    cast: int
    voters: int
    differs: list[tuple[str, str]]
    reason_form: ReasonForm | None
    candidates: list[VoteCandidate]

    @property
    def is_settled(self) -> bool:
        return self.counted is not None and self.counted.stored is not None

    @property
    def tied(self) -> list[Line]:
        return [line for line in self.lines if line.standing.is_tied]

    @property
    def open_places(self) -> int:
        return self.counted.result.open_places if self.counted else 0

    @property
    def needed(self) -> str:
        return number_text(self.counted.result.needed) if self.counted else ""


def shown_votes(votes: Sequence[ClusterVote], desk: Desk, *, holds: bool) -> list[Shown]:
    """Votes being prepared are the lead's; a count not settled yet too."""
    found = [_shown(vote, desk, holds=holds) for vote in votes]
    return [one for one in found if holds or one.vote.state != VoteState.PREPARED]


def _shown(vote: ClusterVote, desk: Desk, *, holds: bool) -> Shown:
    found = counted(vote)
    if found is not None and found.stored is None and not holds:
        found = None
    turns = list(vote.turns.all())
    own = next((turn for turn in turns if turn.unit_id == desk.actor.unit_id), None)
    lines, hidden, differs = _counted(found, desk) if found else ([], 0, [])
    is_open = vote.state == VoteState.OPEN and vote.way == VoteWay.HERE
    return Shown(
        vote=vote, counted=found, lines=lines, hidden=hidden, differs=differs,
        may_cast=is_open and own is not None and not own.has_voted and _casts(desk),
        has_cast=own is not None and own.has_voted, cast=sum(turn.has_voted for turn in turns), voters=len(turns),
        reason_form=ReasonForm(auto_id=f"why{vote.pk}_%s") if found and found.stored is None else None,
        candidates=list(vote.candidates.all()),
    )  # fmt: skip


def _casts(desk: Desk) -> bool:
    return desk.actor.holds(*VOTING) or bool(desk.actor.authorisation)


def _counted(found: Counted, desk: Desk) -> tuple[list[Line], int, list[tuple[str, str]]]:
    """Beside the votes the points of the moment the result was kept; before that those of now."""
    if found.stored is not None:
        kept = {row.unit_id: row for row in found.stored.rows.all()}
        lines = [_line(found, row, _kept(kept[found.candidates[row.key].unit_id])) for row in found.result.rows]
        return (*_spared(lines, desk), [])
    _run, points = standings(desk.campaign, found.candidates.values(), desk.cluster.day)
    lines = [_line(found, row, points.get(row.key, UNKNOWN)) for row in found.result.rows]
    pairs = [(found.candidates[p.above].name, found.candidates[p.below].name) for p in overtaken(found.result, points)]
    return (*_spared(lines, desk), pairs)


UNKNOWN = Beside(None, None)


def _kept(row: PutForwardRow) -> Beside:
    points, percent = (Decimal(text) if text else None for text in (row.points, row.percent))
    return Beside(points, row.block_rank, percent)


def _line(found: Counted, row: Standing, beside: Beside) -> Line:
    share = percent_text(Fraction(row.share) * 100, 1) if row.share is not None else ""
    points = number_text(beside.shown, 2) if beside.shown is not None else NO_DATA
    percent = percent_text(beside.percent, 2) if beside.percent is not None else ""
    name = found.candidates[row.key].name
    return Line(name, row, share, points, percent, beside.block_rank, row.is_elected)


def _spared(lines: list[Line], desk: Desk) -> tuple[list[Line], int]:
    """Of a demonstration only those put forward are named, and who is tied with them."""
    if not desk.campaign.spares_names:
        return lines, 0
    named = [line for line in lines if line.is_put or line.standing.is_tied]
    return named, len(lines) - len(named)
