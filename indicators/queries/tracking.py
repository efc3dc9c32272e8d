"""Theo dõi nộp báo cáo: units × periods, each with one mark that says whether the unit has reported."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.timezone import localdate

from campaigns.models import Block, Participation
from campaigns.periods import Period, periods_of
from indicators.choices import CellState
from indicators.models import Cell, Criterion
from indicators.queries.lines import CampaignLines, series_of
from indicators.queries.progress import KINDS, owed_lines

MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Missed:
    """A figure past its day that was never submitted."""

    line: Criterion
    period: str
    due: date


@dataclass(slots=True)
class Track:
    """How one unit stands in one period: how many of the figures it owes were submitted, late, drafted, returned.

    Each figure has its own day: ``missed`` are those past it and never submitted, ``due`` is the earliest day of
    what is not submitted yet."""

    owed: int = 0
    submitted: int = 0
    late: int = 0
    missed: list[Missed] = field(default_factory=list)
    drafts: int = 0
    returned: int = 0
    waiting: int = 0
    due: date | None = None

    @property
    def overdue(self) -> int:
        return len(self.missed)

    @property
    def mark(self) -> str:
        """The key of ``common.marks``: done, late, partial, missing, due, not_due or none (nothing owed)."""
        if not self.owed:
            return "none"
        if self.submitted == self.owed:
            return "late" if self.late else "done"
        if self.overdue:
            return "partial" if self.submitted else "missing"
        return "due" if self.submitted or self.drafts else "not_due"


@dataclass(frozen=True, slots=True)
class TrackRow:
    """A participant and its tracks by period code."""

    participation: Participation
    tracks: dict[str, Track]

    @property
    def overdue(self) -> int:
        """Figures past their due day that were never submitted."""
        return sum(track.overdue for track in self.tracks.values())

    @property
    def is_late(self) -> bool:
        """Whether a whole period was submitted only after its day."""
        return any(track.mark == "late" for track in self.tracks.values())

    @property
    def late_periods(self) -> list[str]:
        """The periods with such figures."""
        return [code for code, track in self.tracks.items() if track.overdue]


@dataclass(frozen=True, slots=True)
class Board:
    """The matrix of one kind of period; ``kinds``: those that units must report by."""

    kind: str
    periods: list[Period]
    rows: list[TrackRow]
    kinds: list[str] = field(default_factory=list)

    @property
    def late_rows(self) -> list[TrackRow]:
        """Units with something past its day, over all periods of the board."""
        return [row for row in self.rows if row.overdue]

    def showing(self, chosen: str) -> "Board":
        """Narrowed to the units that are ``overdue`` or reported ``late``; any other word shows all."""
        wanted = {"overdue": self.late_rows, "late": [row for row in self.rows if row.is_late]}
        return Board(self.kind, self.periods, wanted.get(chosen, self.rows), self.kinds)

    def of_period(self, code: str) -> "Board":
        """The same board narrowed to one period; unchanged where it has no such period."""
        shown = [period for period in self.periods if period.code == code]
        if not shown:
            return self
        rows = [TrackRow(row.participation, {code: row.tracks[code]}) for row in self.rows]
        return Board(self.kind, shown, rows, self.kinds)

    def without_figures(self) -> "Board":
        """The same units, none of them late with a figure."""
        return Board(self.kind, [], [TrackRow(row.participation, {}) for row in self.rows], self.kinds)

    def by_block(self) -> list[tuple[Block | None, list[TrackRow]]]:
        """Rows under their cluster, in the campaign's order; without one last."""
        found: dict[Block | None, list[TrackRow]] = defaultdict(list)
        for row in self.rows:
            found[row.participation.block].append(row)
        return sorted(found.items(), key=lambda pair: (pair[0] is None, pair[0].position if pair[0] else 0))


def tracking(lines: CampaignLines, *, today: date, kind: str = "", columns: int = MOST_COLUMNS) -> Board:
    """The newest ``columns`` periods of a kind (default: the finest anybody reports by) that have begun. One query."""
    active = [row for row in lines.participations if row.is_active]
    own = {row.unit_id: owed_lines(lines, row.unit) for row in active}
    reported = {line.reported for some in own.values() for line in some}
    kinds = [each for each in KINDS if each in reported]
    kind = kind if kind in kinds else (kinds[-1] if kinds else "")
    every = periods_of(kind, lines.campaign.start, lines.campaign.end) if kind else ()
    shown = [period for period in every if period.first <= today][-max(columns, 1) :]
    states = _states({line.series_id for some in own.values() for line in some if line.reported == kind}, shown)
    dues = {
        (line.pk, period.code): lines.due(line, period)
        for line in lines.lines
        if line.reported == kind
        for period in shown
    }
    rows = [TrackRow(row, _tracks(lines, row, own[row.unit_id], dues, states, today)) for row in active]
    return Board(kind, shown, rows, kinds)


State = tuple[str, datetime | None, bool]


def _states(series: Iterable[int | None], periods: Sequence[Period]) -> dict[tuple[int, int, str], State]:
    codes = [period.code for period in periods]
    cells = Cell.objects.filter(series__in=list(series), period__in=codes)
    columns = cells.values_list("unit_id", "series_id", "period", "state", "submitted_at", "is_waiting")
    return {(unit, one, code): (state, at, waits) for unit, one, code, state, at, waits in columns}


def _tracks(
    lines: CampaignLines,
    row: Participation,
    own: Sequence[Criterion],
    dues: Mapping[tuple[int, str], date],
    states: dict[tuple[int, int, str], State],
    today: date,
) -> dict[str, Track]:
    tracks = {code: Track() for _line, code in dues}
    for line in own:
        for period in lines.owed(line, row.unit):
            due = dues.get((line.pk, period.code))
            if due is not None:
                figure = Missed(line, period.code, due)
                _count(tracks[period.code], figure, states.get((row.unit_id, series_of(line), period.code)), today)
    return tracks


def _count(track: Track, figure: Missed, state: State | None, today: date) -> None:
    due = figure.due
    name, submitted_at, is_waiting = state or (CellState.EMPTY, None, False)
    track.owed += 1
    track.drafts += name == CellState.DRAFT
    track.returned += name == CellState.RETURNED
    track.waiting += is_waiting
    if submitted_at is None:
        if due < today:
            track.missed.append(figure)
        track.due = min(track.due or due, due)
    else:
        track.submitted += 1
        track.late += localdate(submitted_at) > due
