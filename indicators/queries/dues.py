"""Until when some figures are owed: the first day, and how many lines may take longer."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from common.formats import day_text, today


@dataclass(frozen=True, slots=True)
class Dues:
    """``first``: the earliest day of what is still owed; ``later``: how many lines fall due on which day after it."""

    first: date
    later: tuple[tuple[date, int], ...] = ()

    @property
    def later_text(self) -> str:
        """``2 chỉ tiêu hạn 15/12; 1 chỉ tiêu hạn 04/01/2027``; empty where all lines share a day."""
        return "; ".join(_later(day, count) for day, count in self.later)


def dues_of(days: Iterable[date]) -> Dues | None:
    """One day a line, as ``CampaignLines.due`` gives it; None where nothing is owed."""
    counted = sorted(Counter(days).items())
    return Dues(counted[0][0], tuple(counted[1:])) if counted else None


def _later(day: date, count: int) -> str:
    """With the year when it is not this one."""
    text = ngettext("%(n)s criterion due %(day)s", "%(n)s criteria due %(day)s", count)
    return text % {"n": count, "day": day_text(day, year=day.year != today().year)}
