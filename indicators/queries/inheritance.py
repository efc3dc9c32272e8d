"""Who passes facts to whom inside a campaign: succession rows as a small graph, read level by level."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from units.models import Extent, Succession

Share = Fraction | None


@dataclass(slots=True)
class Heritage:
    """``sources[unit]``: the units whose facts it inherits, each with the share that passes (None: a part
    without a share, never guessed)."""

    sources: dict[int, list[tuple[int, Share]]] = field(default_factory=lambda: defaultdict(list))

    def of(self, unit_id: int) -> list[tuple[int, Share]]:
        return self.sources.get(unit_id, [])

    def everybody(self, unit_ids: Iterable[int]) -> set[int]:
        return {source for unit in unit_ids for source, _ in self.of(unit)} | set(unit_ids)


def heritage(unit_ids: Iterable[int], *, after: date, until: date) -> Heritage:
    """What each unit inherits by successions effective in (``after``, ``until``]; shares multiply along chains."""
    parents = _links(unit_ids, "new", after, until)
    result = Heritage()
    for unit in set(unit_ids):
        result.sources[unit] = _chain(unit, parents)
    return result


def heirs(unit_ids: Iterable[int], *, after: date, until: date) -> set[int]:
    """Every unit that inherits, directly or along a chain, from one of ``unit_ids``."""
    links = _links(unit_ids, "old", after, until)
    return {row.new_id for rows in links.values() for row in rows}


def _links(unit_ids: Iterable[int], side: str, after: date, until: date) -> dict[int, list[Succession]]:
    found: dict[int, list[Succession]] = {}
    frontier = set(unit_ids)
    while frontier:
        rows = _level(frontier, side, after, until)
        for unit in frontier:
            found[unit] = [row for row in rows if getattr(row, f"{side}_id") == unit]
        other = "old_id" if side == "new" else "new_id"
        frontier = {getattr(row, other) for row in rows} - set(found)
    return found


def _level(units: set[int], side: str, after: date, until: date) -> list[Succession]:
    """One query a level; ids in chunks, since SQLite bounds the number of parameters."""
    ordered = sorted(units)
    rows: list[Succession] = []
    for start in range(0, len(ordered), 5000):
        chunk = ordered[start : start + 5000]
        rows += Succession.objects.filter(
            **{f"{side}_id__in": chunk}, old__isnull=False, effective__gt=after, effective__lte=until
        ).order_by("pk")
    return rows


def _chain(unit: int, parents: dict[int, list[Succession]]) -> list[tuple[int, Share]]:
    totals: dict[int, Share] = {}
    _walk(unit, Fraction(1), parents, totals, {unit})
    return sorted(totals.items())


def _walk(
    unit: int, share: Share, parents: dict[int, list[Succession]], totals: dict[int, Share], seen: set[int]
) -> None:
    for row in parents.get(unit, ()):
        old = row.old_id
        if old is None or old in seen:
            continue
        passed = _times(share, _share(row))
        totals[old] = _plus(totals[old], passed) if old in totals else passed
        _walk(old, passed, parents, totals, seen | {old})


def _share(row: Succession) -> Share:
    if row.share is not None:
        return Fraction(row.share)
    return Fraction(1) if row.extent == Extent.WHOLE else None


def _times(one: Share, other: Share) -> Share:
    return None if one is None or other is None else one * other


def _plus(one: Share, other: Share) -> Share:
    return None if one is None or other is None else one + other
