"""Increments: base points, and more for each whole increment above the base value, up to ``cap``."""

from fractions import Fraction
from math import ceil

from indicators.scoring.arithmetic import rational
from indicators.scoring.comparisons import points_faults
from indicators.scoring.intervals import EVERYTHING, Interval, from_
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.rule import Params, Rule
from indicators.scoring.sketch import Sketch, missing
from indicators.scoring.text import Text
from indicators.scoring.wording import in_measure, points_text


class Increments(Rule):
    """Whole increments only: 99 of 100 more give nothing yet (Resolution 1211/2016/UBTVQH13, Article 14)."""

    kind = "increments"
    required = ("base_value", "base_points", "per", "points_each")
    optional = ("cap",)

    def check(self, params: Params, line: Sketch) -> list[Text]:
        faults = [
            Text(f"{key} phải lớn hơn 0", f"{key} must be above 0")
            for key in ("per", "points_each")
            if rational(params[key]) <= 0
        ]
        faults += points_faults(params, line, "base_points") + points_faults(params, line, "cap")
        return faults or _reach_faults(params, line)

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        base, start = rational(params["base_value"]), rational(params["base_points"])
        per, each = rational(params["per"]), rational(params["points_each"])
        cap = self.best(params, line)

        def points(value: Fraction) -> Fraction:
            if value <= base:
                return start
            return min(start + each * ((value - base) // per), cap)

        return points

    def best(self, params: Params, line: Line, span: Span | None = None) -> Fraction:
        cap = params.get("cap")
        return line.max_points if cap is None else min(rational(cap), line.max_points)

    def earning(self, params: Params, line: Line, points: Fraction, span: Span | None = None) -> list[Interval]:
        start, each = rational(params["base_points"]), rational(params["points_each"])
        if points > self.best(params, line):
            return []
        if points <= start:
            return [EVERYTHING]
        return [from_(rational(params["base_value"]) + ceil((points - start) / each) * rational(params["per"]))]

    def sentence(self, params: Params, line: Line) -> Text:
        base, per = (in_measure(line.measure, rational(params[key])) for key in ("base_value", "per"))
        start, each = (points_text(rational(params[key])) for key in ("base_points", "points_each"))
        cap = points_text(self.best(params, line))
        return Text(
            f"đến {base.vi}: {start.vi}; cứ thêm đủ {per.vi} được thêm {each.vi}, tối đa {cap.vi}",
            f"up to {base.en}: {start.en}; each full {per.en} more adds {each.en}, at most {cap.en}",
        )


def _reach_faults(params: Params, line: Sketch) -> list[Text]:
    """The base within the cap; without a cap, the highest value must not lead past the maximum."""
    base = rational(params["base_points"])
    if "cap" in params:
        cap = rational(params["cap"])
        return [] if base <= cap else [Text("base_points lớn hơn cap", "base_points is above cap")]
    if line.max_points is None or (line.highest is not None and _reached(params, line.highest) <= line.max_points):
        return []
    return [missing("cap")]


def _reached(params: Params, value: Fraction) -> Fraction:
    base, start, per, each = (rational(params[key]) for key in Increments.required)
    return start + each * max((value - base) // per, 0)


RULE = Increments()
