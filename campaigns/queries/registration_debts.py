"""Registrations and works among people's duties: to be filed, to be answered, to be finished."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campaigns.choices import AFTER_OPEN, REPORTING, RegistrationState
from campaigns.debts import Debt
from campaigns.models import Campaign
from campaigns.queries.carrying import carried_by
from campaigns.queries.document_debts import ENTERING, called
from campaigns.queries.participants import participants_of
from campaigns.queries.registrations import Standing, asked_for, register_of, standing_of
from campaigns.queries.visible import visible_to
from campaigns.queries.works import Tracked, works_of
from common.calendar import add_working_days
from units.choices import Role
from units.models import Unit

if TYPE_CHECKING:
    from units.acting import Acting

# A work stands among the duties so long before its day.
AHEAD = timedelta(days=14)
ANSWER_DAYS = 5
LONGEST = 120
# Once the campaign is closed nobody is asked to register any more.
REGISTERING = tuple(status for status in REPORTING if status not in AFTER_OPEN)


def registrations_owed(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector of those who act for a unit: not filed yet, or more was asked for."""
    if acting.unit is None or not ENTERING & acting.roles:
        return
    rows = visible_to(acting).filter(status__in=REGISTERING, is_practice=False, registration_calls__isnull=False)
    own = rows.filter(participations__unit=acting.unit, participations__is_active=True).distinct()
    for campaign in own.order_by("start", "pk"):
        row = participants_of(campaign).filter(unit=acting.unit).get()
        place = standing_of(campaign, row, today)
        if place.call and place.call.opens_on <= today and place.mark in ("missing", "not_due", "returned"):
            yield _to_register(campaign, place)


def _to_register(campaign: Campaign, place: Standing) -> Debt:
    asked = asked_for(place.registration)
    words = {"reason": Truncator(asked.reason).chars(LONGEST)} if asked else {}
    detail = (
        _("The organiser asks for more: “%(reason)s”") % words if asked else _("Own targets, works, models, titles")
    )
    return Debt(
        due=place.due or campaign.start,
        title=_("File the registration of your unit"),
        detail=f"{detail} · {called(campaign)}",
        url=reverse("registration", args=[campaign.code]),
        verb=pgettext("duty", "Write"),
        kind="registration",
    )


def registrations_to_answer(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector of the organiser's managers: filed and not answered, or not come though the day has passed."""
    if acting.unit is None or Role.MANAGER not in acting.roles:
        return
    rows = Campaign.objects.filter(organiser_unit=acting.unit, status__in=REGISTERING, is_practice=False)
    for campaign in rows.filter(registration_calls__isnull=False).distinct().order_by("start", "pk"):
        places = register_of(campaign, list(participants_of(campaign)), today=today)
        yield from _to_answer(campaign, places)
        yield from _to_chase(campaign, [place for place in places if place.mark == "missing"])


def _to_answer(campaign: Campaign, places: list[Standing]) -> Iterator[Debt]:
    waiting = [
        place.filed.filed_at.date()
        for place in places
        if place.registration and place.registration.state == RegistrationState.FILED
        if place.filed and place.filed.filed_at
    ]
    if waiting:
        count = len(waiting)
        title = ngettext("Answer %(n)s registration", "Answer %(n)s registrations", count) % {"n": count}
        yield Debt(
            due=add_working_days(min(waiting), ANSWER_DAYS),
            title=title,
            detail=f"{_('Confirm, or ask for more with a reason')} · {called(campaign)}",
            url=reverse("registration_register", args=[campaign.code]) + "?show=waiting",
            verb=_("View"),
            kind="answer_registration",
        )


def _to_chase(campaign: Campaign, missing: list[Standing]) -> Iterator[Debt]:
    if missing and missing[0].call:
        count = len(missing)
        text = ngettext("%(n)s unit has not registered", "%(n)s units have not registered", count) % {"n": count}
        yield Debt(
            due=missing[0].call.due,
            title=_("See who has not registered"),
            detail=f"{text} · {called(campaign)}",
            url=reverse("registration_register", args=[campaign.code]) + "?show=missing",
            verb=_("View"),
            kind="chase_registration",
        )


def works_due(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector of those who act for a unit: its works, and those it carries on, whose day is near or gone by."""
    if acting.unit is None or not ENTERING & acting.roles:
        return
    rows = visible_to(acting).filter(status__in=REPORTING, is_practice=False, works__isnull=False)
    campaigns = list(rows.filter(participations__unit=acting.unit).distinct().order_by("start", "pk"))
    units = [acting.unit, *carried_by(acting.unit, today)] if campaigns else []
    for campaign in campaigns:
        for work in works_of(campaign, units, today):
            if not work.is_finished and work.terms.finish_on <= today + AHEAD:
                yield _to_finish(campaign, work, acting.unit)


def _to_finish(campaign: Campaign, work: Tracked, unit: Unit) -> Debt:
    taken = _("registered by %(unit)s, carried on by your unit") % {"unit": work.work.unit.name}
    return Debt(
        due=work.terms.finish_on,
        title=_("Finish “%(work)s”") % {"work": Truncator(work.terms.name).chars(LONGEST)},
        detail=f"{work.terms.product if work.work.unit_id == unit.pk else taken} · {called(campaign)}",
        url=reverse("campaigns:works", args=[campaign.code]) + f"#work-{work.work.pk}",
        verb=pgettext("duty", "Note how it goes"),
        kind="work",
    )
