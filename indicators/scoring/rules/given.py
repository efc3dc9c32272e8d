"""Given: the appraiser's points themselves. Entry refuses what lies outside 0…max; here it is held there."""

from fractions import Fraction

from indicators.scoring.arithmetic import ZERO
from indicators.scoring.intervals import EVERYTHING, Interval
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.rule import Params, Rule
from indicators.scoring.text import Text
from indicators.scoring.wording import points_text


class Given(Rule):
    kind = "given"
    measures = frozenset({"points"})

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        most, (most_top, most_bottom) = line.max_points, line.max_points.as_integer_ratio()

        def points(value: Fraction) -> Fraction:
            if value.numerator < 0:
                return ZERO
            return value if value.numerator * most_bottom <= most_top * value.denominator else most

        return points

    def earning(self, params: Params, line: Line, points: Fraction, span: Span | None = None) -> list[Interval]:
        if points <= 0:
            return [EVERYTHING]
        return [Interval(points, line.max_points)] if points <= line.max_points else []

    def sentence(self, params: Params, line: Line) -> Text:
        most = points_text(line.max_points)
        return Text(
            f"điểm do đơn vị thẩm định chấm, từ 0 đến {most.vi}", f"points given by the verifying unit, 0 to {most.en}"
        )


RULE = Given()
