"""Who may do what with people and units. Every predicate answers (allowed, reason).

Rights follow the unit acted for. Whoever is more than a colleague of one's own unit is out of reach: otherwise a
coordinator could reset the password of somebody who also manages a campaign, and sign in as them.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.permissions import ALLOWED, Answer, allowed_when, refused
from units.acting import Acting
from units.choices import Role, UnitKind
from units.models import Authorisation, Membership, Unit, User
from units.queries.people import KEEPS_ACCOUNTS, has_role_outside
from units.queries.tree import ancestors, parent_on

ROLES_OF_A_UNIT = frozenset({Role.REPORTER, Role.HEAD, Role.PROVIDER, Role.VERIFIER, Role.COORDINATOR})
HANDED_OVER_BY_ONESELF = ROLES_OF_A_UNIT | {Role.CLUSTER_LEAD, Role.MANAGER}
_PLACES = {
    UnitKind.COUNTRY,
    UnitKind.MUNICIPALITY,
    UnitKind.PROVINCE,
    UnitKind.DISTRICT,
    UnitKind.WARD,
    UnitKind.COMMUNE,
    UnitKind.TOWNSHIP,
    UnitKind.SPECIAL_ZONE,
}


def keeps_accounts(acting: Acting) -> Answer:
    """Coordinators and heads look after the people of their own unit."""
    holds = acting.is_it or bool(acting.roles & set(KEEPS_ACCOUNTS))
    return allowed_when(holds, _("Only the coordinator of accounts or the head of the unit may do this."))


def may_see_people(acting: Acting, unit: Unit) -> Answer:
    """Names and telephone numbers: one's own unit, and managers whose authority the unit belongs to."""
    if acting.is_it or _acts_for(acting, unit) or _manages(acting, unit):
        return ALLOWED
    return refused(_("The people of a unit are shown to the unit and to the managers of its campaigns."))


def may_manage_people(acting: Acting, unit: Unit) -> Answer:
    """Give and end roles, invite, reset passwords: in one's own unit, or as manager in one's authority."""
    if acting.is_it or _manages(acting, unit) or (_acts_for(acting, unit) and keeps_accounts(acting)):
        return ALLOWED
    return refused(_("Only this unit's own coordinator or head may manage its people."))


def may_grant(acting: Acting, unit: Unit, role: str, person: User | None = None) -> Answer:
    """A coordinator gives the roles of a unit, a manager all but that of a manager elsewhere."""
    may = may_manage_people(acting, unit)
    if not may or acting.is_it:
        return may
    if role == Role.HEAD and person is not None and person.pk == acting.user.pk:
        return refused(_("Nobody makes themself head of a unit."))
    if role not in grantable_roles(acting, unit):
        return refused(_("Your role does not allow you to give this role."))
    return ALLOWED


def grantable_roles(acting: Acting, unit: Unit) -> frozenset[str]:
    """The roles somebody may give in a unit; empty for most people."""
    if acting.is_it:
        return frozenset(Role.values)
    if _manages(acting, unit):
        return frozenset(Role.values) - (set() if _acts_for(acting, unit) else {Role.MANAGER})
    return frozenset(ROLES_OF_A_UNIT) if may_manage_people(acting, unit) else frozenset()


def may_end(acting: Acting, membership: Membership) -> Answer:
    """Whoever could give the role may end it; anybody may lay down their own."""
    if membership.user_id == acting.user.pk:
        return ALLOWED
    return may_grant(acting, membership.unit, membership.role)


def may_hand_over(acting: Acting, membership: Membership, colleague_is_of_the_unit: bool) -> Answer:
    """One's own role to a colleague who already acts for the unit; otherwise whoever may give the role."""
    own = membership.user_id == acting.user.pk and membership.role in HANDED_OVER_BY_ONESELF
    if own and colleague_is_of_the_unit:
        return ALLOWED
    return may_grant(acting, membership.unit, membership.role)


def may_manage_account(acting: Acting, person: User, unit: Unit) -> Answer:
    """Reset the password of, correct or close an account: only where no other unit has a say over it."""
    if acting.is_it:
        return ALLOWED
    if person.is_superuser or person.is_staff:
        return refused(_("This account belongs to the administrators of the system."))
    may = may_manage_people(acting, unit)
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
    may = acting.is_it or acting.role == Role.MANAGER or keeps_accounts(acting).allowed
    return allowed_when(may, _("Only those who look after people may open accounts."))


def _acts_for(acting: Acting, unit: Unit) -> bool:
    return acting.unit is not None and acting.unit.pk == unit.pk


def _manages(acting: Acting, unit: Unit) -> bool:
    """A manager's reach: the units of the authority whose standing agency the manager belongs to."""
    if acting.role != Role.MANAGER or acting.unit is None:
        return False
    key = ("manages", unit.pk)
    if key not in acting.memory:
        own = unit.pk == acting.unit.pk
        acting.memory[key] = own or authority_of(acting.unit) in ancestors(unit, timezone.localdate())
    return acting.memory[key]


def authority_of(unit: Unit) -> Unit:
    """A place is its own authority; an agency acts for the place it belongs to."""
    above = None if unit.kind in _PLACES else parent_on(unit, timezone.localdate())
    return above or unit
