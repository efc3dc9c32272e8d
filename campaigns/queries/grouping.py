"""Rows about participants under their cluster or block."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from campaigns.models import Block, Participation


class OfParticipant(Protocol):
    @property
    def participation(self) -> Participation: ...


Row = TypeVar("Row", bound=OfParticipant)


def by_block(rows: Iterable[Row]) -> list[tuple[Block | None, list[Row]]]:
    """In the campaign's order; those in no cluster last."""
    found: dict[Block | None, list[Row]] = {}
    for row in rows:
        found.setdefault(row.participation.block, []).append(row)
    return sorted(found.items(), key=lambda pair: (pair[0] is None, pair[0].position if pair[0] else 0))
