"""Reviews, tasks and inspections: who reads them and acts on them, in which state of the campaign."""

from django.utils.translation import gettext_lazy as _

from campaigns.choices import OPEN, Status
from campaigns.models import Campaign
from common.actors import Actor
from common.permissions import Answer, allowed_when, refused
from indicators.models import Task
from indicators.permissions import ENTERING, is_verifier_of, oversees
from indicators.queries.lines import CampaignLines
from units.models import Unit


def review_is_open(campaign: Campaign) -> Answer:
    """Whether a mid-term review can be held: while the campaign runs."""
    return allowed_when(campaign.status in OPEN, _("A mid-term review is held while the campaign runs."))


def tasks_are_open(campaign: Campaign) -> Answer:
    """Whether tasks are given and answered: from the launch until the campaign is archived."""
    if campaign.status == Status.DRAFT:
        return refused(_("The campaign has not been launched yet."))
    return allowed_when(campaign.status != Status.ARCHIVED, _("The campaign is archived; its papers stay as they are."))


def may_read_reviews(actor: Actor, lines: CampaignLines) -> Answer:
    """Reviews and stages: who takes part, who oversees, and IT."""
    takes_part = actor.unit_id is not None and lines.row_of(actor.unit_id) is not None
    return allowed_when(
        actor.is_it or takes_part or oversees(actor, lines),
        _("This is open to the units that take part and to those who run the campaign."),
    )


def may_read_all_tasks(actor: Actor, lines: CampaignLines) -> Answer:
    return allowed_when(actor.is_it or oversees(actor, lines), _("Only those who run the campaign see all units."))


def may_read_tasks_of(actor: Actor, lines: CampaignLines, unit: Unit) -> Answer:
    return allowed_when(
        actor.unit_id == unit.pk or bool(may_read_all_tasks(actor, lines)),
        _("This is open to the unit itself and to those who run the campaign."),
    )


def may_answer_task(actor: Actor, task: Task) -> Answer:
    """Report it as done: the unit's head and those in charge of its reports."""
    return allowed_when(
        actor.unit_id == task.unit_id and actor.holds(*ENTERING),
        _("Only the unit's head and those in charge of its reports do this for it."),
    )


def may_act_for_unit(actor: Actor, unit: Unit) -> Answer:
    """Say that an obligation is met: the unit's head and those in charge of its reports."""
    return allowed_when(
        actor.unit_id == unit.pk and actor.holds(*ENTERING),
        _("Only the unit's head and those in charge of its reports do this for it."),
    )


def may_read_inspection(actor: Actor, lines: CampaignLines, unit: Unit) -> Answer:
    """The unit itself, those who run the campaign, and who appraises a line of the unit."""
    appraises = any(is_verifier_of(actor, lines, line, unit) for line in lines.lines_of(unit))
    return allowed_when(
        appraises or bool(may_read_tasks_of(actor, lines, unit)),
        _("This is open to the unit itself and to those who run the campaign."),
    )
