"""Where a check puts what it finds: paths into the document become lines of the file."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from common.cells import code_problem
from common.faults import Fault

Path: TypeAlias = tuple[str | int, ...]
Lines: TypeAlias = Mapping[Path, int]

CODE_LIMIT = 60


class Report:
    """Collects the faults of one document; a form has no lines and reads ``field`` instead."""

    def __init__(self, lines: Lines | None = None, name: str = "") -> None:
        self.lines = lines or {}
        self.name = name
        self.faults: list[Fault] = []

    def add(self, path: Path, message: str) -> None:
        self.faults.append(Fault(str(message), self.line(path), self.name, dotted(path)))

    def line(self, path: Path) -> int:
        """The line of the key or item, or of the nearest thing around it that has one."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 0

    def codes(self, path: Path, items: Iterable[Mapping[str, Any]], limit: int = CODE_LIMIT) -> None:
        """Every item of a list has a usable code of its own."""
        self.distinct_codes([((*path, place), item["code"]) for place, item in enumerate(items)], limit)

    def distinct_codes(self, coded: Iterable[tuple[Path, str]], limit: int = CODE_LIMIT) -> None:
        first: dict[str, Path] = {}
        for path, code in coded:
            problem = code_problem(code, limit)
            if problem:
                self.add((*path, "code"), problem)
            elif code in first:
                self.add((*path, "code"), self._used_twice(code, first[code]))
            else:
                first[code] = path

    def _used_twice(self, code: str, path: Path) -> str:
        line = self.line((*path, "code"))
        if not line:
            return _("The code “%(code)s” is used twice; every code may stand once.") % {"code": code}
        return _("The code “%(code)s” is used twice, first in line %(line)s; every code may stand once.") % {
            "code": code,
            "line": line,
        }

    def no_repeats(self, path: Path, values: Iterable[str]) -> None:
        """A list names each thing once."""
        seen: set[str] = set()
        for place, value in enumerate(values):
            if value in seen:
                self.add((*path, place), _("“%(value)s” stands twice in this list.") % {"value": value})
            seen.add(value)


def dotted(path: Path) -> str:
    """``criteria.0.children.2.rule``: how a form or an API client finds the place."""
    return ".".join(map(str, path))
