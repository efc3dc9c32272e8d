"""Documents of a campaign: added, replaced by a new version, received by the units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.models import Campaign, CampaignDocument, DocumentReceipt, Participation, PersonInCharge
from campaigns.permissions import may_act_for, papers_are_open, receipts_are_open
from campaigns.queries.receipts import person_of, to_confirm
from common.actors import Actor
from common.cells import forbidden_character
from common.domain.audit import record
from common.domain.vault import Parcel, register
from common.faults import Fault, Faults
from common.permissions import require
from units.models import Unit

from .holding import hold

LONGEST = {"number": 120, "title": 400, "signer": 200, "kept_at": 255}


@dataclass(frozen=True, slots=True)
class Issued:
    """What identifies a document, and by when its receipt is to be confirmed (None: for information alone)."""

    kind: str
    title: str
    dated_on: date
    number: str = ""
    signer: str = ""
    kept_at: str = ""
    receipt_due: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who is in charge of a campaign at a unit, and how to ring them."""

    name: str
    phone: str
    post: str = ""


@transaction.atomic
def add_document(
    *,
    actor: Actor,
    campaign: Campaign,
    issued: Issued,
    parcel: Parcel | None = None,
    replaces: CampaignDocument | None = None,
    at: datetime,
) -> CampaignDocument:
    """Add a document, or the new version of one, which then stands as replaced. The door asked the right.

    Raises ``Faults``; then nothing is written and the file is nobody's."""
    held = hold(campaign, when=papers_are_open)
    _refuse(issued, parcel, at)
    made = CampaignDocument(
        campaign=held, kind=issued.kind, number=issued.number.strip(), title=issued.title.strip(),
        dated_on=issued.dated_on, signer=issued.signer.strip(), kept_at=issued.kept_at.strip(),
        receipt_due=issued.receipt_due, replaces=replaces, file=register(parcel, at) if parcel else None,
        file_name=parcel.name if parcel else "", made_by_id=actor.user_id, made_at=at,
    )  # fmt: skip
    _save(made)
    detail = {"number": made.number, "title": made.title, "sha256": parcel.sha256 if parcel else ""}
    detail["replaces"] = str(replaces) if replaces else ""
    record(actor=actor, verb="add_document", subject=made, campaign=held.code, detail=detail)
    return made


def _save(made: CampaignDocument) -> None:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as broken:
        raise Faults(_("This document was replaced by another version meanwhile. Replace that one.")) from broken


def _refuse(issued: Issued, parcel: Parcel | None, at: datetime) -> None:
    faults = [*_faults_of_texts(issued), *_faults_of_dates(issued, at)]
    if not issued.title.strip():
        faults.append(Fault(_("Say what the document is about."), field="title"))
    if parcel is None and not (issued.number.strip() or issued.kept_at.strip()):
        message = _("Without a file, give the document's number and symbol or where it is kept.")
        faults.append(Fault(message, field="number"))
    if faults:
        raise Faults(faults)


def _faults_of_texts(issued: Issued) -> Iterable[Fault]:
    for name, limit in LONGEST.items():
        text = getattr(issued, name).strip()
        if len(text) > limit:
            yield Fault(_("The text is longer than %(limit)s characters.") % {"limit": limit}, field=name)
        if forbidden_character(text) or "\n" in text:
            yield Fault(_("The text holds a character that cannot be kept."), field=name)


def _faults_of_dates(issued: Issued, at: datetime) -> Iterable[Fault]:
    if issued.dated_on > localdate(at):
        yield Fault(_("The document is dated later than today."), field="dated_on")
    if issued.receipt_due and issued.receipt_due < localdate(at):
        yield Fault(
            _("Give a day that is still to come: nobody can confirm by a day that has passed."), field="receipt_due"
        )


@transaction.atomic
def confirm_receipt(
    *, actor: Actor, campaign: Campaign, unit: Unit, person: Person, seen: Sequence[int], at: datetime
) -> list[DocumentReceipt]:
    """Confirm the documents that were ``seen`` (ids) and name the person in charge, who may be the same as before.

    What was confirmed already stays as it is. Raises ``Faults`` or ``PermissionDenied``."""
    held = hold(campaign, when=receipts_are_open)
    row = Participation.objects.filter(campaign=held, unit=unit).first()
    require(may_act_for(actor, unit, row))
    _refuse_person(person)
    documents = [each for each in to_confirm(held, unit) if each.pk in set(seen)]
    told = {"unit": unit, "made_by_id": actor.user_id, "made_at": at}
    made = DocumentReceipt.objects.bulk_create(DocumentReceipt(document=each, **told) for each in documents)
    if made:
        _note(actor, held, unit, "confirm_receipt", documents=[str(each) for each in documents])
    _put_in_charge(actor, held, unit, person, at)
    return made


def _put_in_charge(actor: Actor, campaign: Campaign, unit: Unit, person: Person, at: datetime) -> None:
    before = person_of(campaign, unit)
    given = {"name": person.name.strip(), "post": person.post.strip(), "phone": person.phone.strip()}
    if before is not None and all(getattr(before, name) == text for name, text in given.items()):
        return
    made = {"made_by_id": actor.user_id, "made_at": at}
    PersonInCharge.objects.create(campaign=campaign, unit=unit, **given, **made)
    _note(actor, campaign, unit, "name_person_in_charge", instead_of=before.name if before else "", **given)


def _refuse_person(person: Person) -> None:
    faults = []
    if not person.name.strip():
        faults.append(Fault(_("Give the full name of the person in charge."), field="name"))
    if not person.phone.strip():
        faults.append(Fault(_("Give a telephone number at which this person is reached."), field="phone"))
    if any(forbidden_character(text) or "\n" in text for text in (person.name, person.phone, person.post)):
        faults.append(Fault(_("The text holds a character that cannot be kept."), field="name"))
    if faults:
        raise Faults(faults)


def _note(actor: Actor, campaign: Campaign, unit: Unit, verb: str, **detail: object) -> None:
    subject = ("participation", f"{campaign.code}/{unit.reference}")
    record(actor=actor, verb=verb, subject=subject, campaign=campaign.code, detail=detail)
