"""Who checks which section of the campaign file: higher apps add what this one must not import."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from .report import Report

Checker: TypeAlias = Callable[[Mapping[str, Any], Report], None]
_checkers: dict[str, Checker] = {}


def register_section(name: str, checker: Checker) -> None:
    """Adds the checker of a section; it gets the whole document, already held to the schema, and a Report.

    Called in ``AppConfig.ready``; naming a section a second time with another checker is a mistake."""
    if _checkers.setdefault(name, checker) is not checker:
        raise ValueError(f"the section {name} already has a checker")


def section_checkers() -> Mapping[str, Checker]:
    """The registered checkers by section."""
    return _checkers
