"""Numbers, dates and two-language texts as they are read: one address for pages, files and letters.

Every function answers plain text in ``language`` (default: the active one). Numbers are int, Decimal or
Fraction; a float is refused, because what it shows is not what was reported. Dates follow Decree
30/2020/NĐ-CP in Vietnamese (05/9/2025, 01/02/2025).
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

Exact = int | Decimal | Fraction
NO_DATA = "—"
MINUS = "\u2212"
NBSP = "\u00a0"
# Facts carry 20 digits before and 12 after the point; results of rules a few more.
_EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
_TO_VI = str.maketrans(",.", ".,")
_VI_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_VI_DAYS_SHORT = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_EN_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_EN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def language_in_use(language: str | None = None) -> str:
    """``vi`` or ``en``; anything else reads as Vietnamese."""
    return "en" if (language or get_language() or "vi").startswith("en") else "vi"


def number_text(value: Exact | None, decimals: int | None = None, language: str | None = None) -> str:
    """``1.240``, ``96,35``: rounded half-up to ``decimals``, else every digit it has (a fraction: two)."""
    if value is None:
        return NO_DATA
    exact = _as_decimal(value, decimals)
    shown = f"{abs(exact):,f}"
    if language_in_use(language) == "vi":
        shown = shown.translate(_TO_VI)
    return MINUS + shown if exact < 0 else shown


def _as_decimal(value: Exact, decimals: int | None) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        raise TypeError(f"a number is shown from int, Decimal or Fraction, not {type(value).__name__}")
    if isinstance(value, Fraction):
        return _round_fraction(value, 2 if decimals is None else decimals)
    exact = Decimal(value)
    if decimals is not None:
        return _without_minus_zero(exact.quantize(Decimal(1).scaleb(-decimals), context=_EXACT))
    shortest = _EXACT.normalize(exact)
    return shortest.quantize(Decimal(1), context=_EXACT) if shortest.as_tuple().exponent > 0 else shortest


def _round_fraction(value: Fraction, decimals: int) -> Decimal:
    """Half-up on the exact fraction: no binary or decimal detour."""
    scaled = abs(value) * 10**decimals
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return _without_minus_zero(Decimal(units if value >= 0 else -units).scaleb(-decimals, context=_EXACT))


def _without_minus_zero(value: Decimal) -> Decimal:
    return abs(value) if value == 0 else value


def signed_text(value: Exact | None, decimals: int | None = None, language: str | None = None) -> str:
    """With a plus where it is more: differences and adjustments. Zero has no sign."""
    text = number_text(value, decimals, language)
    return f"+{text}" if value is not None and value > 0 and text.strip("0.,") else text


def percent_text(value: Exact | None, decimals: int | None = None, language: str | None = None) -> str:
    """``96,35 %`` (vi, with a no-break space), ``96.35%`` (en); the value is already out of 100."""
    text = number_text(value, decimals, language)
    if value is None:
        return text
    return f"{text}{NBSP}%" if language_in_use(language) == "vi" else f"{text}%"


def editable_text(value: Exact | None, language: str | None = None) -> str:
    """As typed into an input: the language's decimal mark, no grouping, a hyphen; empty without data."""
    if value is None:
        return ""
    thousands = "." if language_in_use(language) == "vi" else ","
    return number_text(value, None, language).replace(thousands, "").replace(MINUS, "-")


def local_day(value: date | datetime) -> date:
    """The calendar day in the installation's zone."""
    if not isinstance(value, datetime):
        return value
    return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()


def day_text(value: date | datetime | None, *, year: bool = True, language: str | None = None) -> str:
    """``05/12/2022`` and ``03/9/2025`` (vi), ``5 Dec 2022`` (en); without the year ``03/9``, ``3 Sep``."""
    if value is None:
        return NO_DATA
    day = local_day(value)
    if language_in_use(language) == "en":
        return f"{day.day} {_EN_MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")
    # Decree 30/2020/NĐ-CP: a zero stands before days under 10 and before months 1 and 2 only.
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}" + (f"/{day.year}" if year else "")


def weekday_text(value: date | datetime, *, brief: bool = False, language: str | None = None) -> str:
    """``Thứ Năm`` / ``T5``; ``Thursday`` / ``Thu``."""
    index = local_day(value).weekday()
    if language_in_use(language) == "en":
        return _EN_DAYS[index][:3] if brief else _EN_DAYS[index]
    return _VI_DAYS_SHORT[index] if brief else _VI_DAYS[index]


def weekday_day_text(
    value: date | datetime | None, *, brief: bool = False, year: bool = False, language: str | None = None
) -> str:
    """``Thứ Năm 04/9`` or ``T5 04/9``; ``Thursday 4 Sep``."""
    if value is None:
        return NO_DATA
    name = weekday_text(value, brief=brief, language=language)
    return f"{name} {day_text(value, year=year, language=language)}"


def clock_text(value: datetime | None) -> str:
    """``09:14`` in the installation's zone."""
    if value is None:
        return NO_DATA
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%H:%M}"


def moment_text(value: datetime | None, language: str | None = None) -> str:
    """``14:05 ngày 03/9/2025``; ``14:05, 3 Sep 2025``."""
    if value is None:
        return NO_DATA
    between = ", " if language_in_use(language) == "en" else " ngày "
    return f"{clock_text(value)}{between}{day_text(value, language=language)}"


def provisional_words(waiting: int) -> str:
    """What every page, print and file says of figures that are not published."""
    return _("Provisional figures, appraisal not finished") if waiting else _("Provisional figures, not yet appraised")


def localised_text(value: object, language: str | None = None) -> str:
    """The text of ``{vi, en}`` (a dict, or an object with both) in the language, else the Vietnamese, else any;
    a plain text is itself."""
    if hasattr(value, "vi") and hasattr(value, "en"):
        value = {"vi": value.vi, "en": value.en}
    if not isinstance(value, dict):
        return "" if value is None else str(value)
    wanted = value.get(language_in_use(language)) or value.get("vi")
    return str(wanted or next((text for text in value.values() if text), ""))


def today() -> date:
    """The calendar day in the installation's zone, now."""
    return timezone.localdate()
