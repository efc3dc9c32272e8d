"""Recording an inspection with its findings, and making a finding a task."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.domain.holding import hold
from campaigns.models import Campaign
from common.actors import Actor
from common.cells import forbidden_character
from common.domain.audit import record
from common.domain.vault import Parcel, register
from common.faults import Fault, Faults
from indicators.domain.reviews import Assigned, assign_task
from indicators.models import Criterion, Finding, Inspection, Task
from indicators.review_permissions import tasks_are_open
from units.models import Unit

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Visit:
    """Who went when, and what identifies the minutes; ``kept_at`` where no file is given."""

    held_on: date
    team: str
    number: str
    dated_on: date
    kept_at: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One finding; ``line`` None: about the unit as a whole."""

    text: str
    line: Criterion | None = None
    period: str = ""


@transaction.atomic
def record_inspection(
    *,
    actor: Actor,
    campaign: Campaign,
    unit: Unit,
    visit: Visit,
    found: Sequence[Found],
    at: datetime,
    parcel: Parcel | None = None,
) -> Inspection:
    """Keep an inspection with what was found. The door asked the right. Raises ``Faults``."""
    held = hold(campaign, when=tasks_are_open)
    _refuse_visit(visit, parcel, localdate(at))
    _refuse_unit(held, unit, actor)
    _refuse_texts([one.text for one in found])
    made = Inspection.objects.create(
        campaign=held, unit=unit, held_on=visit.held_on, team=visit.team.strip(), number=visit.number.strip(),
        dated_on=visit.dated_on, kept_at=visit.kept_at.strip(), file=register(parcel, at) if parcel else None,
        file_name=parcel.name if parcel else "", made_by_id=actor.user_id, made_at=at,
    )  # fmt: skip
    Finding.objects.bulk_create(
        Finding(
            inspection=made, line=one.line, period=one.period, text=one.text.strip(), made_by_id=actor.user_id,
            made_at=at,
        )
        for one in found
    )  # fmt: skip
    detail = {"unit": unit.reference, "minutes": made.cited, "findings": [one.text.strip() for one in found]}
    record(actor=actor, verb="record_inspection", subject=made, campaign=held.code, detail=detail)
    return made


@transaction.atomic
def task_of_finding(*, actor: Actor, finding: Finding, what: str, due: date, at: datetime) -> Task:
    """Make a finding a task of the unit, which cites the minutes; once."""
    held = Finding.objects.select_for_update(no_key=True, of=("self",)).select_related("inspection__unit").get(
        pk=finding.pk
    )  # fmt: skip
    if held.task_id:
        raise Faults(_("This finding is a task already."))
    inspection = finding.inspection
    assigned = Assigned(what, due, inspection.cited)
    task = assign_task(actor=actor, campaign=inspection.campaign, unit=inspection.unit, assigned=assigned, at=at)
    held.task = task
    held.save(update_fields=["task"])
    return task


def _refuse_visit(visit: Visit, parcel: Parcel | None, today: date) -> None:
    faults = []
    if visit.held_on > today:
        faults.append(Fault(_("The day of the inspection lies ahead."), field="held_on"))
    if visit.dated_on < visit.held_on or visit.dated_on > today:
        faults.append(Fault(_("Minutes are dated from the inspection to today."), field="dated_on"))
    if parcel is None and not visit.kept_at.strip():
        faults.append(Fault(_("Give the minutes as a file, or say where they are kept."), field="kept_at"))
    texts = {"team": visit.team, "number": visit.number}
    faults += [Fault(_("Fill this in."), field=field) for field, text in texts.items() if not text.strip()]
    odd = _("The text holds a character that cannot be kept.")
    every = {**texts, "kept_at": visit.kept_at}
    faults += [Fault(odd, field=field) for field, text in every.items() if forbidden_character(text)]
    if faults:
        raise Faults(faults)


def _refuse_unit(campaign: Campaign, unit: Unit, actor: Actor) -> None:
    if not campaign.participations.filter(unit=unit).exists():
        raise Faults(Fault(_("The unit does not take part in this campaign."), field="unit"))
    if actor.unit_id == unit.pk and not actor.is_system:
        raise Faults(Fault(_("Nobody inspects their own unit; another unit does."), field="unit"))


def _refuse_texts(texts: Sequence[str]) -> None:
    if any(len(text) > LONGEST for text in texts):
        raise Faults(_("A finding is longer than %(limit)s characters.") % {"limit": LONGEST})
    if any(not text.strip() or forbidden_character(text) for text in texts):
        raise Faults(_("The text holds a character that cannot be kept."))
