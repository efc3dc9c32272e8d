"""How far a campaign manager reaches beyond the own unit: to those who take part, never to another office."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from units.choices import Role, UnitKind
from units.models import Membership, Unit
from units.queries.tree import descendant_ids, parent_on
from units.registry import office_hooks, reach_hooks

OFFICE_ROLES = (Role.VERIFIER, Role.MANAGER, Role.SECRETARY, Role.COUNCIL, Role.CHAIR, Role.LEADER)
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


def taking_part_with(organiser: Unit, on: date) -> frozenset[int]:
    """Ids of the units in the organiser's own authority that take part in what it organises."""
    wanted = Q(pk__in=())
    for hook in reach_hooks:
        wanted |= hook(organiser.pk)
    found = frozenset(Unit.objects.filter(wanted).values_list("pk", flat=True))
    return found & descendant_ids(authority_of(organiser, on).pk, on, on) if found else found


def without_offices(unit_ids: frozenset[int], on: date) -> frozenset[int]:
    """Those of the units that neither organise nor appraise and where nobody decides or will decide."""
    deciding = Membership.objects.filter(unit=OuterRef("pk"), role__in=OFFICE_ROLES).exclude(valid_to__lt=on)
    offices = Q(Exists(deciding))
    for hook in office_hooks:
        offices |= hook()
    return unit_ids - frozenset(Unit.objects.filter(offices, pk__in=unit_ids).values_list("pk", flat=True))


def authority_of(unit: Unit, on: date) -> Unit:
    """A place is its own authority; an agency acts for the place it belongs to."""
    above = None if unit.kind in _PLACES else parent_on(unit, on)
    return above or unit
