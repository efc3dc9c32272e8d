"""Registrations as they stand: the days set, the version that counts, the register of all units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from campaigns.choices import RegistrationState
from campaigns.models import (
    Campaign,
    Participation,
    Registration,
    RegistrationAct,
    RegistrationCall,
    RegistrationVersion,
)
from campaigns.queries.carrying import carried_by
from campaigns.queries.receipts import due_for, owes
from units.models import Unit


def call_of(campaign: Campaign) -> RegistrationCall | None:
    """From when until when the units register; None where nobody has asked."""
    return RegistrationCall.objects.filter(campaign=campaign).order_by("-pk").first()


def registration_of(campaign: Campaign, unit: Unit) -> Registration | None:
    rows = Registration.objects.filter(campaign=campaign, unit=unit).select_related("filed__filed_by", "confirmed")
    return rows.first()


def registrations_carried_on(campaign: Campaign, unit: Unit, today: date) -> list[Registration]:
    """What units that were merged had filed in this campaign and this one carries on."""
    before = carried_by(unit, today)
    rows = Registration.objects.filter(campaign=campaign, unit__in=before, filed__isnull=False)
    return list(rows.select_related("unit").order_by("unit__sort_key")) if before else []


def newest_version(registration: Registration | None) -> RegistrationVersion | None:
    """The draft, or else what was filed last."""
    if registration is None:
        return None
    return registration.versions.select_related("made_by").order_by("-number").first()


def token_of(version: RegistrationVersion | None) -> str:
    """Changes with every saving: what was seen is what is filed."""
    return f"{version.pk}.{version.edition}.{bool(version.filed_at):d}" if version else ""


def versions_of(registration: Registration | None) -> list[RegistrationVersion]:
    """Every filed version, the newest first, each with what the organiser answered."""
    if registration is None:
        return []
    rows = registration.versions.filter(filed_at__isnull=False).order_by("-number")
    return list(rows.select_related("filed_by", "authorisation").prefetch_related("acts__made_by"))


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit in the register of registrations."""

    participation: Participation
    registration: Registration | None
    call: RegistrationCall | None
    today: date

    @property
    def unit(self) -> Unit:
        return self.participation.unit

    @property
    def due(self) -> date | None:
        return due_for(self.call.due, self.unit) if self.call else None

    @property
    def filed(self) -> RegistrationVersion | None:
        return self.registration.filed if self.registration else None

    @property
    def is_late(self) -> bool:
        """First filed after its day; one that has not come by then is late whenever it comes."""
        first = self.registration.first_filed_at if self.registration else None
        return self.due is not None and (localdate(first) if first else self.today) > self.due

    @property
    def mark(self) -> str:
        """The key of ``common.marks``."""
        if self.registration is None or self.registration.filed_id is None:
            return "missing" if self.is_late else "not_due"
        if self.registration.state == RegistrationState.RETURNED:
            return "returned"
        if self.registration.state == RegistrationState.CONFIRMED:
            return "confirmed"
        return "received_late" if self.is_late else "received"


def register_of(campaign: Campaign, participants: Sequence[Participation], *, today: date) -> list[Standing]:
    """Every unit that is to register, or has. Two queries besides the participants."""
    call = call_of(campaign)
    rows = Registration.objects.filter(campaign=campaign).select_related("filed", "confirmed")
    known = {row.unit_id: row for row in rows}
    return [
        Standing(row, known.get(row.unit_id), call, today)
        for row in participants
        if owes(row, today) or (row.unit_id in known and known[row.unit_id].filed_id)
    ]


def standing_of(campaign: Campaign, row: Participation, today: date) -> Standing:
    return Standing(row, registration_of(campaign, row.unit), call_of(campaign), today)


def asked_for(registration: Registration | None) -> RegistrationAct | None:
    """What the organiser still asks for."""
    if registration is None or registration.state != RegistrationState.RETURNED:
        return None
    return RegistrationAct.objects.filter(version=registration.filed_id).select_related("made_by").last()
