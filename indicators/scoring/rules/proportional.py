"""Proportional: points rise evenly from ``zero_at`` to ``full_at`` (falling when zero_at is larger)."""

from indicators.scoring.arithmetic import ZERO, rational
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.ramp import ramp
from indicators.scoring.rule import Params, Rule


class Proportional(Rule):
    kind = "proportional"

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        zero, full = rational(params.get("zero_at", 0)), rational(params["full_at"])
        return ramp(zero, full, ZERO, line.max_points)


RULE = Proportional()
