"""The five comparisons of thresholds and steps."""

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from indicators.scoring.arithmetic import rational
from indicators.scoring.sketch import Sketch, clean_number, number_faults
from indicators.scoring.text import Text

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


def comparison_faults(params: Mapping[str, Any], line: Sketch, *, points_key: str, others: set[str]) -> list[Text]:
    """What is wrong with one comparison and the points that go with it."""
    faults = number_faults(params, (), (*COMPARISONS, points_key), others)
    if sum(key in params for key in COMPARISONS) != 1:
        faults.append(
            Text(f"cần đúng một trong {', '.join(COMPARISONS)}", f"exactly one of {', '.join(COMPARISONS)} is needed")
        )
    return faults + points_faults(params, line, points_key)


def points_faults(params: Mapping[str, Any], line: Sketch, key: str) -> list[Text]:
    """Points of a rule that leave the line's own: above the maximum, or below 0 inside the total."""
    points = clean_number(params.get(key, 0))
    if points is None or line.holds(points):
        return []
    return [Text(f"{key} phải nằm trong điểm tối đa của chỉ tiêu", f"{key} must stay within the line's max_points")]
