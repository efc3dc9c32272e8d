"""Sổ đôn đốc: each unit each time it was urged, and what came of it, asked of figures and reports themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, DateTimeField, F, Max, OuterRef, Q, QuerySet, Subquery, When
from django.utils.timezone import localdate

from common.calendar import working_days_between
from common.formats import local_day
from indicators.models import Cell, Report, UrgedDebt, Urging
from indicators.queries.lines import CampaignLines
from indicators.queries.provision import late_tables
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
    debts = UrgedDebt.objects.filter(urging__campaign=lines.campaign)
    if unit_id is not None:
        debts = debts.filter(unit=unit_id)
    came = debts.annotate(came_at=_came_at(late := _late_tables(lines)))
    rows = came.values("urging_id", "unit_id").annotate(
        owed=Count("pk"), came=Count("came_at"), last=Max("came_at"), open=Count("pk", filter=_is_open(lines, late))
    )
    wanted = {"open": Q(open__gt=0), "settled": Q(open=0, came__gt=0)}.get(shown, Q())
    return rows.filter(wanted).order_by("-urging__day", "-urging_id", F("unit__sort_key"))


def _came_at(late: Q) -> Case:
    """When a figure was submitted, a report first received, the last figure of a whole table given."""
    of_period = Cell.objects.filter(series=OuterRef("series"), period=OuterRef("period"))
    own = of_period.filter(unit=OuterRef("unit")).values("submitted_at")[:1]
    report = Report.objects.filter(outline=OuterRef("outline"), unit=OuterRef("unit")).values("first_submitted_at")[:1]
    table = of_period.filter(latest__isnull=False).order_by("-latest__made_at").values("latest__made_at")[:1]
    return Case(
        When(Q(is_table=True) & late, then=None),
        When(is_table=True, then=Subquery(table)),
        When(outline__isnull=False, then=Subquery(report)),
        default=Subquery(own),
        output_field=DateTimeField(),
    )


def _late_tables(lines: CampaignLines) -> Q:
    """Which debts of tables are still open; none where no table is late."""
    found = Q(pk__in=[])
    for unit, tables in late_tables(lines, today=localdate()).items():
        for table in tables:
            found |= Q(unit=unit, series=table.line.series_id, period=table.period.code)
    return found


def _is_open(lines: CampaignLines, late: Q) -> Q:
    """Not submitted, and owed still: the line stands in the plan, the unit takes part."""
    series = [line.series_id for line in lines.lines]
    units = [row.unit_id for row in lines.participations if row.is_active]
    owes = Q(series__in=series) | Q(outline__isnull=False)
    return (Q(is_table=False, came_at=None, unit__in=units) & owes) | (Q(is_table=True) & late)


def urged(rows: Iterable[dict[str, Any]]) -> list[Urged]:
    """With their units and urgings: two queries."""
    rows = list(rows)
    units = Unit.objects.in_bulk({row["unit_id"] for row in rows})
    acts = Urging.objects.select_related("made_by").in_bulk({row["urging_id"] for row in rows})
    return [Urged(acts[row["urging_id"]], units[row["unit_id"]], row["owed"], row["open"], row["last"]) for row in rows]
