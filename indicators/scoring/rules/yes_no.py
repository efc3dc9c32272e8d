"""Yes/no: the maximum for yes (1), nothing for no (0)."""

from fractions import Fraction

from indicators.scoring.arithmetic import ONE, ZERO
from indicators.scoring.intervals import EVERYTHING, Interval, from_
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.rule import Params, Rule
from indicators.scoring.text import Text
from indicators.scoring.wording import points_text


class YesNo(Rule):
    kind = "yes_no"
    measures = frozenset({"yes_no"})

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        reached = line.max_points
        return lambda value: reached if value else ZERO

    def earning(self, params: Params, line: Line, points: Fraction, span: Span | None = None) -> list[Interval]:
        if points <= 0:
            return [EVERYTHING]
        return [from_(ONE)] if points <= line.max_points else []

    def sentence(self, params: Params, line: Line) -> Text:
        most = points_text(line.max_points)
        return Text(f"có: {most.vi}; không: 0 điểm", f"yes: {most.en}; no: 0 points")


RULE = YesNo()
