"""Increments: base points, and more for each whole increment above the base value, up to ``cap``."""

from fractions import Fraction

from indicators.scoring.arithmetic import rational
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.rule import Params, Rule


class Increments(Rule):
    kind = "increments"

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        base, start = rational(params["base_value"]), rational(params["base_points"])
        per, each = rational(params["per"]), rational(params["points_each"])
        cap = limit(params, line)

        def points(value: Fraction) -> Fraction:
            if value <= base:
                return start
            reached = start + each * ((value - base) // per)
            return reached if cap is None else min(reached, cap) if each > 0 else max(reached, cap)

        return points


def limit(params: Params, line: Line) -> Fraction | None:
    """Where the increments end: the cap, else the maximum; for increments that deduct, -cap or nowhere."""
    cap = params.get("cap")
    if rational(params["points_each"]) < 0:
        return None if cap is None else -abs(rational(cap))
    return line.max_points if cap is None else min(rational(cap), line.max_points)


RULE = Increments()
