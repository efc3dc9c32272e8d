"""Working days of Vietnamese public authorities: Monday to Friday, less holidays, plus make-up days.

The rows of ``Holiday`` decide; a year without rows falls back to the ``holidays`` library and is
not confirmed. Rows are cached in the process: a change is seen at once where it was made, in its
own transaction too, and within ``_KEPT_SECONDS`` in other processes.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import holidays
from django.utils.translation import gettext_lazy as _

from common.models import Holiday
from common.models.holiday import has_pending_changes

UNCONFIRMED = _("to be confirmed")
_KEPT_SECONDS = 30
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Year:
    """What differs from Monday to Friday in one year."""

    off: frozenset[date]
    made_up: frozenset[date]
    doubtful: frozenset[date] = frozenset()
    is_settled: bool = False

    def is_working(self, day: date) -> bool:
        return day in self.made_up or (day.weekday() < 5 and day not in self.off)


class _Kept:
    """The years read so far in this process."""

    years: dict[int, Year] = {}
    until = 0.0
    changes = 0


def is_working_day(day: date) -> bool:
    return _year(day.year).is_working(day)


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += _DAY
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days come after ``first`` up to and including ``last``; negative when it is earlier.

    With today and a deadline: the working days left, 0 on the day itself, −1 a working day late.
    """
    if last < first:
        return -working_days_between(last, first)
    return sum(is_working_day(first + _DAY * n) for n in range(1, (last - first).days + 1))


def add_working_days(day: date, count: int, *, counting_first: bool = False) -> date:
    """The ``count``-th working day after ``day`` (before it, when negative; ``day`` itself for 0).

    ``counting_first`` is the rule of public notices (Decree 152/2025, Art. 44 and 60, as published
    notices count): the posting day, or the first working day after it, is day 1.
    """
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    if counting_first and count > 0:
        day, left = next_working_day(day), left - 1
    while left:
        day += step
        left -= is_working_day(day)
    return day


def is_confirmed(first: date, last: date) -> bool:
    """Whether documents settle every day of a stretch; else ``UNCONFIRMED`` is shown beside dates made from it."""
    years = [_year(number) for number in range(first.year, last.year + 1)]
    doubtful = (day for year in years for day in year.doubtful)
    return all(year.is_settled for year in years) and not any(first <= day <= last for day in doubtful)


def _year(number: int) -> Year:
    return _years().get(number) or _from_library(number)


def _years() -> dict[int, Year]:
    if has_pending_changes():
        return _read()
    if time.monotonic() >= _Kept.until or Holiday.changes != _Kept.changes:
        _Kept.changes, _Kept.years = Holiday.changes, _read()
        _Kept.until = time.monotonic() + _KEPT_SECONDS
    return _Kept.years


def _read() -> dict[int, Year]:
    rows: dict[int, list[Holiday]] = {}
    for row in Holiday.objects.all():
        rows.setdefault(row.date.year, []).append(row)
    return {number: _of_rows(days) for number, days in rows.items()}


def _of_rows(rows: Iterable[Holiday]) -> Year:
    rows = list(rows)
    return Year(
        off=frozenset(row.date for row in rows if not row.is_working),
        made_up=frozenset(row.date for row in rows if row.is_working),
        doubtful=frozenset(row.date for row in rows if not row.is_confirmed),
        is_settled=any(row.is_confirmed for row in rows),
    )


_library: dict[int, Year] = {}


def _from_library(number: int) -> Year:
    if number not in _library:
        listed = holidays.country_holidays("VN", years=number)
        made_up = frozenset(day for day in listed.weekend_workdays if day.year == number)
        _library[number] = Year(frozenset(listed) - made_up, made_up)
    return _library[number]
