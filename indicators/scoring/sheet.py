"""One unit's sheet: points of its lines, of its groups, of the whole."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from indicators.scoring.arithmetic import ZERO, total
from indicators.scoring.cells import KNOWN, NOT_APPLICABLE, Cell, LineScore, NodeScore, UnitInput, UnitSheet
from indicators.scoring.combine import combined
from indicators.scoring.lines import Line, Points, Scheme
from indicators.scoring.standing import Standing
from indicators.scoring.states import APPLICABLE, BLANK, EXCLUDED, SCORED, ZEROED
from indicators.scoring.text import half_up, rounded
from indicators.scoring.transform import transformed

_NOT_ASKED = LineScore(NOT_APPLICABLE, None, ZERO)
_HUNDRED = Fraction(100)
ByScope = Mapping[str, Mapping[str | None, Points]]
# Scores by the identity of their cell, kept where nothing but the cell decides; None for relative lines.
Known = dict[int, LineScore]
Plan = Sequence[tuple[str, Line, Callable[[Any], Fraction], Known | None]]
Shared = dict[str, Known]


class Scorer:
    """Scores units against one scheme and the ranges of one run. ``shared`` serves all bases of a run,
    whose cells outlive it."""

    def __init__(self, scheme: Scheme, relative: ByScope, *, closed: bool, shared: Shared | None = None) -> None:
        self.scheme, self.relative, self.closed, self.shared = scheme, relative, closed, shared
        self.inside = [node.code for node in scheme.nodes if not node.outside_total]
        self.outside = [node.code for node in scheme.nodes if node.outside_total]
        self._plans: dict[str | None, Plan] = {}

    def sheet(self, unit: UnitInput, standing: Standing) -> UnitSheet:
        """The unit's sheet without rank and band."""
        lines = self._lines(unit, standing.states)
        groups = group_scores(self.scheme, standing, {code: score[1] for code, score in lines.items()})
        outside = [groups[code].points or ZERO for code in self.outside]
        points = self._points(standing, lines, groups, outside)
        percent = None if points is None else points / standing.max_points * _HUNDRED
        return UnitSheet(
            key=unit.key,
            block=unit.block,
            lines=lines,
            groups=groups,
            points=points,
            shown_points=self._shown(points),
            max_points=standing.max_points,
            percent=percent,
            shown_percent=self._shown(percent),
            missing=sum([score.missing for score in lines.values()]),
            bonus=total([part for part in outside if part > 0]),
            deduction=total([part for part in outside if part < 0]),
            note=unit.unranked or standing.reason,
        )

    def _plan(self, block: str | None) -> Plan:
        """Code, line, points function and known scores of every line, relative ones bound to the block's range."""
        if block not in self._plans:
            self._plans[block] = [
                (line.code, line, self._points_function(line, block), self._known(line))
                for line in self.scheme.lines.values()
            ]
        return self._plans[block]

    def _points_function(self, line: Line, block: str | None) -> Points:
        return line.points or self.relative[line.code][block if line.scope == "block" else None]

    def _known(self, line: Line) -> Known | None:
        return None if line.scope or self.shared is None else self.shared.setdefault(line.code, {})

    def _lines(self, unit: UnitInput, states: bytes) -> dict[str, LineScore]:
        """The inner loop of every run."""
        get, simple = unit.cells.get, not self.scheme.round_lines
        found = {}
        for (code, line, points, known), state in zip(self._plan(unit.block), states, strict=True):
            cell = get(code)
            if cell is None:
                found[code] = _NOT_ASKED
            elif simple and state == SCORED and cell.state == KNOWN and line.transform == "none" and not any(cell[8:]):
                score = known.get(id(cell)) if known is not None else None
                if score is None:
                    value = cell[1]
                    score = LineScore(KNOWN, points(value), line.max_points, value, cell[6], cell[7], cell[4])
                    if known is not None:
                        known[id(cell)] = score
                found[code] = score
            else:
                found[code] = self._other(line, points, cell, state)
        return found

    def _other(self, line: Line, points: Points, cell: Cell, state: int) -> LineScore:
        """A line that is rounded, transformed, without data or not applicable."""
        return LineScore(
            state=cell.state,
            points=self._line_points(line, points, cell, state),
            max_points=line.max_points if state >= APPLICABLE else ZERO,
            value=cell.known,
            incomplete=cell.incomplete,
            partial=cell.partial,
            waiting=cell.waiting,
            missing=self._is_missing(line, cell, state),
            excluded=state == EXCLUDED,
            zeroed=state == ZEROED,
            unapportioned=cell.unapportioned,
        )

    def _is_missing(self, line: Line, cell: Cell, state: int) -> bool:
        """Something is due and of that nothing is known; bonus and deduction lines are never missing."""
        if state in (BLANK, EXCLUDED, ZEROED):
            return cell.due or self.closed
        return cell.overdue and not line.outside_total

    def _line_points(self, line: Line, points: Points, cell: Cell, state: int) -> Fraction | None:
        if state not in (SCORED, ZEROED):
            return None
        value = None if cell.known is None or state == ZEROED else transformed(line, cell.known)
        if value is None:
            return ZERO
        return rounded(points(value), self.scheme.decimals) if self.scheme.round_lines else points(value)

    def _points(
        self,
        standing: Standing,
        lines: Mapping[str, LineScore],
        groups: Mapping[str, NodeScore],
        outside: list[Fraction],
    ) -> Fraction | None:
        if not standing.has_total:
            return None
        tops = [(groups.get(code) or lines[code]).points for code in self.inside]
        return total([*(part for part in tops if part is not None), *outside])

    def _shown(self, value: Fraction | None) -> Decimal | None:
        return None if value is None else half_up(value, self.scheme.decimals)


def group_scores(
    scheme: Scheme, standing: Standing, line_points: Mapping[str, Fraction | None]
) -> dict[str, NodeScore]:
    """Every group of the tree from the points of its lines, children before parents."""
    known = dict(line_points)
    found: dict[str, NodeScore] = {}
    for code in reversed(list(scheme.groups)):
        group, points, most = scheme.groups[code], None, standing.maxima[code]
        if code in standing.present:
            pairs = [(known[child.code], child.weight) for child in group.children]
            points = combined(group, [(own, weight) for own, weight in pairs if own is not None])
        known[code] = points
        found[code] = NodeScore(points, most or ZERO, most is not None and points is None)
    return {code: found[code] for code in scheme.groups}
