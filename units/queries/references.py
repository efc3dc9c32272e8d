"""From a written reference to the unit it means. A code alone is no identity: the statistics office re-uses codes."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from units.models import Unit
from units.queries.validity import one_valid_in, one_valid_on


class BrokenReference(ValueError):
    """What stands behind the ``@`` is no date."""


def split_reference(reference: str) -> tuple[str, date | None]:
    """``CODE`` → (code, None); ``CODE@DATE`` → (code, date); ``CODE@`` → (code, the first day there is)."""
    code, mark, day = reference.strip().rpartition("@")
    if not mark:
        return day, None
    try:
        return code, date.fromisoformat(day) if day else date.min
    except ValueError:
        raise BrokenReference(reference)


class CodeBook:
    """Every unit that bears one of some codes, read with one query; answers what a reference means.

    All answers are None where no such unit exists; a malformed date raises ``BrokenReference``.
    """

    def __init__(self, references: Iterable[str] | None = None) -> None:
        """Without references: the whole register."""
        self.units: dict[str, list[Unit]] = defaultdict(list)
        rows = Unit.objects.all()
        if references is not None:
            rows = rows.filter(code__in={split_reference(each)[0] for each in references})
        for unit in rows:
            self.units[unit.code].append(unit)

    def on(self, reference: str, day: date) -> Unit | None:
        """The unit valid on ``day``, or on the reference's own date."""
        code, own_day = split_reference(reference)
        return one_valid_on(self.units.get(code, ()), own_day or day)

    def between(self, reference: str, start: date, end: date) -> Unit | None:
        """A bare code means the unit valid on ``start``, else the first to become valid before ``end``."""
        code, own_day = split_reference(reference)
        found = self.units.get(code, ())
        return one_valid_on(found, own_day) if own_day else one_valid_in(found, start, end)


def unit_by_reference(reference: str, on: date | None = None) -> Unit | None:
    """The unit valid on a day (default: today), or on the date in the reference."""
    return CodeBook([reference]).on(reference, on or timezone.localdate())
