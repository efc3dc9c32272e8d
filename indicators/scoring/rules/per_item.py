"""Per item: so many points for each item beyond the ``free`` ones, at most ``cap``; negative deducts."""

from fractions import Fraction

from indicators.scoring.arithmetic import ZERO, rational
from indicators.scoring.intervals import EVERYTHING, Interval, up_to
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.ramp import Ramp
from indicators.scoring.rule import Params, Rule
from indicators.scoring.sketch import Sketch, deduction_faults, missing
from indicators.scoring.text import Text, joined
from indicators.scoring.wording import in_measure, points_text


class PerItem(Rule):
    kind = "per_item"
    required = ("points_each",)
    optional = ("free", "cap")

    def check(self, params: Params, line: Sketch) -> list[Text]:
        each, cap = rational(params["points_each"]), rational(params.get("cap", 0))
        if not each:
            return [Text("points_each phải khác 0", "points_each must not be 0")]
        negative = [Text("cap không được âm", "cap must not be negative")] if cap < 0 else []
        return negative + (deduction_faults(line) if each < 0 else _cap_faults(params, line, cap))

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        each, free = rational(params["points_each"]), rational(params.get("free", 0))
        slope = _ramp(params, line)
        if slope:
            return slope.function()
        return (
            (lambda value: each * (value - free) if value > free else ZERO) if _limit(params, line) is None else _none
        )

    def best(self, params: Params, line: Line, span: Span | None = None) -> Fraction:
        return ZERO if rational(params["points_each"]) < 0 else _limit(params, line) or ZERO

    def earning(self, params: Params, line: Line, points: Fraction, span: Span | None = None) -> list[Interval]:
        slope = _ramp(params, line)
        if slope:
            return slope.earning(points)
        if _limit(params, line) is not None:
            return [EVERYTHING] if points <= 0 else []
        each, free = rational(params["points_each"]), rational(params.get("free", 0))
        return [] if points > 0 else [up_to(free + points / each)]

    def sentence(self, params: Params, line: Line) -> Text:
        each, limit = rational(params["points_each"]), _limit(params, line)
        parts = [_each(_item(line), points_text(abs(each)), deducts=each < 0)]
        parts += [_after(rational(params["free"]), line)] if params.get("free") else []
        parts += [] if limit is None else [_at_most(limit, each)]
        return joined(parts, ", ")


def _none(value: Fraction) -> Fraction:
    return ZERO


def _limit(params: Params, line: Line) -> Fraction | None:
    """The most that counts: the cap, for a bonus never above the maximum; a deduction may have none."""
    cap = params.get("cap")
    if rational(params["points_each"]) < 0:
        return None if cap is None else rational(cap)
    return line.max_points if cap is None else min(rational(cap), line.max_points)


def _ramp(params: Params, line: Line) -> Ramp | None:
    """Its shape, where something limits it and something counts."""
    each, free, limit = rational(params["points_each"]), rational(params.get("free", 0)), _limit(params, line)
    if not limit:
        return None
    return Ramp(free, free + limit / abs(each), ZERO, limit if each > 0 else -limit)


def _cap_faults(params: Params, line: Sketch, cap: Fraction) -> list[Text]:
    if "cap" not in params:
        return [missing("cap")]
    if line.max_points is None or cap <= line.max_points:
        return []
    return [Text("cap không được lớn hơn điểm tối đa", "cap must not be above max_points")]


def _item(line: Line) -> Text:
    one = in_measure(line.measure, Fraction(1))
    if line.measure.unit is None:
        return Text("đơn vị tính", "one")
    return one if line.measure.is_percent else Text(one.vi.removeprefix("1 "), one.en.removeprefix("1 "))


def _each(item: Text, earned: Text, *, deducts: bool) -> Text:
    return Text(
        f"mỗi {item.vi} {'trừ' if deducts else 'được'} {earned.vi}",
        f"each {item.en} {'deducts' if deducts else 'earns'} {earned.en}",
    )


def _after(free: Fraction, line: Line) -> Text:
    shown = in_measure(line.measure, free)
    return Text(f"không tính {shown.vi} đầu", f"the first {shown.en} not counted")


def _at_most(limit: Fraction, each: Fraction) -> Text:
    most = points_text(limit)
    return Text(f"{'trừ ' if each < 0 else ''}tối đa {most.vi}", f"at most {most.en}")


RULE = PerItem()
