"""Who may prepare, launch and change a campaign; each answer with its reason.

A campaign is managed by the managers of its organising unit. One without an organising unit (loaded from a
file, not yet handed over) is managed by the province's IT until it names one; otherwise IT only maintains."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.choices import AFTER_OPEN, RESULT, Status
from campaigns.models import Campaign, Participation, RegistrationCall
from common.actors import Actor
from common.formats import day_text
from common.permissions import ALLOWED, Answer, allowed_when, refused
from units.choices import Role
from units.models import Unit

if TYPE_CHECKING:
    from units.acting import Acting

# Those who enter what a unit says of itself, and those of the organiser's own unit who oversee a campaign.
ENTERING = (Role.REPORTER, Role.HEAD)
OVERSEEING = (Role.MANAGER, Role.LEADER, Role.SECRETARY, Role.COUNCIL, Role.CHAIR)


def may_manage(acting: "Acting", campaign: Campaign) -> Answer:
    """Move the campaign on, enrol, withdraw, unlock."""
    if campaign.organiser_unit_id is None:
        return allowed_when(acting.is_it, _("This campaign has no organising unit yet; the administrator names one."))
    is_own = acting.unit is not None and acting.unit.pk == campaign.organiser_unit_id
    return allowed_when(
        is_own and Role.MANAGER in acting.roles,
        _("Only the campaign managers of the organising unit do this."),
    )


def may_create(acting: "Acting") -> Answer:
    """Make a new campaign, which then belongs to the unit acted for."""
    is_manager = acting.unit is not None and Role.MANAGER in acting.roles
    return allowed_when(is_manager or acting.is_it, _("Only campaign managers make campaigns."))


def plan_is_open(campaign: Campaign) -> Answer:
    """Whether the campaign's state lets its plan be changed; not once results are out. Pages ask this with the
    rights of the person, verbs again of the locked row."""
    return allowed_when(campaign.status not in RESULT, _("The results are published; the plan stands as it is."))


def acts_are_open(campaign: Campaign) -> Answer:
    """Whether participants come and go by dated acts now."""
    if campaign.status == Status.DRAFT:
        return refused(_("Before launch the list of participants is changed in the plan itself."))
    return plan_is_open(campaign)


def locks_are_open(campaign: Campaign) -> Answer:
    """Whether there are lines locked by closing that could be unlocked."""
    return allowed_when(
        campaign.status in AFTER_OPEN[:1], _("Lines are locked by closing; there is nothing to unlock now.")
    )


def may_change_plan(acting: "Acting", campaign: Campaign) -> Answer:
    """Change the definition: criteria, clusters, participants."""
    return plan_is_open(campaign) and may_manage(acting, campaign)


def may_change_participants(acting: "Acting", campaign: Campaign) -> Answer:
    """Withdraw, exclude, readmit: acts on a launched campaign. Before that the plan itself is changed."""
    return acts_are_open(campaign) and may_manage(acting, campaign)


def may_unlock(acting: "Acting", campaign: Campaign) -> Answer:
    """Open a unit's lines again after closing."""
    return locks_are_open(campaign) and may_manage(acting, campaign)


def may_prepare(acting: "Acting", campaign: Campaign) -> Answer:
    """See what is still missing, the participants and their acts."""
    return ALLOWED if acting.is_it else may_manage(acting, campaign)


def may_oversee(acting: "Acting", campaign: Campaign) -> Answer:
    """Read what all units handed in: the organiser's managers, leaders and council, and IT."""
    is_own = acting.unit is not None and acting.unit.pk == campaign.organiser_unit_id
    sees = acting.is_it or (is_own and not acting.roles.isdisjoint(OVERSEEING))
    return allowed_when(sees, _("Only those who run the campaign see this of all units."))


def may_act_for(actor: Actor, unit: Unit, row: Participation | None) -> Answer:
    """Say something for a unit in a campaign: its head and those in charge of its reports, while it takes part."""
    if actor.unit_id != unit.pk or not actor.holds(*ENTERING):
        return refused(_("Only the unit's head and those in charge of its reports do this for it."))
    return allowed_when(row is not None and row.is_active, _("The unit does not take part in this campaign."))


def papers_are_open(campaign: Campaign) -> Answer:
    """Whether documents are added: until the campaign is archived."""
    return allowed_when(campaign.status != Status.ARCHIVED, _("The campaign is archived; its papers stay as they are."))


def may_keep_documents(acting: "Acting", campaign: Campaign) -> Answer:
    """Add documents of the campaign and ask for their receipt."""
    return papers_are_open(campaign) and may_manage(acting, campaign)


def receipts_are_open(campaign: Campaign) -> Answer:
    """Whether units confirm receipts: from the launch until the campaign is archived."""
    if campaign.status == Status.DRAFT:
        return refused(_("The campaign has not been launched yet."))
    return papers_are_open(campaign)


def may_read_documents(acting: "Acting", campaign: Campaign, row: Participation | None) -> Answer:
    """The campaign's documents: who takes part (``row``: the own unit), who organises, and IT."""
    is_organiser = acting.unit is not None and acting.unit.pk == campaign.organiser_unit_id
    return allowed_when(
        acting.is_it or is_organiser or row is not None,
        _("The documents are open to the units that take part and to the organiser."),
    )


def registering_is_open(campaign: Campaign, call: RegistrationCall | None, today: date) -> Answer:
    """Whether registrations are written and filed; after the last day they are taken and marked late."""
    if campaign.status == Status.DRAFT:
        return refused(_("The campaign has not been launched yet."))
    if call is None:
        return refused(_("The organiser has not asked for registrations yet."))
    if today < call.opens_on:
        return refused(gettext("Registrations are taken from %(day)s on.") % {"day": day_text(call.opens_on)})
    return plan_is_open(campaign)


def may_file_for(actor: Actor, unit: Unit, row: Participation | None, *, is_authorised: bool) -> Answer:
    """Filing for a unit is the head's act, or that of a person the head authorised for the day."""
    if actor.unit_id != unit.pk or not (actor.holds(Role.HEAD) or is_authorised):
        return refused(_("Only the unit's head, or a person authorised by the head, files its registration."))
    return allowed_when(row is not None and row.is_active, _("The unit does not take part in this campaign."))


def works_are_open(campaign: Campaign) -> Answer:
    """Whether notes on works are taken: from the launch until the results are out."""
    if campaign.status == Status.DRAFT:
        return refused(_("The campaign has not been launched yet."))
    return plan_is_open(campaign)
