"""Sơ kết: a snapshot frozen and named so, the commended, and what is to be put right."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.domain.holding import hold
from campaigns.models import Campaign
from campaigns.permissions import plan_is_open
from common.actors import Actor
from common.cells import forbidden_character
from common.domain.audit import record
from common.faults import Fault, Faults
from indicators.choices import TASK_MOVES, ReviewKind, SnapshotKind, TaskActKind
from indicators.domain.snapshots import freeze
from indicators.models import Commendation, Review, Snapshot, Task, TaskAct
from indicators.review_permissions import review_is_open, tasks_are_open
from units.models import Unit

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Assigned:
    """What a unit is to do by when; ``source``: where it comes from, as one document cites another."""

    what: str
    due: date
    source: str = ""


@dataclass(frozen=True, slots=True)
class Praised:
    """Who is commended (the unit, or a person of it), for what, by which document."""

    reason: str
    person: str = ""
    document: str = ""


@transaction.atomic
def hold_review(*, actor: Actor, campaign: Campaign, name: str, at: datetime) -> Review:
    """Freeze the board as it is now under that name: a mid-term review. The door asked the right."""
    held = hold(campaign, when=review_is_open)
    _refuse_texts(name=name)
    if len(name) > 200:
        raise Faults(Fault(_("The name is longer than 200 characters."), field="name"))
    snapshot = freeze(
        actor=actor, campaign=held, kind=SnapshotKind.INTERIM, reason=name.strip(), name=name.strip(), at=at
    )
    return review_of(actor=actor, snapshot=snapshot, kind=ReviewKind.MIDTERM, at=at)


def review_of(*, actor: Actor, snapshot: Snapshot, kind: ReviewKind, at: datetime) -> Review:
    """The review that a snapshot was frozen for."""
    made = Review.objects.create(
        campaign=snapshot.campaign, kind=kind, name=snapshot.name, snapshot=snapshot, made_by_id=actor.user_id,
        made_at=at,
    )  # fmt: skip
    detail = {"name": made.name, "snapshot": snapshot.number, "kind": kind}
    record(actor=actor, verb="hold_review", subject=made, campaign=snapshot.campaign.code, detail=detail)
    return made


@transaction.atomic
def commend(*, actor: Actor, review: Review, unit: Unit, praised: Praised, at: datetime) -> Commendation:
    """Note who is commended at the review. The door asked the right."""
    campaign = hold(review.campaign, when=plan_is_open)
    _refuse_texts(reason=praised.reason)
    _refuse_odd(person=praised.person, document=praised.document)
    _refuse_stranger(campaign, unit)
    made = Commendation.objects.create(
        review=review, unit=unit, person=praised.person.strip(), reason=praised.reason.strip(),
        document=praised.document.strip(), made_by_id=actor.user_id, made_at=at,
    )  # fmt: skip
    detail = {"unit": unit.reference, "person": made.person, "reason": made.reason, "document": made.document}
    record(actor=actor, verb="commend", subject=made, campaign=campaign.code, detail=detail)
    return made


@transaction.atomic
def take_back_commendation(*, actor: Actor, commendation: Commendation, at: datetime) -> None:
    campaign = hold(commendation.review.campaign, when=plan_is_open)
    held = Commendation.objects.select_for_update(no_key=True).get(pk=commendation.pk)
    if held.taken_back_at:
        raise Faults(_("This was taken back already."))
    held.taken_back_at = at
    held.save(update_fields=["taken_back_at"])
    detail = {"unit": held.unit.reference, "person": held.person}
    record(actor=actor, verb="take_back_commendation", subject=held, campaign=campaign.code, detail=detail)


@transaction.atomic
def assign_task(
    *, actor: Actor, campaign: Campaign, unit: Unit, assigned: Assigned, at: datetime, review: Review | None = None
) -> Task:
    """Give a unit something to do by a day. The door asked the right."""
    held = hold(campaign, when=tasks_are_open)
    _refuse_texts(what=assigned.what)
    _refuse_stranger(held, unit)
    if assigned.due < localdate(at):
        raise Faults(Fault(_("The day has passed already."), field="due"))
    made = Task.objects.create(
        campaign=held, unit=unit, what=assigned.what.strip(), due=assigned.due, review=review,
        source=(assigned.source or (review.name if review else ""))[:300], made_by_id=actor.user_id, made_at=at,
    )  # fmt: skip
    detail = {"unit": unit.reference, "what": made.what, "due": made.due.isoformat(), "source": made.source}
    record(actor=actor, verb="assign_task", subject=made, campaign=held.code, detail=detail)
    return made


@transaction.atomic
def act_on_task(
    *, actor: Actor, task: Task, kind: TaskActKind, note: str, at: datetime, due: date | None = None
) -> TaskAct:
    """Say what became of a task; the door asked whose act it is. All but a confirmation say why or what."""
    campaign = hold(task.campaign, when=tasks_are_open)
    held = Task.objects.select_for_update(no_key=True).get(pk=task.pk)
    _refuse_act(held, kind, note, due)
    made = TaskAct.objects.create(
        task=held, kind=kind, note=note.strip(), due=due if kind == TaskActKind.MOVED else None,
        made_by_id=actor.user_id, acting_unit_id=actor.unit_id, made_at=at,
    )  # fmt: skip
    _sources, state = TASK_MOVES[kind]
    held.state, held.due = state or held.state, made.due or held.due
    held.save(update_fields=["state", "due"])
    detail = {"unit": held.unit.reference, "kind": kind, "note": made.note, "due": held.due.isoformat()}
    record(actor=actor, verb="act_on_task", subject=held, campaign=campaign.code, detail=detail)
    return made


def _refuse_act(task: Task, kind: TaskActKind, note: str, due: date | None) -> None:
    sources, _state = TASK_MOVES[kind]
    if task.state not in sources:
        raise Faults(_("The task stands differently by now. Load the page again."))
    if kind != TaskActKind.CONFIRMED:
        _refuse_texts(note=note)
    _refuse_odd(note=note)
    if kind == TaskActKind.MOVED and due is None:
        raise Faults(Fault(_("Give the new day."), field="due"))


def _refuse_stranger(campaign: Campaign, unit: Unit) -> None:
    if not campaign.participations.filter(unit=unit).exists():
        raise Faults(Fault(_("The unit does not take part in this campaign."), field="unit"))


def _refuse_texts(**texts: str) -> None:
    for field, text in texts.items():
        if not text.strip():
            raise Faults(Fault(_("Fill this in."), field=field))
    _refuse_odd(**texts)


def _refuse_odd(**texts: str) -> None:
    for field, text in texts.items():
        if len(text) > LONGEST:
            raise Faults(Fault(_("This is longer than %(limit)s characters.") % {"limit": LONGEST}, field=field))
        if forbidden_character(text):
            raise Faults(Fault(_("The text holds a character that cannot be kept."), field=field))
