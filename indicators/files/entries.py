"""A file of entries: from a table to typed rows, before units, lines and periods are looked up.

One file writes its numbers in one notation: what can be read in one way only fixes it for the rest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.files.references import split_reference
from common.columns import Columns, RowCells, as_text, find_columns
from common.decimals import Notation, decide_notation
from common.faults import Fault, Faults
from common.spreadsheets import read_table
from common.spreadsheets.table import CellValue, Table

from .values import NOT_APPLICABLE, NoValue, Value, contradicts, may_fix_notation, read_number, read_value, was_rounded

__all__ = ["NOT_APPLICABLE", "EntriesFile", "EntryRow", "read_entries", "scan_entries", "scan_table"]

COLUMNS = ("unit", "indicator", "period", "value", "numerator", "denominator", "note", "evidence")
VIETNAMESE = {
    "unit": "Mã đơn vị",
    "indicator": "Mã tiêu chí",
    "period": "Kỳ",
    "value": "Giá trị",
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "note": "Ghi chú",
    "evidence": "Minh chứng",
}
ALIASES = {heading: column for column, heading in VIETNAMESE.items()}
NUMBERS = ("value", "numerator", "denominator")
NOTE_LIMIT = 4000
CODE_LIMIT = 100
SHOWN_LINES = 10


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One fact of the file. ``unit`` is CODE or CODE@DATE; ``value`` is None where only its parts are given."""

    line: int
    unit: str
    indicator: str
    period: str
    value: Value | None
    numerator: Decimal | None
    denominator: Decimal | None
    note: str
    evidence: str


@dataclass(frozen=True)
class EntriesFile:
    """The rows that hold data, the decimal notation found (None: nothing showed one), what was left out."""

    rows: list[EntryRow]
    notation: Notation | None
    notes: list[str]


@dataclass
class _Reading:
    """What is known while one file is read."""

    name: str
    notation: Notation | None
    faults: list[Fault] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    rounded: list[int] = field(default_factory=list)
    unread: set[int] = field(default_factory=set)
    known: dict[tuple[type, CellValue, bool], tuple[Value | None, bool]] = field(default_factory=dict)


def read_entries(source: Path | bytes, *, name: str, decimal: Notation | None = None) -> EntriesFile:
    """Entries of a CSV file or workbook; ``decimal`` says how it writes numbers where nothing in it does.

    Raises Faults with everything wrong in the file: then no row of it may be taken."""
    found, faults = scan_entries(source, name=name, decimal=decimal)
    if faults:
        raise Faults(faults)
    return found


def scan_entries(
    source: Path | bytes, *, name: str, decimal: Notation | None = None
) -> tuple[EntriesFile, list[Fault]]:
    """The sound rows beside the faults of the others, for who wants to check those rows further before refusing.

    Raises Faults where there is no table or a column is missing."""
    return scan_table(read_table(source, name=name), name=name, decimal=decimal)


def scan_table(table: Table, *, name: str, decimal: Notation | None = None) -> tuple[EntriesFile, list[Fault]]:
    """The same for a table that was read already."""
    columns = find_columns(table, known=COLUMNS, required=_required(table), name=name, aliases=ALIASES)
    notation, faults = _decide(list(_typed_numbers(table, columns)), decimal, name)
    reading = _Reading(name, notation, [*faults, *_formulas(table, columns, name)])
    rows = list(_rows(table, columns, reading))
    reading.faults += _repeated(rows, name)
    if not rows and not reading.empty and not reading.faults:
        reading.faults.append(Fault(_("The table has no rows."), 1, name))
    found = EntriesFile(rows, notation, [*columns.notes, *_notes(reading)])
    return found, sorted(reading.faults, key=lambda fault: fault.line)


def _decide(cells: list[tuple[int, str]], decimal: Notation | None, name: str) -> tuple[Notation | None, list[Fault]]:
    """Each text is looked at once; only where that decides nothing do all lines have to be named."""
    first = {text: line for line, text in reversed(cells)}
    notation, faults = decide_notation(((first[text], text) for text in first), declared=decimal, source=name)
    return decide_notation(cells, declared=decimal, source=name) if faults else (notation, faults)


def _required(table: Table) -> Iterable[str]:
    """A table of ratios may hold their parts alone."""
    has_parts = all(table.column(part, VIETNAMESE[part]) is not None for part in ("numerator", "denominator"))
    return ("unit", "indicator", "period") if has_parts else ("unit", "indicator", "period", "value")


def _typed_numbers(table: Table, columns: Columns) -> Iterable[tuple[int, str]]:
    for line, cells in table.rows:
        for column in NUMBERS:
            cell = columns.cell(cells, column)
            if may_fix_notation(cell):
                yield line, cell.strip()


def _formulas(table: Table, columns: Columns, name: str) -> Iterable[Fault]:
    """What a formula shows may be stale or was never worked out; a fact is a value."""
    names = {place: column for column, place in columns.places.items()}
    message = _("“%(column)s” is worked out by a formula; paste the value in its place.")
    for line, place in sorted(table.formulas):
        if place in names:
            yield Fault(message % {"column": names[place]}, line, name, names[place])


def _rows(table: Table, columns: Columns, reading: _Reading) -> Iterable[EntryRow]:
    for line, cells in table.rows:
        row = _row(RowCells(columns, line, cells, reading.faults, reading.name), reading)
        if row is not None:
            yield row


def _row(cells: RowCells, reading: _Reading) -> EntryRow | None:
    """The typed row; None where it holds no data or has a fault."""
    before = len(cells.faults)
    if all(cells.raw(column) is None for column in NUMBERS):
        reading.empty.append(cells.line)
        return None
    row = EntryRow(
        line=cells.line,
        unit=_unit(cells),
        indicator=cells.text("indicator", limit=CODE_LIMIT, required=True),
        period=_period(cells),
        value=_figure(cells, "value", reading),
        numerator=_figure(cells, "numerator", reading),
        denominator=_figure(cells, "denominator", reading),
        note=cells.text("note", limit=NOTE_LIMIT),
        evidence=cells.text("evidence", limit=NOTE_LIMIT),
    )
    if len(cells.faults) == before and cells.line not in reading.unread:
        _check_together(row, cells)
    is_sound = len(cells.faults) == before and cells.line not in reading.unread
    return row if is_sound else None


def _unit(cells: RowCells) -> str:
    unit = cells.text("unit", required=True)
    try:
        if unit:
            split_reference(unit)
    except ValueError as error:
        cells.fault(str(error), "unit")
    return unit


def _period(cells: RowCells) -> str:
    period = cells.text("period", limit=CODE_LIMIT, required=True)
    return period.lower() if period.lower() == "all" else period.upper()


def _figure(cells: RowCells, column: str, reading: _Reading) -> Value | None:
    cell = cells.raw(column)
    if cell is None or (isinstance(cell, str) and not cells.text(column, limit=NOTE_LIMIT)):
        return None
    try:
        found, is_rounded = _read(cell, column == "value", reading)
    except NoValue as error:
        _refuse(cells, column, error, reading)
        return None
    if is_rounded:
        reading.rounded.append(cells.line)
    return found


def _read(cell: CellValue, is_value: bool, reading: _Reading) -> tuple[Value | None, bool]:
    """The figure and whether it was rounded; tables repeat their figures, so each is read once."""
    key = (type(cell), cell, is_value)
    if key not in reading.known:
        found = (read_value if is_value else read_number)(cell, reading.notation)
        reading.known[key] = found, isinstance(found, Decimal) and was_rounded(cell, found)
    return reading.known[key]


def _refuse(cells: RowCells, column: str, error: NoValue, reading: _Reading) -> None:
    """What speaks against the notation was said once for the whole file."""
    reading.unread.add(cells.line)
    if error.code not in ("ambiguous", "wrong_notation") or not reading.faults:
        cells.fault(str(error), column)


def _check_together(row: EntryRow, cells: RowCells) -> None:
    parts = [row.numerator, row.denominator]
    if (row.numerator is None) != (row.denominator is None):
        cells.fault(_("Numerator and denominator belong together; one of them is empty."), "numerator")
    elif row.value is NOT_APPLICABLE and not row.note:
        cells.fault(_("“n/a” needs a note that says why the line does not apply."), "note")
    elif row.value is NOT_APPLICABLE and any(parts):
        cells.fault(_("Either “n/a” or a numerator and a denominator, not both."), "value")
    elif row.value is not None and row.numerator is not None and row.value is not NOT_APPLICABLE:
        _check_value(row, cells)


def _check_value(row: EntryRow, cells: RowCells) -> None:
    is_number = isinstance(row.value, Decimal)
    if not is_number or contradicts(row.value, row.numerator, row.denominator):
        cells.fault(
            _("The value %(value)s contradicts its numerator %(numerator)s and denominator %(denominator)s.")
            % {
                "value": as_text(cells.raw("value")),
                "numerator": as_text(cells.raw("numerator")),
                "denominator": as_text(cells.raw("denominator")),
            },
            "value",
        )


def _repeated(rows: Iterable[EntryRow], name: str) -> list[Fault]:
    first: dict[tuple[str, str, str], int] = {}
    message = _("Unit “%(unit)s”, indicator “%(indicator)s”, period “%(period)s” already has a value in line %(line)s.")
    faults = []
    for row in rows:
        key = (row.unit, row.indicator, row.period)
        if first.setdefault(key, row.line) != row.line:
            values = {"unit": row.unit, "indicator": row.indicator, "period": row.period, "line": first[key]}
            faults.append(Fault(message % values, row.line, name))
    return faults


def _notes(reading: _Reading) -> Iterable[str]:
    if reading.empty:
        yield ngettext(
            "%(count)s row without data was left out (line %(lines)s).",
            "%(count)s rows without data were left out (lines %(lines)s).",
            len(reading.empty),
        ) % {"count": len(reading.empty), "lines": _lines(reading.empty)}
    if reading.rounded:
        yield ngettext(
            "%(count)s number was rounded to 12 digits after the point (line %(lines)s).",
            "%(count)s numbers were rounded to 12 digits after the point (lines %(lines)s).",
            len(reading.rounded),
        ) % {"count": len(reading.rounded), "lines": _lines(reading.rounded)}


def _lines(lines: Sequence[int]) -> str:
    shown = ", ".join(map(str, lines[:SHOWN_LINES]))
    return f"{shown}, …" if len(lines) > SHOWN_LINES else shown
