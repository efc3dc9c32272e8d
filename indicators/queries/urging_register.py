"""Sổ đôn đốc: each unit each time it was urged, and what came of it, asked of the figures themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery

from common.calendar import working_days_between
from common.formats import local_day
from indicators.models import Cell, UrgedDebt, Urging
from indicators.queries.lines import CampaignLines
from units.models import Unit

SHOWN = ("", "open", "settled")


@dataclass(frozen=True, slots=True)
class Urged:
    """One unit in one use of a channel: how many figures it owed, how many it owes still, when the last came."""

    urging: Urging
    unit: Unit
    owed: int
    open: int
    last: datetime | None

    @property
    def state(self) -> str:
        """``open``, ``settled``, or ``lapsed``: nothing came and nothing is owed any more (merged, taken out)."""
        if self.open:
            return "open"
        return "settled" if self.last else "lapsed"

    @property
    def days(self) -> int:
        """Working days from the urging to the last figure; 0 on the same day."""
        return max(working_days_between(self.urging.day, self.settled_on), 0)

    @property
    def settled_on(self) -> date:
        return local_day(self.last) if self.last else self.urging.day


def register(lines: CampaignLines, *, shown: str = "", unit_id: int | None = None) -> QuerySet[UrgedDebt, Any]:
    """Rows of one unit and one urging, the newest first: to be counted and sliced by a page, then ``urged``."""
    cell = Cell.objects.filter(unit=OuterRef("unit"), series=OuterRef("series"), period=OuterRef("period"))
    debts = UrgedDebt.objects.filter(urging__campaign=lines.campaign)
    if unit_id is not None:
        debts = debts.filter(unit=unit_id)
    came = debts.annotate(came_at=Subquery(cell.values("submitted_at")[:1]))
    rows = came.values("urging_id", "unit_id").annotate(
        owed=Count("pk"), came=Count("came_at"), last=Max("came_at"), open=Count("pk", filter=_is_open(lines))
    )
    wanted = {"open": Q(open__gt=0), "settled": Q(open=0, came__gt=0)}.get(shown, Q())
    return rows.filter(wanted).order_by("-urging__day", "-urging_id", F("unit__sort_key"))


def _is_open(lines: CampaignLines) -> Q:
    """Not submitted, and owed still: the line stands in the plan, the unit takes part."""
    series = [line.series_id for line in lines.lines]
    units = [row.unit_id for row in lines.participations if row.is_active]
    return Q(came_at=None, series__in=series, unit__in=units)


def urged(rows: Iterable[dict[str, Any]]) -> list[Urged]:
    """With their units and urgings: two queries."""
    rows = list(rows)
    units = Unit.objects.in_bulk({row["unit_id"] for row in rows})
    acts = Urging.objects.select_related("made_by").in_bulk({row["urging_id"] for row in rows})
    return [Urged(acts[row["urging_id"]], units[row["unit_id"]], row["owed"], row["open"], row["last"]) for row in rows]
