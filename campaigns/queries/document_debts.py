"""Documents among people's duties: to be confirmed by a unit, the organiser's to be chased."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.choices import REPORTING
from campaigns.debts import Debt
from campaigns.models import Campaign, CampaignDocument
from campaigns.queries.participants import participants_of
from campaigns.queries.receipts import due_for, owes, unconfirmed
from campaigns.queries.visible import visible_to
from common.formats import localised_text
from units.choices import Role
from units.models import Unit

if TYPE_CHECKING:
    from units.acting import Acting

ENTERING = frozenset({Role.REPORTER, Role.HEAD})


def receipts_owed(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector: the first duty of the season. Two queries, whatever the number of campaigns."""
    if acting.unit is None or not ENTERING & acting.roles:
        return
    rows = _asked().filter(campaign__in=visible_to(acting), campaign__participations__unit=acting.unit)
    rows = rows.filter(campaign__participations__is_active=True).exclude(receipts__unit=acting.unit)
    found: dict[Campaign, list[CampaignDocument]] = {}
    for row in rows.distinct():
        found.setdefault(row.campaign, []).append(row)
    for campaign, documents in found.items():
        yield _to_confirm(campaign, acting.unit, documents)


def _to_confirm(campaign: Campaign, unit: Unit, documents: list[CampaignDocument]) -> Debt:
    count = len(documents)
    title = ngettext(
        "Confirm the receipt of %(n)s document and name the person in charge",
        "Confirm the receipt of %(n)s documents and name the person in charge",
        count,
    )
    return Debt(
        due=min(due_for(each.receipt_due, unit) for each in documents if each.receipt_due),
        title=title % {"n": count},
        detail=f"{documents[0]} · {called(campaign)}" if count == 1 else called(campaign),
        url=reverse("campaigns:documents", args=[campaign.code]),
        verb=_("Confirm"),
        kind="receipt",
    )


def receipts_to_chase(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector of the organiser's managers: units that have not confirmed though the day has passed."""
    if acting.unit is None or Role.MANAGER not in acting.roles:
        return
    rows = _asked().filter(campaign__organiser_unit=acting.unit, receipt_due__lt=today)
    found: dict[Campaign, list[CampaignDocument]] = {}
    for row in rows:
        found.setdefault(row.campaign, []).append(row)
    for campaign, documents in found.items():
        participants = [row for row in participants_of(campaign) if owes(row, today)]
        silent = unconfirmed(campaign, documents, participants, today)
        if silent:
            yield _to_chase(campaign, documents, len(silent))


def _to_chase(campaign: Campaign, documents: list[CampaignDocument], count: int) -> Debt:
    text = ngettext("%(n)s unit has not confirmed", "%(n)s units have not confirmed", count) % {"n": count}
    return Debt(
        due=min(each.receipt_due for each in documents if each.receipt_due),
        title=_("See who has not confirmed the documents"),
        detail=f"{text} · {called(campaign)}",
        url=reverse("campaigns:documents", args=[campaign.code]),
        verb=_("View"),
        kind="chase_receipts",
    )


def _asked() -> QuerySet[CampaignDocument]:
    rows = CampaignDocument.objects.filter(receipt_due__isnull=False, replaced_by__isnull=True)
    taken = rows.filter(campaign__status__in=REPORTING, campaign__is_practice=False)
    return taken.select_related("campaign").order_by("campaign__start", "receipt_due", "pk")


def called(campaign: Campaign) -> str:
    return localised_text(campaign.short_name)
