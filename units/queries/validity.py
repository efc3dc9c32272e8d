"""Which rows hold on a day or during a span: the same two dates on units, memberships and authorisations."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from django.db.models import Q


class Dated(Protocol):
    """Anything with a validity; both dates included, None is unbounded."""

    @property
    def valid_from(self) -> date | None: ...

    @property
    def valid_to(self) -> date | None: ...


D = TypeVar("D", bound=Dated)


def valid_on(day: date) -> Q:
    return overlapping(day, day)


def overlapping(start: date, end: date) -> Q:
    """Rows valid on at least one day from ``start`` to ``end``."""
    began = Q(valid_from__isnull=True) | Q(valid_from__lte=end)
    return began & (Q(valid_to__isnull=True) | Q(valid_to__gte=start))


def holds_on(row: Dated, day: date) -> bool:
    return (not row.valid_from or row.valid_from <= day) and (not row.valid_to or day <= row.valid_to)


def overlap(one: Dated, other: Dated) -> bool:
    ends_before = bool(one.valid_to and other.valid_from and one.valid_to < other.valid_from)
    begins_after = bool(one.valid_from and other.valid_to and one.valid_from > other.valid_to)
    return not (ends_before or begins_after)


def since(row: Dated) -> date:
    """The first day, for ordering: unbounded stands first."""
    return row.valid_from or date.min


def one_valid_on(rows: Iterable[D], day: date) -> D | None:
    """The first (by beginning) that holds on the day."""
    return next((row for row in sorted(rows, key=since) if holds_on(row, day)), None)


def one_valid_in(rows: Iterable[D], start: date, end: date) -> D | None:
    """The one valid on ``start``, else the first to become valid before ``end`` is over."""
    rows = list(rows)
    later = (row for row in sorted(rows, key=since) if row.valid_from and start < row.valid_from <= end)
    return one_valid_on(rows, start) or next(later, None)
