"""For which unit, in which role, somebody acts in a request."""

from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from common.actors import Actor
from units.models import Authorisation, Membership, Unit, User
from units.queries.authorisations import paper_for
from units.queries.people import memberships_of

SESSION_KEY = "acting"


@dataclass(frozen=True)
class Acting:
    """The person, the membership they chose and all they could choose (valid today). Rights follow the chosen one."""

    user: User | AnonymousUser
    memberships: tuple[Membership, ...] = ()
    membership: Membership | None = None
    # What permissions have looked up for this person already, so that a page asks once.
    memory: dict[str, frozenset[int]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def unit(self) -> Unit | None:
        return self.membership.unit if self.membership else None

    @property
    def role(self) -> str:
        """Empty when the person acts for no unit."""
        return self.membership.role if self.membership else ""

    @property
    def is_it(self) -> bool:
        """The province's IT: maintains everything, decides nothing."""
        return self.user.is_authenticated and self.user.is_superuser

    @cached_property
    def roles(self) -> frozenset[str]:
        """All the roles the person holds in the unit acted for."""
        here = self.membership.unit_id if self.membership else None
        return frozenset(held.role for held in self.memberships if held.unit_id == here)

    @cached_property
    def authorisation(self) -> Authorisation | None:
        """The head's authorisation valid today for the unit acted for. Costs one query when first asked."""
        unit = self.unit
        return paper_for(self.user.pk, unit.pk, timezone.localdate()) if unit else None

    def actor(self) -> Actor:
        """What domain verbs and the audit trail keep of all this."""
        unit, paper = self.unit, self.authorisation
        return Actor(
            user_id=self.user.pk,
            name=str(self.user) if self.user.is_authenticated else "",
            unit_code=unit.code if unit else "",
            unit_id=unit.pk if unit else None,
            role=self.role,
            authorisation=paper.document_number if paper else "",
            roles=self.roles,
            is_it=self.is_it,
        )


def acting_in(request: HttpRequest) -> Acting:
    """Two queries at most, and none for a visitor."""
    if not request.user.is_authenticated:
        return Acting(request.user)
    return acting_as(request.user, request.session.get(SESSION_KEY))


def acting_as(user: User, chosen: object = None) -> Acting:
    """A person acting in the membership of that id, else in the one held longest."""
    held = tuple(memberships_of(user, timezone.localdate()))
    first = held[0] if held else None
    return Acting(user, held, next((each for each in held if each.pk == chosen), first))
