"""Exact numbers: fractions everywhere, and two decimal functions of fifty digits.

Points are rational numbers; only the natural logarithm and roots leave the rationals. They are
worked out with twenty digits to spare and rounded once to fifty, so that an exact root (the
geometric mean of 4 and 9) is exactly 6.
"""

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from indicators.scoring.text import parse_exact

ZERO = Fraction(0)
ONE = Fraction(1)
_SPARE = Context(prec=70)
_FIFTY = Context(prec=50)


def rational(value: Any) -> Fraction:
    """An int, Decimal, Fraction or canonical text; TypeError on floats, booleans and the rest."""
    if isinstance(value, str):
        return parse_exact(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        raise TypeError(f"exact numbers only, not {value!r}")
    return Fraction(value)


def total(values: Iterable[Fraction]) -> Fraction:
    """The sum, reduced once at the end: much faster than adding fractions one by one."""
    top, bottom = 0, 1
    for value in values:
        under = value.denominator
        if under == 1:
            top += value.numerator * bottom
        elif bottom % under == 0:
            top += value.numerator * (bottom // under)
        else:
            top, bottom = top * under + value.numerator * bottom, bottom * under
    return Fraction(top, bottom)


def weighted_mean(values: Sequence[Fraction], weights: Sequence[Fraction]) -> Fraction:
    """Σ weight · value / Σ weight. The weights must not sum to zero."""
    return total(v * w for v, w in zip(values, weights, strict=True)) / total(weights)


def geometric_mean(values: Sequence[Fraction]) -> Fraction:
    """The n-th root of the product to fifty digits; 0 as soon as one value is 0 or less."""
    if min(values) <= 0:
        return ZERO
    product = ONE
    for value in values:
        product *= value
    root = _SPARE.power(_decimal(product), _SPARE.divide(Decimal(1), Decimal(len(values))))
    return Fraction(_FIFTY.plus(root))


@lru_cache(maxsize=1 << 16)
def natural_log(value: Fraction) -> Fraction | None:
    """ln to fifty digits; None where it does not exist (0 and below)."""
    return Fraction(_FIFTY.plus(_SPARE.ln(_decimal(value)))) if value > 0 else None


def exponential(value: Fraction) -> Fraction:
    """e to the power, to fifty digits: the way back from a logarithm, for explanations."""
    return Fraction(_FIFTY.plus(_SPARE.exp(_decimal(value))))


def _decimal(value: Fraction) -> Decimal:
    return _SPARE.divide(Decimal(value.numerator), Decimal(value.denominator))
