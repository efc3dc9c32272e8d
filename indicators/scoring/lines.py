"""The nouns of a campaign's rules: measure, line, group, grade, scheme. Data without behaviour."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from indicators.scoring.text import Text

Points = Callable[[Fraction], Fraction]
Span = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted. ``lowest``/``highest`` bound an entry; None leaves that side open."""

    kind: str
    unit: Text | None = None
    numerator: Text | None = None
    denominator: Text | None = None
    decimals: int = 2
    lowest: Fraction | None = None
    highest: Fraction | None = None

    @property
    def has_parts(self) -> bool:
        """A ratio entered as numerator and denominator."""
        return self.numerator is not None and self.denominator is not None

    @property
    def is_percent(self) -> bool:
        """Its value is 100 · numerator / denominator."""
        return self.unit is not None and self.unit.vi == "%"


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion without children (an indicator).

    ``due`` is the ordinal of a day. ``points`` maps a transformed value to points; it is None where
    ``scope`` ('campaign' or 'block') says that the range comes from the values of the units.
    """

    code: str
    name: Text
    max_points: Fraction
    weight: Fraction
    measure: Measure
    transform: str
    over_time: str
    reported: str
    due: int | None
    rule: Mapping[str, Any]
    outside_total: bool
    path: tuple[str, ...]
    point_decimals: int
    scope: str | None = None
    points: Points | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Group:
    """A criterion with children; ``max_points`` is what they give when all of them apply."""

    code: str
    name: Text
    max_points: Fraction
    weight: Fraction
    combine: str
    scale: Fraction
    missing: str
    cap: Fraction | None
    outside_total: bool
    path: tuple[str, ...]
    children: tuple["Node", ...]


Node = Group | Line


@dataclass(frozen=True, slots=True)
class Grade:
    """A band (*xếp loại*), reached at this percent of the unit's own maximum."""

    code: str
    name: Text
    at_least: Fraction


@dataclass(frozen=True, slots=True)
class Scheme:
    """All rules of a campaign's scoring; ``lines`` and ``groups`` are in file order.

    ``knock_outs`` maps a knock-out's code to the band it caps at, None where it caps none.
    """

    nodes: tuple[Node, ...]
    lines: Mapping[str, Line]
    groups: Mapping[str, Group]
    decimals: int
    rank_rounded: bool
    round_lines: bool
    rebase_not_applicable: bool
    min_coverage: Fraction
    missing_at_close: str
    tie_break: tuple[str, ...]
    rank_by: str
    bands: tuple[Grade, ...]
    knock_outs: Mapping[str, str | None]
