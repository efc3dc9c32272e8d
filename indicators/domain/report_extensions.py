"""More time for one unit's report: until when, why, and on which document it rests."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.domain.holding import hold
from campaigns.models import Campaign, Participation
from common.actors import Actor
from common.calendar import next_working_day
from common.cells import forbidden_character
from common.domain.audit import record
from common.faults import Fault, Faults
from common.formats import day_text
from indicators.domain.late_reports import count_late_reports
from indicators.models import Outline, ReportExtension
from indicators.queries.reports import due_of, owes
from indicators.report_permissions import reports_are_open
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Longer:
    """What is granted; ``document``: number and date of the paper it rests on."""

    due: date
    reason: str
    document: str


@transaction.atomic
def extend_report(*, actor: Actor, outline: Outline, unit: Unit, longer: Longer, at: datetime) -> ReportExtension:
    """Let one unit submit later; everybody's own day takes an extension back. The door asked the right.

    A report that came after the due day and within the new one is late no more. Raises ``Faults``."""
    campaign = hold(outline.campaign, when=lambda held: reports_are_open(held.status))
    _refuse_unit(campaign, outline, unit)
    due = next_working_day(longer.due)
    before = due_of(outline, unit)
    _refuse(longer, due, outline, before)
    made = ReportExtension.objects.create(
        outline=outline, unit=unit, due=due, reason=longer.reason.strip(), document=longer.document.strip(),
        made_by_id=actor.user_id, made_at=at,
    )  # fmt: skip
    detail = {"unit": unit.reference, "outline": outline.name, "from": before.isoformat(), "to": due.isoformat()}
    detail |= {"reason": made.reason, "document": made.document}
    record(actor=actor, verb="extend_report", subject=made, campaign=campaign.code, detail=detail)
    count_late_reports(campaign=campaign, at=at)
    return made


def _refuse_unit(campaign: Campaign, outline: Outline, unit: Unit) -> None:
    row = Participation.objects.filter(campaign=campaign, unit=unit).select_related("unit").first()
    if row is None or not owes(outline, row):
        raise Faults(_("This unit does not owe the report."))


def _refuse(longer: Longer, due: date, outline: Outline, before: date) -> None:
    faults = [*_faults_of_words(longer)]
    if due < outline.due:
        message = _("Everybody's day is %(day)s; a unit is given more time, not less.")
        faults.append(Fault(message % {"day": day_text(outline.due)}, field="due"))
    elif due == before:
        faults.append(Fault(_("The unit has until %(day)s already.") % {"day": day_text(before)}, field="due"))
    if faults:
        raise Faults(faults)


def _faults_of_words(longer: Longer) -> list[Fault]:
    texts = {"reason": longer.reason, "document": longer.document}
    wanted = {
        "reason": _("Say why the unit is given more time."),
        "document": _("Name the document it rests on: number and date."),
    }
    empty = [Fault(wanted[field], field=field) for field, text in texts.items() if not text.strip()]
    odd = [Fault(_("The text holds a character that cannot be kept."), field=field)
           for field, text in texts.items() if forbidden_character(text)]  # fmt: skip
    return [*empty, *odd]
