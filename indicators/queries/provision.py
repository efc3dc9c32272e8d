"""What a department provides: which tables are due, what became of each unit's figure, what is contested."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from campaigns.periods import Period
from indicators.choices import ActKind, CellState
from indicators.models import Cell, Criterion, Entry, EntryAct
from indicators.queries.lines import CampaignLines, series_of
from units.models import Unit

States = dict[tuple[int, int, str], str]
OPEN_STATES = (CellState.PROVIDED, CellState.CONTESTED)


@dataclass(frozen=True, slots=True)
class Table:
    """One line and period for all units: how many figures it needs, how many are there, how many are contested."""

    line: Criterion
    period: Period
    due: date
    expected: int
    given: int
    contested: int

    @property
    def is_complete(self) -> bool:
        return self.given >= self.expected

    @property
    def lacking(self) -> int:
        return self.expected - self.given


@dataclass(frozen=True, slots=True)
class ProvidedRow:
    """One unit in a table; ``previous`` is the figure of the period before, ``contest`` what the unit says."""

    unit: Unit
    cell: Cell | None
    previous: Entry | None
    contest: str = ""


def units_given(lines: CampaignLines, line: Criterion, giver_id: int) -> list[Unit]:
    """Whose figures a unit gives: all for its provider; for a line that its verifier enters, those it appraises."""
    units = lines.units(line)
    if lines.entered_by(line) == "provider":
        return units if line.provided_by_id == giver_id else []
    if lines.entered_by(line) == "verifier":
        return [unit for unit in units if _id(lines.verifier(line, unit)) == giver_id]
    return []


def _id(unit: Unit | None) -> int | None:
    return unit.pk if unit else None


def provided_lines(lines: CampaignLines, provider_id: int) -> list[Criterion]:
    return [line for line in lines.lines if lines.entered_by(line) == "provider" and line.provided_by_id == provider_id]


def appraised_lines(lines: CampaignLines, verifier_id: int) -> list[Criterion]:
    """Deductions that the unit enters itself, since it appraises them."""
    mine = (line for line in lines.lines if lines.entered_by(line) == "verifier")
    return [line for line in mine if units_given(lines, line, verifier_id)]


def tables(lines: CampaignLines, giver_id: int, *, today: date, of: Sequence[Criterion] | None = None) -> list[Table]:
    """Every table of the department whose period has begun, by due day; ``of``: other lines than the provided ones.
    One query."""
    mine = provided_lines(lines, giver_id) if of is None else of
    return _tables(lines, {line: units_given(lines, line, giver_id) for line in mine}, today)


def late_tables(lines: CampaignLines, *, today: date) -> dict[Unit, list[Table]]:
    """By department, the provided tables that are past their day and lack figures, the oldest first. One query."""
    provided = (line for line in lines.lines if lines.entered_by(line) == "provider")
    found: dict[Unit, list[Table]] = defaultdict(list)
    for table in _tables(lines, {line: lines.units(line) for line in provided}, today):
        if table.line.provided_by and table.due < today and not table.is_complete:
            found[table.line.provided_by].append(table)
    return dict(sorted(found.items(), key=lambda pair: pair[0].sort_key))


def _tables(lines: CampaignLines, asked: Mapping[Criterion, list[Unit]], today: date) -> list[Table]:
    """Of lines with the units each is given for, the tables whose period has begun."""
    states = _states(line.series_id for line in asked)
    found = [_table(lines, line, period, states, asked[line]) for line in asked for period in lines.periods(line)]
    return sorted(
        (table for table in found if table.period.first <= today and table.expected),
        key=lambda table: (table.due, table.line.position),
    )


def _states(series: Iterable[int | None]) -> States:
    cells = Cell.objects.filter(series__in=list(series), latest__isnull=False)
    columns = cells.values_list("unit_id", "series_id", "period", "state")
    return {(unit_id, series_id, period): state for unit_id, series_id, period, state in columns}


def _table(lines: CampaignLines, line: Criterion, period: Period, states: States, units: Iterable[Unit]) -> Table:
    units = [unit for unit in units if unit.is_valid_on(period.last)]
    found = [states.get((unit.pk, series_of(line), period.code)) for unit in units]
    return Table(
        line=line,
        period=period,
        due=lines.due(line, period),
        expected=len(units),
        given=sum(state is not None for state in found),
        contested=found.count(CellState.CONTESTED),
    )


def table_rows(
    lines: CampaignLines, line: Criterion, period: Period, *, units: Iterable[Unit] | None = None
) -> list[ProvidedRow]:
    """The units of one table (all, or those named) in the campaign's order, with what is known. Two queries."""
    every = lines.periods(line)
    place = every.index(period)
    before = every[place - 1].code if place else ""
    cells = Cell.objects.filter(series=line.series_id, period__in=[period.code, before]).select_related("latest")
    by_key = {(cell.unit_id, cell.period): cell for cell in cells}
    contests = _contests(cell.latest_id for cell in by_key.values() if cell.state == CellState.CONTESTED)
    rows = []
    for unit in lines.units(line) if units is None else units:
        cell, last = by_key.get((unit.pk, period.code)), by_key.get((unit.pk, before))
        said = contests.get(cell.latest_id or 0, "") if cell else ""
        rows.append(ProvidedRow(unit, cell, last.latest if last else None, said))
    return rows


def _contests(entry_ids: Iterable[int | None]) -> dict[int, str]:
    acts = EntryAct.objects.filter(entry__in=list(entry_ids), kind=ActKind.CONTESTED).order_by("pk")
    return dict(acts.values_list("entry_id", "note"))


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A figure provided about a unit that it may still contest, or has; ``is_seen``: it said it has no objection."""

    line: Criterion
    period: Period
    cell: Cell
    entry: Entry
    is_seen: bool = False

    @property
    def is_contested(self) -> bool:
        return self.cell.state == CellState.CONTESTED


def to_check(lines: CampaignLines, unit: Unit) -> list[ToCheck]:
    """Figures provided about a unit that do not count yet, the nearest day first. One query."""
    cells = Cell.objects.filter(unit=unit, state__in=OPEN_STATES, series__in=[line.series_id for line in lines.lines])
    found = []
    seen = Exists(EntryAct.objects.filter(entry=OuterRef("latest"), kind=ActKind.SEEN))
    for cell in cells.select_related("latest").annotate(is_seen=seen).order_by("pk"):
        for line in lines.of_series(cell.series_id):
            period = next((each for each in lines.periods(line) if each.code == cell.period), None)
            if period is not None and cell.latest is not None:
                found.append(ToCheck(line, period, cell, cell.latest, cell.is_seen))
    return sorted(found, key=lambda one: (one.entry.counts_from or date.max, one.line.position))
