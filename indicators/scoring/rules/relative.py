"""Relative: min–max rescaled onto ``scale``, between goalposts or the units' own extremes."""

from fractions import Fraction
from typing import Any

from indicators.scoring.arithmetic import rational
from indicators.scoring.intervals import EVERYTHING, Interval
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.ramp import Ramp
from indicators.scoring.rule import Params, Rule
from indicators.scoring.sketch import Sketch, clean_number
from indicators.scoring.text import Text, joined
from indicators.scoring.wording import points_text, ramp_sentence

_CHOICES = {
    "better": ("higher", "lower"),
    "scope": ("campaign", "block"),
    "all_equal": ("top", "middle", "bottom"),
}


class Relative(Rule):
    """As PCI and DDCI rescale: 9·(x − min)/(max − min) + 1, or 11 less that where lower is better."""

    kind = "relative"
    others = ("better", "scale", "scope", "goalposts", "all_equal")

    def check(self, params: Params, line: Sketch) -> list[Text]:
        chosen = {"better": None, **params}
        faults = [_choice(key, values) for key, values in _CHOICES.items() if chosen.get(key, values[0]) not in values]
        faults += _pair_faults("scale", params.get("scale"))
        if params.get("goalposts") is not None:
            faults += _pair_faults("goalposts", params["goalposts"])
        return faults or _scale_faults(params, line)

    def scope(self, params: Params) -> str | None:
        return None if params.get("goalposts") else params.get("scope", "campaign")

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        slope = _ramp(params, span)
        if slope:
            return slope.function()
        equal = _all_equal(params)
        return lambda value: equal

    def best(self, params: Params, line: Line, span: Span | None = None) -> Fraction:
        return rational(params["scale"][1]) if _ramp(params, span) else _all_equal(params)

    def earning(self, params: Params, line: Line, points: Fraction, span: Span | None = None) -> list[Interval]:
        slope = _ramp(params, span)
        if slope:
            return slope.earning(points)
        return [EVERYTHING] if points <= _all_equal(params) else []

    def sentence(self, params: Params, line: Line) -> Text:
        slope = _ramp(params, None)
        return ramp_sentence(line, slope) if slope else _compared(params)


def _ramp(params: Params, span: Span | None) -> Ramp | None:
    """Between the goalposts of the file, else the extremes of the units; None where there are none."""
    goalposts = params.get("goalposts")
    ends = tuple(map(rational, goalposts)) if goalposts else span
    if ends is None:
        return None
    worst, best = ends if params["better"] == "higher" else ends[::-1]
    return Ramp(worst, best, *map(rational, params["scale"]))


def _all_equal(params: Params) -> Fraction:
    low, high = map(rational, params["scale"])
    return {"top": high, "bottom": low}.get(params.get("all_equal", "middle"), (low + high) / 2)


def _compared(params: Params) -> Text:
    low, high = (points_text(rational(end)) for end in params["scale"])
    where = Text("trong cụm, khối", "of the block") if params.get("scope") == "block" else Text("", "of all units")
    ends = (Text("cao nhất", "highest"), Text("thấp nhất", "lowest"))
    best, worst = ends if params["better"] == "higher" else ends[::-1]
    parts = [
        Text(f"đơn vị {best.vi} {where.vi}".rstrip() + f": {high.vi}", f"the {best.en} {where.en}: {high.en}"),
        Text(f"đơn vị {worst.vi}: {low.vi}", f"the {worst.en}: {low.en}"),
        Text("các đơn vị khác tính theo khoảng cách giữa hai mức", "the others in proportion between the two"),
    ]
    return joined(parts, "; ")


def _choice(key: str, values: tuple[str, ...]) -> Text:
    shown = ", ".join(values)
    return Text(f"{key} phải là một trong {shown}", f"{key} must be one of {shown}")


def _pair_faults(key: str, pair: Any) -> list[Text]:
    if isinstance(pair, list | tuple) and len(pair) == 2:
        low, high = clean_number(pair[0]), clean_number(pair[1])
        if low is not None and high is not None and low < high:
            return []
    return [Text(f"{key} phải là hai số tăng dần", f"{key} must be two rising numbers")]


def _scale_faults(params: Params, line: Sketch) -> list[Text]:
    low, high = (rational(end) for end in params["scale"])
    faults = [] if line.holds(low) else [Text("scale không được dưới 0", "scale must not go below 0")]
    if line.max_points is not None and high != line.max_points:
        faults.append(Text("scale[1] phải bằng điểm tối đa", "scale[1] must equal max_points"))
    return faults


RULE = Relative()
