"""What a period is called on a page, in a file and in a letter."""

from datetime import date

from django.utils.translation import pgettext

from common.formats import day_text

_QUARTERS = ("I", "II", "III", "IV")


def period_name(code: str) -> str:
    """``2025-08`` → tháng 8/2025; ``2025-W27`` → tuần 27/2025; ``all`` → cả đợt; a code it does not know is itself."""
    if code in ("", "all"):
        return pgettext("period", "whole campaign")
    year, _dash, rest = code.partition("-")
    if rest.startswith("W"):
        return pgettext("period", "week %(number)s/%(year)s") % {"number": int(rest[1:]), "year": year}
    if rest.startswith("Q"):
        return pgettext("period", "quarter %(number)s/%(year)s") % {
            "number": _QUARTERS[int(rest[1:]) - 1],
            "year": year,
        }
    if rest.startswith("H"):
        return pgettext("period", "half-year %(number)s/%(year)s") % {"number": int(rest[1:]), "year": year}
    if "-" in rest:
        return day_text(date.fromisoformat(code))
    return pgettext("period", "month %(number)s/%(year)s") % {"number": int(rest), "year": year}
