"""Points and facts hold twelve places; the parameters of a rule may hold more (goalposts of indices do)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from common.cells import digits
from common.decimals import DECIMAL_PLACES

from .report import Path, Report


def check_numbers(document: Any, report: Report) -> None:
    """Adds a fault for each number outside a rule with more places than the database keeps."""
    for path, number in _decimals(document, ()):
        if digits(number)[1] > DECIMAL_PLACES:
            report.add(
                path,
                _("The number %(number)s has more than %(places)s digits after the point.")
                % {"number": f"{number:f}", "places": DECIMAL_PLACES},
            )


def _decimals(value: Any, path: Path) -> Iterator[tuple[Path, Decimal]]:
    if isinstance(value, Decimal):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "rule":
                yield from _decimals(item, (*path, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _decimals(item, (*path, place))
