"""What people owe: every app adds its collector; the list, the count and later the reminder read one query."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from units.acting import Acting


@dataclass(frozen=True, slots=True)
class Debt:
    """One thing to do. ``url`` opens the very field; ``verb`` names the button; ``kind`` groups for counting."""

    due: date
    title: str
    detail: str
    url: str
    verb: str
    kind: str


Collector = Callable[["Acting", date], Iterable[Debt]]
NextDays = Callable[["Acting", date], Iterable[tuple[date, str]]]
_collectors: list[Collector] = []
_calendars: list[NextDays] = []


def register(collector: Collector) -> Collector:
    """Adds what one app knows people to owe; a decorator."""
    _collectors.append(collector)
    return collector


def debts_of(acting: "Acting", today: date) -> list[Debt]:
    """Everything the person owes in the role acted in, over all campaigns, nearest first."""
    found = [debt for collector in _collectors for debt in collector(acting, today)]
    return sorted(found, key=lambda debt: (debt.due, debt.title))


def register_next(calendar: NextDays) -> NextDays:
    """Adds what one app knows to come next: dated names, for a list with nothing on it."""
    _calendars.append(calendar)
    return calendar


def next_day_of(acting: "Acting", today: date) -> tuple[date, str] | None:
    """The nearest date of the person's campaigns, and what it is."""
    days = [day for calendar in _calendars for day in calendar(acting, today) if day[0] >= today]
    return min(days, default=None)
