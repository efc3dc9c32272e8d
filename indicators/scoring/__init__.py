"""The scoring engine: pure, exact, without Django.

Numbers are fractions; what is shown is rounded half-up, once. ``build_scheme`` reads a campaign
document, ``reduce_facts`` turns facts of many periods into one value, ``score_board`` scores and
ranks all units, ``explain_line`` and ``gains`` say why and what would help; ``validate_line``
checks a line of a file, ``fingerprint`` names the rules of a run.
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
from indicators.scoring.explain import Explanation, explain_line, rule_sentence
from indicators.scoring.fingerprint import fingerprint
from indicators.scoring.gains import Gain, gains, gains_sentence, supposing
from indicators.scoring.legality import legal_over_time, validate_line
from indicators.scoring.lines import Grade, Group, Line, Measure, Scheme
from indicators.scoring.needed import Needed, needed
from indicators.scoring.reduction import Fact, Reduced, reduce_facts
from indicators.scoring.rules import RULES
from indicators.scoring.scheme import build_line, build_measure, build_scheme, default_over_time
from indicators.scoring.sheet import Shared
from indicators.scoring.text import Text, exact, half_up, half_up_text, number, parse_exact

__all__ = [
    "Board",
    "Cell",
    "Explanation",
    "Fact",
    "Gain",
    "Grade",
    "Group",
    "KNOWN",
    "Line",
    "LineScore",
    "Measure",
    "NOT_APPLICABLE",
    "NO_DATA",
    "Needed",
    "NodeScore",
    "RULES",
    "Reduced",
    "Scheme",
    "Shared",
    "Text",
    "UnitInput",
    "UnitSheet",
    "build_line",
    "build_measure",
    "build_scheme",
    "default_over_time",
    "exact",
    "explain_line",
    "fingerprint",
    "gains",
    "gains_sentence",
    "half_up",
    "half_up_text",
    "legal_over_time",
    "needed",
    "number",
    "parse_exact",
    "reduce_facts",
    "rule_sentence",
    "score_board",
    "supposing",
    "validate_line",
]
