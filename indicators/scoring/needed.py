"""What value would have earned the points that were lost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from indicators.scoring.arithmetic import ONE, ZERO, exponential
from indicators.scoring.intervals import Interval
from indicators.scoring.lines import Line, Span
from indicators.scoring.rules import RULES
from indicators.scoring.transform import transformed

_WHOLE = frozenset({"count", "date", "yes_no"})


@dataclass(frozen=True, slots=True)
class Needed:
    """A value (and its numerator over an unchanged denominator) that earns at least ``points``.

    ``part`` is the stretch of transformed values that do.
    """

    points: Fraction
    value: Fraction
    part: Interval
    n: Fraction | None = None
    d: Fraction | None = None


def best_points(line: Line, span: Span | None = None) -> Fraction:
    """The most the line's rule can give, within the range of its scope."""
    return RULES[line.rule["kind"]].best(line.rule, line, span)


def needed(
    line: Line,
    points: Fraction,
    *,
    value: Fraction | None = None,
    n: Fraction | None = None,
    d: Fraction | None = None,
    span: Span | None = None,
) -> Needed | None:
    """The nearest value to the present one that earns at least ``points``; None where none does.

    With whole ``n`` of ``d`` the answer is a whole numerator; counts, dates and yes/no are whole.
    """
    parts = RULES[line.rule["kind"]].earning(line.rule, line, points, span)
    if not parts:
        return None
    known = None if value is None else transformed(line, value)
    part = parts[-1] if known is None else min(parts, key=lambda each: each.distance(known))
    if line.measure.has_parts and n is not None and d:
        return _of_parts(line, points, part, Fraction(n), Fraction(d))
    found = next(_candidates(line, part, value, _grain(line)), None)
    return None if found is None else Needed(points, found, part)


def _of_parts(line: Line, points: Fraction, part: Interval, n: Fraction, d: Fraction) -> Needed | None:
    """The nearest numerator of the same denominator."""
    times = Fraction(100 if line.measure.is_percent else 1) / d
    grain = times if n.denominator == d.denominator == 1 else times * _grain(line)
    found = next(_candidates(line, part, n * times, grain), None)
    return None if found is None else Needed(points, found, part, found / times, d)


def _grain(line: Line) -> Fraction:
    return ONE if line.measure.kind in _WHOLE else Fraction(1, 10**line.measure.decimals)


def _candidates(line: Line, part: Interval, value: Fraction | None, grain: Fraction) -> Iterator[Fraction]:
    """Round values at the near end of the stretch, then ever finer ones; only those that are inside."""
    low, high = _raw(line, part.low), _raw(line, part.high)
    upward = low is not None and (high is None or value is None or value <= low)
    near, sign, nearest = (low, 1, ceil) if upward else (high, -1, floor)
    for finer in (1, 10**3, 10**12, 10**40):
        step = grain / finer
        start = nearest((near or ZERO) / step)
        yield from _those_inside(line, part, ((start + sign * away) * step for away in range(3)))
    yield from _those_inside(line, part, (end for end in (low, high) if end is not None))


def _those_inside(line: Line, part: Interval, values: Iterable[Fraction]) -> Iterator[Fraction]:
    for value in values:
        seen = transformed(line, value)
        if seen is not None and seen in part:
            yield value


def _raw(line: Line, end: Fraction | None) -> Fraction | None:
    return end if end is None or line.transform != "log" else exponential(end)
