"""Obligations among people's duties: a unit's own, the organiser's to confirm."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.choices import REPORTING
from campaigns.debts import Debt
from campaigns.models import Campaign
from campaigns.queries.visible import visible_to
from common.formats import localised_text
from indicators.choices import ObligationState
from indicators.models import ObligationAct
from indicators.queries.debts import ENTERING, called
from indicators.queries.obligations import Fulfilment, fulfilments
from units.choices import Role
from units.models import Unit

if TYPE_CHECKING:
    from units.acting import Acting

AHEAD = timedelta(days=30)
LONGEST = 90


def obligations_owed(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector of a unit's head and those in charge of its reports: open, and due within a month."""
    if acting.unit is None or not ENTERING & acting.roles:
        return
    mine = visible_to(acting).filter(status__in=REPORTING, is_practice=False, definition__document__contains="obligat")
    mine = mine.filter(participations__unit=acting.unit, participations__is_active=True)
    for campaign in mine.select_related("definition").order_by("start"):
        rows = fulfilments(campaign, [acting.unit])[acting.unit.pk]
        yield from (_owed(campaign, acting.unit, row) for row in rows if _is_owed(row, today))


def _is_owed(row: Fulfilment, today: date) -> bool:
    due = row.obligation.due
    return row.state == ObligationState.OPEN and due is not None and due <= today + AHEAD


def _owed(campaign: Campaign, unit: Unit, row: Fulfilment) -> Debt:
    one = row.obligation
    assert one.due is not None, "only those with a day are owed"
    name = Truncator(f"{one.code} {localised_text(one.name)}").chars(LONGEST)
    asked = _("More was asked for; see the reason and submit again.") if row.is_returned else ""
    return Debt(
        due=one.due,
        title=_("Meet “%(obligation)s”") % {"obligation": name},
        detail=" · ".join(filter(None, [asked, called(campaign)])),
        url=reverse("obligations_of_unit", args=[campaign.code, unit.pk]),
        verb=_("View"),
        kind="obligation",
    )


def obligations_to_confirm(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector of the organiser's managers. Two queries a campaign with acts that wait."""
    if acting.unit is None or Role.MANAGER not in acting.roles:
        return
    mine = Campaign.objects.filter(organiser_unit=acting.unit, is_practice=False, obligation_acts__kind="met")
    for campaign in mine.select_related("definition").distinct().order_by("start"):
        acts = ObligationAct.objects.filter(campaign=campaign, kind="met").select_related("unit")
        units = list({act.unit_id: act.unit for act in acts}.values())
        found = [row for rows in fulfilments(campaign, units).values() for row in rows]
        waiting = sum(row.state == ObligationState.MET for row in found)
        if waiting:
            text = ngettext(
                "Confirm %(n)s obligation reported as met", "Confirm %(n)s obligations reported as met", waiting
            )
            yield Debt(
                due=today, title=text % {"n": waiting}, detail=called(campaign),
                url=reverse("obligations", args=[campaign.code]), verb=_("View"), kind="confirm_obligation",
            )  # fmt: skip
