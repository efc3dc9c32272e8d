"""Launching on: a unit's own list of sub-units, who takes part, what they did, and the counts it reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Participation, SubCount, SubLaunch, SubMark, SubParticipation, SubUnit
from campaigns.periods import periods_of
from campaigns.permissions import may_act_for, may_file_for, works_are_open
from campaigns.queries.sub_launches import counts_now, launch_of
from common.actors import Actor
from common.cells import forbidden_character
from common.domain.audit import record
from common.faults import Fault, Faults
from common.permissions import require
from units.models import Unit
from units.queries.authorisations import paper_for

from .holding import hold

MOST_SUB_UNITS, LONGEST = 300, 200
EVERY = "monthly"


@dataclass(frozen=True, slots=True)
class Ticked:
    """One sub-unit as ticked on the page."""

    sub_unit_id: int
    takes_part: bool = False
    has_registered: bool = False
    has_reported: bool = False
    is_good: bool = False


def _held(campaign: Campaign, unit: Unit) -> tuple[Campaign, Participation | None]:
    held = hold(campaign, when=works_are_open)
    return held, Participation.objects.filter(campaign=held, unit=unit).first()


@transaction.atomic
def launch_on(
    *, actor: Actor, campaign: Campaign, unit: Unit, launched_on: date, paper: str, at: datetime
) -> SubLaunch:
    """Launch the campaign on to the unit's sub-units, by the head or who the head authorised; once."""
    held, row = _held(campaign, unit)
    signed = paper_for(actor.user_id, unit.pk, localdate(at)) if actor.user_id else None
    require(may_file_for(actor, unit, row, is_authorised=signed is not None))
    if launched_on > localdate(at):
        raise Faults(Fault(_("The day is later than today."), field="launched_on"))
    if forbidden_character(paper) or "\n" in paper or len(paper) > 120:
        raise Faults(Fault(_("The text holds a character that cannot be kept."), field="paper"))
    if launch_of(held, unit) is not None:
        raise Faults(_("Your unit has launched the campaign on already."))
    told = {"launched_on": launched_on, "paper": paper.strip()}
    made = SubLaunch.objects.create(campaign=held, unit=unit, made_by_id=actor.user_id, made_at=at, **told)
    _note(actor, held, unit, "launch_on", launched_on=launched_on.isoformat(), paper=made.paper)
    return made


@transaction.atomic
def add_sub_units(
    *, actor: Actor, campaign: Campaign, unit: Unit, kind: str, names: Sequence[str], at: datetime
) -> int:
    """Put names on the unit's list; those on it already stay as they are. How many are new."""
    held, row = _held(campaign, unit)
    require(may_act_for(actor, unit, row))
    wanted = list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    known = set(SubUnit.objects.filter(unit=unit, ended_on=None).values_list("name", flat=True))
    new = [name for name in wanted if name not in known]
    _refuse_names(wanted, len(known) + len(new))
    told = {"unit": unit, "kind": kind, "made_by_id": actor.user_id, "made_at": at}
    SubUnit.objects.bulk_create(SubUnit(name=name, **told) for name in new)
    if new:
        _note(actor, held, unit, "add_sub_units", names=new)
    return len(new)


def _refuse_names(names: Sequence[str], count: int) -> None:
    faults = []
    if not names:
        faults.append(Fault(_("Write at least one name, one on each line."), field="names"))
    if count > MOST_SUB_UNITS:
        message = _("The list holds at most %(most)s sub-units.") % {"most": MOST_SUB_UNITS}
        faults.append(Fault(message, field="names"))
    for name in names:
        if len(name) > LONGEST or forbidden_character(name):
            message = _("“%(text)s…” cannot be kept: it is too long or holds a forbidden character.")
            faults.append(Fault(message % {"text": name[:40]}, field="names"))
    if faults:
        raise Faults(faults)


@transaction.atomic
def end_sub_unit(*, actor: Actor, campaign: Campaign, unit: Unit, sub_unit_id: int, at: datetime) -> None:
    """Take a sub-unit off the unit's list; where it took part it stays."""
    held, row = _held(campaign, unit)
    require(may_act_for(actor, unit, row))
    found = SubUnit.objects.select_for_update(no_key=True).filter(unit=unit, pk=sub_unit_id, ended_on=None).first()
    if found is None:
        raise Faults(_("This sub-unit is not on your list any more."))
    found.ended_on = localdate(at)
    found.save(update_fields=["ended_on"])
    SubParticipation.objects.filter(sub_unit=found, launch__campaign=held).update(takes_part=False)
    _note(actor, held, unit, "end_sub_unit", name=found.name)


@transaction.atomic
def save_ticks(
    *, actor: Actor, campaign: Campaign, unit: Unit, period: str, ticked: Sequence[Ticked], at: datetime
) -> SubLaunch:
    """Keep who takes part, who has registered, and what was done in the period, as ticked. Raises ``Faults``."""
    held, row = _held(campaign, unit)
    require(may_act_for(actor, unit, row))
    launch = SubLaunch.objects.select_for_update(no_key=True).filter(campaign=held, unit=unit).first()
    if launch is None:
        raise Faults(_("Your unit has not launched the campaign on to its sub-units yet."))
    _refuse_period(held, period, localdate(at))
    names = dict(SubUnit.objects.filter(unit=unit).values_list("pk", "name"))
    _refuse_ticks(ticked, names)
    _keep(launch, period, [one for one in ticked if one.sub_unit_id in names])
    _note(actor, held, unit, "tick_sub_units", period=period, rows=len(ticked))
    return launch


def _refuse_period(campaign: Campaign, code: str, today: date) -> None:
    periods = periods_of(EVERY, campaign.start, campaign.end)
    if not any(period.code == code and period.first <= today for period in periods):
        raise Faults(_("This period has not begun, or is none of the campaign's."))


def _refuse_ticks(ticked: Sequence[Ticked], names: dict[int, str]) -> None:
    for one in ticked:
        name = {"name": names.get(one.sub_unit_id, "")}
        if (one.has_registered or one.has_reported or one.is_good) and not one.takes_part:
            raise Faults(_("%(name)s is ticked but does not take part; tick that first.") % name)
        if one.is_good and not one.has_reported:
            raise Faults(_("%(name)s: a good result is counted once the sub-unit has reported.") % name)


def _keep(launch: SubLaunch, period: str, ticked: Sequence[Ticked]) -> None:
    """Rows changed in place: the list is the unit's own working paper. Three questions, however many rows."""
    rows = [
        SubParticipation(
            launch=launch, sub_unit_id=one.sub_unit_id, takes_part=one.takes_part, has_registered=one.has_registered
        )
        for one in ticked
    ]
    SubParticipation.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["launch", "sub_unit"],
        update_fields=["takes_part", "has_registered"],
    )  # fmt: skip
    known = dict(SubParticipation.objects.filter(launch=launch).values_list("sub_unit_id", "pk"))
    marks = [
        SubMark(row_id=known[one.sub_unit_id], period=period, has_reported=one.has_reported, is_good=one.is_good)
        for one in ticked
    ]
    SubMark.objects.bulk_create(
        marks, update_conflicts=True, unique_fields=["row", "period"], update_fields=["has_reported", "is_good"]
    )


@transaction.atomic
def send_counts(*, actor: Actor, campaign: Campaign, unit: Unit, period: str, at: datetime) -> SubCount:
    """Report the counts of the period as the list says them now; sent again, the newest counts. Names never leave."""
    held, row = _held(campaign, unit)
    require(may_act_for(actor, unit, row))
    launch = SubLaunch.objects.select_for_update(no_key=True).filter(campaign=held, unit=unit).first()
    if launch is None:
        raise Faults(_("Your unit has not launched the campaign on to its sub-units yet."))
    _refuse_period(held, period, localdate(at))
    counts = counts_now(launch, period)
    made = SubCount.objects.create(launch=launch, period=period, made_by_id=actor.user_id, made_at=at, **counts)
    _note(actor, held, unit, "send_sub_counts", period=period, **counts)
    return made


def _note(actor: Actor, campaign: Campaign, unit: Unit, verb: str, **detail: object) -> None:
    subject = ("participation", f"{campaign.code}/{unit.reference}")
    record(actor=actor, verb=verb, subject=subject, campaign=campaign.code, detail=detail)
