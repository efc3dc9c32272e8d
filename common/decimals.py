"""Exact decimals: their canonical form, and reading what people type in Vietnamese or English notation.

Shapes. A *notation* is ``"comma"`` (Vietnamese: ``1.240,5``) or ``"point"`` (English: ``1,240.5``).
A *fact* is a ``Decimal`` of at most 20 digits before and 12 after the point, without exponent,
trailing zeros or negative zero.
"""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.faults import Fault

Notation = Literal["point", "comma"]

INTEGER_DIGITS = 20
DECIMAL_PLACES = 12

_PLAIN = re.compile(r"[+-]?(\d+)(\.\d+)?", re.ASCII)
_SIGN = r"[+-]?"
_INTEGER = re.compile(rf"{_SIGN}\d+", re.ASCII)
# A lone separator before exactly three digits may group (1.240 = 1240) or divide (1.240 = 1.24).
_EITHER = re.compile(rf"{_SIGN}[1-9]\d{{0,2}}[.,]\d{{3}}", re.ASCII)
_GROUP = {"point": "[, ]", "comma": r"[. ]"}
_MARK = {"point": r"\.", "comma": ","}
_SHAPES: dict[Notation, re.Pattern[str]] = {
    notation: re.compile(
        rf"{_SIGN}(?:\d+|[1-9]\d{{0,2}}(?:{_GROUP[notation]}\d{{3}})+)?(?:{_MARK[notation]}\d+)?", re.ASCII
    )
    for notation in ("point", "comma")
}
_ORDINARY = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x2212: "-"}
_LANGUAGE_NOTATION: dict[str, Notation] = {"vi": "comma", "en": "point"}


def canonical(value: Decimal) -> Decimal:
    """The one form of a fact: no trailing zeros, no exponent, -0 is 0.

    Raises ``ValidationError`` for NaN, infinities and more than 20 digits before or 12 after the point.
    """
    if not value.is_finite():
        raise ValidationError(_("This is not a number."), code="not_a_number")
    if not value:
        return Decimal(0)
    if value.adjusted() >= INTEGER_DIGITS:
        raise ValidationError(_("The number has more than 20 digits before the decimal mark."), code="too_large")
    return _shortest(value)


def _shortest(value: Decimal) -> Decimal:
    digits = len(value.as_tuple().digits)
    short = value.normalize(Context(prec=digits))
    exponent = int(short.as_tuple().exponent)
    if exponent < -DECIMAL_PLACES:
        raise ValidationError(_("The number has more than 12 digits after the decimal mark."), code="too_fine")
    return short if exponent <= 0 else short.quantize(Decimal(1), context=Context(prec=INTEGER_DIGITS + 1))


def plain(value: Decimal) -> str:
    """Canonical text of a fact, never with an exponent (``str`` would give ``1E-7``)."""
    return format(canonical(value), "f")


def parse_plain(text: str) -> Decimal:
    """A fact from machine text (``-12.5``): ASCII digits and a point, nothing else."""
    if not _PLAIN.fullmatch(text):
        raise ValidationError(_("This is not a number."), code="not_a_number")
    return canonical(Decimal(text))


def tidy(text: str) -> str:
    """What was typed, with full-width digits, odd spaces and minus signs made ordinary, a trailing % gone."""
    text = text.translate(_ORDINARY).strip()
    return re.sub(r"\s+", " ", text.removesuffix("%")).strip()


def ambiguous(text: str) -> bool:
    """Whether the notation alone decides the value: ``1.240`` and ``1,240`` are, ``0.125`` is not."""
    return bool(_EITHER.fullmatch(tidy(text)))


def notation_of(text: str) -> Notation | None:
    """The notation a text proves: point by ``98.6``, comma by ``98,6``, None by ``98`` and ``1.240``."""
    text = tidy(text)
    if _INTEGER.fullmatch(text) or _EITHER.fullmatch(text):
        return None
    fits: list[Notation] = [name for name in ("point", "comma") if _fits(text, name)]
    return fits[0] if len(fits) == 1 else None


def _fits(text: str, notation: Notation) -> bool:
    groups = set(re.findall(r"[. ,]", _whole(text, notation)))
    return bool(_SHAPES[notation].fullmatch(text) and re.search(r"\d", text)) and len(groups) <= 1


def _whole(text: str, notation: Notation) -> str:
    return text.split("." if notation == "point" else ",")[0]


def parse_number(text: str, notation: Notation | None) -> Decimal:
    """The fact a text means in a notation (None: only what no notation could change).

    Raises ``ValidationError`` with code ``formula``, ``not_a_number``, ``ambiguous``,
    ``wrong_notation``, ``too_large`` or ``too_fine``.
    """
    shown, text = text, tidy(text)
    if text.startswith(("=", "@")):
        raise ValidationError(_("A formula is not taken. Enter its result."), code="formula")
    proven = notation_of(text)
    if notation is None and ambiguous(text):
        raise _refusal(_("“%(text)s” can be read in two ways. Write it without a separator."), "ambiguous", shown)
    if notation and proven and proven != notation:
        raise _refusal(_("“%(text)s” does not fit the decimal mark used here."), "wrong_notation", shown)
    return _read(text, notation or proven or "point", shown)


def _read(text: str, notation: Notation, shown: str) -> Decimal:
    if not _fits(text, notation):
        raise _refusal(_("“%(text)s” is not a number."), "not_a_number", shown)
    group = re.compile(_GROUP[notation])
    return canonical(Decimal(group.sub("", text).replace(",", ".")))


def _refusal(message: object, code: str, text: str) -> ValidationError:
    return ValidationError(message, code=code, params={"text": text[:60]})  # type: ignore[arg-type]  # lazy text


def parse_typed(text: str, language: str) -> Decimal:
    """The fact somebody typed into a field of a page in that language.

    What can be read in one way only is taken whatever the language (``98.6`` and ``98,6``);
    the language decides the rest: ``1.240`` is 1240 on a Vietnamese page and 1.24 on an English
    one. The page shows the figure back in its own notation, so that nobody is surprised later.
    """
    page = _LANGUAGE_NOTATION.get(language[:2], "comma")
    return parse_number(text, notation_of(text) or page)


def decide_notation(
    cells: Iterable[tuple[int, str]], *, declared: Notation | None = None, source: str = ""
) -> tuple[Notation | None, list[Fault]]:
    """The one notation of a file from its typed cells ``(line, text)``, and what speaks against it.

    Unambiguous values fix the notation of the whole file; a file that mixes both, or holds an
    ambiguous value that nothing else decides, has faults. Numeric cells of a workbook do not belong here.
    """
    cells = list(cells)
    first = _first_of_each(cells)
    if len(first) == 2:
        return None, [_mixed(first, source)]
    notation = declared or next(iter(first), None)
    return notation, _undecided(cells, notation, source) or _contradicted(first, notation, source)


def _first_of_each(cells: list[tuple[int, str]]) -> dict[Notation, tuple[int, str]]:
    first: dict[Notation, tuple[int, str]] = {}
    for line, text in cells:
        notation = notation_of(text)
        if notation:
            first.setdefault(notation, (line, text))
    return first


def _mixed(first: dict[Notation, tuple[int, str]], source: str) -> Fault:
    (point_line, point), (comma_line, comma) = first["point"], first["comma"]
    message = _("The file mixes two notations: “%(point)s” in line %(other)s and “%(comma)s” in line %(line)s.")
    values = {"point": point, "comma": comma, "other": point_line, "line": comma_line}
    return Fault(str(message) % values, max(point_line, comma_line), source)


def _undecided(cells: list[tuple[int, str]], notation: Notation | None, source: str) -> list[Fault]:
    message = _("“%(text)s” can be read in two ways. Say which decimal mark the file uses.")
    undecided = [(line, text) for line, text in cells if notation is None and ambiguous(text)]
    return [Fault(str(message) % {"text": text}, line, source) for line, text in undecided]


def _contradicted(first: dict[Notation, tuple[int, str]], notation: Notation | None, source: str) -> list[Fault]:
    message = _("“%(text)s” does not fit the decimal mark used here.")
    against = [place for proven, place in first.items() if proven != notation]
    return [Fault(str(message) % {"text": text}, line, source) for line, text in against]


def spell(value: Decimal, language: str, places: int | None = None) -> str:
    """A number as people read it: ``1.240,5`` (vi), ``1,240.5`` (en); ``places`` rounds half-up."""
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=60))
    text = format(value, ",f")
    point = _LANGUAGE_NOTATION.get(language[:2], "comma") == "point"
    return text if point else text.translate(str.maketrans(",.", ".,"))
