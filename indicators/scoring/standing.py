"""Before any points: what each line is to a unit, its maxima, and whether the unit can be ranked.

All of this depends only on which lines have data, so it is worked out once per pattern of states.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from indicators.scoring.arithmetic import ONE, ZERO, total, weighted_mean
from indicators.scoring.cells import KNOWN, NOT_APPLICABLE, Cell, UnitInput
from indicators.scoring.combine import combined
from indicators.scoring.lines import Group, Line, Node, Scheme
from indicators.scoring.text import Text, plain

ABSENT, EXCLUDED, BLANK, WAITING, ZEROED, SCORED = range(6)
APPLICABLE = BLANK  # from here on a line is in the unit's maximum
PRESENT = ZEROED  # from here on it has points

NO_DATA_AT_ALL = Text("chưa có số liệu", "no data")
PART_MISSING = Text("thiếu số liệu của nội dung bắt buộc", "data of a required part are missing")
NOTHING_APPLIES = Text("không có nội dung nào áp dụng", "no line applies")

Closing = Mapping[str, str]
Pattern = Mapping[str, int]
Maxima = Mapping[str, Fraction | None]
_AT_CLOSING = {"zero": ZEROED, "exclude": EXCLUDED}


@dataclass(frozen=True, slots=True)
class Standing:
    """One pattern of states: maxima of lines and groups (None: does not apply), groups with points.

    ``reason`` says why the unit cannot be ranked; without ``has_total`` it has no points either.
    """

    pattern: Pattern
    maxima: Maxima
    present: frozenset[str]
    max_points: Fraction
    has_total: bool
    reason: Text | None


@dataclass(slots=True)
class Standings:
    """The standings of a run, each pattern worked out once."""

    scheme: Scheme
    closing: Closing | None
    _known: dict[bytes, Standing] = field(default_factory=dict)

    def of(self, unit: UnitInput) -> Standing:
        """The standing of one unit."""
        cells, lines = unit.cells, self.scheme.lines
        states = bytes([self._state(line, cells.get(code)) for code, line in lines.items()])
        found = self._known.get(states)
        if found is None:
            found = self._known[states] = stand(self.scheme, dict(zip(lines, states, strict=True)))
        return found

    def _state(self, line: Line, cell: Cell | None) -> int:
        if cell is None:
            return ABSENT
        if cell.state == KNOWN and (line.transform == "none" or cell.value > 0):
            return SCORED
        if cell.state == NOT_APPLICABLE:
            return ABSENT if self.scheme.rebase_not_applicable else SCORED
        return self._unknown(line, cell)

    def _unknown(self, line: Line, cell: Cell) -> int:
        """Bonus and deduction lines give 0 without data; others wait, or become what closing says."""
        if line.outside_total:
            return SCORED
        if cell.waiting:
            return WAITING
        return _AT_CLOSING.get((self.closing or {}).get(line.code, ""), BLANK)


def stand(scheme: Scheme, pattern: Pattern) -> Standing:
    """Maxima of lines and groups, groups with points, and why the unit cannot be ranked, if so."""
    maxima: dict[str, Fraction | None] = {}
    for node in scheme.nodes:
        _fill_maxima(node, pattern, maxima, APPLICABLE)
    inside = [node for node in scheme.nodes if not node.outside_total]
    most = total(maxima[node.code] or ZERO for node in inside)
    present = frozenset(code for node in scheme.nodes for code in _present(node, pattern, maxima))
    has_total = most != 0 and any(node.code in present for node in inside)
    reason = _thin(scheme, pattern) if has_total else _no_total(scheme, pattern)
    return Standing(pattern, maxima, present, most, has_total, reason)


def _fill_maxima(node: Node, pattern: Pattern, maxima: dict[str, Fraction | None], lowest: int) -> Fraction | None:
    """The maximum over lines whose state is ``lowest`` or above; None where none of them is."""
    if isinstance(node, Line):
        found = node.max_points if pattern[node.code] >= lowest else None
    else:
        each = [(_fill_maxima(child, pattern, maxima, lowest), child.weight) for child in node.children]
        pairs = [(most, weight) for most, weight in each if most is not None]
        found = combined(node, pairs) if pairs else None
    maxima[node.code] = found
    return found


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


def _no_total(scheme: Scheme, pattern: Pattern) -> Text:
    states = [state for code, state in pattern.items() if not scheme.lines[code].outside_total]
    if not any(states):
        return NOTHING_APPLIES
    return PART_MISSING if SCORED in states else NO_DATA_AT_ALL


def _thin(scheme: Scheme, pattern: Pattern) -> Text | None:
    """Lines were excluded and the unit has data on too little of its maximum."""
    if EXCLUDED not in pattern.values():
        return None
    full: dict[str, Fraction | None] = {}
    covered = _coverage([node for node in scheme.nodes if not node.outside_total], "sum", pattern, full)
    if covered is None or covered * 100 >= scheme.min_coverage:
        return None
    return _below(scheme.min_coverage)


def _below(percent: Fraction) -> Text:
    share = plain(percent)
    return Text(f"có số liệu dưới {share.vi} % số điểm tối đa", f"data on less than {share.en}% of the maximum")


def _coverage(
    nodes: Iterator[Node] | list[Node], combine: str, pattern: Pattern, full: dict[str, Fraction | None]
) -> Fraction | None:
    """The share of the nodes' full maximum that has data, between 0 and 1; None where none applies."""
    shares, covered = [], []
    for node in nodes:
        most = _fill_maxima(node, pattern, full, EXCLUDED)
        part = _covered(node, pattern, full)
        if most is not None and part is not None:
            shares.append(most * node.weight if combine == "weighted_mean" else most)
            covered.append(part)
    return weighted_mean(covered, shares) if any(shares) else None


def _covered(node: Node, pattern: Pattern, full: dict[str, Fraction | None]) -> Fraction | None:
    if isinstance(node, Group):
        return _coverage(list(node.children), node.combine, pattern, full)
    return ONE if pattern[node.code] in (SCORED, WAITING) else ZERO
