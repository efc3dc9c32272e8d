"""Reporting periods of a line: codes, days, due days. No database.

Codes: ``all``, ``2025-07-01``, ``2025-W27`` (ISO 8601), ``2025-07``, ``2025-Q3``, ``2025-H1``;
every period is clipped to the campaign's dates, both ends included.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby

from django.utils.translation import gettext as _

from common.calendar import next_working_day
from common.faults import Faults

ALL = "all"


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a campaign: its code, first and last day."""

    code: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class _Kind:
    """How periods of one kind are written: an example, the form, a day's code and a code's first day."""

    example: str
    form: re.Pattern[str]
    code_of: Callable[[date], str]
    first_day: Callable[[str], date]


def _week_code(day: date) -> str:
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def _week_start(code: str) -> date:
    return date.fromisocalendar(int(code[:4]), int(code[6:]), 1)


def _part_start(months: int) -> Callable[[str], date]:
    """The first day of a quarter (3 months) or half-year (6) written as 2025-Q3 or 2025-H2."""
    return lambda code: date(int(code[:4]), (int(code[6:]) - 1) * months + 1, 1)


_KINDS = {
    "once": _Kind(ALL, re.compile("all"), lambda day: ALL, lambda code: date.min),
    "daily": _Kind("2025-07-01", re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), date.isoformat, date.fromisoformat),
    "weekly": _Kind("2025-W27", re.compile(r"[0-9]{4}-W[0-9]{2}"), _week_code, _week_start),
    "monthly": _Kind(
        "2025-07",
        re.compile(r"[0-9]{4}-[0-9]{2}"),
        lambda day: f"{day.year:04}-{day.month:02}",
        lambda code: date(int(code[:4]), int(code[5:]), 1),
    ),
    "quarterly": _Kind(
        "2025-Q3",
        re.compile(r"[0-9]{4}-Q[0-9]"),
        lambda day: f"{day.year:04}-Q{(day.month + 2) // 3}",
        _part_start(3),
    ),
    "half_yearly": _Kind(
        "2025-H1",
        re.compile(r"[0-9]{4}-H[0-9]"),
        lambda day: f"{day.year:04}-H{(day.month + 5) // 6}",
        _part_start(6),
    ),
}


@lru_cache(maxsize=512)
def periods_of(kind: str, start: date, end: date) -> tuple[Period, ...]:
    """The periods of ``kind`` (``once`` … ``half_yearly``) in time order, clipped to start … end."""
    days = (start + timedelta(days=number) for number in range((end - start).days + 1))
    return tuple(_period(code, list(group)) for code, group in groupby(days, key=_KINDS[kind].code_of))


def _period(code: str, days: list[date]) -> Period:
    return Period(code, days[0], days[-1])


@lru_cache(maxsize=512)
def _by_code(kind: str, start: date, end: date) -> dict[str, Period]:
    return {period.code: period for period in periods_of(kind, start, end)}


def find_period(code: str, kind: str, start: date, end: date) -> Period:
    """The period written ``code``; raises ``Faults`` where it is badly written or outside start … end."""
    period = _by_code(kind, start, end).get(code)
    if period is None:
        raise Faults(_why_not(code, kind, start, end))
    return period


def _why_not(code: str, kind: str, start: date, end: date) -> str:
    if not _exists(code, _KINDS[kind]):
        return _("“%(code)s” is not a period of this line: expected the form %(example)s") % {
            "code": code,
            "example": _KINDS[kind].example,
        }
    return _("the period %(code)s lies outside the campaign (%(start)s to %(end)s)") % {
        "code": code,
        "start": start.isoformat(),
        "end": end.isoformat(),
    }


def _exists(code: str, kind: _Kind) -> bool:
    try:
        return bool(kind.form.fullmatch(code) and kind.first_day(code))
    except ValueError:
        return False


def due_day(period: Period, kind: str, *, line_due: date | None, end: date, grace_days: int) -> date:
    """When a figure for ``period`` is due: ``all`` on the line's own date (else the campaign's end), others
    on their last day; plus ``grace_days`` calendar days, moved to the next working day."""
    last = (line_due or end) if kind == "once" else period.last
    return next_working_day(last + timedelta(days=grace_days))
