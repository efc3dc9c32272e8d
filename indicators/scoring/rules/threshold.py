"""Threshold: the maximum where one comparison holds, else ``otherwise``."""

from fractions import Fraction

from indicators.scoring.arithmetic import rational
from indicators.scoring.comparisons import COMPARISONS, comparison_of
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.rule import Params, Rule


class Threshold(Rule):
    kind = "threshold"

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        name, bound = comparison_of(params)
        holds, reached, otherwise = COMPARISONS[name], line.max_points, rational(params.get("otherwise", 0))

        def points(value: Fraction) -> Fraction:
            return reached if holds(value, bound) else otherwise

        return points


RULE = Threshold()
