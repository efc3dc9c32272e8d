"""Threshold: the maximum where one comparison holds, else ``otherwise``."""

from fractions import Fraction

from indicators.scoring.arithmetic import rational
from indicators.scoring.comparisons import COMPARISONS, comparison_faults, comparison_of
from indicators.scoring.intervals import Interval, earning, pieces
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.rule import Params, Rule
from indicators.scoring.sketch import Sketch
from indicators.scoring.text import Text
from indicators.scoring.wording import pieces_sentence


class Threshold(Rule):
    kind = "threshold"
    others = (*COMPARISONS, "otherwise")

    def check(self, params: Params, line: Sketch) -> list[Text]:
        return comparison_faults(params, line, points_key="otherwise", others={"kind"})

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        name, bound = comparison_of(params)
        holds, reached, otherwise = COMPARISONS[name], line.max_points, rational(params.get("otherwise", 0))

        def points(value: Fraction) -> Fraction:
            return reached if holds(value, bound) else otherwise

        return points

    def earning(self, params: Params, line: Line, points: Fraction, span: Span | None = None) -> list[Interval]:
        return earning(self._pieces(params, line), points)

    def sentence(self, params: Params, line: Line) -> Text:
        return pieces_sentence(line, self._pieces(params, line))

    def _pieces(self, params: Params, line: Line) -> list[tuple[Interval, Fraction]]:
        return pieces(self.compile(params, line), [comparison_of(params)[1]])


RULE = Threshold()
