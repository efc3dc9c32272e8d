"""Who may act for whom, on a day."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from units.choices import Role
from units.models import Membership, Unit, User
from units.queries.authorisations import papers_of
from units.queries.validity import valid_on

KEEPS_ACCOUNTS = (Role.COORDINATOR, Role.HEAD)


def memberships_of(user: User, on: date) -> QuerySet[Membership]:
    """The roles a person holds on a day, the longest held first, with their units."""
    held = Membership.objects.filter(valid_on(on), user=user).select_related("unit")
    return held.order_by("valid_from", "pk")


def people_of(unit: Unit, on: date) -> QuerySet[User]:
    """Everybody with a role here that has not ended, by name; ``.roles`` and ``.authorities`` are theirs here."""
    roles = (
        Membership.objects.filter(unit=unit)
        .exclude(valid_to__lt=on)
        .select_related("unit")
        .order_by("valid_from", "pk")
    )
    return (
        User.objects.filter(memberships__in=roles)
        .distinct()
        .prefetch_related(
            Prefetch("memberships", roles, to_attr="roles"),
            Prefetch("authorisations", papers_of(unit, on), to_attr="authorities"),
        )
        .order_by("full_name", "pk")
    )


def has_role_outside(person: User, unit: Unit, roles: frozenset[str], on: date) -> bool:
    """Whether the person has, now or later, a role in another unit, or one of another kind than ``roles`` here."""
    held = Membership.objects.filter(user=person).exclude(valid_to__lt=on)
    return held.exclude(unit=unit, role__in=roles).exists() or not held.filter(unit=unit).exists()


def acts_for(person: User, unit: Unit, on: date) -> bool:
    return Membership.objects.filter(valid_on(on), user=person, unit=unit).exists()
