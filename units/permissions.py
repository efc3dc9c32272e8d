"""Who may do what with people and units. Every predicate answers (allowed, reason).

People of a unit are cared for by the unit's own coordinator and head, and by the province's IT. A campaign manager
reaches beyond the own unit to open first accounts and give a new code, only where the unit takes part in what the
manager's unit has launched, only in the roles of a participant, and never in another office.

Rights follow the unit acted for. Whoever is more than a colleague of one's own unit is out of reach: otherwise a
coordinator could reset the password of somebody who also manages a campaign, and sign in as them.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.permissions import ALLOWED, Answer, allowed_when, refused
from units.acting import Acting
from units.choices import Role
from units.models import Authorisation, Membership, Unit, User
from units.queries.people import KEEPS_ACCOUNTS, has_role_outside
from units.queries.reach import taking_part_with, without_offices

ROLES_OF_A_UNIT = frozenset({Role.REPORTER, Role.HEAD, Role.PROVIDER, Role.VERIFIER, Role.COORDINATOR})
ROLES_OF_A_PARTICIPANT = frozenset({Role.REPORTER, Role.HEAD, Role.COORDINATOR, Role.CLUSTER_LEAD})
HANDED_OVER_BY_ONESELF = ROLES_OF_A_UNIT | {Role.CLUSTER_LEAD, Role.MANAGER}


def keeps_accounts(acting: Acting) -> Answer:
    """Coordinators and heads look after the people of their own unit."""
    holds = acting.is_it or bool(acting.roles & set(KEEPS_ACCOUNTS))
    return allowed_when(holds, _("Only the coordinator of accounts or the head of the unit may do this."))


def may_see_people(acting: Acting, unit: Unit) -> Answer:
    """Names and telephone numbers: one's own unit, and the managers of campaigns it takes part in."""
    if acting.is_it or _acts_for(acting, unit) or unit.pk in _taking_part(acting):
        return ALLOWED
    return refused(_("The people of a unit are shown to the unit and to the managers of its campaigns."))


def may_manage_people(acting: Acting, unit: Unit) -> Answer:
    """Give and end roles, correct and close accounts: in one's own unit."""
    keeps = keeps_accounts(acting) or Role.MANAGER in acting.roles
    if acting.is_it or (_acts_for(acting, unit) and keeps):
        return ALLOWED
    return refused(_("Only this unit's own coordinator or head may manage its people."))


def may_open_accounts(acting: Acting, unit: Unit) -> Answer:
    """Open accounts and give new codes: whoever looks after the people, and the manager whom the unit follows."""
    return ALLOWED if unit.pk in _reached(acting) else may_manage_people(acting, unit)


def may_grant(acting: Acting, unit: Unit, role: str, person: User | None = None) -> Answer:
    """A role to somebody new, or to a person who has an account: that is for those who look after the unit's people."""
    may = may_manage_people(acting, unit) if person else may_open_accounts(acting, unit)
    if not may or acting.is_it:
        return may
    if role == Role.HEAD and person is not None and person.pk == acting.user.pk:
        return refused(_("Nobody makes themself head of a unit."))
    if role not in grantable_roles(acting, unit):
        return refused(_("Your role does not allow you to give this role."))
    return ALLOWED


def grantable_roles(acting: Acting, unit: Unit) -> frozenset[str]:
    """The roles somebody may give in a unit; empty for most people."""
    if acting.is_it or (_acts_for(acting, unit) and Role.MANAGER in acting.roles):
        return frozenset(Role.values)
    if may_manage_people(acting, unit):
        return frozenset(ROLES_OF_A_UNIT)
    return frozenset(ROLES_OF_A_PARTICIPANT) if may_open_accounts(acting, unit) else frozenset()


def may_end(acting: Acting, membership: Membership) -> Answer:
    """Whoever looks after the unit's people and could give the role may end it; anybody may lay down their own."""
    if membership.user_id == acting.user.pk:
        return ALLOWED
    return _may_rule_over(acting, membership)


def _may_rule_over(acting: Acting, membership: Membership) -> Answer:
    return may_grant(acting, membership.unit, membership.role, membership.user)


def may_hand_over(acting: Acting, membership: Membership, colleague_is_of_the_unit: bool) -> Answer:
    """One's own role to a colleague who already acts for the unit; otherwise whoever may give the role."""
    own = membership.user_id == acting.user.pk and membership.role in HANDED_OVER_BY_ONESELF
    if own and colleague_is_of_the_unit:
        return ALLOWED
    return _may_rule_over(acting, membership)


def may_manage_account(acting: Acting, person: User, unit: Unit) -> Answer:
    """Correct or close an account: only where no other unit has a say over it."""
    return _over_account(acting, person, unit, may_manage_people(acting, unit))


def may_reset(acting: Acting, person: User, unit: Unit | None) -> Answer:
    """Give an account a new first-login code: the same, and the manager whom the unit follows; IT without a unit."""
    if acting.is_it or unit is None:
        return allowed_when(acting.is_it, _("Only administrators may do this."))
    return _over_account(acting, person, unit, may_open_accounts(acting, unit))


def _over_account(acting: Acting, person: User, unit: Unit, may: Answer) -> Answer:
    if acting.is_it:
        return ALLOWED
    if person.is_superuser or person.is_staff:
        return refused(_("This account belongs to the administrators of the system."))
    if not may:
        return may
    outside = has_role_outside(person, unit, grantable_roles(acting, unit), timezone.localdate())
    return allowed_when(not outside, _("This person also has a role that you may not give; ask the administrator."))


def may_keep_token(acting: Acting, person: User) -> Answer:
    """Make and end the token by which a program acts as the person: their own affair, or IT's."""
    own = acting.user.is_authenticated and acting.user.pk == person.pk
    return allowed_when(own or acting.is_it, _("Everybody keeps their own token."))


def may_authorise(acting: Acting, unit: Unit) -> Answer:
    """Only the head lets somebody sign in the head's place."""
    is_head = _acts_for(acting, unit) and Role.HEAD in acting.roles
    return allowed_when(is_head, _("Only the head of the unit may authorise somebody."))


def may_revoke(acting: Acting, authorisation: Authorisation) -> Answer:
    return may_authorise(acting, authorisation.unit)


def may_import_accounts(acting: Acting) -> Answer:
    """Whoever may invite one person may invite many; each row is judged by its own unit and role."""
    may = acting.is_it or Role.MANAGER in acting.roles or keeps_accounts(acting).allowed
    return allowed_when(may, _("Only those who look after people may open accounts."))


def _acts_for(acting: Acting, unit: Unit) -> bool:
    return acting.unit is not None and acting.unit.pk == unit.pk


def _taking_part(acting: Acting) -> frozenset[int]:
    """Units that take part in what the unit of this manager has launched; asked once."""
    if Role.MANAGER not in acting.roles or acting.unit is None:
        return frozenset()
    if "taking part" not in acting.memory:
        acting.memory["taking part"] = taking_part_with(acting.unit, timezone.localdate())
    return acting.memory["taking part"]


def _reached(acting: Acting) -> frozenset[int]:
    """Those of them that are no office and not the own unit, whose people the manager may let in."""
    if "reached" not in acting.memory:
        found = _taking_part(acting) - {acting.unit.pk if acting.unit else 0}
        acting.memory["reached"] = without_offices(found, timezone.localdate()) if found else found
    return acting.memory["reached"]
