"""Documents by which somebody signs for a unit's head, and whether they still stand.

An authorisation is the act of a head in office. It lapses on the day after the grantor's headship of the unit ends,
and when the grantor's account is closed; the new head confirms it or lets it lie.
"""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from units.choices import Role
from units.models import Authorisation, Membership, Unit
from units.queries.validity import valid_on


def paper_for(person_id: int, unit_id: int, on: date) -> Authorisation | None:
    """The newest document by which a person may sign for a unit's head on a day."""
    given = _given().filter(valid_on(on), _is_in_office(on), person=person_id, unit=unit_id)
    return given.order_by("-document_date", "-pk").first()


def papers_of(unit: Unit, on: date) -> QuerySet[Authorisation]:
    """What was given in a unit and neither revoked nor over; ``has_lapsed`` tells those whose giver is head no more."""
    given = _given().filter(unit=unit, valid_to__gte=on).order_by("valid_from", "pk")
    return given.annotate(has_lapsed=~_is_in_office(on))


def lapsed_papers(unit: Unit, on: date) -> QuerySet[Authorisation]:
    """Those a new head confirms or revokes, each with its person."""
    return papers_of(unit, on).filter(~_is_in_office(on)).select_related("person")


def _given() -> QuerySet[Authorisation]:
    return Authorisation.objects.filter(revoked_at__isnull=True)


def _is_in_office(on: date) -> Exists:
    """Whoever gave it is head of its unit on the day."""
    given = {"user": OuterRef("granted_by"), "unit": OuterRef("unit"), "role": Role.HEAD}
    return Exists(Membership.objects.filter(valid_on(on), user__is_active=True, **given))
