"""One cell of the columns value, numerator and denominator: what it says, before the line it belongs to is known."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.cells import digits, iso_date
from common.columns import as_text
from common.decimals import DECIMAL_PLACES, Notation, canonical, parse_number, tidy
from common.vietnamese import search_key


class Special(Enum):
    NOT_APPLICABLE = "n/a"


NOT_APPLICABLE = Special.NOT_APPLICABLE
Value: TypeAlias = Decimal | bool | date | Special
NA_WORDS = {"n a", "na", "kad", "khong ap dung", "not applicable"}
TRUTH = {"co": True, "yes": True, "true": True, "khong": False, "no": False, "false": False}
DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_DATED = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}")
_DIGITS = re.compile(r"-?[0-9]{1,18}")
_WIDE = Context(prec=60)
_EXACT = Context(prec=200)
# A workbook keeps fifteen figures: the last ones of a computed cell are noise.
_SURE_PLACES = 9


class NoValue(ValueError):
    """A cell that cannot be taken; the message is a sentence, ``code`` the reason. ``text`` is the cell where it is
    no value at all, for those who know what the line takes."""

    def __init__(self, message: str, code: str = "", text: str = "") -> None:
        super().__init__(message)
        self.code, self.text = code, text


def may_fix_notation(cell: object) -> bool:
    """Whether a cell is typed text that could show how the file writes numbers."""
    return isinstance(cell, str) and any(mark in cell for mark in ".,") and not _DATED.fullmatch(cell.strip())


def read_value(cell: object, notation: Notation | None) -> Value | None:
    """A number, yes/no, a date or not applicable; None where empty. Raises NoValue."""
    if isinstance(cell, bool):
        return cell
    text = as_text(cell)
    if not text:
        return None
    if isinstance(cell, date):
        return _workbook_day(cell, text)
    key = search_key(text) if isinstance(cell, str) and not text[0].isdigit() and text[0] not in "#=" else ""
    if key in NA_WORDS:
        return NOT_APPLICABLE
    if key in TRUTH:
        return TRUTH[key]
    return _typed_day(text) if _DATED.fullmatch(text) else read_number(cell, notation)


def read_number(cell: object, notation: Notation | None) -> Decimal | None:
    """A number, kept to twelve places; None where empty. Raises NoValue."""
    if isinstance(cell, bool | date):
        raise NoValue(_expected(as_text(cell)), "not_a_number", as_text(cell)[:60])
    if isinstance(cell, int | float | Decimal):
        return _kept(Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell), as_text(cell))
    text = as_text(cell)
    if not text or _DIGITS.fullmatch(text):
        return Decimal(text) if text else None
    return _typed_number(text, notation)


def _typed_number(text: str, notation: Notation | None) -> Decimal:
    try:
        return parse_number(text, notation)
    except ValidationError as refused:
        if refused.code == "too_fine":
            return _kept(_in_full(text, notation), text)
        if refused.code == "not_a_number":
            raise NoValue(_expected(text), "not_a_number", text[:60]) from refused
        raise NoValue(refused.messages[0], str(refused.code)) from refused


def _in_full(text: str, notation: Notation | None) -> Decimal:
    """The number with all its places; its form was found sound before."""
    text = tidy(text).replace(" ", "")
    mark = "," if notation == "comma" else "."
    return Decimal(text.replace("." if mark == "," else ",", "").replace(mark, "."))


def _kept(number: Decimal, text: str) -> Decimal:
    """Rounded half-up to the twelve places a fact has: a computed cell shows sixteen, and means fewer."""
    if not number.is_finite():
        raise NoValue(_expected(text), "not_a_number", text[:60])
    try:
        if number.adjusted() < DECIMAL_PLACES * 2 and digits(number)[1] > DECIMAL_PLACES:
            number = number.quantize(Decimal(1).scaleb(-DECIMAL_PLACES), ROUND_HALF_UP, _WIDE)
        return canonical(number)
    except ValidationError as refused:
        raise NoValue(refused.messages[0], str(refused.code)) from refused


def was_rounded(cell: object, number: Decimal) -> bool:
    """Whether ``read_number`` kept fewer places than were written."""
    text = as_text(cell) if isinstance(cell, str) else f"{cell!r}"
    written = re.split("[.,]", text)[-1].rstrip("0")
    return len(written) > DECIMAL_PLACES and digits(number)[1] <= DECIMAL_PLACES


def contradicts(
    value: Decimal, numerator: Decimal, denominator: Decimal, *, factors: tuple[int, ...] = (1, 100)
) -> bool:
    """Whether a value is neither n/d nor 100·n/d, rounded to the places it was written with.

    Which of the two it must be depends on the line's unit; the one who knows the line asks again."""
    if denominator == 0:
        return True
    places = min(digits(value)[1], _SURE_PLACES)
    return not any(_close(value, factor * numerator, denominator, places) for factor in factors)


def _close(value: Decimal, top: Decimal, bottom: Decimal, places: int) -> bool:
    """|value − top/bottom| is at most half a unit of the last place, without dividing."""
    with_bottom = _EXACT.multiply(value, bottom)
    gap = abs(_EXACT.subtract(with_bottom, top))
    return _EXACT.multiply(gap, Decimal(2).scaleb(places)) <= abs(bottom)


def _workbook_day(cell: date, text: str) -> date:
    if isinstance(cell, datetime) and "T" in text:
        raise NoValue(_("A day without a time was expected; found was “%(text)s”.") % {"text": text}, "date")
    return cell.date() if isinstance(cell, datetime) else cell


def _typed_day(text: str) -> date:
    parts = DAY.fullmatch(text)
    day = iso_date(f"{parts[3]}-{parts[2]:0>2}-{parts[1]:0>2}" if parts else text)
    if day is None:
        raise NoValue(
            _("“%(text)s” is no date of the calendar; write it as 2025-07-01 or 01/07/2025.") % {"text": text}, "date"
        )
    return day


def _expected(text: str) -> str:
    return _(
        "“%(text)s” is no value; expected was a number, yes or no, a date such as 2025-07-01 or 01/07/2025, or n/a."
    ) % {"text": text[:60]}
