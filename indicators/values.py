"""A figure as typed or filed, checked against its line: one doorman for form, API and import."""

import re
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.cells import forbidden_character, iso_date
from common.decimals import Notation, parse_number, parse_typed, tidy
from common.faults import Fault, Faults
from common.formats import localised_text, number_text
from common.vietnamese import search_key
from indicators.files.values import contradicts
from indicators.gauges import Gauge, HasSpec, Texts, Typed, counts, gauge_of, limits, ratio_of

Value = Decimal | bool | date
NOTE_LIMIT = 4000
WORDS = {"yes": True, "co": True, "y": True, "c": True, "no": False, "khong": False, "n": False, "k": False}
NOT_APPLICABLE = {"n a", "na", "kad", "khong ap dung", "not applicable"}
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


def read_typed(line: HasSpec, texts: Texts, *, language: str = "", notation: Notation | None = None) -> Typed | None:
    """The figure typed on a page in ``language``; None where everything is empty. Of a table whose ``notation`` was
    decided, read in that; with neither, only what could not be read otherwise is taken.

    Raises ``Faults`` that name the field of each fault."""
    number = partial(parse_typed, language=language) if language else partial(parse_number, notation=notation)
    note = _note(texts.note)
    if texts.na or _says_not_applicable(texts):
        return _not_applicable(texts, note)
    texts = _split(texts)
    n, d = (_number(texts, field, number) for field in ("numerator", "denominator"))
    value = _value(gauge_of(line.spec), texts, number)
    if value is None and n is None and d is None:
        return None
    return typed_of(line, value=value, numerator=n, denominator=d, note=note)


def _says_not_applicable(texts: Texts) -> bool:
    words = {search_key(text) for text in (texts.value, texts.numerator, texts.denominator) if text.strip()}
    return bool(words) and words <= NOT_APPLICABLE


def _split(texts: Texts) -> Texts:
    """``5/6`` typed into the first of two fields is both of them."""
    before, stroke, after = texts.numerator.partition("/")
    if not stroke or texts.denominator.strip() or not after.strip():
        return texts
    return replace(texts, numerator=before, denominator=after)


def typed_of(
    line: HasSpec,
    *,
    value: Value | None = None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    note: str = "",
) -> Typed:
    """A figure whose parts were read already, checked against the line; raises ``Faults`` naming the field."""
    gauge = gauge_of(line.spec)
    if numerator is None and denominator is None:
        if value is None:
            raise _fault(_("A figure is missing."), "value")
        return Typed(value=_checked(gauge, value), note=note)
    if not gauge.measure.has_parts:
        raise _fault(_("This line takes one figure, not a numerator and a denominator."), "numerator")
    if numerator is None or denominator is None:
        missing = "numerator" if numerator is None else "denominator"
        raise _fault(_("Numerator and denominator are entered together."), missing)
    if value is not None:
        _agree(gauge, value, numerator, denominator)
    return _parts(gauge, numerator, denominator, note)


def not_applicable(note: str) -> Typed:
    """The fact that a line does not apply, which needs its reason."""
    if not note.strip():
        raise _fault(_("“Not applicable” needs a reason. Write it in the note."), "note")
    return Typed(is_na=True, note=note.strip())


def _not_applicable(texts: Texts, note: str) -> Typed:
    words = {search_key(text) or text for text in (texts.value, texts.numerator, texts.denominator) if text.strip()}
    if words - NOT_APPLICABLE:
        raise _fault(_("Either a figure or “not applicable”, not both."), "value")
    return not_applicable(note)


def _note(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if len(text) > NOTE_LIMIT:
        raise _fault(_("The note is longer than %(limit)s characters.") % {"limit": NOTE_LIMIT}, "note")
    if forbidden_character(text):
        raise _fault(_("The note holds a character that cannot be kept. Type it again."), "note")
    return text


def _number(texts: Texts, field: str, number: Callable[[str], Decimal]) -> Decimal | None:
    text = getattr(texts, field)
    if not text.strip():
        return None
    try:
        return number(text)
    except ValidationError as refused:
        raise _fault(refused.messages[0], field) from refused


def _value(gauge: Gauge, texts: Texts, number: Callable[[str], Decimal]) -> Value | None:
    if not texts.value.strip():
        return None
    if gauge.measure.kind == "yes_no":
        return _word(texts.value)
    if gauge.measure.kind == "date":
        return _date(texts.value)
    return _number(texts, "value", number)


def _word(text: str) -> bool:
    word = search_key(text)
    if word not in WORDS:
        raise _fault(_("“%(text)s” is neither yes nor no.") % {"text": text.strip()[:60]}, "value")
    return WORDS[word]


def _date(text: str) -> date:
    found = _DAY.fullmatch(tidy(text))
    iso = "{2}-{1:0>2}-{0:0>2}".format(*found.groups()) if found else tidy(text)
    day = iso_date(iso)
    if day is None:
        message = _("“%(text)s” is not a date. Write it like 03/9/2025.")
        raise _fault(message % {"text": text.strip()[:60]}, "value")
    return day


def _checked(gauge: Gauge, value: Value) -> Decimal:
    """The number that is kept for a value of the kind the line measures."""
    kind = gauge.measure.kind
    if kind == "yes_no":
        return _truth(value)
    if kind == "date":
        if not isinstance(value, date):
            raise _fault(_("A date was expected here."), "value")
        return Decimal(value.toordinal())
    if not isinstance(value, Decimal):
        raise _fault(_("A number was expected here."), "value")
    if kind == "count" and value != value.to_integral_value():
        raise _fault(_("“%(text)s” is not a whole number.") % {"text": number_text(value)}, "value")
    _within_limits(gauge, Fraction(value), "value")
    return value


def _truth(value: Value) -> Decimal:
    is_truth = isinstance(value, bool) or (isinstance(value, Decimal) and value in (0, 1))
    if not is_truth:
        raise _fault(_("“Yes” or “no” was expected here."), "value")
    return Decimal(int(bool(value)))


def _agree(gauge: Gauge, value: Value, n: Decimal, d: Decimal) -> None:
    """A value beside its parts must be their ratio, rounded to the digits it was written with."""
    factor = 100 if gauge.measure.is_percent else 1
    if not isinstance(value, Decimal) or contradicts(value, n, d, factors=(factor,)):
        raise _fault(_("The value contradicts its numerator and denominator."), "value")


def _parts(gauge: Gauge, n: Decimal, d: Decimal, note: str) -> Typed:
    """A ratio of nothing is not zero: it does not apply, and its note says so."""
    if d < 0:
        raise _fault(_("The denominator cannot be negative."), "denominator")
    _whole_parts(gauge, n, d)
    if d == 0:
        if n and gauge.measure.highest is not None:
            raise _fault(_("The denominator is 0, so the numerator must be 0 too."), "numerator")
        note = note or _("The denominator is 0: nothing arose in the period.")
    else:
        _not_over_the_whole(gauge, n, d)
        _within_limits(gauge, ratio_of(gauge.measure, n, d), "numerator")
    return Typed(numerator=n, denominator=d, note=note)


def _whole_parts(gauge: Gauge, n: Decimal, d: Decimal) -> None:
    """*Số thủ tục …* is counted: there are no ten and a half."""
    for field, part in (("numerator", n), ("denominator", d)):
        if part != part.to_integral_value() and counts(getattr(gauge.measure, field)):
            name = localised_text(asdict(getattr(gauge.measure, field)))
            values = {"text": number_text(part), "name": name}
            raise _fault(_("“%(text)s” is not a whole number; “%(name)s” is counted.") % values, field)


def _not_over_the_whole(gauge: Gauge, n: Decimal, d: Decimal) -> None:
    """A share of at most 100 % says in the terms of its parts what is wrong."""
    measure = gauge.measure
    if n > d and measure.numerator and measure.denominator and limits(gauge)[1] == (100 if measure.is_percent else 1):
        values = {"n": localised_text(asdict(measure.numerator)), "d": localised_text(asdict(measure.denominator))}
        raise _fault(_("The numerator (%(n)s) is greater than the denominator (%(d)s).") % values, "numerator")


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
