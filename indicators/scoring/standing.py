"""Before any points: each line's state, the maxima, and whether the unit can be ranked.

All of this depends only on which lines have data, so it is worked out once per pattern of states,
and within a pattern once per top-level node.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from indicators.scoring.arithmetic import ZERO, total
from indicators.scoring.cells import UnitInput
from indicators.scoring.coverage import coverage
from indicators.scoring.lines import Line, Node, Scheme
from indicators.scoring.maxima import fill_maxima
from indicators.scoring.states import APPLICABLE, EXCLUDED, PRESENT, SCORED, Closing, state_of
from indicators.scoring.text import Text, plain

NO_DATA_AT_ALL = Text("chưa có số liệu", "no data")
PART_MISSING = Text("thiếu số liệu của nội dung bắt buộc", "data of a required part are missing")
NOTHING_APPLIES = Text("không có nội dung nào áp dụng", "no line applies")

Pattern = Mapping[str, int]
Maxima = Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """One pattern: ``states`` of the lines, maxima (None: does not apply), nodes with points.

    ``reason`` says why the unit cannot be ranked; without ``has_total`` it has no points either.
    """

    states: bytes
    maxima: Maxima
    present: frozenset[str]
    max_points: Fraction
    has_total: bool
    reason: Text | None


class Standings:
    """The standings of one run."""

    def __init__(self, scheme: Scheme, closing: Closing | None) -> None:
        self.scheme, self.closing = scheme, closing
        self._known: dict[bytes, Standing] = {}
        self._parts: dict[tuple[str, bytes], tuple[Maxima, set[str]]] = {}
        self._sizes = [sum(1 for _ in _lines(node)) for node in scheme.nodes]

    def of(self, unit: UnitInput) -> Standing:
        """The standing of one unit."""
        get, closing, rebase = unit.cells.get, self.closing, self.scheme.rebase_not_applicable
        lines = self.scheme.lines.items()
        states = bytes([state_of(line, get(code), closing, rebase=rebase) for code, line in lines])
        if states not in self._known:
            self._known[states] = self._stand(states)
        return self._known[states]

    def _stand(self, states: bytes) -> Standing:
        pattern = dict(zip(self.scheme.lines, states, strict=True))
        maxima: dict[str, Fraction | None] = {}
        present: set[str] = set()
        for node, own in self._slices(states):
            below, with_points = self._part(node, own, pattern)
            maxima.update(below)
            present |= with_points
        return _standing(self.scheme, states, maxima, frozenset(present))

    def _slices(self, states: bytes) -> Iterator[tuple[Node, bytes]]:
        """Each top-level node with the states of its lines, which stand together in file order."""
        start = 0
        for node, size in zip(self.scheme.nodes, self._sizes, strict=True):
            yield node, states[start : start + size]
            start += size

    def _part(self, node: Node, own: bytes, pattern: Pattern) -> tuple[Maxima, set[str]]:
        found = self._parts.get((node.code, own))
        if found is None:
            maxima: dict[str, Fraction | None] = {}
            fill_maxima(node, pattern, maxima, APPLICABLE)
            found = self._parts[node.code, own] = maxima, _present(node, pattern, maxima)
        return found


def _standing(scheme: Scheme, states: bytes, maxima: Maxima, present: frozenset[str]) -> Standing:
    inside = [node for node in scheme.nodes if not node.outside_total]
    most = total([maxima[node.code] or ZERO for node in inside])
    has_total = most != 0 and _has_data(scheme, states) and any(node.code in present for node in inside)
    reason = _too_little(scheme, states) if has_total else _no_total(scheme, states)
    return Standing(states, maxima, present, most, has_total, reason)


def _present(node: Node, pattern: Pattern, maxima: Maxima) -> set[str]:
    """Codes of the lines and groups at and below the node that have points."""
    if isinstance(node, Line):
        return {node.code} if pattern[node.code] >= PRESENT else set()
    below = set().union(*(_present(child, pattern, maxima) for child in node.children))
    applying = [child for child in node.children if maxima[child.code] is not None]
    enough = any if node.combine == "sum" or node.missing == "skip" else all
    if applying and enough(child.code in below for child in applying):
        below.add(node.code)
    return below


def _inside(scheme: Scheme, states: bytes) -> list[int]:
    return [state for line, state in zip(scheme.lines.values(), states, strict=True) if not line.outside_total]


def _has_data(scheme: Scheme, states: bytes) -> bool:
    """A sum of blanks, or of zeros put for blanks at closing, is no total."""
    return SCORED in _inside(scheme, states)


def _no_total(scheme: Scheme, states: bytes) -> Text:
    if not any(_inside(scheme, states)):
        return NOTHING_APPLIES
    return PART_MISSING if _has_data(scheme, states) else NO_DATA_AT_ALL


def _too_little(scheme: Scheme, states: bytes) -> Text | None:
    """Lines were excluded at closing and the unit has data on too little of its maximum."""
    if EXCLUDED not in states:
        return None
    inside = [node for node in scheme.nodes if not node.outside_total]
    covered = coverage(inside, dict(zip(scheme.lines, states, strict=True)))
    if covered is None or covered * 100 >= scheme.min_coverage:
        return None
    share = plain(scheme.min_coverage)
    return Text(f"có số liệu dưới {share.vi} % số điểm tối đa", f"data on less than {share.en}% of the maximum")


def _lines(node: Node) -> Iterator[Line]:
    if isinstance(node, Line):
        yield node
    else:
        for child in node.children:
            yield from _lines(child)
