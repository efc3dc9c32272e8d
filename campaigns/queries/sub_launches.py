"""Launches on to sub-units: a unit's own table of a period, the counts all units reported."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.choices import REPORTING
from campaigns.debts import Debt
from campaigns.models import Campaign, Participation, SubCount, SubLaunch, SubMark, SubParticipation, SubUnit
from campaigns.period_names import period_name
from campaigns.periods import Period, periods_of
from campaigns.queries.document_debts import ENTERING, called
from common.calendar import add_working_days
from units.models import Unit

if TYPE_CHECKING:
    from units.acting import Acting

# Counts of a month are sent within so many working days.
DAYS = 5


def launch_of(campaign: Campaign, unit: Unit) -> SubLaunch | None:
    return SubLaunch.objects.filter(campaign=campaign, unit=unit).first()


def begun(campaign: Campaign, today: date) -> list[Period]:
    """The months of the campaign that have begun, the newest first."""
    periods = periods_of("monthly", campaign.start, campaign.end)
    return [period for period in reversed(periods) if period.first <= today]


@dataclass(frozen=True, slots=True)
class Line:
    """One sub-unit in the unit's own table of a period."""

    sub_unit: SubUnit
    row: SubParticipation | None
    mark: SubMark | None

    @property
    def takes_part(self) -> bool:
        return self.row is not None and self.row.takes_part

    @property
    def has_registered(self) -> bool:
        return self.row is not None and self.row.has_registered

    @property
    def has_reported(self) -> bool:
        return self.mark is not None and self.mark.has_reported

    @property
    def is_good(self) -> bool:
        return self.mark is not None and self.mark.is_good


def lines_of(launch: SubLaunch, period: str) -> list[Line]:
    """Everybody on the unit's list, and who was on it and took part. Three queries."""
    rows = {row.sub_unit_id: row for row in SubParticipation.objects.filter(launch=launch)}
    marks = {mark.row_id: mark for mark in SubMark.objects.filter(row__launch=launch, period=period)}
    return [
        Line(each, row, marks.get(row.pk) if row else None)
        for each in SubUnit.objects.filter(unit=launch.unit_id)
        for row in [rows.get(each.pk)]
        if each.ended_on is None
    ]


def counts_now(launch: SubLaunch, period: str) -> dict[str, int]:
    """As the list says them now: what would be reported."""
    lines = [line for line in lines_of(launch, period) if line.takes_part]
    return {
        "taking_part": len(lines),
        "registered": sum(line.has_registered for line in lines),
        "reported": sum(line.has_reported for line in lines),
        "good": sum(line.is_good for line in lines),
    }


def sent_of(launch: SubLaunch) -> dict[str, SubCount]:
    """What was reported last, by period. One query."""
    return {row.period: row for row in SubCount.objects.filter(launch=launch).select_related("made_by").order_by("pk")}


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit in the organiser's register of a period."""

    participation: Participation
    launch: SubLaunch
    count: SubCount | None
    due: date
    today: date

    @property
    def unit(self) -> Unit:
        return self.participation.unit

    @property
    def mark(self) -> str:
        """The key of ``common.marks``."""
        if self.count is None:
            return "missing" if self.today > self.due else "not_due"
        return "received"


def register_of(
    campaign: Campaign, participants: Sequence[Participation], period: Period, *, today: date
) -> list[Standing]:
    """Every unit that launched on, with what it reported of the period. Two queries besides the participants."""
    launches = {row.unit_id: row for row in SubLaunch.objects.filter(campaign=campaign)}
    rows = SubCount.objects.filter(launch__campaign=campaign, period=period.code)
    newest = rows.values("launch").annotate(newest=Max("pk")).values("newest")
    counts = {row.launch_id: row for row in rows.filter(pk__in=newest)}
    due = due_of(period)
    return [
        Standing(row, launch, counts.get(launch.pk), due, today)
        for row in participants
        for launch in [launches.get(row.unit_id)]
        if launch is not None and launch.launched_on <= period.last
    ]


def due_of(period: Period) -> date:
    return add_working_days(period.last, DAYS)


def sub_counts_owed(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector of those who act for a unit that launched on: counts of months gone by, not sent yet."""
    if acting.unit is None or not ENTERING & acting.roles:
        return
    rows = SubLaunch.objects.filter(unit=acting.unit, campaign__status__in=REPORTING, campaign__is_practice=False)
    for launch in rows.select_related("campaign").order_by("campaign__start", "pk"):
        sent = set(launch.counts.values_list("period", flat=True))
        for period in begun(launch.campaign, today):
            if launch.launched_on <= period.last < today and period.code not in sent:
                yield _owed(launch.campaign, period)


def _owed(campaign: Campaign, period: Period) -> Debt:
    return Debt(
        due=due_of(period),
        title=_("Report the counts of your sub-units: %(period)s") % {"period": period_name(period.code)},
        detail=called(campaign),
        url=reverse("campaigns:sub_launch", args=[campaign.code]) + f"?period={period.code}",
        verb=_("Report the counts"),
        kind="sub_counts",
    )
