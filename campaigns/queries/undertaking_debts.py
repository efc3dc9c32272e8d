"""What units undertook and the organiser chases, among people's duties: one question tells whether there is any."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, Model, OuterRef

from campaigns.choices import REPORTING
from campaigns.debts import Debt
from campaigns.models import Campaign, CampaignDocument, RegistrationCall, SubLaunch, Work
from campaigns.queries.document_debts import ENTERING, receipts_owed, receipts_to_chase
from campaigns.queries.registration_debts import registrations_owed, registrations_to_answer, works_due
from campaigns.queries.sub_launches import sub_counts_owed
from units.choices import Role

if TYPE_CHECKING:
    from units.acting import Acting

PARTS: dict[str, type[Model]] = {
    "documents": CampaignDocument,
    "calls": RegistrationCall,
    "works": Work,
    "launches": SubLaunch,
}


def undertakings_owed(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector of those who act for a unit: receipts, registration, works, counts of sub-units."""
    if acting.unit is None or not ENTERING & acting.roles:
        return
    there = _there(participations__unit=acting.unit, participations__is_active=True)
    if "documents" in there:
        yield from receipts_owed(acting, today)
    if "calls" in there:
        yield from registrations_owed(acting, today)
    if "works" in there:
        yield from works_due(acting, today)
    if "launches" in there:
        yield from sub_counts_owed(acting, today)


def undertakings_to_chase(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector of the organiser's managers: documents not confirmed, registrations to be answered or missing."""
    if acting.unit is None or Role.MANAGER not in acting.roles:
        return
    there = _there(organiser_unit=acting.unit)
    if "documents" in there:
        yield from receipts_to_chase(acting, today)
    if "calls" in there:
        yield from registrations_to_answer(acting, today)


def _there(**chosen: object) -> set[str]:
    """Which of the four any of these campaigns has. One query."""
    rows = Campaign.objects.filter(status__in=REPORTING, is_practice=False, **chosen)
    asked = {
        f"has_{name}": Exists(model._default_manager.filter(campaign=OuterRef("pk"))) for name, model in PARTS.items()
    }
    found = rows.annotate(**asked).values_list(*asked)
    return {name for row in found for name, has in zip(PARTS, row, strict=True) if has}
