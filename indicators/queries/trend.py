"""Points at the end of past days, for the small line beside a unit's total."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal

from indicators.models import DayScore

WEEKS = 8
FEW = 50


def weekly_points(campaign_id: int, basis: str, units: Collection[int], until: date) -> dict[int, list[Decimal | None]]:
    """Per unit the points known at the end of each of the last eight weeks, oldest first; None before the first."""
    marks = [until - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    rows = DayScore.objects.filter(campaign_id=campaign_id, basis=basis, day__lte=until).order_by("day")
    if len(units) < FEW:  # a long list of ids costs more than the rows it leaves out
        rows = rows.filter(unit__in=units)
    wanted = frozenset(units)
    series: dict[int, list[Decimal | None]] = defaultdict(lambda: [None] * WEEKS)
    for unit, day, points in rows.values_list("unit_id", "day", "shown_points"):
        for place, mark in enumerate(marks):
            if day <= mark and unit in wanted:
                series[unit][place] = points
    return dict(series)
