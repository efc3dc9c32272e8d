"""The register of units as it will be: what the database holds, overlaid with the rows of the files.

Checks everything before anything is written; all faults are collected.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from common.faults import Fault
from units.choices import UnitKind
from units.domain.keys import set_keys
from units.files import UnitRow
from units.models import Unit
from units.queries.references import split_reference
from units.queries.validity import one_valid_on, overlap, since

COUNTRY = {"code": "VN", "name": "Việt Nam", "name_en": "Viet Nam", "kind": UnitKind.COUNTRY}
TAKEN_OVER = ("name", "name_en", "short_name", "kind", "valid_to", "latitude", "longitude", "area_km2")


class Register:
    """Units by code; ``created`` and ``changed`` are what a load has to write."""

    def __init__(self) -> None:
        self.by_code: dict[str, list[Unit]] = defaultdict(list)
        self.by_key: dict[tuple[str, date | None], Unit] = {}
        self.created: list[Unit] = []
        self.changed: list[Unit] = []
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        for unit in Unit.objects.all():
            self._enter(unit)

    def take_units(self, rows: Iterable[UnitRow], source: str) -> None:
        """Two passes: a parent may stand below its children in the file."""
        taken = [(row, *self._take(row)) for row in rows]
        for row, unit, is_changed in taken:
            if self._set_parent(row, unit, source) or is_changed:
                self._mark(unit)
        self._check_codes([(row, unit) for row, unit, _changed in taken], source)
        self._check_circles([(row, unit) for row, unit, _changed in taken], source)
        self._note_kinds(rows)

    def _enter(self, unit: Unit) -> None:
        self.by_code[unit.code].append(unit)
        self.by_key[unit.code, unit.valid_from] = unit

    def _take(self, row: UnitRow) -> tuple[Unit, bool]:
        unit = self.by_key.get((row.code, row.valid_from))
        if unit is None:
            unit = self._create(code=row.code, valid_from=row.valid_from)
        before = _content(unit)
        for name in TAKEN_OVER:
            setattr(unit, name, getattr(row, name))
        is_changed = before != _content(unit)
        if is_changed:
            set_keys(unit)
        return unit, is_changed

    def _create(self, **fields: object) -> Unit:
        unit = Unit(**fields)
        self.created.append(unit)
        self._enter(unit)
        return unit

    def _mark(self, unit: Unit) -> None:
        if unit.pk is not None:
            self.changed.append(unit)

    def _set_parent(self, row: UnitRow, unit: Unit, source: str) -> bool:
        parent = self._parent(row, unit) if row.parent else None
        if row.parent and parent is None:
            self.faults.append(Fault(self._no_parent(row), row.line, source, "parent"))
        if parent is not None and parent.pk is not None and parent.pk == unit.parent_id:
            return False
        is_changed = parent is not None or unit.parent_id is not None
        unit.parent = parent
        return is_changed

    def _parent(self, row: UnitRow, unit: Unit) -> Unit | None:
        """The one valid when the child begins, else the first during its life; the country needs no row of its own."""
        code, day = split_reference(row.parent)
        bearers = sorted(self.by_code.get(code, ()), key=since)
        if not bearers and code == COUNTRY["code"]:
            bearers = [self._create(**COUNTRY)]
            set_keys(bearers[0])
        during = (each for each in bearers if day is None and overlap(each, unit))
        return one_valid_on(bearers, day or since(unit)) or next(during, None)

    def _no_parent(self, row: UnitRow) -> str:
        code = row.parent.partition("@")[0]
        if code in self.by_code:
            return _("The parent “%(parent)s” was not valid while this unit is.") % {"parent": row.parent}
        return _("The parent “%(parent)s” is unknown; it must stand in this file or be loaded before.") % {
            "parent": row.parent
        }

    def _check_codes(self, taken: list[tuple[UnitRow, Unit]], source: str) -> None:
        for row, unit in taken:
            for other in self.by_code[unit.code]:
                if other is not unit and overlap(unit, other):
                    message = _("The code “%(code)s” already names “%(name)s” on some of these days.")
                    self.faults.append(Fault(message % {"code": unit.code, "name": other.name}, row.line, source))

    def _check_circles(self, taken: list[tuple[UnitRow, Unit]], source: str) -> None:
        settled: set[int] = set()
        above = {unit.pk: unit for units in self.by_code.values() for unit in units if unit.pk}
        for row, unit in taken:
            way: set[int] = set()
            place: Unit | None = unit
            while place is not None and id(place) not in settled and id(place) not in way:
                way.add(id(place))
                place = above.get(place.parent_id) if place.parent_id else _new_parent(place)
            if place is not None and id(place) in way:
                message = _("The unit “%(code)s” stands below itself; its parent leads back to it.")
                self.faults.append(Fault(message % {"code": place.code}, row.line, source, "parent"))
            settled |= way

    def _note_kinds(self, rows: Iterable[UnitRow]) -> None:
        unknown = {row.kind for row in rows} - set(UnitKind.values)
        message = _("The kind “%(kind)s” is not one of the usual ones (%(known)s); it was kept as it stands.")
        known = ", ".join(UnitKind.values)
        self.notes += [message % {"kind": kind, "known": known} for kind in sorted(unknown)]

    def unit_on(self, code: str, day: date) -> Unit | None:
        return one_valid_on(self.by_code.get(code, ()), day)


def _new_parent(unit: Unit) -> Unit | None:
    """A parent that has no id yet is known by object only."""
    return unit.parent if Unit.parent.is_cached(unit) else None


def _content(unit: Unit) -> list[object]:
    return [getattr(unit, name) for name in TAKEN_OVER]
