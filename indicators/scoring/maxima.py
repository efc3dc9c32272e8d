"""What a unit could reach: the maxima of its lines and groups."""

from collections.abc import Mapping
from fractions import Fraction

from indicators.scoring.combine import combined
from indicators.scoring.lines import Line, Node


def fill_maxima(
    node: Node, pattern: Mapping[str, int], maxima: dict[str, Fraction | None], lowest: int
) -> Fraction | None:
    """The node's maximum over lines whose state is ``lowest`` or above, None where none is.

    Writes it and those of all nodes below into ``maxima``.
    """
    if isinstance(node, Line):
        found = node.max_points if pattern[node.code] >= lowest else None
    else:
        each = [(fill_maxima(child, pattern, maxima, lowest), child.weight) for child in node.children]
        pairs = [(most, weight) for most, weight in each if most is not None]
        found = combined(node, pairs) if pairs else None
    maxima[node.code] = found
    return found
