"""Finds the columns of a table by their headings, whatever their order, and reads the cells of its rows."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from types import MappingProxyType

from django.utils.translation import gettext as _

from common.cells import forbidden_character, iso_date
from common.faults import Fault, Faults
from common.spreadsheets.table import Table, heading_key

FORMULA = "="


@dataclass(frozen=True)
class Columns:
    """Where each known column stands, and what to say of those that are left out."""

    places: dict[str, int]
    notes: list[str]

    def cell(self, cells: Sequence, name: str):
        """The cell of a row under a heading; None where the table or the row has none."""
        place = self.places.get(name)
        return cells[place] if place is not None and place < len(cells) else None


def find_columns(
    table: Table,
    *,
    known: Sequence[str],
    required: Iterable[str],
    name: str,
    aliases: Mapping[str, str] = MappingProxyType({}),
) -> Columns:
    """Where the known columns stand; ``aliases`` gives other headings, in any spelling, for known ones.

    Raises Faults where a required column is absent, one stands twice, or a heading is nearly a known one."""
    keys = {heading_key(heading): column for heading, column in (*aliases.items(), *zip(known, known, strict=True))}
    places: dict[str, int] = {}
    unknown: list[str] = []
    problems: list[str] = []
    for place, heading in enumerate(table.headings):
        column = keys.get(heading_key(heading))
        if column in places:
            problems.append(_("The column “%(column)s” stands twice.") % {"column": heading})
        elif column:
            places[column] = place
        elif heading.strip():
            unknown.append(heading.strip()[:60])
    absent = [column for column in known if column not in places]
    problems += _misspelt(unknown, absent)
    problems += [_absent(column, known) for column in required if column in absent]
    if problems:
        raise Faults(Fault(problem, table.heading_line, name) for problem in problems)
    return Columns(places, [_left_out(heading) for heading in unknown])


def _misspelt(unknown: Iterable[str], absent: Sequence[str]) -> Iterable[str]:
    """``valid_form`` left out in silence would make every unit unbounded."""
    for heading in unknown:
        for near in get_close_matches(heading.lower(), absent, 1, 0.8):
            values = {"column": heading, "near": near}
            yield _("The column “%(column)s” is unknown; did you mean “%(near)s”?") % values


def _absent(column: str, known: Sequence[str]) -> str:
    values = {"column": column, "known": ", ".join(known)}
    return _("The column “%(column)s” is missing; the columns are: %(known)s.") % values


def _left_out(heading: str) -> str:
    return _("The column “%(column)s” is unknown and was left out.") % {"column": heading}


def as_text(cell: object) -> str:
    """A cell as a person reads it: trimmed, composed letters, whole numbers without a point, ISO dates."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return (cell if cell.isascii() else unicodedata.normalize("NFC", cell)).strip()
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _is_harmless(text: str, limit: int) -> bool:
    """What nearly every cell is: printable, no formula, not too long."""
    return text.isprintable() and text[0] != FORMULA and not 0 < limit < len(text)


class RowCells:
    """One row of a table by column; what is wrong with a cell becomes a fault of its line."""

    def __init__(self, columns: Columns, line: int, cells: Sequence, faults: list[Fault], name: str) -> None:
        self.columns, self.line, self.cells = columns, line, cells
        self.faults, self.name = faults, name

    def fault(self, message: str, column: str = "") -> None:
        self.faults.append(Fault(message, self.line, self.name, column))

    def raw(self, column: str):
        return self.columns.cell(self.cells, column)

    def text(self, column: str, *, limit: int = 0, required: bool = False) -> str:
        """The text of a cell; empty after a fault where it may not be kept."""
        text = as_text(self.raw(column))
        problem = self._problem(text, column, limit) if text and not _is_harmless(text, limit) else ""
        if required and not text:
            problem = _("The column “%(column)s” is empty here; a value was expected.") % {"column": column}
        if problem:
            self.fault(problem, column)
        return "" if problem else text

    def _problem(self, text: str, column: str, limit: int) -> str:
        character = "" if text.isprintable() else forbidden_character(text)
        values = {"column": column, "limit": limit, "character": character}
        if character:
            return _("The character %(character)s may not stand in “%(column)s”; delete it.") % values
        if text.startswith(FORMULA):
            return _("“%(column)s” begins with “=”: formulas are not taken; enter the value itself.") % values
        if limit and len(text) > limit:
            return _("“%(column)s” is longer than %(limit)s characters.") % values
        return ""

    def day(self, column: str) -> date | None:
        """A date written YYYY-MM-DD or a date cell of a workbook; None where empty or after a fault."""
        text = self.text(column)
        found = iso_date(text)
        if text and found is None:
            self.fault(
                _("“%(column)s” must be a date of the calendar written as 2025-07-01; found was “%(text)s”.")
                % {"column": column, "text": text[:60]},
                column,
            )
        return found
