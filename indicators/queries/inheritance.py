"""Who passes facts to whom inside a campaign: succession rows as a small graph, read level by level."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from units.models import Extent, Succession

Share = Fraction | None


class Source(NamedTuple):
    """A unit whose facts pass to another: the share of them (None: a part without a share, never guessed) and the
    place of the one it passed them to: 0 the inheriting unit itself, else the n-th of its sources, counted from 1."""

    unit_id: int
    share: Share
    heir: int


@dataclass(slots=True)
class Heritage:
    """``sources[unit]``: whose facts it inherits, an heir before those it follows; one row for each way along which
    shares passed."""

    sources: dict[int, list[Source]] = field(default_factory=lambda: defaultdict(list))

    def of(self, unit_id: int) -> list[Source]:
        return self.sources.get(unit_id, [])

    def everybody(self, unit_ids: Iterable[int]) -> set[int]:
        return {source.unit_id for unit in unit_ids for source in self.of(unit)} | set(unit_ids)


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


def _chain(unit: int, parents: dict[int, list[Succession]]) -> list[Source]:
    found: list[Source] = []
    _walk(Source(unit, Fraction(1), 0), parents, found, {unit})
    return found


def _walk(heir: Source, parents: dict[int, list[Succession]], found: list[Source], seen: set[int]) -> None:
    """Adds whom ``heir``, the newest of ``found`` (or the unit itself), follows, each with those it follows."""
    place = len(found)
    for row in parents.get(heir.unit_id, ()):
        if row.old_id is not None and row.old_id not in seen:
            found.append(Source(row.old_id, _times(heir.share, _share(row)), place))
            _walk(found[-1], parents, found, seen | {row.old_id})


def _share(row: Succession) -> Share:
    if row.share is not None:
        return Fraction(row.share)
    return Fraction(1) if row.extent == Extent.WHOLE else None


def _times(one: Share, other: Share) -> Share:
    return None if one is None or other is None else one * other


def plus(one: Share, other: Share) -> Share:
    """Shares that came along two ways; unknown as soon as one is."""
    return None if one is None or other is None else one + other
