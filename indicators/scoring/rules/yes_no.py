"""Yes/no: the maximum for yes (1), nothing for no (0)."""

from indicators.scoring.arithmetic import ZERO
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.rule import Params, Rule


class YesNo(Rule):
    kind = "yes_no"

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        reached = line.max_points
        return lambda value: reached if value else ZERO


RULE = YesNo()
