"""The unit's grid: the lines it must enter itself, period by period, with what it needs to enter them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from campaigns.periods import Period, periods_of
from indicators.choices import CellState, VerdictKind
from indicators.models import Cell, Comment, Criterion, Entry, EvidenceLink, Verdict
from indicators.queries.lines import CampaignLines, series_of
from indicators.queries.requests import open_requests
from units.models import Unit

# A page an old machine still scrolls.
MOST_CELLS = 300
KINDS = ("once", "half_yearly", "quarterly", "monthly", "weekly", "daily")
CellKey = tuple[int, str]


@dataclass(frozen=True, slots=True)
class GridCell:
    """One line in one period. ``entry`` is the newest figure (a draft too), ``previous`` the one of the period
    before; ``asked`` is what the verifier wants, until a newer figure is submitted."""

    period: Period
    due: date
    cell: Cell | None = None
    entry: Entry | None = None
    previous: Entry | None = None
    evidence: int = 0
    comments: int = 0
    asked: str = ""
    is_owed: bool = True
    has_begun: bool = True

    @property
    def state(self) -> str:
        return self.cell.state if self.cell else CellState.EMPTY

    @property
    def is_draft(self) -> bool:
        return self.state == CellState.DRAFT

    def is_late(self, today: date) -> bool:
        """Owed, past its due day and never submitted."""
        submitted = self.cell is not None and self.cell.submitted_at is not None
        return self.is_owed and self.due < today and not submitted


@dataclass(frozen=True, slots=True)
class GridRow:
    """A line under its group; ``cells`` stand under the grid's periods, None where the line has no such period."""

    line: Criterion
    group: Criterion | None
    cells: list[GridCell | None]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of one kind of period; ``hidden``: periods of that kind which the page leaves out."""

    kind: str
    periods: list[Period]
    rows: list[GridRow]
    hidden: int = 0
    kinds: list[str] = field(default_factory=list)

    @property
    def drafts(self) -> list[tuple[Criterion, str]]:
        """What the submit button submits: (line, period)."""
        return [(row.line, cell.period.code) for row in self.rows for cell in row.cells if cell and cell.is_draft]


def own_lines(lines: CampaignLines, unit: Unit) -> list[Criterion]:
    """The lines the unit itself must enter."""
    return [line for line in lines.lines_of(unit) if lines.entered_by(line) == "unit"]


def owed_lines(lines: CampaignLines, unit: Unit) -> list[Criterion]:
    """Those of them that are missing where nothing is said; bonus lines simply give nothing."""
    return [line for line in own_lines(lines, unit) if not lines.is_outside_total(line)]


def grid(lines: CampaignLines, unit: Unit, *, today: date, kind: str = "", around: str = "", columns: int = 3) -> Grid:
    """The grid of one kind of period (default: the finest the unit has), at most ``columns`` periods of it ending
    with ``around`` (default: the newest that has begun) and at most 300 cells. Four queries."""
    own = own_lines(lines, unit)
    kinds = [each for each in KINDS if any(line.reported == each for line in own)]
    kind = kind if kind in kinds else (kinds[-1] if kinds else "")
    wanted = [line for line in own if line.reported == kind]
    if not wanted:
        return Grid(kind, [], [], kinds=kinds)
    every = periods_of(kind, lines.campaign.start, lines.campaign.end)
    width = max(1, min(columns, MOST_CELLS // len(wanted)))
    shown = _window(every, around, width, today)
    facts = _facts(unit, wanted, _with_previous(every, shown))
    rows = [_row(lines, unit, line, shown, every, facts, today) for line in wanted]
    return Grid(kind, list(shown), rows, len(every) - len(shown), kinds)


def period_form(lines: CampaignLines, unit: Unit, period: str, *, today: date) -> Grid:
    """The same for one period alone: the plain form."""
    kinds = {line.reported for line in own_lines(lines, unit)}
    for kind in kinds:
        if any(each.code == period for each in periods_of(kind, lines.campaign.start, lines.campaign.end)):
            return grid(lines, unit, today=today, kind=kind, around=period, columns=1)
    return Grid("", [], [])


def _window(every: Sequence[Period], around: str, width: int, today: date) -> Sequence[Period]:
    places = {period.code: place for place, period in enumerate(every)}
    begun = sum(period.first <= today for period in every)
    last = places[around] if around in places else max(begun - 1, 0)
    end = max(last + 1, min(width, len(every)))
    return every[max(end - width, 0) : end]


def _with_previous(every: Sequence[Period], shown: Sequence[Period]) -> list[str]:
    first = every.index(shown[0])
    return [period.code for period in every[max(first - 1, 0) : first]] + [period.code for period in shown]


@dataclass(frozen=True, slots=True)
class _Facts:
    cells: dict[CellKey, Cell]
    evidence: dict[CellKey, int]
    comments: dict[CellKey, int]
    asked: dict[CellKey, str]


def _facts(unit: Unit, wanted: Iterable[Criterion], periods: Sequence[str]) -> _Facts:
    series = [line.series_id for line in wanted]
    found = Cell.objects.filter(unit=unit, series__in=series, period__in=periods)
    found = found.select_related("latest", "verdict__entry")
    cells = {(cell.series_id, cell.period): cell for cell in found}
    return _Facts(
        cells, evidence_counts(unit, series, periods), _comment_counts(unit, series, periods), _asked(unit, series)
    )


def _asked(unit: Unit, series: Collection[int | None]) -> dict[CellKey, str]:
    """What is still wanted of each cell, by the newest request."""
    rows = open_requests(unit, series).values_list("entry__series_id", "entry__period", "reason")
    return {(series_id, period): reason for series_id, period, reason in rows}


def evidence_counts(unit: Unit, series: Collection[int | None], periods: Sequence[str]) -> dict[CellKey, int]:
    """Documents tied to each cell, those of the whole line (an empty period) counted on every period."""
    links = EvidenceLink.objects.filter(unit=unit, series__in=series, removed_at__isnull=True)
    rows = links.filter(Q(period__in=periods) | Q(period="")).values_list("series_id", "period").annotate(Count("pk"))
    counts = {(series_id, period): count for series_id, period, count in rows}
    return {
        (one, period): counts.get((one, period), 0) + counts.get((one, ""), 0)
        for one in {series_id for series_id, _period in counts}
        for period in periods
    }


def _comment_counts(unit: Unit, series: Collection[int | None], periods: Sequence[str]) -> dict[CellKey, int]:
    rows = Comment.objects.filter(unit=unit, series__in=series, period__in=periods)
    counted = rows.values_list("series_id", "period").annotate(Count("pk"))
    return {(series_id, period): count for series_id, period, count in counted}


def reasons(entry_ids: Collection[int | None]) -> dict[int, str]:
    """What was asked of each returned entry, by its newest such verdict."""
    rows = Verdict.objects.filter(entry__in=list(entry_ids), kind=VerdictKind.RETURNED).order_by("pk")
    return dict(rows.values_list("entry_id", "reason"))


def _row(
    lines: CampaignLines,
    unit: Unit,
    line: Criterion,
    shown: Sequence[Period],
    every: Sequence[Period],
    facts: _Facts,
    today: date,
) -> GridRow:
    allowed = set(lines.periods(line))
    owed = set() if lines.is_outside_total(line) else set(lines.owed(line, unit))
    cells = [
        _cell(lines, line, period, every, facts, today, is_owed=period in owed) if period in allowed else None
        for period in shown
    ]
    return GridRow(line, lines.group_of(line), cells)


def _cell(
    lines: CampaignLines,
    line: Criterion,
    period: Period,
    every: Sequence[Period],
    facts: _Facts,
    today: date,
    *,
    is_owed: bool,
) -> GridCell:
    key = (series_of(line), period.code)
    cell, place = facts.cells.get(key), every.index(period)
    before = facts.cells.get((key[0], every[place - 1].code)) if place else None
    return GridCell(
        period=period,
        due=lines.due(line, period),
        cell=cell,
        entry=cell.latest if cell else None,
        previous=before.latest if before else None,
        evidence=facts.evidence.get(key, 0),
        comments=facts.comments.get(key, 0),
        asked=facts.asked.get(key, ""),
        is_owed=is_owed,
        has_begun=period.first <= today,
    )
