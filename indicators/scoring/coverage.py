"""How much of a unit's full maximum has data, when closing excluded lines without."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from indicators.scoring.arithmetic import ONE, ZERO, weighted_mean
from indicators.scoring.lines import Group, Node
from indicators.scoring.maxima import fill_maxima
from indicators.scoring.states import EXCLUDED, SCORED, WAITING

Pattern = Mapping[str, int]
Maxima = dict[str, Fraction | None]


def coverage(nodes: Sequence[Node], pattern: Pattern) -> Fraction | None:
    """Between 0 and 1: each line counts with its part of the maximum; None where nothing applies.

    In a weighted mean a line's part goes with its weight, elsewhere with its maximum. An entry that
    waits for its verdict counts as data.
    """
    full: Maxima = {}
    for node in nodes:
        fill_maxima(node, pattern, full, EXCLUDED)
    return _of(nodes, "sum", pattern, full)


def _of(nodes: Sequence[Node], combine: str, pattern: Pattern, full: Maxima) -> Fraction | None:
    shares, parts = [], []
    for node in nodes:
        most, part = full[node.code], _covered(node, pattern, full)
        if most is not None and part is not None:
            shares.append(most * node.weight if combine == "weighted_mean" else most)
            parts.append(part)
    return weighted_mean(parts, shares) if any(shares) else None


def _covered(node: Node, pattern: Pattern, full: Maxima) -> Fraction | None:
    if isinstance(node, Group):
        return _of(node.children, node.combine, pattern, full)
    return ONE if pattern[node.code] in (SCORED, WAITING) else ZERO
