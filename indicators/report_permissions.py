"""Who asks for, writes, submits and reads reports: each answer with its reason."""

from django.utils.translation import gettext_lazy as _

from campaigns.choices import REPORTING, Status
from common.actors import Actor
from common.permissions import ALLOWED, Answer, allowed_when, refused
from indicators.models import Outline
from indicators.permissions import ENTERING, oversees
from indicators.queries.lines import CampaignLines
from indicators.queries.seats import Seat
from units.choices import Role
from units.models import Unit


def reports_are_open(status: str) -> Answer:
    """Whether reports are written and submitted in this state of the campaign."""
    if status == Status.DRAFT:
        return refused(_("The campaign has not been launched: nobody reports yet."))
    return allowed_when(status in REPORTING, _("The results are published; reports are kept as they are."))


def may_write_report(actor: Actor, seat: Seat | None, unit: Unit) -> Answer:
    """Write under the headings of the unit's report: everybody in charge of its figures."""
    if actor.unit_id != unit.pk or not actor.holds(*ENTERING):
        return refused(_("Only the unit's head and those in charge of its reports write its report."))
    return _takes_part(seat)


def may_submit_report(actor: Actor, seat: Seat | None, unit: Unit, *, is_authorised: bool) -> Answer:
    """Submitting the signed report is the head's act, or that of a person the head authorised for the day."""
    if actor.unit_id != unit.pk or not (actor.holds(Role.HEAD) or is_authorised):
        return refused(_("Only the unit's head, or a person authorised by the head, submits its report."))
    return _takes_part(seat)


def _takes_part(seat: Seat | None) -> Answer:
    if seat is None or not seat.is_active:
        return refused(_("The unit does not take part in this campaign."))
    return reports_are_open(seat.status)


def may_read_register(actor: Actor, lines: CampaignLines) -> Answer:
    """The register of all units and what they submitted: those who oversee the campaign, and IT."""
    return allowed_when(
        actor.is_it or oversees(actor, lines), _("Only those who run the campaign read the reports of all units.")
    )


def may_read_report(actor: Actor, lines: CampaignLines, unit: Unit) -> Answer:
    """What a unit submitted: the unit itself and those who read all."""
    return ALLOWED if actor.unit_id == unit.pk else may_read_register(actor, lines)


def outline_is_open(outline: Outline) -> Answer:
    """Whether the outline may still be changed: not once a unit has answered it with a signed report."""
    is_answered = outline.reports.filter(submission__isnull=False).exists()
    return allowed_when(
        not is_answered, _("A unit has submitted its report by this outline already, so the outline stands as it is.")
    )
