"""Rows of unit lists and succession tables, and whether the rows of one file go together."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from common.faults import Fault

_Row = TypeVar("_Row")


class Rows(list[_Row], Generic[_Row]):
    """The rows of one file, with notes on what was left out of it."""

    def __init__(self, rows: Iterable[_Row], notes: Sequence[str] = ()) -> None:
        super().__init__(rows)
        self.notes = list(notes)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit: a code during one validity. ``parent`` is a reference, CODE or CODE@DATE, or empty."""

    line: int
    code: str
    name: str
    name_en: str
    kind: str
    parent: str
    valid_from: date | None
    valid_to: date | None
    short_name: str
    latitude: Decimal | None
    longitude: Decimal | None
    area_km2: Decimal | None

    @property
    def span(self) -> tuple[date, date]:
        return self.valid_from or date.min, self.valid_to or date.max


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """``new_code`` follows ``old_code`` (empty: a creation); ``share`` is 1 for a whole, None where not known."""

    line: int
    old_code: str
    new_code: str
    effective: date
    extent: str
    is_default: bool
    share: Decimal | None
    decision: str


def open_parents(rows: Iterable[UnitRow]) -> list[UnitRow]:
    """The rows whose parent is not among the rows: it must be in the database."""
    rows = list(rows)
    by_code = _by_code(rows)
    return [row for row in rows if row.parent and _parent(row, by_code) is None]


def _by_code(rows: Iterable[UnitRow]) -> Mapping[str, list[UnitRow]]:
    by_code: dict[str, list[UnitRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.span[0]):
        by_code[row.code].append(row)
    return by_code


def overlaps(rows: Iterable[UnitRow], name: str) -> list[Fault]:
    """One code may name several units, one after the other, never two on one day."""
    message = _("The code “%(code)s” already names the unit of line %(line)s on some of these days.")
    faults = []
    for namesakes in _by_code(rows).values():
        last = namesakes[0]
        for row in namesakes[1:]:
            if row.span[0] <= last.span[1]:
                later, earlier = (row, last) if row.line > last.line else (last, row)
                faults.append(Fault(message % {"code": row.code, "line": earlier.line}, later.line, name))
            last = max(last, row, key=lambda one: one.span[1])
    return faults


def _parent(row: UnitRow, by_code: Mapping[str, list[UnitRow]]) -> UnitRow | None:
    """The unit of the same file meant as parent: valid on the day named, else while the row is."""
    code, _at, day = row.parent.partition("@")
    first, last = (date.fromisoformat(day),) * 2 if day else row.span
    candidates = by_code.get(code, [])
    place = bisect_right(candidates, first, key=lambda found: found.span[0])
    near = candidates[max(place - 1, 0) : place + 1]
    return next((found for found in near if found.span[0] <= last and first <= found.span[1]), None)


def circles(rows: Iterable[UnitRow], name: str) -> list[Fault]:
    """A unit may not stand below itself."""
    by_code = _by_code(rows)
    above = {row.line: _parent(row, by_code) for row in rows}
    settled: set[int] = set()
    faults = []
    for row in rows:
        way: dict[int, None] = {}
        place: UnitRow | None = row
        while place is not None and place.line not in settled and place.line not in way:
            way[place.line] = None
            place = above[place.line]
        if place is not None and place.line in way:
            message = _("The unit “%(code)s” stands below itself; its parent leads back to it.")
            faults.append(Fault(message % {"code": place.code}, place.line, name, "parent"))
        settled |= way.keys()
    return faults


def repeated(rows: Iterable[SuccessionRow], name: str) -> list[Fault]:
    first: dict[tuple[str, str, date], int] = {}
    message = _("This succession already stands in line %(line)s.")
    seen = [(row, first.setdefault((row.old_code, row.new_code, row.effective), row.line)) for row in rows]
    return [Fault(message % {"line": line}, row.line, name) for row, line in seen if line != row.line]


def shares(rows: Iterable[SuccessionRow], name: str) -> list[Fault]:
    """What one unit passes on sums to at most 1, and one successor at most is the default."""
    by_old: dict[tuple[str, date], list[SuccessionRow]] = defaultdict(list)
    for row in rows:
        if row.old_code:
            by_old[row.old_code, row.effective].append(row)
    faults = []
    for (code, _day), heirs in by_old.items():
        passed, line = sum(row.share or 0 for row in heirs), heirs[-1].line
        is_divided = len(heirs) > 1 and any(row.extent == "whole" for row in heirs)
        if passed > 1 or is_divided:
            message = _("The shares of the unit “%(code)s” sum to more than 1; a whole leaves nothing for others.")
            faults.append(Fault(message % {"code": code}, line, name, "share"))
        if sum(row.is_default for row in heirs) > 1:
            message = _("The unit “%(code)s” has more than one default successor.")
            faults.append(Fault(message % {"code": code}, line, name, "is_default"))
    return faults
