"""Works in the course of the season: how they go, finished on a day with evidence, reopened with a reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.choices import WorkNoteKind
from campaigns.models import Participation, Work, WorkNote
from campaigns.permissions import may_act_for, works_are_open
from campaigns.queries.carrying import carriers
from campaigns.queries.works import in_force
from campaigns.registry import work_hooks
from common.actors import Actor
from common.cells import forbidden_character
from common.domain.audit import record
from common.domain.vault import Parcel, register
from common.faults import Fault, Faults
from common.permissions import require
from units.models import Unit

from .holding import hold

LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Noted:
    """What is said of a work: its kind, the day, words; for a finished one also what shows it."""

    kind: str
    day: date
    text: str = ""
    number: str = ""
    kept_at: str = ""


@transaction.atomic
def note_work(
    *, actor: Actor, work: Work, unit: Unit, noted: Noted, parcel: Parcel | None = None, at: datetime
) -> WorkNote:
    """Note how a work goes, by the unit that registered it or that carries it on after a merger.

    Raises ``Faults`` or ``PermissionDenied``; then nothing is written and the file is nobody's."""
    campaign = hold(work.campaign, when=works_are_open)
    held = Work.objects.select_for_update(no_key=True, of=("self",)).select_related("unit").get(pk=work.pk)
    _require_own(actor, held, unit, localdate(at))
    _refuse(held, noted, parcel, localdate(at))
    made = WorkNote.objects.create(
        work=held, kind=noted.kind, day=noted.day, text=noted.text.strip(), number=noted.number.strip(),
        kept_at=noted.kept_at.strip(), file=register(parcel, at) if parcel else None,
        file_name=parcel.name if parcel else "", made_by_id=actor.user_id, acting_unit=unit, made_at=at,
    )  # fmt: skip
    _settle(held, made, unit)
    subject = ("participation", f"{campaign.code}/{held.unit.reference}")
    detail = {"kind": made.kind, "day": made.day.isoformat(), "text": made.text, "number": made.number}
    record(actor=actor, verb="note_work", subject=subject, campaign=campaign.code, detail={"work": held.pk, **detail})
    if made.kind != WorkNoteKind.PROGRESS:
        for hook in work_hooks:
            hook(campaign, [held.unit_id, unit.pk], at)
    return made


def _require_own(actor: Actor, work: Work, unit: Unit, today: date) -> None:
    row = Participation.objects.filter(campaign=work.campaign_id, unit=unit).first()
    require(may_act_for(actor, unit, row))
    if carriers([work.unit], today)[work.unit_id] != unit.pk:
        raise Faults(_("This work is another unit's."))


def _settle(work: Work, note: WorkNote, unit: Unit) -> None:
    if note.kind == WorkNoteKind.FINISHED:
        work.finished_on, work.finished_by_unit = note.day, unit
    elif note.kind == WorkNoteKind.REOPENED:
        work.finished_on, work.finished_by_unit = None, None
    work.save(update_fields=["finished_on", "finished_by_unit"])


def _refuse(work: Work, noted: Noted, parcel: Parcel | None, today: date) -> None:
    faults = [*_faults_of_state(work, noted), *_faults_of_texts(noted)]
    if noted.day > today:
        faults.append(Fault(_("The day is later than today."), field="day"))
    if noted.kind == WorkNoteKind.FINISHED and parcel is None and not (noted.number.strip() or noted.kept_at.strip()):
        message = _("Show that it is finished: choose a file, or give the number of a document or where it is kept.")
        faults.append(Fault(message, field="number"))
    if faults:
        raise Faults(faults)


def _faults_of_state(work: Work, noted: Noted) -> Iterator[Fault]:
    terms = in_force(work)
    if terms is None:
        yield Fault(_("The organiser has not confirmed this work yet; notes are taken once it has."))
    if noted.kind == WorkNoteKind.REOPENED:
        if work.finished_on is None:
            yield Fault(_("This work has not been marked finished."))
        if not noted.text.strip():
            yield Fault(_("Give a reason."), field="text")
    elif work.finished_on is not None:
        yield Fault(_("This work is marked finished already. If it is not, say so first."))
    if noted.kind == WorkNoteKind.FINISHED and terms is not None and noted.day < terms.starts_on:
        yield Fault(_("The work would be finished before the day it was to begin."), field="day")
    if noted.kind == WorkNoteKind.PROGRESS and not noted.text.strip():
        yield Fault(_("Say in some words how the work goes."), field="text")


def _faults_of_texts(noted: Noted) -> Iterator[Fault]:
    for name, limit in (("text", LONGEST_TEXT), ("number", 120), ("kept_at", 255)):
        text = getattr(noted, name)
        if len(text.strip()) > limit:
            yield Fault(_("The text is longer than %(limit)s characters.") % {"limit": limit}, field=name)
        if forbidden_character(text) or ("\n" in text and name != "text"):
            yield Fault(_("The text holds a character that cannot be kept."), field=name)
