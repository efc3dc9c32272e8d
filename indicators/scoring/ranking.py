"""Order, competition ranks (1, 2, 2, 4) and bands."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from indicators.scoring.arithmetic import ZERO
from indicators.scoring.cells import UnitInput, UnitSheet
from indicators.scoring.lines import Scheme
from indicators.scoring.text import rounded, rounded_units

Pair = tuple[UnitInput, UnitSheet]
Key = tuple[Any, ...]


def rank(scheme: Scheme, pairs: Sequence[Pair]) -> tuple[tuple[UnitSheet, ...], str]:
    """Sheets best first with ranks, block ranks and bands, the unranked below; and what ranked them.

    By percent for the whole run where the campaign says so or as soon as the maxima of two ranked
    units differ, else by points; declared tie-breaks next; then the rank is shared.
    """
    ranked = [pair for pair in pairs if pair[1].note is None]
    basis = "percent" if scheme.rank_by == "percent" or _maxima_differ(ranked) else "points"
    ordered = sorted(((_merit(scheme, sheet, basis), unit, sheet) for unit, sheet in ranked), key=_place)
    listed = sorted((pair for pair in pairs if pair[1].note is not None), key=_listing)
    placed = [*_numbered(scheme, ordered), *(sheet for _, sheet in listed)]
    return tuple(placed), basis


def band_of(scheme: Scheme, percent: Fraction, cap: str | None) -> str | None:
    """The first band the percent (as shown, where ranks are rounded) reaches, never better than the cap."""
    percent = rounded(percent, scheme.decimals) if scheme.rank_rounded else percent
    codes = [band.code for band in scheme.bands]
    reached = next((i for i, band in enumerate(scheme.bands) if percent >= band.at_least), None)
    if reached is None:
        return None
    return codes[max(reached, codes.index(cap))] if cap in codes else codes[reached]


def _maxima_differ(ranked: Sequence[Pair]) -> bool:
    return len({sheet.max_points for _, sheet in ranked}) > 1


def _numbered(scheme: Scheme, ordered: Sequence[tuple[Key, UnitInput, UnitSheet]]) -> Iterator[UnitSheet]:
    overall = Places()
    blocks: dict[str | None, Places] = {}
    for merit, unit, sheet in ordered:
        in_block = blocks.setdefault(unit.block, Places()).next(merit)
        yield replace(
            sheet,
            rank=overall.next(merit),
            block_rank=None if unit.block is None else in_block,
            band=band_of(scheme, sheet.percent or ZERO, unit.band_cap),
        )


class Places:
    """Gives competition ranks to merits that come best first."""

    def __init__(self) -> None:
        self.seen, self.rank = 0, 0
        self.last: Key | None = None

    def next(self, merit: Key) -> int:
        """The rank of the next one: shared with the one before where the merit is equal."""
        self.seen += 1
        if merit != self.last:
            self.rank, self.last = self.seen, merit
        return self.rank


def _merit(scheme: Scheme, sheet: UnitSheet, basis: str) -> Key:
    """Ascending is better: the negated points or percent, then the tie-breaks, missing ones last."""
    exact = (sheet.percent if basis == "percent" else sheet.points) or ZERO
    figure = rounded_units(exact, scheme.decimals) if scheme.rank_rounded else exact
    return (-figure, *(_tie_break(sheet, code) for code in scheme.tie_break))


def _tie_break(sheet: UnitSheet, code: str) -> tuple[bool, Fraction]:
    less_is_better = code.startswith("-")
    code = code.removeprefix("-") if less_is_better else code
    found = sheet.lines[code].value if code in sheet.lines else sheet.groups[code].points
    if found is None:
        return True, ZERO
    return False, found if less_is_better else -found


def _place(row: tuple[Key, UnitInput, UnitSheet]) -> Key:
    merit, unit, _ = row
    return (merit, unit.sort_key, str(unit.key))


def _listing(pair: Pair) -> Key:
    return (pair[0].sort_key, str(pair[0].key))
