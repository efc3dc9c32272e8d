"""The transform of a line, before its rule."""

from fractions import Fraction

from indicators.scoring.arithmetic import natural_log
from indicators.scoring.lines import Line


def transformed(line: Line, value: Fraction) -> Fraction | None:
    """The value the rule sees; None where it does not exist (the log of 0 or less)."""
    return natural_log(value) if line.transform == "log" else value
