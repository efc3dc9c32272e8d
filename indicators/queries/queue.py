"""The verifier's queue: one line, all units downward, or one unit; what is usual apart from what is not."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db.models import QuerySet
from django.utils.timezone import localdate

from campaigns.choices import STAGES, Status
from campaigns.models import Participation
from campaigns.periods import Period
from indicators.choices import Oddity, VerdictKind
from indicators.gauges import amount, gauge_of, is_not_applicable
from indicators.models import Cell, Criterion, Entry, EvidenceLink, Verdict
from indicators.queries.lines import CampaignLines
from indicators.queries.unusual import Facts, oddities
from units.models import Unit

# From self-scoring on, a line that asks for evidence "at the end" asks for it now.
FINAL_STAGES = (*STAGES[STAGES.index(Status.SELF_SCORE) :], Status.CLOSED)
CellKey = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One figure that waits: ``entry`` is what would be accepted, ``previous`` the period before's."""

    line: Criterion
    participation: Participation
    period: Period
    cell: Cell
    entry: Entry
    previous: Entry | None
    evidence: int
    due: date
    oddities: list[Oddity]

    @property
    def unit(self) -> Unit:
        return self.participation.unit

    @property
    def is_usual(self) -> bool:
        return not self.oddities


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for one verifier; ``recused``: cases of its own unit that another unit appraises."""

    unusual: list[Case]
    usual: list[Case]
    recused: list[tuple[Criterion, Unit | None]]

    @property
    def cases(self) -> list[Case]:
        """All, in the order they are read: by line, then down the units, oldest period first."""
        return sorted([*self.unusual, *self.usual], key=_order)


@dataclass(frozen=True, slots=True)
class Count:
    """How much waits and since when."""

    waiting: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits for one verifier, by line in the plan's order and by unit in the campaign's."""

    lines: list[tuple[Criterion, Count]]
    units: list[tuple[Unit, Count]]


def counts(lines: CampaignLines, verifier_id: int, *, not_of: Collection[int] = ()) -> Counts:
    """Lines and units on which something waits, but for the units ``not_of``. One query."""
    by_line: dict[int, list[datetime | None]] = defaultdict(list)
    by_unit: dict[int, list[datetime | None]] = defaultdict(list)
    columns = ("series_id", "unit_id", "period", "submitted_at")
    for series_id, unit_id, period, submitted_at in _waiting(lines, not_of=not_of).values_list(*columns):
        for line, row in _mine(lines, verifier_id, series_id, unit_id, period):
            by_line[line.pk].append(submitted_at)
            by_unit[row.unit_id].append(submitted_at)
    return Counts(
        [(line, _count(by_line[line.pk])) for line in lines.lines if line.pk in by_line],
        [(row.unit, _count(by_unit[row.unit_id])) for row in lines.participations if row.unit_id in by_unit],
    )


def _count(moments: Sequence[datetime | None]) -> Count:
    return Count(len(moments), min((moment for moment in moments if moment), default=None))


def queue(
    lines: CampaignLines,
    verifier_id: int,
    *,
    line: Criterion | None = None,
    unit: Unit | None = None,
    not_of: Collection[int] = (),
) -> Queue:
    """Everything that waits for the verifier, of one line or one unit where named, but for the units ``not_of``:
    those the person also acts for. Five queries."""
    cells = _waiting(lines, line, unit, not_of=not_of).select_related("reported")
    mine = [
        (one, row, cell)
        for cell in cells
        for one, row in _mine(lines, verifier_id, cell.series_id, cell.unit_id, cell.period)
        if line is None or one.pk == line.pk
    ]
    board = _Board(lines, mine)
    cases = [board.case(*found) for found in mine]
    return Queue(
        unusual=sorted((case for case in cases if not case.is_usual), key=_order),
        usual=sorted((case for case in cases if case.is_usual), key=_order),
        recused=recused(lines, verifier_id),
    )


def _order(case: Case) -> tuple:
    row = case.participation
    return case.line.position, row.position, row.unit.sort_key, case.period.first


def _waiting(
    lines: CampaignLines,
    line: Criterion | None = None,
    unit: Unit | None = None,
    *,
    not_of: Collection[int] = (),
) -> QuerySet[Cell]:
    series = [line.series_id] if line else [each.series_id for each in lines.lines]
    cells = Cell.objects.filter(is_waiting=True, series__in=series).exclude(unit__in=not_of).order_by("pk")
    return cells.filter(unit=unit) if unit else cells


def _mine(
    lines: CampaignLines, verifier_id: int, series_id: int, unit_id: int, period: str
) -> Iterator[tuple[Criterion, Participation]]:
    row = lines.row_of(unit_id)
    if row is None:
        return
    for line in lines.of_series(series_id):
        verifier = lines.verifier(line, row.unit)
        is_period = any(each.code == period for each in lines.periods(line))
        if verifier is not None and verifier.pk == verifier_id and is_period:
            yield line, row


def recused(lines: CampaignLines, verifier_id: int) -> list[tuple[Criterion, Unit | None]]:
    """Groups the verifier leads while taking part itself, with who appraises it there instead."""
    own = lines.row_of(verifier_id)
    if own is None or not own.is_active:
        return []
    found: dict[int, tuple[Criterion, Unit | None]] = {}
    for line in lines.lines_of(own.unit):
        leading = lines.leading_verifier(line)
        if leading is not None and leading.pk == verifier_id:
            group = lines.group_of(line) or line
            found.setdefault(group.pk, (group, lines.verifier(line, own.unit)))
    return list(found.values())


class _Board:
    """The figures around the cases: periods before, peers in the cluster, documents, verdicts. Four queries."""

    def __init__(self, lines: CampaignLines, mine: Sequence[tuple[Criterion, Participation, Cell]]) -> None:
        self.lines = lines
        self.periods = {line.pk: {each.code: each for each in lines.periods(line)} for line, _row, _cell in mine}
        self.before = {line.pk: _befores(lines.periods(line)) for line, _row, _cell in mine}
        self.entries = self._read(mine)
        self.sent_back = _sent_back(mine)
        self.peers = self._peers()
        self.evidence = _evidence(mine)
        self.judged = _judged(mine)

    def _read(self, mine: Sequence[tuple[Criterion, Participation, Cell]]) -> dict[CellKey, Entry]:
        series = {cell.series_id for _line, _row, cell in mine}
        codes = {cell.period for _line, _row, cell in mine}
        codes |= {before for befores in self.before.values() for code, before in befores.items() if code in codes}
        cells = Cell.objects.filter(series__in=series, period__in=codes, reported__isnull=False)
        found = cells.select_related("reported").only("unit_id", "series_id", "period", "reported")
        return {_key(cell): cell.reported for cell in found if cell.reported}

    def _peers(self) -> dict[tuple[int, str, int | None], list[tuple[int, Fraction]]]:
        """Amounts by (series, period, block), each with its unit. A figure appraised or sent back meanwhile is still
        a peer: what a verifier does to one figure must not change how unusual another one is."""
        found: dict[tuple[int, str, int | None], list[tuple[int, Fraction]]] = defaultdict(list)
        line_of = {line.series_id: line for line in self.lines.lines}
        for (unit_id, series_id, period), entry in {**self.sent_back, **self.entries}.items():
            row, value = self.lines.row_of(unit_id), amount(line_of[series_id], entry)
            if row is not None and row.is_active and value is not None:
                found[series_id, period, row.block_id].append((unit_id, value))
        return found

    def case(self, line: Criterion, row: Participation, cell: Cell) -> Case:
        period = self.periods[line.pk][cell.period]
        before = self.before[line.pk].get(cell.period)
        previous = self.entries.get((row.unit_id, cell.series_id, before)) if before else None
        evidence, due = self._evidence_of(cell), self.lines.due(line, period)
        facts = self._facts(line, row, cell, previous, evidence, due)
        odd = oddities(facts, gauge_of(line.spec))
        assert cell.reported is not None
        return Case(line, row, period, cell, cell.reported, previous, evidence, due, odd)

    def _facts(
        self, line: Criterion, row: Participation, cell: Cell, previous: Entry | None, evidence: int, due: date
    ) -> Facts:
        peers = self.peers.get((cell.series_id, cell.period, row.block_id), [])
        entry = cell.reported
        assert entry is not None
        return Facts(
            amount=amount(line, entry),
            previous=amount(line, previous),
            peers=[value for unit_id, value in peers if unit_id != row.unit_id] if row.block_id else [],
            is_na=is_not_applicable(entry),
            is_late=cell.submitted_at is not None and localdate(cell.submitted_at) > due,
            is_amendment=bool(self.judged.get(_key(cell), set()) - {entry.pk}),
            lacks_evidence=self._needs_evidence(line) and not evidence,
        )

    def _needs_evidence(self, line: Criterion) -> bool:
        is_final = self.lines.campaign.status in FINAL_STAGES
        return line.evidence == "each_period" or (line.evidence == "at_final" and is_final)

    def _evidence_of(self, cell: Cell) -> int:
        of_period = self.evidence.get(_key(cell), 0)
        return of_period + self.evidence.get((cell.unit_id, cell.series_id, ""), 0)


def _befores(periods: Sequence[Period]) -> Mapping[str, str]:
    return {after.code: before.code for before, after in zip(periods, periods[1:], strict=False)}


def _evidence(mine: Collection[tuple[Criterion, Participation, Cell]]) -> dict[CellKey, int]:
    units, series = {row.unit_id for _line, row, _cell in mine}, {cell.series_id for _line, _row, cell in mine}
    links = EvidenceLink.objects.filter(unit__in=units, series__in=series, removed_at__isnull=True)
    return Counter(links.values_list("unit_id", "series_id", "period"))


def _sent_back(mine: Collection[tuple[Criterion, Participation, Cell]]) -> dict[CellKey, Entry]:
    """The newest figure of each cell of these lines and periods that was sent back."""
    series, periods = {cell.series_id for _line, _row, cell in mine}, {cell.period for _line, _row, cell in mine}
    rows = Verdict.objects.filter(kind=VerdictKind.RETURNED, revoked_by__isnull=True)
    rows = rows.filter(entry__series__in=series, entry__period__in=periods).select_related("entry").order_by("pk")
    return {(row.entry.unit_id, row.entry.series_id, row.entry.period): row.entry for row in rows}


def _judged(mine: Collection[tuple[Criterion, Participation, Cell]]) -> dict[CellKey, set[int]]:
    """Entries of these cells that have had a verdict: a further one amends what was appraised or sent back."""
    units, series = {row.unit_id for _line, row, _cell in mine}, {cell.series_id for _line, _row, cell in mine}
    periods = {cell.period for _line, _row, cell in mine}
    rows = Verdict.objects.filter(entry__unit__in=units, entry__series__in=series, entry__period__in=periods)
    found: dict[CellKey, set[int]] = defaultdict(set)
    columns = ("entry__unit_id", "entry__series_id", "entry__period", "entry_id")
    for *key, entry_id in rows.values_list(*columns):
        found[tuple(key)].add(entry_id)
    return found


def _key(cell: Cell) -> CellKey:
    return cell.unit_id, cell.series_id, cell.period
