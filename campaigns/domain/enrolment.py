"""Acts on a participant after launch: each dated, with a reason and, where a right is touched, a decision number."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.choices import ActKind, Status
from campaigns.models import Campaign, Participation, ParticipationAct
from campaigns.permissions import acts_are_open, locks_are_open, plan_is_open
from campaigns.registry import enrolment_hooks
from common.actors import Actor
from common.domain.audit import record
from common.faults import Fault, Faults
from common.permissions import Answer
from units.models import Unit

from .holding import hold
from .notes import note_of


def withdraw(
    *, actor: Actor, participation: Participation, effective: date, reason: str, decision: str, at: datetime
) -> ParticipationAct:
    """The unit takes part no longer; its facts stay and it is listed without rank, with the reason."""
    return _take_out(ActKind.WITHDRAWN, actor, participation, effective, reason, decision, at)


def exclude(
    *, actor: Actor, participation: Participation, effective: date, reason: str, decision: str, at: datetime
) -> ParticipationAct:
    """The organiser takes the unit out; like ``withdraw`` otherwise."""
    return _take_out(ActKind.EXCLUDED, actor, participation, effective, reason, decision, at)


@transaction.atomic
def readmit(
    *, actor: Actor, participation: Participation, effective: date, reason: str, decision: str, at: datetime
) -> ParticipationAct:
    """A unit that was out is ranked again."""
    row = _locked(participation, acts_are_open)
    _refuse_vague(effective, reason, decision, at)
    if row.is_active:
        raise Faults(_("%(unit)s takes part already.") % {"unit": row.unit})
    row.is_active, row.note = True, None
    row.save(update_fields=["is_active", "note"])
    return _write(ActKind.READMITTED, actor, row, effective, reason, decision, at)


@transaction.atomic
def unlock(*, actor: Actor, participation: Participation, reason: str, at: datetime) -> ParticipationAct:
    """Open one unit's lines again after closing."""
    return _set_lock(ActKind.UNLOCKED, actor, participation, reason, at)


@transaction.atomic
def lock(*, actor: Actor, participation: Participation, reason: str, at: datetime) -> ParticipationAct:
    """Close an unlocked unit's lines again."""
    return _set_lock(ActKind.LOCKED, actor, participation, reason, at)


@transaction.atomic
def name_verifier(
    *, actor: Actor, participation: Participation, verifier: Unit | None, reason: str, at: datetime
) -> Participation:
    """Name the unit that appraises a marked unit's own lines (rule 7); None takes the name back."""
    row = _locked(participation, plan_is_open)
    if verifier is not None and verifier.pk == row.unit_id:
        raise Faults(Fault(_("Nobody appraises the figures of their own unit."), field="verifier"))
    if row.campaign.status != Status.DRAFT and not reason.strip():
        raise Faults(Fault(_("Give a reason."), field="reason"))
    before = row.alternate_verifier
    row.alternate_verifier = verifier
    row.save(update_fields=["alternate_verifier"])
    detail = {"from": before.reference if before else None, "to": verifier.reference if verifier else None}
    _audit(actor, "name_verifier", row, {**detail, "reason": reason})
    _tell(row.campaign, at)
    return row


@transaction.atomic
def _take_out(
    kind: ActKind,
    actor: Actor,
    participation: Participation,
    effective: date,
    reason: str,
    decision: str,
    at: datetime,
) -> ParticipationAct:
    row = _locked(participation, acts_are_open)
    _refuse_vague(effective, reason, decision, at)
    if not row.is_active:
        raise Faults(_("%(unit)s takes part no longer.") % {"unit": row.unit})
    row.is_active, row.note = False, note_of(kind, effective, reason=reason, decision=decision)
    row.save(update_fields=["is_active", "note"])
    return _write(kind, actor, row, effective, reason, decision, at)


def _set_lock(kind: ActKind, actor: Actor, participation: Participation, reason: str, at: datetime) -> ParticipationAct:
    row = _locked(participation, locks_are_open)
    opens = kind == ActKind.UNLOCKED
    if not reason.strip():
        raise Faults(Fault(_("Give a reason."), field="reason"))
    if row.is_unlocked == opens:
        raise Faults(_("The lines of %(unit)s are so already.") % {"unit": row.unit})
    row.is_unlocked = opens
    row.save(update_fields=["is_unlocked"])
    return _write(kind, actor, row, localdate(at), reason, "", at)


def _locked(participation: Participation, when: Callable[[Campaign], Answer]) -> Participation:
    """The campaign is held first, as whoever changes its plan or its state does; then the participant."""
    held = hold(participation.campaign, when=when)
    rows = Participation.objects.select_for_update(of=("self",), no_key=True).select_related("unit")
    row = rows.get(pk=participation.pk)
    row.campaign = held
    return row


def _refuse_vague(effective: date, reason: str, decision: str, at: datetime) -> None:
    faults = []
    if not reason.strip():
        faults.append(Fault(_("Give a reason."), field="reason"))
    if not decision.strip():
        faults.append(Fault(_("Give the number of the decision."), field="decision"))
    if effective > localdate(at):
        faults.append(Fault(_("The day lies in the future; record the act when it takes effect."), field="effective"))
    if faults:
        raise Faults(faults)


def _write(
    kind: ActKind,
    actor: Actor,
    row: Participation,
    effective: date,
    reason: str,
    decision: str,
    at: datetime,
) -> ParticipationAct:
    act = ParticipationAct.objects.create(
        participation=row,
        kind=kind,
        effective=effective,
        reason=reason,
        decision=decision,
        made_by_id=actor.user_id,
        made_at=at,
    )
    _audit(actor, f"participation_{kind}", row, {"effective": effective, "reason": reason, "decision": decision})
    _tell(row.campaign, at)
    return act


def _audit(actor: Actor, verb: str, row: Participation, detail: dict[str, object]) -> None:
    code = row.campaign.code
    subject = ("participation", f"{code}/{row.unit.reference}")
    record(actor=actor, verb=verb, subject=subject, campaign=code, detail=detail)


def _tell(campaign: Campaign, at: datetime) -> None:
    for hook in enrolment_hooks:
        hook(campaign, at)
