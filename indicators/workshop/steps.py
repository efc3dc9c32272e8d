"""Stretches of values put in order: a rule of steps, and what the sentence leaves open between them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from common.formats import number_text
from indicators.workshop.clauses import Stretch, clauses_of, stretch_of
from indicators.workshop.proposal import Number, Proposal, measured


def read_steps(text: str, maximum: Number | None) -> Proposal | None:
    """Levels such as "từ 98 % trở lên: 10 điểm; từ 95 % đến dưới 98 %: 7 điểm; dưới 95 %: 0 điểm"."""
    found = [stretch_of(plain, written) for plain, written in clauses_of(text)]
    stretches = [stretch for stretch in found if stretch is not None]
    if not stretches or len(stretches) < len(found) or all(stretch.is_rest for stretch in stretches):
        return None
    return _proposal(stretches)


def _proposal(stretches: list[Stretch]) -> Proposal | None:
    rest = [stretch.points for stretch in stretches if stretch.is_rest]
    levels = sorted((stretch for stretch in stretches if not stretch.is_rest), key=_place)
    units = list(dict.fromkeys(stretch.unit for stretch in levels if stretch.unit))
    points = [level.points for level in levels]
    if len(rest) > 1 or ("%" in units and len(units) > 1):
        return None
    if points == sorted(points) and (len(levels) > 1 or levels[0].low is not None):
        rule, notes = _rising([*reversed(levels)], rest)
    elif points == sorted(points, reverse=True):
        rule, notes = _falling(levels, rest)
    else:
        return None
    measure = measured(units[0] if units else "")
    if any(_beyond(level) for level in levels):
        measure.pop("highest", None)
    return Proposal(rule, measure, best=max([*points, *rest]), notes=notes)


def _beyond(level: Stretch) -> bool:
    return any(end is not None and end > 100 for end in (level.low, level.high))


def _place(stretch: Stretch) -> tuple[Number, Number]:
    """By where it begins; one without a beginning stands first."""
    low = stretch.low if stretch.low is not None else float("-inf")
    high = stretch.high if stretch.high is not None else float("inf")
    return low, high  # type: ignore[return-value]  # infinities only order


def _rising(levels: list[Stretch], rest: list[Number]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """More is better: the best level first, each by its lower end."""
    steps = [_lower_step(level) for level in levels if level.low is not None]
    floor = [level.points for level in levels if level.low is None]
    notes = [note for upper, lower in pairwise(levels) for note in _gap(lower, upper)]
    return _steps(steps, [*floor, *rest]), tuple(notes)


def _falling(levels: list[Stretch], rest: list[Number]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Less is better: the best level first, each by its upper end."""
    steps = [_upper_step(level) for level in levels if level.high is not None]
    floor = [level.points for level in levels if level.high is None]
    notes = [note for lower, upper in pairwise(levels) for note in _gap(lower, upper)]
    return _steps(steps, [*floor, *rest]), tuple(notes)


def _lower_step(level: Stretch) -> dict[str, Any]:
    return {"at_least" if level.low_in else "more_than": level.low, "points": level.points}


def _upper_step(level: Stretch) -> dict[str, Any]:
    return {"at_most" if level.high_in else "less_than": level.high, "points": level.points}


def _steps(steps: list[dict[str, Any]], floors: Sequence[Number]) -> dict[str, Any]:
    return {"kind": "steps", "steps": steps, "otherwise": floors[0] if floors else 0}


def _gap(lower: Stretch, upper: Stretch) -> list[str]:
    """What the sentence says nothing of, between two levels."""
    end, start = lower.high, upper.low
    if end is None or start is None or (end == start and lower.high_in != upper.low_in):
        return []
    if end == start and not lower.high_in and not upper.low_in:
        return [_("Nothing is said of exactly %(value)s.") % {"value": number_text(end)}]
    if end < start:
        if _counted(lower, upper) and end + 1 == start:
            return []
        values = {"low": number_text(end), "high": number_text(start)}
        return [_("Nothing is said of values between %(low)s and %(high)s; check the level they fall in.") % values]
    return [_("Two levels overlap at %(value)s; the better one is taken.") % {"value": number_text(start)}]


def _counted(*levels: Stretch) -> bool:
    """Things, not shares: between 2 and 3 there is nothing."""
    return all(level.unit not in ("", "%") for level in levels)
