"""Successions as they will be: what the database holds, overlaid with the rows of the files."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from common.faults import Fault
from units.domain.register import Register
from units.files import SuccessionRow
from units.models import Succession, Unit

Key = tuple[object, object, date]


class Ledger:
    """Successions as they will be."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.by_key = {_key(row): row for row in Succession.objects.all()}
        self.created: list[Succession] = []
        self.changed: list[Succession] = []
        self.lines: dict[int, int] = {}
        self.faults = register.faults

    def take(self, rows: Iterable[SuccessionRow], source: str) -> None:
        for row in rows:
            old, new = self._ends(row, source)
            if new is not None and (old is not None or not row.old_code):
                self._enter(row, old, new, source)
        self._check_shares(source)

    def _ends(self, row: SuccessionRow, source: str) -> tuple[Unit | None, Unit | None]:
        """``old_code`` is whoever bore it the day before, ``new_code`` whoever bears it on the day itself."""
        day_before = row.effective - timedelta(days=1)
        old = self.register.unit_on(row.old_code, day_before) if row.old_code else None
        new = self.register.unit_on(row.new_code, row.effective)
        if row.old_code and old is None:
            self._fault(_not_valid(row.old_code, day_before), row, source)
        if new is None:
            self._fault(_not_valid(row.new_code, row.effective), row, source)
        if new is not None and old is new:
            self._fault(_("The unit “%(code)s” cannot follow itself.") % {"code": row.new_code}, row, source)
            return None, None
        return old, new

    def _fault(self, message: str, row: SuccessionRow, source: str) -> None:
        self.faults.append(Fault(message, row.line, source))

    def _enter(self, row: SuccessionRow, old: Unit | None, new: Unit, source: str) -> None:
        fields = {
            "extent": row.extent,
            "is_default": row.is_default,
            "share": row.share,
            "decision": row.decision,
        }
        known = self.by_key.get((_mark(old), _mark(new), row.effective))
        if known is None:
            known = Succession(old=old, new=new, effective=row.effective, **fields)
            self.created.append(known)
            self.by_key[_mark(old), _mark(new), row.effective] = known
        elif fields != {name: getattr(known, name) for name in fields}:
            vars(known).update(fields)
            self.changed.append(known)
        self.lines[id(known)] = row.line

    def _check_shares(self, source: str) -> None:
        """Over files and database together, a unit cannot pass on more than it is."""
        written = {id(row) for row in (*self.created, *self.changed)}
        touched = {key[0] for key, row in self.by_key.items() if id(row) in written} - {None}
        passed: dict[object, list[Succession]] = defaultdict(list)
        for key, row in self.by_key.items():
            if key[0] in touched:
                passed[key[0]].append(row)
        message = _("The shares of the unit “%(code)s” sum to more than 1; a whole leaves nothing for others.")
        for rows in passed.values():
            if sum(row.share or 0 for row in rows) > 1:
                line = max(self.lines.get(id(row), 0) for row in rows)
                code = rows[0].old.code if rows[0].old else ""
                self.faults.append(Fault(message % {"code": code}, line, source, "share"))


def _not_valid(code: str, day: date) -> str:
    return _("No unit bears the code “%(code)s” on %(day)s.") % {"code": code, "day": day.isoformat()}


def _key(row: Succession) -> Key:
    return row.old_id, row.new_id, row.effective


def _mark(unit: Unit | None) -> object:
    """Units known to the database by id, new ones by object."""
    return None if unit is None else unit.pk or ("new", id(unit))
