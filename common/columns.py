"""Finds the columns of a table by their headings, whatever their order, and reads the cells of its rows."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches

from django.utils.translation import gettext as _

from common.cells import forbidden_character, iso_date
from common.faults import Fault, Faults

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


def find_columns(headings: Sequence[str], *, known: Sequence[str], required: Iterable[str], name: str) -> Columns:
    """Raises Faults where a required column is absent, one stands twice, or a heading is nearly a known one."""
    places: dict[str, int] = {}
    unknown: list[str] = []
    faults: list[Fault] = []
    for place, heading in enumerate(map(_tidy, headings)):
        if heading in places:
            faults.append(_fault(_("The column “%(column)s” stands twice.") % {"column": heading}, name))
        elif heading in known:
            places[heading] = place
        elif heading:
            unknown.append(heading)
    absent = [column for column in known if column not in places]
    faults += _misspelt(unknown, absent, name)
    faults += [_absent(column, known, name) for column in required if column in absent]
    if faults:
        raise Faults(faults)
    return Columns(places, [_left_out(heading) for heading in unknown])


def _tidy(heading: object) -> str:
    return str(heading if heading is not None else "").replace("\ufeff", "").strip().lower()


def _fault(message: str, name: str) -> Fault:
    return Fault(message, 1, name)


def _misspelt(unknown: Iterable[str], absent: Sequence[str], name: str) -> list[Fault]:
    near = {heading: get_close_matches(heading, absent, 1, 0.8) for heading in unknown}
    return [
        _fault(
            _("The column “%(column)s” is unknown; did you mean “%(near)s”?") % {"column": heading, "near": found[0]},
            name,
        )
        for heading, found in near.items()
        if found
    ]


def _absent(column: str, known: Sequence[str], name: str) -> Fault:
    return _fault(
        _("The column “%(column)s” is missing; the columns are: %(known)s.")
        % {"column": column, "known": ", ".join(known)},
        name,
    )


def _left_out(heading: str) -> str:
    return _("The column “%(column)s” is unknown and was left out.") % {"column": heading}


def as_text(cell: object) -> str:
    """A cell as a person reads it: trimmed, composed letters, whole numbers without a point, ISO dates."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return unicodedata.normalize("NFC", cell).strip()
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


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
        problem = self._problem(text, column, limit) if text else ""
        if required and not text:
            problem = _("The column “%(column)s” is empty here; a value was expected.") % {"column": column}
        if problem:
            self.fault(problem, column)
        return "" if problem else text

    def _problem(self, text: str, column: str, limit: int) -> str:
        values = {"column": column, "limit": limit, "character": forbidden_character(text)}
        if values["character"]:
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
