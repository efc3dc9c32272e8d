"""Who may prepare, launch and change a campaign; each answer with its reason.

A campaign is managed by the managers of its organising unit. One without an organising unit (loaded from a
file, not yet handed over) is managed by the province's IT until it names one; otherwise IT only maintains."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from campaigns.choices import AFTER_OPEN, RESULT, Status
from campaigns.models import Campaign
from common.permissions import ALLOWED, Answer, allowed_when, refused
from units.choices import Role

if TYPE_CHECKING:
    from units.acting import Acting


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
