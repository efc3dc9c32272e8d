"""The five comparisons of thresholds and steps."""

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from indicators.scoring.arithmetic import rational

COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "at_least": operator.ge,
    "more_than": operator.gt,
    "at_most": operator.le,
    "less_than": operator.lt,
    "equals": operator.eq,
}


def comparison_of(params: Mapping[str, Any]) -> tuple[str, Fraction]:
    """The one comparison among the parameters and its bound."""
    name = next(key for key in COMPARISONS if key in params)
    return name, rational(params[name])
