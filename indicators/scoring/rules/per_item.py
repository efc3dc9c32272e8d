"""Per item: so many points for each item beyond the ``free`` ones, at most ``cap``; negative deducts."""

from fractions import Fraction

from indicators.scoring.arithmetic import ZERO, rational
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.ramp import ramp
from indicators.scoring.rule import Params, Rule


class PerItem(Rule):
    kind = "per_item"

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        each, free = rational(params["points_each"]), rational(params.get("free", 0))
        cap = limit(params, line)
        if cap is None:
            return _unlimited(each, free)
        return ramp(free, free + cap / abs(each), ZERO, cap if each > 0 else -cap) if cap else _nothing


def limit(params: Params, line: Line) -> Fraction | None:
    """The most that counts: the cap, for a bonus never above the maximum; a deduction may have none."""
    cap = params.get("cap")
    if rational(params["points_each"]) < 0:
        return None if cap is None else rational(cap)
    return line.max_points if cap is None else min(rational(cap), line.max_points)


def _unlimited(each: Fraction, free: Fraction) -> Points:
    return lambda value: each * (value - free) if value > free else ZERO


def _nothing(value: Fraction) -> Fraction:
    return ZERO


RULE = PerItem()
