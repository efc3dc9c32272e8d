"""Given: the appraiser's points themselves. Entry refuses what lies outside 0…max; here it is held there."""

from fractions import Fraction

from indicators.scoring.arithmetic import ZERO
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.rule import Params, Rule


class Given(Rule):
    kind = "given"

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        most_top, most_bottom = line.max_points.as_integer_ratio()

        def points(value: Fraction) -> Fraction:
            if value.numerator < 0:
                return ZERO
            return value if value.numerator * most_bottom <= most_top * value.denominator else line.max_points

        return points


RULE = Given()
