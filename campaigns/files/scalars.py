"""What an unquoted word of the file means. Quoted words are always text."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from common.cells import digits, shortest
from common.decimals import INTEGER_DIGITS

WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# No leading zero (010 is a code), no 0x, no 1_000, no 12:30: whatever is not plainly a number stays text.
NUMBER = re.compile(
    r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,6})?",
)
HUGE_EXPONENT = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][-+]?[0-9]{7,}")
NO_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
# Goalposts of published indices carry fifteen places; facts and points hold twelve.
PLACES = 20
LONGEST = 80


class NotStorable(ValueError):
    """A number that no score may contain; the text is a sentence for the user."""


def plain_value(text: str) -> None | bool | int | Decimal | str:
    """The value of an unquoted word: whole numbers as int, others as exact Decimal; raises NotStorable."""
    if text in WORDS:
        return WORDS[text]
    if NO_NUMBER.fullmatch(text):
        raise NotStorable(
            _("“%(text)s” is not a number that can be scored; a plain number was expected.") % {"text": text}
        )
    if NUMBER.fullmatch(text) or HUGE_EXPONENT.fullmatch(text):
        return _number(text)
    return text


def is_plain_text(text: str) -> bool:
    """Whether the reader gives an unquoted word back as the same text."""
    return text not in WORDS and not any(shape.fullmatch(text) for shape in (NO_NUMBER, NUMBER, HUGE_EXPONENT))


def _number(text: str) -> int | Decimal:
    if len(text) > LONGEST or HUGE_EXPONENT.fullmatch(text):
        raise NotStorable(too_long(text))
    number = shortest(Decimal(text))
    before, after = digits(number)
    if before > INTEGER_DIGITS or after > PLACES:
        raise NotStorable(too_long(text))
    return int(number) if not after else number


def too_long(text: str, places: int = PLACES) -> str:
    """The sentence for a number with more digits than are kept."""
    return _(
        "The number “%(text)s” is too long; at most %(before)s digits before the point and %(after)s after it are kept."
    ) % {"text": text[:40], "before": INTEGER_DIGITS, "after": places}
