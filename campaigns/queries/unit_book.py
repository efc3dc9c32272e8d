"""Units as a campaign file means them: references and selections."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F

from units.models import Succession, Unit
from units.queries.references import BrokenReference, CodeBook, split_reference
from units.queries.tree import descendant_ids
from units.queries.validity import overlapping

ONE, MANY = ("within", "organiser_unit", "provided_by", "verified_by"), ("units",)


class UnitBook:
    """What references mean between two dates. Codes foreseen cost one query together, others one each."""

    def __init__(self, start: date, end: date, references: Iterable[str] = ()) -> None:
        self.start, self.end = start, end
        self._codes: dict[str, Unit | None] = {}
        self._below: dict[int, frozenset[int]] = {}
        self._read(set(references))

    def find(self, reference: str) -> Unit | None:
        """``CODE@DATE``: the unit valid that day. A bare code: the one valid on the campaign's start, else the
        first to become valid up to its end."""
        if reference not in self._codes:
            self._read({reference})
        return self._codes[reference]

    def foresee(self, references: Iterable[str]) -> None:
        """Read all of these with one query instead of one each."""
        unread = set(references) - self._codes.keys()
        if unread:
            self._read(unread)

    def _read(self, references: set[str]) -> None:
        sound = {reference for reference in references if _is_sound(reference)}
        codes = CodeBook(sound)
        self._codes |= {
            reference: codes.between(reference, self.start, self.end) if reference in sound else None
            for reference in references
        }

    def reference(self, unit: Unit) -> str:
        """How a campaign file names the unit: its code, with a day where the code alone means another."""
        day = max(unit.valid_from or self.start, self.start)
        return unit.code if self.find(unit.code) == unit else f"{unit.code}@{min(day, unit.valid_to or day)}"

    def is_alive(self, unit: Unit) -> bool:
        """Whether the unit exists on some day of the campaign."""
        return (unit.valid_from or date.min) <= self.end and (unit.valid_to or date.max) >= self.start

    def below(self, root: Unit) -> frozenset[int]:
        """Ids of all that stand under the unit on some day of the campaign."""
        if root.pk not in self._below:
            self._below[root.pk] = frozenset(descendant_ids(root.pk, self.start, self.end))
        return self._below[root.pk]

    def followers(self, units: Iterable[Unit]) -> Iterator[tuple[int, Unit]]:
        """Pairs of a unit's id and one that came into being out of it during the campaign, earliest first."""
        rows = Succession.objects.filter(
            old__in=list(units),
            effective__gt=self.start,
            effective__lte=self.end,
            new__valid_from=F("effective"),
        )
        for row in rows.select_related("new").order_by("effective", "pk"):
            yield row.old_id or 0, row.new


@dataclass(frozen=True, slots=True)
class Selection:
    """The units a section of the file means: by kind (inside a unit), by name, or all of them."""

    is_all: bool = False
    # None: not chosen by kind at all; "*" in it: every kind.
    kinds: frozenset[str] | None = None
    within: frozenset[int] | None = None
    units: Mapping[int, Unit] = field(default_factory=dict)

    def picks(self, unit: Unit) -> bool:
        if self.is_all or unit.pk in self.units:
            return True
        return self.takes_kind(unit.kind) and (self.within is None or unit.pk in self.within)

    def takes_kind(self, kind: str) -> bool:
        return self.is_all or (self.kinds is not None and ("*" in self.kinds or kind in self.kinds))

    def members(self, book: UnitBook) -> dict[int, Unit]:
        """Every unit it picks that exists on some day of the campaign, by id."""
        rows = Unit.objects.filter(overlapping(book.start, book.end))
        if not self.is_all:
            rows = rows.none() if self.kinds is None else rows
            rows = rows if self.within is None else rows.filter(pk__in=self.within)
            rows = rows if "*" in (self.kinds or ()) else rows.filter(kind__in=self.kinds or ())
        return {unit.pk: unit for unit in rows.order_by("pk")} | dict(self.units)


def selection_of(section: Mapping[str, Any] | None, book: UnitBook, *, empty_is_all: bool) -> Selection:
    """``{within, kinds, units}`` of the file: ``within`` restricts kinds, ``units`` adds, an empty list
    chooses nothing. Without ``kinds`` and ``units``: everything ``within``, else ``empty_is_all`` decides."""
    section = section or {}
    kinds, units, within = section.get("kinds"), section.get("units"), section.get("within")
    if kinds is None and units is None and within is None:
        return Selection(is_all=empty_is_all)
    if kinds is None and within is not None:
        kinds = ["*"]
    root = book.find(within) if within is not None else None
    found = (book.find(reference) for reference in units or ())
    return Selection(
        kinds=None if kinds is None else frozenset(kinds),
        within=None if within is None else book.below(root) if root else frozenset(),
        units={unit.pk: unit for unit in found if unit and book.is_alive(unit)},
    )


def book_for(document: Any, start: date, end: date) -> UnitBook:
    """A book that foresees every unit the document names."""
    return UnitBook(start, end, _references(document))


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key in ONE and isinstance(item, str):
                yield item
            elif key in MANY and isinstance(item, list):
                yield from (reference for reference in item if isinstance(reference, str))
            else:
                yield from _references(item)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)


def _is_sound(reference: str) -> bool:
    try:
        split_reference(reference)
    except BrokenReference:
        return False
    return True
