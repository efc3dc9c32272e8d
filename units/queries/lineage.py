"""Who came before and who follows: dated successions, read in both directions."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from django.db.models import QuerySet

from units.models import Extent, Succession, Unit

Share = Fraction | None
# Further back than any register reaches; a circle in it ends here.
_MOST_GENERATIONS = 12


class _Edge(NamedTuple):
    old: int
    effective: date
    share: Share


def lineages(unit_ids: Iterable[int], at: date) -> dict[int, dict[int, Share]]:
    """For each unit the ids of all its predecessors up to ``at`` with the share of their facts that has reached it.

    Shares multiply along chains and add up over several ways; whole is 1. A part whose share nobody has
    stated makes the share None (not apportioned): it is never guessed. Units without predecessors have
    an empty entry. One query per generation.
    """
    wanted = list(unit_ids)
    edges = _edges(wanted, at)
    return {unit: _walk(edges, unit, at) for unit in wanted}


def lineage(unit: Unit, at: date) -> list[tuple[Unit, Share]]:
    """``lineages`` of one unit, as objects in alphabetical order."""
    shares = lineages([unit.pk], at)[unit.pk]
    return [(each, shares[each.pk]) for each in Unit.objects.filter(pk__in=shares).order_by("sort_key", "pk")]


def _edges(unit_ids: Iterable[int], at: date) -> dict[int, list[_Edge]]:
    edges: dict[int, list[_Edge]] = defaultdict(list)
    seen: set[int] = set()
    level = set(unit_ids)
    while level:
        seen |= level
        rows = Succession.objects.filter(new__in=level, effective__lte=at)
        for row in rows.order_by("effective", "pk"):
            if row.old_id is not None:
                edges[row.new_id].append(_Edge(row.old_id, row.effective, share_of(row)))
        level = {edge.old for unit in level for edge in edges.get(unit, ())} - seen
    return edges


def share_of(row: Succession) -> Share:
    """The part of the old unit's facts that passes on; None where it was not apportioned."""
    if row.extent == Extent.WHOLE:
        return Fraction(1)
    return None if row.share is None else Fraction(row.share)


def _walk(edges: dict[int, list[_Edge]], unit: int, at: date) -> dict[int, Share]:
    """Back through time only: a fact reaches a unit by successions in the order of their dates."""
    found: dict[int, Share] = {}
    ways: list[tuple[int, Share, date, frozenset[int]]] = [(unit, Fraction(1), at, frozenset({unit}))]
    while ways:
        place, share, until, passed = ways.pop()
        for edge in edges.get(place, ()):
            if edge.old in passed or edge.effective > until:
                continue
            arrived = None if share is None or edge.share is None else share * edge.share
            found[edge.old] = _sum(found[edge.old], arrived) if edge.old in found else arrived
            ways.append((edge.old, arrived, edge.effective, passed | {edge.old}))
    return found


def _sum(one: Share, other: Share) -> Share:
    return None if one is None or other is None else one + other


def predecessors(unit: Unit) -> QuerySet[Succession]:
    """The rows by which others passed into this unit; a row without ``old`` is a creation."""
    return unit.successions_to.select_related("old").order_by("effective", "old__sort_key", "pk")


def successors(unit: Unit) -> QuerySet[Succession]:
    """The rows by which this unit passed on; the default successor first."""
    return unit.successions_from.select_related("new").order_by("effective", "-is_default", "new__sort_key", "pk")


def followers(unit_ids: Iterable[int]) -> dict[int, set[int]]:
    """For each unit the ids of all that followed it, directly or in chains. One query per generation."""
    edges: dict[int, set[int]] = defaultdict(set)
    seen: set[int] = set()
    level = set(unit_ids)
    wanted = frozenset(level)
    while level:
        seen |= level
        for old, new in Succession.objects.filter(old__in=level).values_list("old_id", "new_id"):
            edges[old].add(new)
        level = {new for old in level for new in edges.get(old, ())} - seen
    return {unit: _reachable(edges, unit) for unit in wanted}


def _reachable(edges: dict[int, set[int]], unit: int) -> set[int]:
    found: set[int] = set()
    ways = [unit]
    while ways:
        new = edges.get(ways.pop(), set()) - found
        found |= new
        ways.extend(new)
    return found - {unit}


def stand_ins(units: Iterable[Unit], day: date) -> dict[int, Unit]:
    """For each unit that has ceased by the day the one that stands in its place, its default successor first; not
    there where none does. One query per generation."""
    found: dict[int, Unit] = {}
    standing = {unit.pk: unit for unit in units}
    ceased = {unit.pk for unit in standing.values() if unit.valid_to is not None and unit.valid_to < day}
    level = {pk: {pk} for pk in ceased}
    for _step in range(_MOST_GENERATIONS):
        if not level:
            break
        found, level = _step_on(level, found, day)
    return {pk: unit for pk, unit in found.items() if unit.is_valid_on(day)}


def _step_on(
    level: dict[int, set[int]], found: dict[int, Unit], day: date
) -> tuple[dict[int, Unit], dict[int, set[int]]]:
    """``level``: units that ceased with those for whom they stand; each gives way to its successor."""
    rows = Succession.objects.filter(old__in=level, effective__lte=day).select_related("new")
    followed: dict[int, Unit] = {}
    for row in rows.order_by("effective", "-is_default", "new__sort_key", "pk"):
        followed.setdefault(row.old_id or 0, row.new)
    further: dict[int, set[int]] = {}
    for old, origins in level.items():
        new = followed.get(old)
        if new is None:
            continue
        found |= dict.fromkeys(origins, new)
        if not new.is_valid_on(day):
            further.setdefault(new.pk, set()).update(origins)
    return found, further
