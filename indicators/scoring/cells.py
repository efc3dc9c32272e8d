"""What goes into scoring and what comes out, one value per unit and line.

Named tuples, because a city campaign makes twelve thousand of them per run.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from indicators.scoring.lines import Span
from indicators.scoring.text import Text

KNOWN = "known"
NOT_APPLICABLE = "not_applicable"
NO_DATA = "no_data"


class Cell(NamedTuple):
    """The reduced value of one unit on one line, on one basis.

    ``value`` is a Fraction when KNOWN (yes_no 1/0, a date its ordinal); ``n``/``d`` its parts.
    ``waiting``: an entry submitted in time waits for its verdict. ``due``: some period of the line
    is already due. ``incomplete``: due periods are absent; ``partial``: a mean over fewer than due;
    ``overdue``: what is known lies in periods that are not due yet, and of those that are none is known.
    ``unapportioned``: facts of a divided predecessor do not pass, since nobody set a share.
    """

    state: str
    value: Fraction | None = None
    n: Fraction | None = None
    d: Fraction | None = None
    waiting: bool = False
    due: bool = False
    incomplete: bool = False
    partial: bool = False
    overdue: bool = False
    unapportioned: bool = False

    @property
    def known(self) -> Fraction | None:
        """The value where there is one."""
        return self.value if self.state == KNOWN else None


class LineScore(NamedTuple):
    """The points of one line; None while there is nothing to score or the line does not apply.

    ``max_points`` is what the line adds to the unit's maximum: 0 where it does not apply or was
    ``excluded`` at closing. ``zeroed``: an unknown value that closing turned into 0 points.
    """

    state: str
    points: Fraction | None
    max_points: Fraction
    value: Fraction | None = None
    incomplete: bool = False
    partial: bool = False
    waiting: bool = False
    missing: bool = False
    excluded: bool = False
    zeroed: bool = False
    unapportioned: bool = False

    @property
    def lost(self) -> Fraction | None:
        """Points short of the maximum (for a deduction: the points deducted)."""
        return None if self.points is None else self.max_points - self.points


class NodeScore(NamedTuple):
    """A group of one unit. ``points`` None: ``missing`` data, or no child applies (maximum 0)."""

    points: Fraction | None
    max_points: Fraction
    missing: bool


@dataclass(frozen=True, slots=True)
class UnitInput:
    """A unit to score. A line code absent from ``cells`` does not apply to the unit.

    ``unranked`` lists it below without rank, for this reason, and keeps its values out of relative
    ranges. ``band_cap`` is the band a knock-out limits it to. ``sort_key`` orders equal ranks.
    """

    key: Any
    block: str | None
    cells: Mapping[str, Cell]
    sort_key: Any = ""
    unranked: Text | None = None
    band_cap: str | None = None


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """The result of one unit; see ``score_board``. ``missing`` counts lines without data."""

    key: Any
    block: str | None
    lines: Mapping[str, LineScore]
    groups: Mapping[str, NodeScore]
    points: Fraction | None
    shown_points: Decimal | None
    max_points: Fraction
    percent: Fraction | None
    shown_percent: Decimal | None
    missing: int
    bonus: Fraction
    deduction: Fraction
    band: str | None = None
    rank: int | None = None
    block_rank: int | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """All sheets in ranking order. ``ranked_by`` is 'points' or 'percent' as really used.

    ``ranges``: relative line → scope (None for the campaign, else the block) → (lowest, highest)
    after the transform, None when there is no range. ``provisional``: relative line → scopes in
    which due values are still absent.
    """

    sheets: tuple[UnitSheet, ...]
    ranked_by: str
    ranges: Mapping[str, Mapping[str | None, Span | None]]
    provisional: Mapping[str, frozenset[str | None]]
