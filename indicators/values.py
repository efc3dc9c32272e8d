"""A figure as typed or filed, checked against its line: one doorman for form, API and import."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.cells import forbidden_character, iso_date
from common.decimals import Notation, parse_number, parse_typed, tidy
from common.faults import Fault, Faults
from common.formats import number_text
from common.vietnamese import search_key
from indicators.gauges import Gauge, HasSpec, Texts, Typed, gauge_of, limits, ratio_of

NOTE_LIMIT = 4000
WORDS = {"yes": 1, "co": 1, "y": 1, "c": 1, "no": 0, "khong": 0, "n": 0, "k": 0}
NOT_APPLICABLE = {"n a", "na", "khong ap dung", "not applicable"}
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


def read_typed(line: HasSpec, texts: Texts, *, language: str) -> Typed | None:
    """The figure typed on a page in ``language``; None where everything is empty.

    Raises ``Faults`` naming the field of each fault."""
    return read_texts(line, texts, number=partial(parse_typed, language=language))


def read_filed(line: HasSpec, texts: Texts, *, notation: Notation | None) -> Typed | None:
    """The figure of a row of a file whose decimal notation was decided; otherwise as ``read_typed``."""
    return read_texts(line, texts, number=partial(parse_number, notation=notation))


def read_texts(line: HasSpec, texts: Texts, *, number: Callable[[str], Decimal]) -> Typed | None:
    gauge, note = gauge_of(line.spec), _note(texts.note)
    if texts.na or search_key(texts.value) in NOT_APPLICABLE:
        return _not_applicable(texts, note)
    if gauge.measure.has_parts and (texts.numerator.strip() or texts.denominator.strip()):
        return _parts(gauge, texts, note, number)
    if texts.numerator.strip() or texts.denominator.strip():
        raise _fault(_("This line takes one figure, not a numerator and a denominator."), "numerator")
    if not texts.value.strip():
        return None
    return Typed(value=_single(gauge, texts.value, number), note=note)


def _note(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if len(text) > NOTE_LIMIT:
        raise _fault(_("The note is longer than %(limit)s characters.") % {"limit": NOTE_LIMIT}, "note")
    if forbidden_character(text):
        raise _fault(_("The note holds a character that cannot be kept. Type it again."), "note")
    return text


def _not_applicable(texts: Texts, note: str) -> Typed:
    if not note:
        raise _fault(_("“Not applicable” needs a reason. Write it in the note."), "note")
    has_value = texts.value.strip() and search_key(texts.value) not in NOT_APPLICABLE
    if has_value or texts.numerator.strip() or texts.denominator.strip():
        raise _fault(_("Either a figure or “not applicable”, not both."), "value")
    return Typed(is_na=True, note=note)


def _parts(gauge: Gauge, texts: Texts, note: str, number: Callable[[str], Decimal]) -> Typed:
    if not (texts.numerator.strip() and texts.denominator.strip()):
        missing = "denominator" if texts.numerator.strip() else "numerator"
        raise _fault(_("Numerator and denominator are entered together."), missing)
    n = _number(texts.numerator, "numerator", number)
    d = _number(texts.denominator, "denominator", number)
    typed = parts_typed(gauge, n, d, note)
    if texts.value.strip() and not typed.is_na:
        _agree(gauge, Fraction(n) / Fraction(d), _number(texts.value, "value", number))
    return typed


def parts_typed(gauge: Gauge, n: Decimal, d: Decimal, note: str) -> Typed:
    """A ratio of nothing is not zero: it does not apply, and its note says so."""
    if d < 0:
        raise _fault(_("The denominator cannot be negative."), "denominator")
    if d == 0:
        if n and gauge.measure.highest is not None:
            raise _fault(_("The denominator is 0, so the numerator must be 0 too."), "numerator")
        return Typed(is_na=True, note=note or _("The denominator is 0: nothing arose in the period."))
    _within_limits(gauge, ratio_of(gauge.measure, n, d), "numerator")
    return Typed(numerator=n, denominator=d, note=note)


def _agree(gauge: Gauge, ratio: Fraction, value: Decimal) -> None:
    """A value beside its parts must be their ratio, rounded to the digits it was written with."""
    exact = ratio * (100 if gauge.measure.is_percent else 1)
    step = Fraction(10) ** int(value.as_tuple().exponent)
    if abs(exact - Fraction(value)) > step / 2:
        raise _fault(
            _("The value %(value)s contradicts its numerator and denominator, which give %(ratio)s.")
            % {"value": number_text(value), "ratio": number_text(exact, 4)},
            "value",
        )


def _single(gauge: Gauge, text: str, number: Callable[[str], Decimal]) -> Decimal:
    match gauge.measure.kind:
        case "yes_no":
            return _word(text)
        case "date":
            return Decimal(_date(text).toordinal())
    value = _number(text, "value", number)
    if gauge.measure.kind == "count" and value != value.to_integral_value():
        raise _fault(_("“%(text)s” is not a whole number.") % {"text": text.strip()[:60]}, "value")
    _within_limits(gauge, Fraction(value), "value")
    return value


def _number(text: str, field: str, number: Callable[[str], Decimal]) -> Decimal:
    try:
        return number(text)
    except ValidationError as refused:
        raise _fault(refused.messages[0], field) from refused


def _word(text: str) -> Decimal:
    word = search_key(text)
    if word not in WORDS:
        raise _fault(_("“%(text)s” is neither yes nor no.") % {"text": text.strip()[:60]}, "value")
    return Decimal(WORDS[word])


def _date(text: str) -> date:
    found = _DAY.fullmatch(tidy(text))
    iso = "{2}-{1:0>2}-{0:0>2}".format(*found.groups()) if found else tidy(text)
    day = iso_date(iso)
    if day is None:
        raise _fault(_("“%(text)s” is not a date. Write it like 03/9/2025.") % {"text": text.strip()[:60]}, "value")
    return day


def _within_limits(gauge: Gauge, value: Fraction, field: str) -> None:
    lowest, highest = limits(gauge)
    if lowest is not None and value < lowest:
        raise _fault(_("At least %(limit)s is taken.") % {"limit": number_text(lowest)}, field)
    if highest is not None and value > highest:
        raise _fault(_("At most %(limit)s is taken.") % {"limit": number_text(highest)}, field)
    if gauge.takes_log and value <= 0:
        raise _fault(_("Only a figure above 0 is taken here."), field)


def _fault(message: str, field: str) -> Faults:
    return Faults(Fault(message, field=field))
