"""Proportional: points rise evenly from ``zero_at`` to ``full_at`` (falling when zero_at is larger)."""

from fractions import Fraction

from indicators.scoring.arithmetic import ZERO, rational
from indicators.scoring.intervals import Interval
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.ramp import Ramp
from indicators.scoring.rule import Params, Rule
from indicators.scoring.sketch import Sketch
from indicators.scoring.text import Text
from indicators.scoring.wording import ramp_sentence


class Proportional(Rule):
    kind = "proportional"
    required = ("full_at",)
    optional = ("zero_at",)

    def check(self, params: Params, line: Sketch) -> list[Text]:
        if rational(params["full_at"]) != rational(params.get("zero_at", 0)):
            return []
        return [Text("full_at và zero_at (mặc định 0) phải khác nhau", "full_at must differ from zero_at (default 0)")]

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        return _ramp(params, line).function()

    def earning(self, params: Params, line: Line, points: Fraction, span: Span | None = None) -> list[Interval]:
        return _ramp(params, line).earning(points)

    def sentence(self, params: Params, line: Line) -> Text:
        return ramp_sentence(line, _ramp(params, line))


def _ramp(params: Params, line: Line) -> Ramp:
    return Ramp(rational(params.get("zero_at", 0)), rational(params["full_at"]), ZERO, line.max_points)


RULE = Proportional()
