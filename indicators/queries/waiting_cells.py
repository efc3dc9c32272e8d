"""Figures of one unit that wait for a verdict."""

from collections import defaultdict
from collections.abc import Iterable

from indicators.models import Cell
from units.models import Unit


def waiting_periods(unit: Unit, series: Iterable[int]) -> dict[int, list[str]]:
    """By series, the periods whose figure waits. One query."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Cell.objects.filter(unit=unit, series__in=list(series), is_waiting=True).order_by("period")
    for one, period in rows.values_list("series_id", "period"):
        found[one].append(period)
    return found
