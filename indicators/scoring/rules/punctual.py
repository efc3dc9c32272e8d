"""Punctual: the maximum on or before the due date, then less per day late, down to ``floor``."""

from fractions import Fraction

from indicators.scoring.arithmetic import rational
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.rule import Params, Rule


class Punctual(Rule):
    kind = "punctual"

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        due, most = line.due, line.max_points
        each, floor = rational(params["minus_per_day"]), rational(params.get("floor", 0))

        def points(value: Fraction) -> Fraction:
            late = value - due
            return most if late <= 0 else max(most - each * late, floor)

        return points


RULE = Punctual()
