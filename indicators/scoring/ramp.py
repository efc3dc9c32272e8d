"""A straight line between two points, flat outside: the shape of most rules."""

from fractions import Fraction
from math import lcm

from indicators.scoring.lines import Points


def ramp(zero: Fraction, full: Fraction, low: Fraction, high: Fraction) -> Points:
    """``low`` at ``zero`` and beyond, ``high`` at ``full`` and beyond, linear between.

    ``zero`` may lie above ``full`` (lower is better); they must differ. Integers inside: one
    reduction per value instead of four fraction operations.
    """
    slope = (high - low) / (full - zero)
    offset = low - zero * slope
    under = lcm(slope.denominator, offset.denominator)
    a, b = int(slope * under), int(offset * under)
    zero_top, zero_under, full_top, full_under = *zero.as_integer_ratio(), *full.as_integer_ratio()
    rising = full > zero

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
