"""One unit's sheet: points of its lines, of its groups, of the whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.scoring.arithmetic import ZERO, total
from indicators.scoring.cells import KNOWN, NOT_APPLICABLE, Cell, LineScore, NodeScore, UnitInput, UnitSheet
from indicators.scoring.combine import combined
from indicators.scoring.lines import Line, Points, Scheme
from indicators.scoring.ranges import scope_of
from indicators.scoring.standing import APPLICABLE, BLANK, EXCLUDED, SCORED, ZEROED, Standing
from indicators.scoring.text import half_up, rounded
from indicators.scoring.transform import transformed

_NOT_ASKED = LineScore(NOT_APPLICABLE, None, ZERO)


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores units against one scheme and the ranges of one run."""

    scheme: Scheme
    relative: Mapping[str, Mapping[str | None, Points]]
    closed: bool = False

    def sheet(self, unit: UnitInput, standing: Standing) -> UnitSheet:
        """The unit's sheet without rank and band."""
        lines = {code: self.line(line, unit, standing.pattern[code]) for code, line in self.scheme.lines.items()}
        groups = group_scores(self.scheme, standing, {code: score.points for code, score in lines.items()})
        outside = [groups[n.code].points or ZERO for n in self.scheme.nodes if n.outside_total]
        points = self._points(standing, lines, groups, outside)
        percent = None if points is None else points * 100 / standing.max_points
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
            missing=sum(score.missing for score in lines.values()),
            bonus=total(part for part in outside if part > 0),
            deduction=total(part for part in outside if part < 0),
            note=unit.unranked or standing.reason,
        )

    def line(self, line: Line, unit: UnitInput, state: int) -> LineScore:
        """The points of one line of a unit in the given state."""
        cell = unit.cells.get(line.code)
        if cell is None:
            return _NOT_ASKED
        return LineScore(
            state=cell.state,
            points=self._line_points(line, unit, cell, state),
            max_points=line.max_points if state >= APPLICABLE else ZERO,
            value=cell.value,
            incomplete=cell.incomplete,
            partial=cell.partial,
            waiting=cell.waiting,
            missing=self._is_missing(cell, state),
            excluded=state == EXCLUDED,
            zeroed=state == ZEROED,
        )

    def _line_points(self, line: Line, unit: UnitInput, cell: Cell, state: int) -> Fraction | None:
        if state == ZEROED:
            return ZERO
        if state != SCORED:
            return None
        value = transformed(line, cell.value) if cell.state == KNOWN else None
        if value is None:
            return ZERO
        points = (line.points or self.relative[line.code][scope_of(line, unit)])(value)
        return rounded(points, self.scheme.decimals) if self.scheme.round_lines else points

    def _is_missing(self, cell: Cell, state: int) -> bool:
        return state in (BLANK, EXCLUDED, ZEROED) and (cell.due or self.closed)

    def _points(
        self,
        standing: Standing,
        lines: Mapping[str, LineScore],
        groups: Mapping[str, NodeScore],
        outside: list[Fraction],
    ) -> Fraction | None:
        if not standing.has_total:
            return None
        inside = [node.code for node in self.scheme.nodes if not node.outside_total]
        tops = [(groups.get(code) or lines[code]).points for code in inside]
        return total([*(part for part in tops if part is not None), *outside])

    def _shown(self, value: Fraction | None) -> Decimal | None:
        return None if value is None else half_up(value, self.scheme.decimals)


def group_scores(
    scheme: Scheme, standing: Standing, line_points: Mapping[str, Fraction | None]
) -> dict[str, NodeScore]:
    """Every group of the tree from the points of its lines, children before parents."""
    known, found = dict(line_points), {}
    for group in reversed(scheme.groups.values()):
        pairs = [(known[c.code], c.weight) for c in group.children if known[c.code] is not None]
        points = combined(group, pairs) if group.code in standing.present else None
        most = standing.maxima[group.code]
        known[group.code] = points
        found[group.code] = NodeScore(points, most or ZERO, missing=most is not None and points is None)
    return {code: found[code] for code in scheme.groups}
