"""Stretches of values, and which of them earn what: the way back from points to values."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.scoring.lines import Points


@dataclass(frozen=True, slots=True)
class Interval:
    """Values between ``low`` and ``high``; None is unbounded, ``*_in`` says whether the end belongs."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_in: bool = True
    high_in: bool = True

    def __contains__(self, value: Fraction) -> bool:
        return self.side(value) == 0

    def side(self, value: Fraction) -> int:
        """-1 where the value lies below, 0 inside, 1 above."""
        if self.low is not None and (value < self.low or (value == self.low and not self.low_in)):
            return -1
        if self.high is not None and (value > self.high or (value == self.high and not self.high_in)):
            return 1
        return 0

    def distance(self, value: Fraction) -> Fraction:
        """How far the value is from the nearer end; 0 inside."""
        side = self.side(value)
        end = self.low if side < 0 else self.high
        return abs(end - value) if side and end is not None else Fraction(0)


EVERYTHING = Interval()


def from_(low: Fraction) -> Interval:
    """``low`` and above."""
    return Interval(low=low)


def up_to(high: Fraction) -> Interval:
    """``high`` and below."""
    return Interval(high=high)


def pieces(points: Points, bounds: Iterable[Fraction]) -> list[tuple[Interval, Fraction]]:
    """A function constant between the bounds, as stretches in rising order; equal neighbours are one."""
    found: list[tuple[Interval, Fraction]] = []
    for part in _parts(sorted(set(bounds))):
        earned = points(_inside(part))
        if found and found[-1][1] == earned:
            part = _both(found.pop()[0], part)
        found.append((part, earned))
    return found


def earning(stretches: Sequence[tuple[Interval, Fraction]], points: Fraction) -> list[Interval]:
    """The stretches with at least so many points; neighbours are put together."""
    found: list[Interval] = []
    for part, earned in stretches:
        if earned < points:
            continue
        if found and _touch(found[-1], part):
            part = _both(found.pop(), part)
        found.append(part)
    return found


def _parts(bounds: list[Fraction]) -> Iterator[Interval]:
    """Below the first bound, the bound itself, between it and the next, … above the last."""
    before: Fraction | None = None
    for bound in bounds:
        yield Interval(before, bound, low_in=False, high_in=False)
        yield Interval(bound, bound)
        before = bound
    yield Interval(before, None, low_in=False)


def _inside(part: Interval) -> Fraction:
    if part.low is None:
        return Fraction(0) if part.high is None else part.high - 1
    return part.low + 1 if part.high is None else (part.low + part.high) / 2


def _both(first: Interval, second: Interval) -> Interval:
    return Interval(first.low, second.high, first.low_in, second.high_in)


def _touch(first: Interval, second: Interval) -> bool:
    return first.high == second.low and (first.high_in or second.low_in)
