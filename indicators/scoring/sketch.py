"""A line as it stands in an unchecked file, and the checks of its single numbers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from indicators.scoring.text import Text

_LARGEST = 20  # digits before the point
_SMALLEST = -30  # digits after it: goalposts of published indices have fifteen


@dataclass(frozen=True, slots=True)
class Sketch:
    """What the rules need to know of a line; None or '' where the file does not say or says junk."""

    max_points: Fraction | None
    kind: str
    has_parts: bool
    over_time: str
    transform: str
    has_due: bool
    highest: Fraction | None
    outside_total: bool

    def holds(self, points: Fraction) -> bool:
        """Within the line's points: at most the maximum, and not below 0 inside the total."""
        if self.max_points is None:
            return True
        return points <= self.max_points and (self.outside_total or points >= 0)


def clean_number(value: Any) -> Fraction | None:
    """A finite number of sane size as a fraction, else None."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        return None
    if isinstance(value, Decimal) and not _sane(value):
        return None
    found = Fraction(value)
    return found if abs(found) < 10**_LARGEST else None


def sketch_of(spec: Any, *, outside_total: bool) -> Sketch:
    """From anything at all."""
    spec = spec if isinstance(spec, Mapping) else {}
    measure = spec.get("measure")
    measure = measure if isinstance(measure, Mapping) else {}
    return Sketch(
        max_points=clean_number(spec.get("max_points")),
        kind=_word(measure.get("kind")),
        has_parts=bool(measure.get("numerator") and measure.get("denominator")),
        over_time=_word(spec.get("over_time")),
        transform=_word(spec.get("transform", "none")),
        has_due=bool(spec.get("due")),
        highest=clean_number(measure.get("highest")),
        outside_total=outside_total,
    )


def number_faults(
    params: Mapping[str, Any], required: Collection[str], optional: Collection[str], others: Collection[str]
) -> list[Text]:
    """Numbers that are absent, no numbers, or unknown to the rule."""
    known = {*required, *optional, *others}
    faults = [missing(key) for key in required if key not in params]
    faults += [not_a_number(key) for key in (*required, *optional) if key in params and _is_junk(params[key])]
    return faults + [_unknown(key) for key in params if key not in known]


def deduction_faults(line: Sketch) -> list[Text]:
    """Points are deducted only on top of the total, by lines that give none."""
    if line.outside_total and line.max_points in (None, 0):
        return []
    return [
        Text(
            "chỉ tiêu điểm trừ phải có max_points: 0 và nằm trong nhóm outside_total",
            "a deduction needs max_points: 0 and a group outside_total",
        )
    ]


def missing(key: str) -> Text:
    """A parameter the rule needs."""
    return Text(f"quy định cần có {key}", f"the rule needs {key}")


def not_a_number(key: str) -> Text:
    """A parameter that must be a number."""
    return Text(f"{key} phải là một số", f"{key} must be a number")


def _unknown(key: Any) -> Text:
    return Text(f"quy định này không dùng {key}", f"this rule does not use {key}")


def _is_junk(value: Any) -> bool:
    return clean_number(value) is None


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _sane(value: Decimal) -> bool:
    return value.is_finite() and value.adjusted() < _LARGEST and int(value.as_tuple().exponent) >= _SMALLEST
