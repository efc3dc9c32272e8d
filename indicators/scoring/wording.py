"""Values, points and stretches of values as phrases, in both languages."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from indicators.scoring.arithmetic import exponential
from indicators.scoring.intervals import Interval
from indicators.scoring.lines import Line, Measure
from indicators.scoring.ramp import Ramp
from indicators.scoring.text import Text, day, decimals_to_tell, joined, number, plain, rounded

YES, NO = Text("có", "yes"), Text("không", "no")
_FLAT = {"yes_no", "date"}


def points_text(points: Fraction) -> Text:
    """10 điểm, 0,5 điểm; 10 points, 1 point."""
    shown = plain(points)
    return Text(f"{shown.vi} điểm", f"{shown.en} point{'' if points == 1 else 's'}")


def with_unit(shown: Text, measure: Measure) -> Text:
    """A figure with the unit of its measure: 98 % and 98%, 3 vụ việc and 3 case."""
    if measure.unit is None:
        return shown
    if measure.is_percent:
        return Text(f"{shown.vi} %", f"{shown.en}%")
    return Text(f"{shown.vi} {measure.unit.vi}", f"{shown.en} {measure.unit.en}")


def in_measure(measure: Measure, value: Fraction) -> Text:
    """A bound of a rule: as exact as it was written, with its unit."""
    if measure.kind in _FLAT:
        return _flat(measure, value)
    return with_unit(plain(value), measure)


def shown_value(measure: Measure, value: Fraction, marks: Sequence[Fraction] = ()) -> Text:
    """A unit's value, with as many decimals as it takes to tell it from every mark of its rule."""
    if measure.kind in _FLAT:
        return _flat(measure, value)
    if value.denominator == 1 or value == rounded(value, measure.decimals):
        decimals = 0 if value.denominator == 1 else measure.decimals
    else:
        decimals = decimals_to_tell(value, list(marks), measure.decimals + 1)
    return with_unit(number(value, decimals), measure)


def phrase(line: Line, part: Interval) -> Text:
    """A stretch of values of the line in words: từ 95 % đến dưới 98 %."""
    part = _raw(line, part)
    if line.measure.kind == "yes_no":
        return YES
    if line.measure.kind == "count":
        part = _whole(part)
    if part.low is not None and part.low == line.measure.highest and part.low_in:
        return in_measure(line.measure, part.low)
    low = None if part.low is None else in_measure(line.measure, part.low)
    high = None if part.high is None else in_measure(line.measure, part.high)
    if line.measure.kind == "date":
        return _until(high)
    return _between(part, low, high) if low and high else _one_sided(part, low, high)


def pieces_sentence(line: Line, stretches: Sequence[tuple[Interval, Fraction]]) -> Text:
    """Stretches with their points, the best first: từ 98 % trở lên: 10 điểm; …"""
    levels = sorted({earned for _, earned in stretches}, reverse=True)
    return joined([_level(line, stretches, earned) for earned in levels], "; ")


def ramp_sentence(line: Line, slope: Ramp) -> Text:
    """The full value, what happens short of it, and where nothing is left."""
    rising = slope.full > slope.zero
    full, zero = Interval(low=slope.full), Interval(high=slope.zero)
    if not rising:
        full, zero = Interval(high=slope.full), Interval(low=slope.zero)
    short = Text("thấp hơn", "below that") if rising else Text("cao hơn", "above that")
    parts = [
        _earns(phrase(line, full), slope.high),
        short + Text(" tính theo tỷ lệ", " in proportion"),
        _earns(phrase(line, zero), slope.low),
    ]
    return joined(parts[:2] if rising and not slope.zero and not slope.low else parts, "; ")


def _level(line: Line, stretches: Sequence[tuple[Interval, Fraction]], earned: Fraction) -> Text:
    own = [phrase(line, part) for part, points in stretches if points == earned]
    return _earns(joined(own, " hoặc ", " or "), earned)


def _earns(what: Text, points: Fraction) -> Text:
    return joined([what, points_text(points)], ": ")


def _flat(measure: Measure, value: Fraction) -> Text:
    if measure.kind == "date":
        return day(value)
    return YES if value else NO


def _raw(line: Line, part: Interval) -> Interval:
    """Before the transform, for people, who think in values and not in their logarithms."""
    if line.transform != "log":
        return part
    decimals = line.measure.decimals
    low, high = (None if end is None else rounded(exponential(end), decimals) for end in (part.low, part.high))
    return replace(part, low=low, high=high)


def _whole(part: Interval) -> Interval:
    """Counts go in whole numbers: more than 0 and up to 1 is 1, and from 0.2 is from 1."""
    low, high = part.low, part.high
    if low is not None:
        low = Fraction(ceil(low) if part.low_in else floor(low) + 1)
    if high is not None:
        high = Fraction(floor(high) if part.high_in else ceil(high) - 1)
    return Interval(Fraction(0) if high == 0 else low, high)


def _until(high: Text | None) -> Text:
    if high is None:
        return Text("ngày bất kỳ", "any date")
    return Text(f"chậm nhất ngày {high.vi}", f"on {high.en} at the latest")


def _between(part: Interval, low: Text, high: Text) -> Text:
    if part.low == part.high:
        return low
    starts = Text("từ", "from") if part.low_in else Text("trên", "more than")
    ends = Text("đến", "to") if part.high_in else Text("đến dưới", "to less than")
    return Text(f"{starts.vi} {low.vi} {ends.vi} {high.vi}", f"{starts.en} {low.en} {ends.en} {high.en}")


def _one_sided(part: Interval, low: Text | None, high: Text | None) -> Text:
    if low:
        if part.low_in:
            return Text(f"từ {low.vi} trở lên", f"{low.en} or more")
        return Text(f"trên {low.vi}", f"more than {low.en}")
    if high:
        if part.high_in:
            return Text(f"không quá {high.vi}", f"at most {high.en}")
        return Text(f"dưới {high.vi}", f"less than {high.en}")
    return Text("mọi giá trị", "any value")
