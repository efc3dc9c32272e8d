"""Above and below a unit, as it was on a day.

A unit may outlive the one it stands under (a city's police, when the city is merged): from then on it stands
under its parent's successor, without any row being rewritten.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from units.models import Extent, Succession, Unit
from units.queries.validity import holds_on, overlapping

_PASSES_ITS_CHILDREN = Q(extent=Extent.WHOLE) | Q(is_default=True)
MAX_DEPTH = 12


def descendant_ids(unit_id: int, start: date, end: date) -> set[int]:
    """All units below one that were valid on one day of a span at least."""
    found: set[int] = set()
    level = {unit_id}
    while level:
        below = _children(level, start, end) | _inherited_children(level, start, end)
        level = below - found - {unit_id}
        found |= level
    return found


def _children(parents: Iterable[int], start: date, end: date) -> set[int]:
    rows = Unit.objects.filter(overlapping(start, end), parent__in=parents)
    return set(rows.values_list("pk", flat=True))


def _inherited_children(parents: Iterable[int], start: date, end: date) -> set[int]:
    """Children of merged predecessors that lived on after the merger."""
    since = _predecessors(parents, end)
    rows = Unit.objects.filter(overlapping(start, end), parent__in=since) if since else ()
    return {child.pk for child in rows if child.valid_to is None or child.valid_to >= since[child.parent_id or 0]}


def _predecessors(units: Iterable[int], end: date) -> dict[int, date]:
    """Ids of those merged into ``units`` up to ``end``, directly or in chains, each with the day it stopped."""
    found: dict[int, date] = {}
    level = set(units)
    while level:
        rows = Succession.objects.filter(_PASSES_ITS_CHILDREN, new__in=level, old__isnull=False, effective__lte=end)
        new = {old: day for old, day in rows.values_list("old_id", "effective") if old not in found}
        found |= new
        level = set(new)
    return found


def parent_on(unit: Unit, day: date) -> Unit | None:
    """The unit above on a day: the parent, or whoever has followed it by then."""
    parent = unit.parent
    for _step in range(MAX_DEPTH):
        if parent is None or holds_on(parent, day) or (parent.valid_from and parent.valid_from > day):
            return parent
        followed = parent.successions_from.filter(_PASSES_ITS_CHILDREN, effective__lte=day)
        next_one = followed.order_by("-is_default", "effective").select_related("new").first()
        if next_one is None:
            return parent
        parent = next_one.new
    return parent


def ancestors(unit: Unit, day: date) -> list[Unit]:
    """From the nearest to the country, as on a day."""
    chain: list[Unit] = []
    above = parent_on(unit, day)
    while above is not None and above not in chain and above != unit:
        chain.append(above)
        above = parent_on(above, day)
    return chain
