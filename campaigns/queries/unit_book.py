"""Units as a campaign file means them: references, descent and selections, decided in memory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from units.models import Extent, Succession, Unit


class UnitBook:
    """Some units (or all) and the campaign's dates; answers without further queries."""

    def __init__(
        self, units: Iterable[Unit], start: date, end: date, heirs: Mapping[int, list[int]] | None = None
    ) -> None:
        self.start, self.end = start, end
        self.by_id = {unit.pk: unit for unit in units}
        self._by_code: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.by_id.values():
            self._by_code[unit.code].append(unit)
        self._heirs = heirs or {}
        self._above: dict[int, frozenset[int]] = {}

    def find(self, reference: str) -> Unit | None:
        """``CODE@DATE``: the unit valid that day (an empty date: the one without a beginning). A bare code:
        the unit valid on the campaign's start, else the first to become valid up to its end."""
        code, at, day = reference.partition("@")
        candidates = self._by_code.get(code, [])
        if not at:
            return _on(candidates, self.start) or _next(candidates, self.start, self.end)
        if not day:
            return next((unit for unit in candidates if unit.valid_from is None), None)
        return _on(candidates, _date(day))

    def is_alive(self, unit: Unit) -> bool:
        """Whether the unit exists on some day of the campaign."""
        return (unit.valid_from or date.min) <= self.end and (unit.valid_to or date.max) >= self.start

    def above(self, unit: Unit) -> frozenset[int]:
        """Ids of every unit this one belongs to. A parent that ended earlier is followed by its heirs."""
        if unit.pk not in self._above:
            self._above[unit.pk] = frozenset().union(
                *({parent.pk} | self.above(parent) for parent in self._parents(unit))
            )
        return self._above[unit.pk]

    def _parents(self, unit: Unit) -> list[Unit]:
        parent = self.by_id.get(unit.parent_id) if unit.parent_id else None
        if parent is None:
            return []
        if not _outlives(unit, parent):
            return [parent]
        return [parent, *(self.by_id[pk] for pk in self._heirs_of(parent) if pk in self.by_id)]

    def _heirs_of(self, unit: Unit) -> list[int]:
        if unit.pk in self._heirs:
            return self._heirs[unit.pk]
        day_after = unit.valid_to + timedelta(days=1) if unit.valid_to else None
        return [other.pk for other in self._by_code[unit.code] if other.valid_from == day_after]


@dataclass(frozen=True, slots=True)
class Selection:
    """The units a section of the file means: by kind (inside a unit), by name, or all of them."""

    book: UnitBook
    is_all: bool = False
    # None: not chosen by kind at all; "*" in it: every kind.
    kinds: frozenset[str] | None = None
    within: int | None = None
    units: frozenset[int] = field(default_factory=frozenset)

    def picks(self, unit: Unit) -> bool:
        if self.is_all or unit.pk in self.units:
            return True
        if self.kinds is None or not ("*" in self.kinds or unit.kind in self.kinds):
            return False
        return self.within is None or self.within in self.book.above(unit)


def selection_of(section: Mapping[str, Any] | None, book: UnitBook, *, empty_is_all: bool) -> Selection:
    """``{within, kinds, units}`` of the file: ``within`` restricts kinds, ``units`` adds, an empty list
    chooses nothing. Without ``kinds`` and ``units``: everything ``within``, else ``empty_is_all`` decides."""
    section = section or {}
    kinds, units, within = section.get("kinds"), section.get("units"), section.get("within")
    if kinds is None and units is None and within is None:
        return Selection(book, is_all=empty_is_all)
    if kinds is None and within is not None:
        kinds = ["*"]
    root = book.find(within) if within is not None else None
    found = (book.find(reference) for reference in units or [])
    return Selection(
        book,
        kinds=None if kinds is None or (within is not None and root is None) else frozenset(kinds),
        within=root.pk if root else None,
        units=frozenset(unit.pk for unit in found if unit),
    )


def whole_book(start: date, end: date) -> UnitBook:
    """Every unit and who followed whom: two queries, some ten thousand rows."""
    heirs: dict[int, list[int]] = defaultdict(list)
    rows = Succession.objects.filter(extent=Extent.WHOLE, old__isnull=False)
    for old, new in rows.values_list("old_id", "new_id"):
        heirs[old].append(new)
    return UnitBook(Unit.objects.defer("search_key"), start, end, heirs)


def book_of(references: Iterable[str], start: date, end: date) -> UnitBook:
    """Only the units that bear one of these codes: one query; enough for ``find``, not for descent."""
    codes = {reference.partition("@")[0] for reference in references}
    return UnitBook(Unit.objects.filter(code__in=codes) if codes else (), start, end)


def _on(units: list[Unit], day: date | None) -> Unit | None:
    return next((unit for unit in units if day and unit.is_valid_on(day)), None)


def _next(units: list[Unit], start: date, end: date) -> Unit | None:
    later = [unit for unit in units if unit.valid_from and start < unit.valid_from <= end]
    return min(later, key=lambda unit: unit.valid_from or date.max, default=None)


def _outlives(unit: Unit, parent: Unit) -> bool:
    return parent.valid_to is not None and (unit.valid_to or date.max) > parent.valid_to


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
