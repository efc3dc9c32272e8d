"""A straight line between two points, flat outside: the shape of most rules."""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from indicators.scoring.intervals import EVERYTHING, Interval, from_, up_to
from indicators.scoring.lines import Points


@dataclass(frozen=True, slots=True)
class Ramp:
    """``low`` points at ``zero`` and beyond, ``high`` at ``full`` and beyond, linear between.

    ``zero`` may lie above ``full`` (less is better) and ``low`` above ``high`` (a deduction);
    ``zero`` and ``full`` differ.
    """

    zero: Fraction
    full: Fraction
    low: Fraction
    high: Fraction

    def function(self) -> Points:
        """The points of a value. Integers inside: one reduction instead of four fraction operations."""
        slope = (self.high - self.low) / (self.full - self.zero)
        offset = self.low - self.zero * slope
        under = lcm(slope.denominator, offset.denominator)
        a, b = int(slope * under), int(offset * under)
        zero_top, zero_under = self.zero.as_integer_ratio()
        full_top, full_under = self.full.as_integer_ratio()
        rising, low, high = self.full > self.zero, self.low, self.high

        def points(value: Fraction) -> Fraction:
            top, bottom = value.numerator, value.denominator
            past_zero = top * zero_under - zero_top * bottom
            if past_zero <= 0 if rising else past_zero >= 0:
                return low
            past_full = top * full_under - full_top * bottom
            if past_full >= 0 if rising else past_full <= 0:
                return high
            return Fraction(a * top + b * bottom, under * bottom)

        return points

    def earning(self, points: Fraction) -> list[Interval]:
        """The values that earn at least so many points."""
        worst, best = min(self.low, self.high), max(self.low, self.high)
        if points <= worst:
            return [EVERYTHING]
        if points > best:
            return []
        edge = self.zero + (points - self.low) / (self.high - self.low) * (self.full - self.zero)
        more_is_better = (self.full > self.zero) == (self.high > self.low)
        return [from_(edge) if more_is_better else up_to(edge)]
