"""Figures of a campaign as one reader may see them: drafts are their unit's own, of others what was submitted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from indicators.choices import CellState, VerdictKind
from indicators.models import Cell, Criterion, Entry, Verdict
from indicators.queries.lines import CampaignLines, series_of
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Seen:
    """One line of one unit that the reader may read; ``drafts``: also what was not submitted yet."""

    line: Criterion
    unit: Unit
    drafts: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell as this reader sees it."""

    cell: Cell
    line: Criterion
    entry: Entry
    state: str
    verdict: Verdict | None


class Reading:
    """What a reader may see of a campaign's figures; ``cells`` is the query of it, ``figure`` one row of that."""

    def __init__(self, lines: CampaignLines, seen: Iterable[Seen]) -> None:
        self.lines = lines
        self.seen = list(seen)
        self._by_cell = {(one.unit.pk, series_of(one.line)): one for one in reversed(self.seen)}

    def cells(self) -> QuerySet[Cell]:
        """In the order of units, lines and periods. The condition grows with the ways to see, not with units."""
        related = ("unit", "latest", "reported", "verdict__entry")
        found = Cell.objects.filter(self._condition()).select_related(*related)
        return found.order_by("unit__sort_key", "unit_id", "series_id", "period")

    def _condition(self) -> Q:
        """Lines that are seen of the same units in the same periods make one clause."""
        by_line: dict[tuple[int, bool], set[int]] = defaultdict(set)
        lines = {one.line.pk: one.line for one in self.seen}
        for one in self.seen:
            by_line[one.line.pk, one.drafts].add(one.unit.pk)
        alike: dict[tuple[bool, frozenset[int], tuple[str, ...]], set[int]] = defaultdict(set)
        for (pk, drafts), units in by_line.items():
            periods = tuple(period.code for period in self.lines.periods(lines[pk]))
            alike[drafts, frozenset(units), periods].add(series_of(lines[pk]))
        clauses = (_clause(drafts, units, periods, series) for (drafts, units, periods), series in alike.items())
        return reduce(or_, clauses, Q(pk__in=()))

    def figure(self, cell: Cell) -> Figure:
        seen = self._by_cell[cell.unit_id, cell.series_id]
        entry = cell.latest if seen.drafts else cell.reported
        assert entry is not None, "the query left cells out that hold nothing for this reader"
        judged = cell.verdict if cell.verdict and cell.verdict.entry_id == entry.pk else None
        state = cell.state if cell.latest_id == entry.pk else _state(judged)
        return Figure(cell, seen.line, entry, state, cell.verdict)


def _clause(drafts: bool, units: frozenset[int], periods: tuple[str, ...], series: set[int]) -> Q:
    held = Q(latest__isnull=False) if drafts else Q(reported__isnull=False)
    return held & Q(series__in=sorted(series), unit__in=sorted(units), period__in=periods)


def _state(judged: Verdict | None) -> str:
    """Of a figure beneath a newer draft, which is nobody else's business."""
    if judged is None:
        return CellState.SUBMITTED
    return CellState.ADJUSTED if judged.kind == VerdictKind.ADJUSTED else CellState.ACCEPTED
