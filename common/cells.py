"""What every reader of outside files asks of a piece of text: dates, numbers and characters that may stand in it."""

import re
from datetime import date
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal

from django.utils.translation import gettext as _

ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YEARS = range(1800, 2200)
# PostgreSQL stores no NUL; other controls break CSV and XML; direction marks make a text look like another.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
FORMULA_SIGNS = ("=", "+", "-", "@")
_WIDE = Context(prec=200, Emax=MAX_EMAX, Emin=MIN_EMIN)


def iso_date(text: str) -> date | None:
    """The date written ``YYYY-MM-DD`` in a year between 1800 and 2199; None for anything else."""
    if not ISO_DATE.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def forbidden_character(text: str) -> str:
    """``U+0000`` style name of the first character that may not be stored; empty where there is none."""
    found = FORBIDDEN.search(text)
    return f"U+{ord(found.group()):04X}" if found else ""


def shortest(number: Decimal) -> Decimal:
    """The same number without trailing zeros and never as minus zero."""
    return number.normalize(_WIDE) if number else Decimal(0)


def digits(number: Decimal) -> tuple[int, int]:
    """How many digits stand before and after the point when the number is written plainly."""
    number = shortest(number)
    exponent = number.as_tuple().exponent
    return max(number.adjusted() + 1, 1), max(-int(exponent), 0)


def code_problem(code: str, limit: int) -> str:
    """Why a text cannot be a code, as a sentence; empty where it can."""
    if not code.strip():
        return _("The code is empty; it needs at least one character.")
    if code != code.strip() or any(sign in code for sign in "\n\t\r"):
        return _("The code “%(code)s” has spaces around it or a line break in it; take them away.") % {
            "code": code.strip()
        }
    if len(code) > limit:
        return _("The code “%(code)s…” is longer than %(limit)s characters.") % {
            "code": code[:30],
            "limit": limit,
        }
    if code.startswith(FORMULA_SIGNS):
        return _("The code “%(code)s” begins with “%(sign)s”; it should begin with a letter or a digit.") % {
            "code": code,
            "sign": code[0],
        }
    return ""
