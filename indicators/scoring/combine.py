"""How a group puts its children together, registered by name: points and maxima alike."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from indicators.scoring.arithmetic import ZERO, geometric_mean, total, weighted_mean
from indicators.scoring.lines import Group

Pairs = Sequence[tuple[Fraction, Fraction]]


def combined(group: Group, pairs: Pairs) -> Fraction:
    """(value, weight) of the children that count, put together, scaled, held under the cap.

    ``pairs`` is not empty. Weights matter to ``weighted_mean`` only and are taken anew over the
    children given, so leaving a child out re-normalises them.
    """
    value = COMBINE[group.combine](pairs)
    if group.scale != 1:
        value *= group.scale
    return value if group.cap is None else min(value, group.cap)


def _sum(pairs: Pairs) -> Fraction:
    return total(value for value, _ in pairs)


def _weighted_mean(pairs: Pairs) -> Fraction:
    values, weights = zip(*pairs, strict=True)
    return weighted_mean(values, weights) if any(weights) else ZERO


def _geometric_mean(pairs: Pairs) -> Fraction:
    return geometric_mean([value for value, _ in pairs])


def _minimum(pairs: Pairs) -> Fraction:
    return min(value for value, _ in pairs)


COMBINE: Mapping[str, Callable[[Pairs], Fraction]] = {
    "sum": _sum,
    "weighted_mean": _weighted_mean,
    "geometric_mean": _geometric_mean,
    "minimum": _minimum,
}
