"""What any text and any number of a document must be, wherever it stands; forms need it as much as files."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from common.cells import digits, forbidden_character
from common.decimals import DECIMAL_PLACES, INTEGER_DIGITS

from .report import Path, Report
from .scalars import PLACES, too_long

LONGEST = 20_000


def check_values(document: Any, report: Report) -> None:
    """Adds a fault for each text the database cannot store, each blank name and each number too fine to keep."""
    for path, value in _leaves(document, ()):
        message = _problem(path, value)
        if message:
            report.add(path, message)


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _leaves(item, (*path, place))
    else:
        yield path, value


def _problem(path: Path, value: Any) -> str:
    if isinstance(value, str):
        return _text_problem(path, value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _number_problem(path, Decimal(value))
    return ""


def _text_problem(path: Path, text: str) -> str:
    character = "" if text.isprintable() else forbidden_character(text)
    if character:
        return _("The character %(character)s may not stand in a text; delete it.") % {"character": character}
    if len(text) > LONGEST:
        return _("The text is longer than %(limit)s characters.") % {"limit": LONGEST}
    if path[-1] == "vi" and not text.strip():
        return _("The text “%(key)s” is empty.") % {"key": path[-1]}
    return ""


def _number_problem(path: Path, number: Decimal) -> str:
    """Points and facts hold twelve places; the parameters of a rule may hold more (goalposts of indices do)."""
    before, after = digits(number)
    places = PLACES if "rule" in path else DECIMAL_PLACES
    if before <= INTEGER_DIGITS and after <= places:
        return ""
    return too_long(f"{number}", places)
