"""A provider's table as pasted or uploaded: which column is which, which row means which unit, what it says.

Every row gets a fate; what is unclear is asked, never guessed. Nothing is written here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.utils.translation import gettext as _

from common.faults import Faults
from common.names import Match, NameIndex
from common.vietnamese import search_key
from indicators.files.pasted import TOTALS, Cells, Columns, below_heading, find_places, notation_in
from indicators.gauges import Texts, Typed, gauge_of, same_figure
from indicators.models import Cell, Criterion, Entry
from indicators.queries.lines import CampaignLines, series_of
from indicators.values import read_typed
from units.models import Succession, Unit

EXACT, MATCHED, CHOSEN = "exact", "matched", "chosen"
AMBIGUOUS, UNKNOWN, FOREIGN, INAPPLICABLE = "ambiguous", "unknown", "not_participant", "not_applicable"
EMPTY, WRONG, TWICE, SKIPPED = "missing_value", "fault", "duplicate", "skipped"
TAKEN = (EXACT, MATCHED, CHOSEN)
# Rows with these fates hold the table up until somebody mends them or leaves them out.
OPEN = (AMBIGUOUS, UNKNOWN, WRONG, TWICE)
SKIP = "skip"


@dataclass(slots=True)
class TableRow:
    """One row of the table: whom it means, what it says, and what will become of it. ``before``: the newest figure
    of the unit for this period; ``is_change`` is False where the table says the same."""

    number: int
    name: str
    texts: Texts
    fate: str = UNKNOWN
    unit: Unit | None = None
    typed: Typed | None = None
    message: str = ""
    suggestions: list[Unit] = field(default_factory=list)
    before: Entry | None = None

    @property
    def is_change(self) -> bool:
        return self.typed is not None and (self.before is None or not same_figure(self.typed, self.before))


@dataclass(frozen=True, slots=True)
class StagedTable:
    """The whole table; ``absent``: units of the line it says nothing about."""

    rows: list[TableRow]
    columns: dict[str, int]
    absent: list[Unit]

    @property
    def taken(self) -> list[tuple[Unit, Typed]]:
        """What ``provided.provide`` keeps."""
        return [(row.unit, row.typed) for row in self.rows if row.fate in TAKEN and row.unit and row.typed]

    @property
    def open_rows(self) -> list[TableRow]:
        return [row for row in self.rows if row.fate in OPEN]

    @property
    def is_clean(self) -> bool:
        return bool(self.taken) and not self.open_rows


def stage_table(
    *,
    lines: CampaignLines,
    line: Criterion,
    period: str,
    cells: Cells,
    language: str,
    choices: Mapping[int, str] | None = None,
    columns: Columns | None = None,
) -> StagedTable:
    """Give every row its fate. ``choices``: row number → unit id or ``"skip"``; ``columns`` overrides the guess."""
    register = _Register(lines, line)
    head, above = below_heading(cells, register.index)
    body = cells[above:]
    has_parts = gauge_of(line.spec).measure.has_parts
    places = dict(columns or find_places(head, body, register.index, has_parts=has_parts))
    reader = _Reader(line, places, register, partial(read_typed, line, notation=notation_in(body, places, language)))
    rows = [
        reader.row(number, row, (choices or {}).get(number, ""))
        for number, row in enumerate(body, above + 1)
        if any(row)
    ]
    _mark_repeated(rows)
    _compare(rows, line, period)
    named = {row.unit.pk for row in rows if row.unit and row.fate in TAKEN}
    return StagedTable(rows, places, [unit for unit in register.units if unit.pk not in named])


class _Register:
    """The units a table of this line may speak of, by every name people know them under."""

    def __init__(self, lines: CampaignLines, line: Criterion) -> None:
        self.units = lines.units(line)
        self.by_id = {row.unit_id: row.unit for row in lines.participations}
        self.active = {row.unit_id for row in lines.participations if row.is_active}
        self.fitting = {unit.pk for unit in self.units}
        former: dict[int, list[str]] = {}
        rows = Succession.objects.filter(new__in=list(self.by_id), old__isnull=False, extent="whole")
        for new_id, name in rows.values_list("new_id", "old__name"):
            former.setdefault(new_id, []).append(name)
        self.index = NameIndex(
            (unit.pk, unit.code, (unit.name, unit.short_name, unit.name_en, *former.get(unit.pk, ())))
            for unit in self.by_id.values()
        )
        self.by_name = {name: unit for unit in self.by_id.values() for name in (unit.name, unit.short_name) if name}

    def suggested(self, match: Match) -> list[Unit]:
        if match.ids:
            return [self.by_id[pk] for pk in match.ids]
        found = [self.by_name[name] for name in match.suggestions if name in self.by_name]
        return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Reader:
    """What every row of one table is read with."""

    line: Criterion
    places: Columns
    register: _Register
    read: Callable[[Texts], Typed | None]

    def row(self, number: int, cells: Sequence[str], choice: str) -> TableRow:
        def at(name: str) -> str:
            place = self.places.get(name)
            return cells[place].strip() if place is not None and place < len(cells) else ""

        texts = Texts(at("value"), at("numerator"), at("denominator"), at("note"))
        found = TableRow(number, at("name") or at("code"), texts)
        if choice == SKIP or (not choice and search_key(found.name) in TOTALS):
            found.fate = SKIPPED
            return found
        _identify(found, at("code"), self.register, choice)
        if found.fate in TAKEN:
            self._read_figure(found)
        return found

    def _read_figure(self, row: TableRow) -> None:
        try:
            row.typed = self.read(row.texts)
        except Faults as faults:
            row.fate, row.message = WRONG, str(faults.faults[0].message)
            return
        if row.typed is None:
            row.fate = EMPTY


def _identify(row: TableRow, code: str, register: _Register, choice: str) -> None:
    match = register.index.find(code) if code else Match(())
    match = match if match.id is not None else register.index.find(row.name)
    if choice.isdigit() and int(choice) in register.by_id:
        row.unit, row.fate = register.by_id[int(choice)], CHOSEN
    elif match.id is not None:
        row.unit, row.fate = register.by_id[match.id], EXACT if match.how in ("code", "name") else MATCHED
    else:
        row.fate, row.suggestions = AMBIGUOUS if match.ids else UNKNOWN, register.suggested(match)
        return
    if row.unit.pk not in register.active:
        row.fate = FOREIGN
    elif row.unit.pk not in register.fitting:
        row.fate = INAPPLICABLE


def _mark_repeated(rows: Sequence[TableRow]) -> None:
    first: dict[int, TableRow] = {}
    for row in rows:
        if row.unit is None or row.fate not in TAKEN:
            continue
        other = first.setdefault(row.unit.pk, row)
        if other is not row:
            row.fate = TWICE
            row.message = _("The unit already stands in row %(row)s.") % {"row": other.number}


def _compare(rows: Sequence[TableRow], line: Criterion, period: str) -> None:
    units = [row.unit.pk for row in rows if row.unit]
    cells = Cell.objects.filter(unit__in=units, series=series_of(line), period=period).select_related("latest")
    before = {cell.unit_id: cell.latest for cell in cells}
    for row in rows:
        row.before = before.get(row.unit.pk) if row.unit else None
