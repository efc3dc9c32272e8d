"""What any text and any number of a document must be, wherever it stands; forms need it as much as files."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from common.cells import digits, forbidden_character
from common.decimals import DECIMAL_PLACES

from .report import Path, Report


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
    if isinstance(value, Decimal):
        return _too_fine(path, value)
    if not isinstance(value, str):
        return ""
    character = "" if value.isprintable() else forbidden_character(value)
    if character:
        return _("The character %(character)s may not stand in a text; delete it.") % {"character": character}
    if path[-1] == "vi" and not value.strip():
        return _("The text “%(key)s” is empty.") % {"key": path[-1]}
    return ""


def _too_fine(path: Path, number: Decimal) -> str:
    """Points and facts hold twelve places; the parameters of a rule may hold more (goalposts of indices do)."""
    if "rule" in path or digits(number)[1] <= DECIMAL_PLACES:
        return ""
    values = {"number": f"{number:f}", "places": DECIMAL_PLACES}
    return _("The number %(number)s has more than %(places)s digits after the point.") % values
