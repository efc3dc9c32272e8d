"""The document by which a person submits for a unit's head."""

from datetime import date

from common.actors import Actor
from units.models import Authorisation, Membership
from units.queries.authorisations import paper_for
from units.queries.validity import valid_on


def paper_of(actor: Actor, on: date) -> Authorisation | None:
    """The newest authorisation of the actor, valid that day, in the unit acted for."""
    if actor.user_id is None or actor.unit_id is None:
        return None
    return paper_for(actor.user_id, actor.unit_id, on)


def units_of(actor: Actor, on: date) -> set[int]:
    """Every unit the person acts for that day, in whatever role: none of them may they appraise."""
    if actor.user_id is None:
        return set()
    held = Membership.objects.filter(valid_on(on), user=actor.user_id)
    return set(held.values_list("unit_id", flat=True))
