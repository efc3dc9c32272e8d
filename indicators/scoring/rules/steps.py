"""Steps: the points of the first step whose comparison holds, else ``otherwise``."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from indicators.scoring.arithmetic import rational
from indicators.scoring.comparisons import COMPARISONS, comparison_faults, comparison_of, points_faults
from indicators.scoring.intervals import Interval, earning, pieces
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.rule import Params, Rule
from indicators.scoring.sketch import Sketch, missing
from indicators.scoring.text import Text
from indicators.scoring.wording import pieces_sentence


class Steps(Rule):
    kind = "steps"
    optional = ("otherwise",)
    others = ("steps",)

    def check(self, params: Params, line: Sketch) -> list[Text]:
        steps = params.get("steps")
        if not isinstance(steps, list | tuple) or not steps:
            return [Text("steps phải là danh sách có ít nhất một mức", "steps must be a list of at least one step")]
        faults = points_faults(params, line, "otherwise")
        for at, step in enumerate(steps, 1):
            faults += [Text(f"mức {at}: ", f"step {at}: ") + fault for fault in _step_faults(step, line)]
        return faults

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

    def best(self, params: Params, line: Line, span: Span | None = None) -> Fraction:
        return max(earned for _, earned in self._pieces(params, line))

    def earning(self, params: Params, line: Line, points: Fraction, span: Span | None = None) -> list[Interval]:
        return earning(self._pieces(params, line), points)

    def sentence(self, params: Params, line: Line) -> Text:
        return pieces_sentence(line, self._pieces(params, line))

    def _pieces(self, params: Params, line: Line) -> list[tuple[Interval, Fraction]]:
        return pieces(self.compile(params, line), [comparison_of(step)[1] for step in params["steps"]])


def _step_faults(step: Any, line: Sketch) -> list[Text]:
    if not isinstance(step, Mapping):
        return [Text("phải gồm một phép so sánh và points", "must be a comparison and points")]
    absent = [] if "points" in step else [missing("points")]
    return absent + comparison_faults(step, line, points_key="points", others=set())


def _compiled(step: Params) -> tuple:
    name, bound = comparison_of(step)
    return COMPARISONS[name], bound.numerator, bound.denominator, rational(step["points"])


RULE = Steps()
