"""Documents as they stand: which are in force, who has confirmed them, whom each unit put in charge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max
from django.utils.timezone import localdate

from campaigns.models import Campaign, CampaignDocument, DocumentReceipt, Participation, PersonInCharge
from common.calendar import add_working_days
from units.models import Unit

# A unit that begins to exist later has some days of its own.
GRACE = 5


def documents_of(campaign: Campaign) -> list[CampaignDocument]:
    """The newest first, each with its file, what it replaced and ``confirmed``: by how many units."""
    rows = CampaignDocument.objects.filter(campaign=campaign)
    counted = rows.annotate(confirmed=Count("receipts")).order_by("-dated_on", "-pk")
    return list(counted.select_related("file", "replaces", "replaced_by"))


def is_replaced(document: CampaignDocument) -> bool:
    return hasattr(document, "replaced_by")


def to_confirm(campaign: Campaign, unit: Unit) -> list[CampaignDocument]:
    """In force, to be confirmed, and not confirmed by the unit yet."""
    rows = CampaignDocument.objects.filter(campaign=campaign, receipt_due__isnull=False, replaced_by__isnull=True)
    return list(rows.exclude(receipts__unit=unit).order_by("receipt_due", "pk"))


def due_for(day: date, unit: Unit) -> date:
    """A day for all units, later for one that did not exist then."""
    return max(day, add_working_days(unit.valid_from, GRACE)) if unit.valid_from else day


def person_of(campaign: Campaign, unit: Unit) -> PersonInCharge | None:
    return PersonInCharge.objects.filter(campaign=campaign, unit=unit).order_by("-pk").first()


def people_in_charge(campaign: Campaign) -> dict[int, PersonInCharge]:
    """The one in charge at each unit now, by the unit's id: one query."""
    rows = PersonInCharge.objects.filter(campaign=campaign)
    newest = rows.values("unit").annotate(newest=Max("pk")).values("newest")
    return {row.unit_id: row for row in rows.filter(pk__in=newest)}


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit in the register of one document."""

    participation: Participation
    receipt: DocumentReceipt | None
    person: PersonInCharge | None
    due: date
    today: date

    @property
    def unit(self) -> Unit:
        return self.participation.unit

    @property
    def confirmed_at(self) -> datetime | None:
        return self.receipt.made_at if self.receipt else None

    @property
    def mark(self) -> str:
        """The key of ``common.marks``."""
        if self.receipt is None:
            return "missing" if self.today > self.due else "not_due"
        return "received_late" if localdate(self.receipt.made_at) > self.due else "received"


def register_of(document: CampaignDocument, participants: Sequence[Participation], *, today: date) -> list[Standing]:
    """Every unit that is to confirm, or has. Two queries besides the participants."""
    rows = DocumentReceipt.objects.filter(document=document).select_related("made_by")
    receipts = {row.unit_id: row for row in rows}
    people = people_in_charge(document.campaign)
    return [
        Standing(row, receipts.get(row.unit_id), people.get(row.unit_id), _due(document, row.unit), today)
        for row in participants
        if row.unit_id in receipts or owes(row, today)
    ]


def _due(document: CampaignDocument, unit: Unit) -> date:
    return due_for(document.receipt_due or document.dated_on, unit)


def owes(row: Participation, today: date) -> bool:
    """Whether the participant is there to do something: it takes part and has not been merged away."""
    return row.is_active and row.unit.is_valid_on(today)


def unconfirmed(
    campaign: Campaign, documents: Iterable[CampaignDocument], participants: Sequence[Participation], today: date
) -> set[int]:
    """The units, by id, that have not confirmed one of these documents though their day has passed. One query."""
    documents = list(documents)
    rows = DocumentReceipt.objects.filter(document__in=documents)
    known = set(rows.values_list("document_id", "unit_id"))
    return {
        row.unit_id
        for row in participants
        for document in documents
        if owes(row, today) and _due(document, row.unit) < today and (document.pk, row.unit_id) not in known
    }
