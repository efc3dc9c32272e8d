"""What each kind of bundle is made of. Whoever writes documents registers a maker; the verbs know only its name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the bundle; ``write`` may be asked again where an earlier writer died."""

    name: str
    write: Callable[[BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Making:
    """All parts in their order: one that ``is_single`` is fetched as it is, others in one ZIP."""

    file_name: str
    parts: Sequence[Part]
    is_single: bool = False


# By kind: (bundle) -> Making. Asked anew for every slice of the work.
makers: dict[str, Callable[[Any], Making]] = {}
