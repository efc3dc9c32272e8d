"""Tasks among people's duties, and the days on which stages close."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.choices import OPEN, Status
from campaigns.debts import Debt
from campaigns.models import Campaign, StageDates
from campaigns.queries.visible import visible_to
from indicators.choices import TaskState
from indicators.models import Task
from indicators.queries.debts import ENTERING, called
from units.choices import Role

if TYPE_CHECKING:
    from units.acting import Acting

LONGEST = 90


def tasks_owed(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector of a unit's head and those in charge of its reports. One query."""
    if acting.unit is None or not ENTERING & acting.roles:
        return
    rows = Task.objects.filter(unit=acting.unit, state=TaskState.OPEN, campaign__is_practice=False)
    for row in rows.exclude(campaign__status__in=[Status.DRAFT, Status.ARCHIVED]).select_related("campaign"):
        yield Debt(
            due=row.due,
            title=_("Task: %(what)s") % {"what": Truncator(row.what).chars(LONGEST)},
            detail=" · ".join(filter(None, [row.source, called(row.campaign)])),
            url=reverse("task", args=[row.campaign.code, row.pk]),
            verb=_("Answer"),
            kind="task",
        )


def tasks_to_confirm(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector of the organiser's managers: tasks reported as done. One query."""
    if acting.unit is None or Role.MANAGER not in acting.roles:
        return
    mine = Campaign.objects.filter(organiser_unit=acting.unit, is_practice=False, tasks__state=TaskState.DONE)
    for campaign in mine.annotate(waiting=Count("tasks"), first=Min("tasks__due")).order_by("start"):
        text = ngettext("Confirm %(n)s task reported as done", "Confirm %(n)s tasks reported as done", campaign.waiting)
        yield Debt(
            due=campaign.first,
            title=text % {"n": campaign.waiting},
            detail=called(campaign),
            url=reverse("tasks", args=[campaign.code]) + "?show=done",
            verb=_("View"),
            kind="confirm_task",
        )


def stage_days(acting: "Acting", today: date) -> Iterator[tuple[date, str]]:
    """Calendar: when stages of the person's campaigns close. One query."""
    running = visible_to(acting).filter(status__in=OPEN, is_practice=False)
    rows = StageDates.objects.filter(campaign__in=running, closes__gte=today).select_related("campaign").order_by("pk")
    for row in {(row.campaign_id, row.stage): row for row in rows}.values():
        assert row.closes is not None, "only those that close"
        yield row.closes, _("%(stage)s closes") % {"stage": row.get_stage_display()} + f" · {called(row.campaign)}"
