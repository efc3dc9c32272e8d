"""Numbers as text: canonical for storage, Vietnamese and English for people.

The pure package cannot use gettext, so a sentence is written in both languages where it is made.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_EXACT = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_RATIO = re.compile(r"(-?\d+)/(\d+)", re.ASCII)
_ORDINARY = 20  # signs; what Decimal rounds exactly in any context
_LONG = 14_000  # bits; a little less than 4,300 digits
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or phrase in both languages of the product."""

    vi: str
    en: str

    def __add__(self, other: "Text") -> "Text":
        return Text(self.vi + other.vi, self.en + other.en)


def same(text: str) -> Text:
    """A code or sign that reads alike in both languages."""
    return Text(text, text)


def joined(parts: list[Text], vi: str, en: str | None = None) -> Text:
    """The parts in a row with a separator between them."""
    return Text(vi.join(p.vi for p in parts), (vi if en is None else en).join(p.en for p in parts))


def exact(value: Fraction) -> str:
    """Canonical text: the shortest finite decimal ('0.125', '-3'), else numerator/denominator."""
    places = _finite_places(value.denominator)
    if places is None:
        return f"{_digits(value.numerator)}/{_digits(value.denominator)}"
    if not places:
        return _digits(value.numerator)
    return _pointed(value.numerator * (10**places // value.denominator), places)


def parse_exact(text: str) -> Fraction:
    """What ``exact`` wrote, and any plain decimal. ValueError on everything else."""
    if not isinstance(text, str):
        raise ValueError(f"not an exact number: {text!r}")
    if text.isascii() and text.isdigit():  # most are whole
        return Fraction(_integer(text))
    if _EXACT.fullmatch(text):
        whole, _, part = text.partition(".")
        return Fraction(_integer(whole + part), 10 ** len(part))
    ratio = _RATIO.fullmatch(text)
    if ratio is None or not ratio[2].strip("0"):
        raise ValueError(f"not an exact number: {text!r}")
    return Fraction(_integer(ratio[1]), _integer(ratio[2]))


def half_up(value: Fraction, decimals: int) -> Decimal:
    """Rounded once, halves away from zero as officials do: 0.125 → 0.13, -0.125 → -0.13."""
    return Decimal(f"{rounded_units(value, decimals)}E-{decimals}")


def half_up_text(text: str, decimals: int) -> Decimal:
    """``half_up`` of what ``exact`` wrote. A finite decimal is rounded as it stands: lists have thousands of them."""
    if len(text) > _ORDINARY or not _EXACT.fullmatch(text):
        return half_up(parse_exact(text), decimals)
    found = Decimal(text).quantize(Decimal((0, (1,), -decimals)), ROUND_HALF_UP)
    return found or abs(found)  # no negative zero


def rounded_units(value: Fraction, decimals: int) -> int:
    """The half-up rounding counted in units of the last decimal: 0.125 at 2 → 13."""
    top, bottom = value.numerator * 10**decimals, value.denominator
    units = (2 * abs(top) + bottom) // (2 * bottom)
    return units if top >= 0 else -units


def rounded(value: Fraction, decimals: int) -> Fraction:
    """``half_up`` as a fraction."""
    return Fraction(rounded_units(value, decimals), 10**decimals)


def number(value: Fraction | Decimal | int, decimals: int) -> Text:
    """For people, half-up to a fixed number of decimals: 1.240,50 and 1,240.50."""
    units = rounded_units(Fraction(value), decimals)
    en = _grouped(units, decimals)
    return Text(en.translate(str.maketrans(",.", ".,")), en)


def plain(value: Fraction | Decimal | int, most: int = 6) -> Text:
    """For people, with no more decimals than it takes: 98, 97,5; at most ``most`` of them."""
    value = Fraction(value)
    places = _finite_places(value.denominator)
    return number(value, most if places is None else min(places, most))


def day(ordinal: Fraction | int) -> Text:
    """A date kept as its ordinal: 05/12/2022 and 5 Dec 2022."""
    on = date.fromordinal(int(ordinal))
    return Text(f"{on:%d/%m}/{on.year:04d}", f"{on.day} {_MONTHS[on.month - 1]} {on.year}")


def decimals_to_tell(value: Fraction, marks: list[Fraction], least: int, most: int = 40) -> int:
    """How many decimals show on which side of every mark the value lies (97.996 is not 98)."""
    for places in range(least, most):
        if all(_side(rounded(value, places), mark) == _side(value, mark) for mark in marks):
            return places
    return most


def _side(value: Fraction, mark: Fraction) -> int:
    return (value > mark) - (value < mark)


def _finite_places(denominator: int) -> int | None:
    """Decimals of a fraction with this denominator; None when they never end."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _digits(value: int) -> str:
    """``str`` refuses beyond 4,300 digits (a sum of many ratios has them), Decimal does not."""
    return str(value) if value.bit_length() < _LONG else str(Decimal(value))


def _integer(text: str) -> int:
    return int(text) if len(text) < _LONG >> 2 else int(Decimal(text))


def _pointed(units: int, places: int) -> str:
    digits = _digits(abs(units)).rjust(places + 1, "0")
    return f"{'-' if units < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def _grouped(units: int, decimals: int) -> str:
    sign = "−" if units < 0 else ""
    whole, part = divmod(abs(units), 10**decimals)
    return f"{sign}{whole:,}" + (f".{part:0{decimals}d}" if decimals else "")
