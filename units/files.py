"""Unit lists and succession tables as files: from a table to typed rows, without the database.

Columns are found by their heading. Codes are text (zero-padded); both ends of a validity are included and an
empty one is unbounded. Which unit a code means on a day is left to the loader, who knows the database.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext as _

from common.cells import code_problem, digits, iso_date
from common.columns import RowCells, find_columns
from common.faults import Fault, Faults
from common.spreadsheets import read_table
from units.rows import Rows, SuccessionRow, UnitRow, circles, open_parents, overlaps, repeated, shares

__all__ = ["Rows", "SuccessionRow", "UnitRow", "open_parents", "read_succession", "read_units"]

UNIT_COLUMNS = (
    *("code", "name", "name_en", "kind", "parent", "valid_from", "valid_to"),
    *("short_name", "latitude", "longitude", "area_km2"),
)
SUCCESSION_COLUMNS = ("old_code", "new_code", "effective", "extent", "is_default", "share", "decision")
CODE_LIMIT = 40
RANGES = {"latitude": (-90, 90, 6), "longitude": (-180, 180, 6), "area_km2": (0, 99_999_999, 4), "share": (0, 1, 12)}
TEXT_SIGNS = ("+", "@")
YES, NO = ("1", "true", "yes"), ("", "0", "false", "no")
_Row = TypeVar("_Row")


def read_units(source: Path | bytes, *, name: str) -> Rows[UnitRow]:
    """Units of a CSV file or workbook; raises Faults, among them for overlapping validities and circles."""
    rows = _read(source, name, UNIT_COLUMNS, ("code", "name", "kind"), _unit)
    faults = overlaps(rows, name) or circles(rows, name)
    if faults:
        raise Faults(faults)
    return rows


def read_succession(source: Path | bytes, *, name: str) -> Rows[SuccessionRow]:
    """Succession rows of a CSV file or workbook; raises Faults, among them for shares above 1."""
    rows = _read(source, name, SUCCESSION_COLUMNS, ("old_code", "new_code", "effective"), _succession)
    faults = repeated(rows, name) or sorted(shares(rows, name), key=lambda fault: fault.line)
    if faults:
        raise Faults(faults)
    return rows


def _read(
    source: Path | bytes,
    name: str,
    known: Sequence[str],
    required: Iterable[str],
    make: Callable[[RowCells], _Row],
) -> Rows[_Row]:
    table = read_table(source, name=name)
    columns = find_columns(table, known=known, required=required, name=name)
    faults: list[Fault] = []
    cells = [RowCells(columns, line, row, faults, name) for line, row in table.rows if any(map(_filled, row))]
    made = [make(row) for row in cells]
    if not made:
        faults.append(Fault(_("The table has no rows."), 1, name))
    if faults:
        raise Faults(faults)
    return Rows(made, columns.notes)


def _filled(cell: object) -> bool:
    return cell is not None and str(cell).strip() != ""


def _unit(row: RowCells) -> UnitRow:
    made = UnitRow(
        line=row.line,
        code=_code(row, "code"),
        name=_plain(row, "name", 255, required=True),
        name_en=_plain(row, "name_en", 255),
        kind=_kind(row),
        parent=_reference(row, "parent"),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        short_name=_plain(row, "short_name", 120),
        latitude=_number(row, "latitude"),
        longitude=_number(row, "longitude"),
        area_km2=_number(row, "area_km2"),
    )
    if made.valid_from and made.valid_to and made.valid_to < made.valid_from:
        row.fault(_("“valid_to” lies before “valid_from”."), "valid_to")
    if (made.latitude is None) != (made.longitude is None):
        row.fault(_("Latitude and longitude belong together; one of them is empty."), "latitude")
    return made


def _code(row: RowCells, column: str, *, required: bool = True) -> str:
    code = row.text(column, required=required)
    problem = code_problem(code, CODE_LIMIT) if code else ""
    if not problem and "@" in code:
        problem = _("A code may not contain “@”, which separates a code from a date.")
    if problem:
        row.fault(problem, column)
    return code


def _reference(row: RowCells, column: str) -> str:
    text = row.text(column)
    code, at, day = text.partition("@")
    if text and (code_problem(code, CODE_LIMIT) or (at and iso_date(day) is None)):
        row.fault(
            _("“%(text)s” is no reference to a unit; expected was CODE or CODE@2025-07-01.") % {"text": text[:60]}
        )
    return text


def _plain(row: RowCells, column: str, limit: int, *, required: bool = False) -> str:
    text = " ".join(row.text(column, limit=limit, required=required).split())
    if text.startswith(TEXT_SIGNS):
        row.fault(
            _("“%(column)s” begins with “%(sign)s”, which spreadsheets take for a formula; write a name.")
            % {"column": column, "sign": text[0]},
            column,
        )
    return text


def _kind(row: RowCells) -> str:
    kind = row.text("kind", limit=CODE_LIMIT, required=True)
    if kind and not (kind.isascii() and kind.replace("_", "a").isalnum() and kind == kind.lower()):
        row.fault(
            _("The kind “%(kind)s” should be a word in small letters such as ward or department.") % {"kind": kind},
            "kind",
        )
    return kind


def _number(row: RowCells, column: str) -> Decimal | None:
    """A plain number with a point, in the range and with the places the database keeps."""
    text = row.text(column)
    if not text:
        return None
    lowest, highest, places = RANGES[column]
    try:
        number = Decimal(text) if text.isascii() and "_" not in text else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite() and lowest <= number <= highest and digits(number)[1] <= places:
        return number
    row.fault(
        _(
            "“%(column)s” must be a number from %(lowest)s to %(highest)s with at most %(places)s digits "
            "after the point; found was “%(text)s”."
        )
        % {"column": column, "lowest": lowest, "highest": highest, "places": places, "text": text[:60]},
        column,
    )
    return None


def _succession(row: RowCells) -> SuccessionRow:
    effective = row.day("effective")
    if effective is None and not row.text("effective"):
        row.fault(_("The day on which the change takes effect is missing."), "effective")
    extent = row.text("extent").lower() or "whole"
    if extent not in ("whole", "part"):
        row.fault(_("“extent” is whole or part; found was “%(extent)s”.") % {"extent": extent[:60]}, "extent")
    share = _number(row, "share")
    if extent == "whole" and share not in (None, 1):
        row.fault(_("A unit that passes whole has the share 1 or none; found was %(share)s.") % {"share": share})
    return SuccessionRow(
        line=row.line,
        old_code=_code(row, "old_code", required=False),
        new_code=_code(row, "new_code"),
        effective=effective or date.min,
        extent=extent,
        is_default=_flag(row, "is_default"),
        share=Decimal(1) if extent == "whole" else share,
        decision=row.text("decision", limit=200),
    )


def _flag(row: RowCells, column: str) -> bool:
    text = row.text(column).lower()
    if text not in YES + NO:
        row.fault(_("“%(column)s” is 1 or 0; found was “%(text)s”.") % {"column": column, "text": text[:60]}, column)
    return text in YES
