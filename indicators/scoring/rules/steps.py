"""Steps: the points of the first step whose comparison holds, else ``otherwise``."""

from fractions import Fraction

from indicators.scoring.arithmetic import rational
from indicators.scoring.comparisons import COMPARISONS, comparison_of
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.rule import Params, Rule


class Steps(Rule):
    kind = "steps"

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        otherwise = rational(params.get("otherwise", 0))
        steps = [_compiled(step) for step in params["steps"]]

        def points(value: Fraction) -> Fraction:
            top, bottom = value.numerator, value.denominator
            for holds, bound_top, bound_bottom, reached in steps:
                if holds(top * bound_bottom, bound_top * bottom):
                    return reached
            return otherwise

        return points


def _compiled(step: Params) -> tuple:
    name, bound = comparison_of(step)
    return COMPARISONS[name], bound.numerator, bound.denominator, rational(step["points"])


RULE = Steps()
