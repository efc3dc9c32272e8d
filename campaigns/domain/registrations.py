"""Registering for a campaign: the days set, a unit's draft, its filing, the organiser's answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.choices import RegistrationState, RegistrationVerdict
from campaigns.domain.registered import Contents, refuse_contents, write_contents
from campaigns.models import (
    Campaign,
    Participation,
    Registration,
    RegistrationAct,
    RegistrationCall,
    RegistrationVersion,
)
from campaigns.permissions import may_act_for, may_file_for, plan_is_open, registering_is_open
from campaigns.queries.registrations import call_of, newest_version, token_of
from campaigns.registry import filing_hooks, work_hooks
from common.actors import Actor
from common.cells import forbidden_character
from common.domain.audit import record
from common.faults import Fault, Faults
from common.permissions import require
from units.models import Unit
from units.queries.authorisations import paper_for

from .holding import hold


class Overtaken(Faults):
    """Somebody of the unit saved the registration after the page was opened; ``version``: what stands now."""

    def __init__(self, message: str, version: RegistrationVersion) -> None:
        super().__init__(message)
        self.version = version


@transaction.atomic
def call_for_registration(
    *, actor: Actor, campaign: Campaign, opens_on: date, due: date, at: datetime
) -> RegistrationCall:
    """Say from when and until when the units register; said again it replaces what was said. The door asked."""
    held = hold(campaign, when=plan_is_open)
    if due < opens_on:
        raise Faults(Fault(_("The first day lies after the last."), field="due"))
    if due < localdate(at):
        raise Faults(Fault(_("Give a day that is still to come: nobody can register by a day gone by."), field="due"))
    told = {"opens_on": opens_on, "due": due}
    made = RegistrationCall.objects.create(campaign=held, made_by_id=actor.user_id, made_at=at, **told)
    detail = {name: day.isoformat() for name, day in told.items()}
    record(
        actor=actor, verb="call_for_registration", subject=("campaign", held.code), campaign=held.code, detail=detail
    )
    return made


@contextmanager
def _held(campaign: Campaign, unit: Unit, at: datetime) -> Iterator[tuple[Registration, Participation | None]]:
    """The unit's registration, locked while the campaign takes registrations, and its place as it is now."""
    with transaction.atomic():
        held = hold(campaign, when=lambda now: registering_is_open(now, call_of(now), localdate(at)))
        Registration.objects.bulk_create([Registration(campaign=held, unit=unit)], ignore_conflicts=True)
        rows = Registration.objects.select_for_update(no_key=True, of=("self",)).select_related("unit")
        yield rows.get(campaign=held, unit=unit), Participation.objects.filter(campaign=held, unit=unit).first()


def save_draft(
    *, actor: Actor, campaign: Campaign, unit: Unit, contents: Contents, seen: str, at: datetime
) -> RegistrationVersion:
    """Keep what was typed as the unit's draft. ``seen``: ``token_of`` the version that the page showed.

    Raises ``Faults`` (field: ``works-0-name``); ``Overtaken`` where a colleague saved meanwhile: nothing is written."""
    refuse_contents(contents)
    with _held(campaign, unit, at) as (registration, row):
        require(may_act_for(actor, unit, row))
        newest = newest_version(registration)
        if newest is not None and token_of(newest) != seen:
            raise Overtaken(
                _(
                    "A colleague saved the registration after you opened this page. Nothing was saved; what you typed "
                    "is still here. Compare both, then save again."
                ),
                newest,
            )
        draft = _draft(registration, newest, actor, at)
        write_contents(draft, contents)
        counts = {"works": len(contents.works), "items": len(contents.items)}
        _note(actor, registration, "write_registration", version=draft.number, **counts)
    return draft


def _draft(
    registration: Registration, newest: RegistrationVersion | None, actor: Actor, at: datetime
) -> RegistrationVersion:
    if newest is None or newest.filed_at is not None:
        newest = RegistrationVersion(registration=registration, number=newest.number + 1 if newest else 1)
    newest.edition += 1
    newest.made_by_id, newest.made_at = actor.user_id, at
    newest.save()
    return newest


def file_registration(
    *, actor: Actor, campaign: Campaign, unit: Unit, paper: str, seen: str, at: datetime
) -> RegistrationVersion:
    """Hand in the draft that was ``seen``, by the head or who the head authorised; ``paper``: its number.

    Raises ``Faults``; what stood before stays as it was."""
    signed = paper_for(actor.user_id, unit.pk, localdate(at)) if actor.user_id else None
    with _held(campaign, unit, at) as (registration, row):
        require(may_file_for(actor, unit, row, is_authorised=signed is not None))
        draft = newest_version(registration)
        if draft is None or draft.filed_at is not None:
            raise Faults(_("There is nothing new to file: what was filed last stands as it is."))
        if token_of(draft) != seen:
            raise Faults(_("The registration changed since this page was opened. Look at it again, then file it."))
        _refuse_unfit(draft, paper)
        draft.paper, draft.authorisation = paper.strip(), signed
        draft.filed_at, draft.filed_by_id = at, actor.user_id
        draft.save()
        registration.filed, registration.state = draft, RegistrationState.FILED
        registration.first_filed_at = registration.first_filed_at or at
        registration.save(update_fields=["filed", "state", "first_filed_at"])
        _note(actor, registration, "file_registration", version=draft.number, paper=draft.paper)
    return draft


def _refuse_unfit(draft: RegistrationVersion, paper: str) -> None:
    """What higher apps know of it (targets) may be wrong too, or be all that is registered."""
    count = draft.works.count() + draft.items.count()
    faults: list[Fault] = []
    for hook in filing_hooks:
        more, wrong = hook(draft)
        count, faults = count + more, [*faults, *wrong]
    if not count:
        faults.append(Fault(_("The registration is still empty: register targets, works, models or titles first.")))
    if forbidden_character(paper) or "\n" in paper:
        faults.append(Fault(_("The text holds a character that cannot be kept."), field="paper"))
    if faults:
        raise Faults(faults)


def confirm_registration(*, actor: Actor, version: RegistrationVersion, at: datetime) -> RegistrationAct:
    """The organiser takes note: this version is in force from now on. The door asked the right."""
    if actor.user_id is not None and version.filed_by_id == actor.user_id:
        raise Faults(_("Nobody confirms a registration they filed themselves; a colleague does."))
    with _answering(version) as registration:
        act = _act(actor, version, RegistrationVerdict.CONFIRMED, "", at)
        registration.confirmed, registration.state = version, RegistrationState.CONFIRMED
        registration.save(update_fields=["confirmed", "state"])
        _note(actor, registration, "confirm_registration", version=version.number)
        for hook in work_hooks:
            hook(registration.campaign, [registration.unit_id], at)
    return act


def return_registration(*, actor: Actor, version: RegistrationVersion, reason: str, at: datetime) -> RegistrationAct:
    """The organiser asks for more; what was in force before stays in force. The door asked the right."""
    if not reason.strip() or forbidden_character(reason):
        raise Faults(Fault(_("Say what is missing: the unit reads your words."), field="reason"))
    with _answering(version) as registration:
        act = _act(actor, version, RegistrationVerdict.RETURNED, reason.strip(), at)
        registration.state = RegistrationState.RETURNED
        registration.save(update_fields=["state"])
        _note(actor, registration, "return_registration", version=version.number, reason=act.reason)
    return act


@contextmanager
def _answering(version: RegistrationVersion) -> Iterator[Registration]:
    """The registration whose newest filed version this is, waiting for its answer."""
    with transaction.atomic():
        hold(version.registration.campaign, when=plan_is_open)
        rows = Registration.objects.select_for_update(no_key=True, of=("self",)).select_related("unit", "campaign")
        registration = rows.get(pk=version.registration_id)
        if registration.filed_id != version.pk:
            raise Faults(_("The unit has filed another version meanwhile. Read that one first."))
        if registration.state != RegistrationState.FILED:
            raise Faults(_("This version has been answered already."))
        yield registration


def _act(actor: Actor, version: RegistrationVersion, kind: str, reason: str, at: datetime) -> RegistrationAct:
    told = {"made_by_id": actor.user_id, "made_at": at}
    return RegistrationAct.objects.create(version=version, kind=kind, reason=reason, **told)


def _note(actor: Actor, registration: Registration, verb: str, **detail: object) -> None:
    code = registration.campaign.code
    subject = ("participation", f"{code}/{registration.unit.reference}")
    record(actor=actor, verb=verb, subject=subject, campaign=code, detail=detail)
