"""The page *Nhập số liệu*: for each kind of period a table of last period, the one in hand, and the next if begun."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaigns.period_names import period_name
from campaigns.periods import Period, periods_of
from common.formats import localised_text
from indicators.choices import CellState
from indicators.gauges import Fact, gauge_of, same_figure
from indicators.models import Cell, Criterion, Entry, Verdict
from indicators.queries.lines import CampaignLines
from indicators.queries.progress import KINDS, GridCell, GridRow, grid, own_lines
from indicators.queries.required import how_text, required_text, rule_text, rules_of
from indicators.scoring import Line
from indicators.showing import computed, shown, typed_back
from units.models import Unit

BEFORE, NOW, NEXT = "before", "now", "next"


@dataclass(frozen=True, slots=True)
class Head:
    """One column: its period, where it stands to the one in hand, the first due day of its lines."""

    period: Period
    role: str
    due: date

    @property
    def name(self) -> str:
        return period_name(self.period.code)


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as the template and the script want it; ``typed`` are the texts its input begins with."""

    head: Head
    cell: GridCell | None
    is_open: bool
    text: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    previous: str = ""
    state: str = ""
    remark: str = ""
    lacks_evidence: bool = False

    @property
    def entry(self) -> Entry | None:
        return self.cell.entry if self.cell else None


@dataclass(frozen=True, slots=True)
class ShownRow:
    line: Criterion
    how: str
    required: str
    rule: str
    kind: str
    has_parts: bool
    cells: list[ShownCell]

    @property
    def name(self) -> str:
        return localised_text(self.line.name)


@dataclass(frozen=True, slots=True)
class Table:
    """Lines of one kind of period under their groups; ``others``: periods begun that may be opened instead."""

    kind: str
    title: str
    heads: list[Head]
    groups: list[tuple[Criterion | None, list[ShownRow]]]
    others: list[Period]

    @property
    def rows(self) -> list[ShownRow]:
        return [row for _group, rows in self.groups for row in rows]

    @property
    def now(self) -> Head:
        return next(head for head in self.heads if head.role == NOW)

    @property
    def width(self) -> int:
        return len(self.heads) + 2


@dataclass(frozen=True, slots=True)
class GridPage:
    tables: list[Table]
    own: int
    provided: int


def grid_page(lines: CampaignLines, unit: Unit, *, today: date, wanted: str = "", is_open: bool = True) -> GridPage:
    """Everything the page shows; ``wanted`` is the period to have in hand. Queries grow with kinds of period alone."""
    own = own_lines(lines, unit)
    rules = rules_of(lines.campaign)
    kinds = [kind for kind in reversed(KINDS) if any(line.reported == kind for line in own)]
    tables = [_table(lines, unit, kind, today, wanted, is_open, rules) for kind in kinds]
    others = [line for line in lines.lines_of(unit) if lines.entered_by(line) == "provider"]
    return GridPage(tables, len(own), len(others))


def in_hand(lines: CampaignLines, unit: Unit, kind: str, today: date) -> Period:
    """The oldest period begun whose figures are not yet all due; after the last due day the newest begun."""
    own = [line for line in own_lines(lines, unit) if line.reported == kind]
    every = periods_of(kind, lines.campaign.start, lines.campaign.end)
    begun = [period for period in every if period.first <= today] or list(every[:1])
    due = {period.code: max(lines.due(line, period) for line in own) for period in begun[-4:]}
    return next((period for period in begun[-4:] if due[period.code] >= today), begun[-1])


def _table(
    lines: CampaignLines, unit: Unit, kind: str, today: date, wanted: str, is_open: bool, rules: dict[str, Line]
) -> Table:
    every = periods_of(kind, lines.campaign.start, lines.campaign.end)
    now = next((period for period in every if period.code == wanted), None) or in_hand(lines, unit, kind, today)
    place = every.index(now)
    has_next = place + 1 < len(every) and every[place + 1].first <= today
    last = every[place + 1] if has_next else now
    found = grid(lines, unit, today=today, kind=kind, around=last.code, columns=2 + has_next if place else 1 + has_next)
    heads = [_head(lines, found.rows, period, now) for period in found.periods]
    alive = {period.code for period in found.periods if is_open and _lives(unit, period)}
    rows = [_row(row, heads, alive, rules.get(row.line.code)) for row in found.rows]
    groups = [(group, list(some)) for group, some in groupby(rows, key=lambda row: lines.group_of(row.line))]
    others = [period for period in every if period.first <= today and period != now]
    return Table(kind, kind_title(kind), heads, groups, others)


def kind_title(kind: str) -> str:
    return {
        "once": pgettext("lines", "Once in the campaign"),
        "daily": pgettext("lines", "Every day"),
        "weekly": pgettext("lines", "Every week"),
        "monthly": pgettext("lines", "Every month"),
        "quarterly": pgettext("lines", "Every quarter"),
        "half_yearly": pgettext("lines", "Every half-year"),
    }[kind]


def _head(lines: CampaignLines, rows: Iterable[GridRow], period: Period, now: Period) -> Head:
    role = NOW if period == now else BEFORE if period.first < now.first else NEXT
    dues = [cell.due for row in rows for cell in row.cells if cell and cell.period == period]
    return Head(period, role, min(dues, default=period.last))


def _lives(unit: Unit, period: Period) -> bool:
    return (unit.valid_from or date.min) <= period.last and (unit.valid_to or date.max) >= period.first


def _row(row: GridRow, heads: Sequence[Head], takes: set[str], rule: Line | None) -> ShownRow:
    gauge = gauge_of(row.line.spec)
    pairs = zip(heads, row.cells, strict=True)
    return ShownRow(
        line=row.line,
        how=how_text(row.line, rule),
        required=required_text(rule),
        rule=rule_text(rule),
        kind=gauge.measure.kind,
        has_parts=gauge.measure.has_parts,
        cells=[shown_cell(row.line, head, cell, is_open=head.period.code in takes) for head, cell in pairs],
    )


def shown_cell(line: Criterion, head: Head, cell: GridCell | None, *, is_open: bool) -> ShownCell:
    """One cell; a line without this period has nothing to show there."""
    if cell is None:
        return ShownCell(head, None, False)
    entry = cell.entry
    return ShownCell(
        head=head,
        cell=cell,
        is_open=is_open and cell.has_begun and head.role != BEFORE,
        text=shown(line, entry) if entry else "",
        typed=typed_back(line, entry),
        previous=as_typed(line, cell.previous),
        state="" if cell.state == CellState.EMPTY else cell.state,
        remark=remark(line, cell.cell, entry),
        lacks_evidence=line.evidence == "each_period" and not cell.evidence and entry is not None,
    )


def as_typed(line: Criterion, fact: Fact | None) -> str:
    """One text as it would be typed: ``95,8``, ``14/15``, ``yes``; empty without a figure."""
    texts = typed_back(line, fact)
    return texts["value"] or (f"{texts['numerator']}/{texts['denominator']}" if texts["numerator"] else "")


def remark(line: Criterion, cell: Cell | None, entry: Entry | None) -> str:
    """What a figure comes to, that it says nothing arose, and which appraised figure stands beside it."""
    if entry is None:
        return ""
    parts = [nothing_or_computed(line, entry), _appraised(line, cell, entry)]
    return " · ".join(part for part in parts if part)


def nothing_or_computed(line: Criterion, fact: Fact) -> str:
    if fact.is_na:
        return ""
    is_nothing = fact.value == 0 and line.measure_kind in ("number", "count")
    if is_nothing or (fact.denominator is not None and fact.denominator == 0):
        return _("nothing arose")
    found = computed(line, fact)
    return f"= {found}" if found else ""


def _appraised(line: Criterion, cell: Cell | None, entry: Entry) -> str:
    """Where the official figure is not the one shown."""
    verdict = cell.verdict if cell and cell.verdict_id else None
    if verdict is None:
        return ""
    official: Verdict | Entry = verdict if verdict.kind == "adjusted" else verdict.entry
    if same_figure(official, entry):
        return ""
    return _("appraised: %(figure)s") % {"figure": shown(line, official)}
