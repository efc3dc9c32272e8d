"""What is wrong with an input: one line per fault, all of them at once.

A reader, a check or a domain verb that refuses outside input raises ``Faults``; every door
(command, form, API) renders the same list. Nothing is written when it is raised.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: where (source name and 1-based line, 0 = the whole) and a sentence."""

    message: str
    line: int = 0
    source: str = ""
    field: str = ""

    def __str__(self) -> str:
        place = ":".join(part for part in (self.source, str(self.line or "")) if part)
        return f"{place}: {self.message}" if place else str(self.message)

    @property
    def for_console(self) -> str:
        """Always ``FILE:line: …`` where there is a file, so that editors and scripts find the place."""
        return str(replace(self, line=self.line or 1) if self.source else self)


class Faults(Exception):
    """Raised with every fault found; ``str()`` gives one line a fault."""

    def __init__(self, faults: Iterable[Fault] | Fault | str) -> None:
        self.faults = _as_list(faults)
        super().__init__("\n".join(map(str, self.faults)))


def _as_list(faults: Iterable[Fault] | Fault | str) -> list[Fault]:
    if isinstance(faults, str):
        return [Fault(faults)]
    return [faults] if isinstance(faults, Fault) else list(faults)
