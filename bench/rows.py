"""One row of the table of goals: what was measured in every round, and whether the worse quartile is good enough."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import quantiles
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Row:
    """``samples``: the ratio of each round. ``detail``: medians and sizes behind them, for results.json."""

    name: str
    sense: Literal[">=", "<=", ""]
    goal: float
    samples: list[float]
    unit: str = "x"
    detail: dict[str, Any] = field(default_factory=dict)

    @property
    def quartiles(self) -> tuple[float, float, float]:
        if len(self.samples) == 1:
            return (self.samples[0],) * 3
        low, middle, high = quantiles(self.samples, n=4, method="inclusive")
        return low, middle, high

    @property
    def is_ok(self) -> bool:
        low, _, high = self.quartiles
        return {">=": low >= self.goal, "<=": high <= self.goal, "": True}[self.sense]

    def line(self) -> str:
        """``BENCH name measured goal ok|short``; measured is the median with its quartiles."""
        low, middle, high = (figure(value) for value in self.quartiles)
        spread = "" if len(self.samples) == 1 else f"[{low}..{high}]"
        goal = f"{self.sense}{figure(self.goal)}{self.unit}" if self.sense else "printed"
        return f"BENCH {self.name} {middle}{self.unit}{spread} {goal} {'ok' if self.is_ok else 'short'}"

    def as_json(self) -> dict[str, Any]:
        low, middle, high = self.quartiles
        return {**asdict(self), "median": middle, "quartiles": [low, high], "ok": self.is_ok}


def figure(value: float) -> str:
    """Three digits are what such a figure is worth."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def ratios(tops: Sequence[float], bottoms: Sequence[float], scale: float = 1.0) -> list[float]:
    """Round by round."""
    return [scale * top / bottom for top, bottom in zip(tops, bottoms, strict=True)]
