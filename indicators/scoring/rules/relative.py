"""Relative: min–max rescaled onto ``scale``, between goalposts or the units' own extremes."""

from fractions import Fraction

from indicators.scoring.arithmetic import rational
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.ramp import ramp
from indicators.scoring.rule import Params, Rule


class Relative(Rule):
    kind = "relative"

    def scope(self, params: Params) -> str | None:
        return None if params.get("goalposts") else params.get("scope", "campaign")

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        low, high = map(rational, params["scale"])
        span = posts(params) or span
        if span is None:
            equal = all_equal(params)
            return lambda value: equal
        worst, best = span if params["better"] == "higher" else span[::-1]
        return ramp(worst, best, low, high)


def posts(params: Params) -> Span | None:
    """The fixed range of the file, None where the units' values make it."""
    goalposts = params.get("goalposts")
    return None if not goalposts else (rational(goalposts[0]), rational(goalposts[1]))


def all_equal(params: Params) -> Fraction:
    """The points of every unit where there is no range."""
    low, high = map(rational, params["scale"])
    return {"top": high, "bottom": low}.get(params.get("all_equal", "middle"), (low + high) / 2)


RULE = Relative()
