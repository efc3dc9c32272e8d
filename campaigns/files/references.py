"""A unit as a file names it: ``CODE``, or ``CODE@DATE`` where a code was used again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from common.cells import code_problem, iso_date

from .report import Path, Report

UNIT_CODE_LIMIT = 40


def split_reference(text: str) -> tuple[str, date | None]:
    """The code and the day of a reference; raises ValueError with a sentence where it is none."""
    code, at, day = text.partition("@")
    problem = code_problem(code, UNIT_CODE_LIMIT)
    if problem:
        raise ValueError(problem)
    if not at:
        return code, None
    found = iso_date(day)
    if found is None:
        raise ValueError(
            _("The unit “%(unit)s” needs a date of the calendar after “@”, such as 79@2025-07-01.")
            % {"unit": text[:60]}
        )
    return code, found


def check_reference(path: Path, text: str | None, report: Report) -> None:
    """Whether a text can name a unit; whether there is such a unit, the database says later."""
    if text is None:
        return
    try:
        split_reference(text)
    except ValueError as error:
        report.add(path, str(error))


def check_selection(path: Path, selection: Mapping[str, Any], report: Report) -> None:
    """``{within, kinds, units}`` of participants, a block or ``applies_to``."""
    check_reference((*path, "within"), selection.get("within"), report)
    for key in ("kinds", "units"):
        report.no_repeats((*path, key), selection.get(key, ()))
    for place, unit in enumerate(selection.get("units", ())):
        check_reference((*path, "units", place), unit, report)
    for place, kind in enumerate(selection.get("kinds", ())):
        problem = code_problem(kind, UNIT_CODE_LIMIT)
        if problem:
            report.add((*path, "kinds", place), problem)
