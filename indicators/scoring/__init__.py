"""The scoring engine: pure, exact, without Django.

Numbers are fractions; what is shown is rounded half-up, once. ``build_scheme`` reads a campaign
document, ``reduce_facts`` turns facts of many periods into one value, ``score_board`` scores and
ranks all units.
"""

from indicators.scoring.board import score_board
from indicators.scoring.cells import (
    KNOWN,
    NO_DATA,
    NOT_APPLICABLE,
    Board,
    Cell,
    LineScore,
    NodeScore,
    UnitInput,
    UnitSheet,
)
from indicators.scoring.lines import Grade, Group, Line, Measure, Scheme
from indicators.scoring.reduction import Fact, Reduced, reduce_facts
from indicators.scoring.rules import RULES
from indicators.scoring.scheme import build_line, build_measure, build_scheme, default_over_time
from indicators.scoring.text import Text, exact, half_up, parse_exact

__all__ = [
    "KNOWN",
    "NOT_APPLICABLE",
    "NO_DATA",
    "RULES",
    "Board",
    "Cell",
    "Fact",
    "Grade",
    "Group",
    "Line",
    "LineScore",
    "Measure",
    "NodeScore",
    "Reduced",
    "Scheme",
    "Text",
    "UnitInput",
    "UnitSheet",
    "build_line",
    "build_measure",
    "build_scheme",
    "default_over_time",
    "exact",
    "half_up",
    "parse_exact",
    "reduce_facts",
    "score_board",
]
