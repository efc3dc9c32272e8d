"""The cheapest few improvements that lift a unit to a percent of its maximum."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from indicators.scoring.arithmetic import ONE, ZERO
from indicators.scoring.cells import KNOWN, NO_DATA, NOT_APPLICABLE, Cell, LineScore, UnitInput, UnitSheet
from indicators.scoring.lines import Line, Points, Scheme, Span
from indicators.scoring.needed import Needed, best_points, needed
from indicators.scoring.numbering import numbering
from indicators.scoring.ranges import points_by_scope
from indicators.scoring.sheet import Scorer
from indicators.scoring.standing import Standings
from indicators.scoring.text import Text, joined, number, plain, rounded, same
from indicators.scoring.wording import in_measure, phrase

Ranges = Mapping[str, Mapping[str | None, Span | None]]
Values = Mapping[str, Fraction]


class Gain(NamedTuple):
    """One improvement: the line, what it takes (III.4 lên 98 %), and the points the unit gains."""

    code: str
    text: Text
    points: Fraction


class _Option(NamedTuple):
    line: Line
    aim: Needed
    gain: Fraction
    effort: Fraction


def gains(
    scheme: Scheme,
    sheet: UnitSheet,
    to_percent: Fraction,
    *,
    cells: Mapping[str, Cell] | None = None,
    ranges: Ranges | None = None,
) -> list[Gain]:
    """What would lift the unit to a percent, cheapest first; empty when it is there or cannot get there.

    Cheap is much gained for a small change of the value, other units standing still. What is past
    (late dates, violations, deductions) is no way. ``cells`` gives numerators their whole numbers;
    without ``ranges`` relative lines are left alone.
    """
    trial = _Trial(scheme, sheet, cells or {}, ranges or {})
    goal = Fraction(to_percent) * sheet.max_points / 100
    if sheet.points is None or sheet.points >= goal:
        return []
    options = sorted(trial.options(), key=lambda option: (option.effort / option.gain, option.line.code))
    chosen = _enough(trial, options, goal)
    return _told(trial, _trimmed(trial, _pruned(trial, chosen, goal), goal))


def supposing(
    scheme: Scheme,
    sheet: UnitSheet,
    changes: Mapping[str, Cell],
    *,
    cells: Mapping[str, Cell] | None = None,
    ranges: Ranges | None = None,
) -> UnitSheet:
    """The unit's sheet with these cells in place of its own, other units standing still."""
    return _Trial(scheme, sheet, cells or {}, ranges or {}).sheet_with(changes)


def gains_sentence(scheme: Scheme, to_percent: Fraction, found: Sequence[Gain]) -> Text | None:
    """Để đạt 90,00: III.4 lên 98 % (+3,00) và I.1 đủ 22/22 (+0,36)."""
    if not found:
        return None
    goal = number(to_percent, scheme.decimals)
    parts = [gain.text + _plus(number(gain.points, scheme.decimals)) for gain in found]
    listed = joined([joined(parts[:-1], ", "), parts[-1]], " và ", " and ") if parts[1:] else parts[0]
    return Text(f"Để đạt {goal.vi}: ", f"To reach {goal.en}: ") + listed


class _Trial:
    """The unit scored again with other values, all else standing still."""

    def __init__(self, scheme: Scheme, sheet: UnitSheet, cells: Mapping[str, Cell], ranges: Ranges) -> None:
        self.scheme, self.sheet, self.ranges = scheme, sheet, ranges
        self.cells = {code: cells.get(code) or _cell(score) for code, score in sheet.lines.items() if _counts(score)}
        closing = {code: "zero" for code, score in sheet.lines.items() if score.zeroed}
        self.unit = UnitInput(sheet.key, sheet.block, self.cells)
        self.now = sheet.points or ZERO
        self.standings = Standings(scheme, closing)
        self.scorer = Scorer(
            scheme, {**_standing_still(sheet, scheme), **points_by_scope(scheme, ranges)}, closed=False
        )

    def points(self, changes: Values) -> Fraction:
        """The unit's total with these values in place of its own."""
        return self.sheet_with({code: Cell(KNOWN, value) for code, value in changes.items()}).points or ZERO

    def sheet_with(self, changes: Mapping[str, Cell]) -> UnitSheet:
        """The unit scored with these cells in place of its own."""
        unit = replace(self.unit, cells={**self.cells, **changes})
        return self.scorer.sheet(unit, self.standings.of(unit))

    def options(self) -> Iterator[_Option]:
        """Every line taken to its best, where that lifts the total and is not past."""
        for code, cell in self.cells.items():
            line = self.scheme.lines[code]
            if line.scope is None or code in self.ranges:
                yield from self._option(line, cell)

    def reach(self, line: Line, points: Fraction) -> Needed | None:
        """The value of the line nearest to the present one that earns so many points."""
        cell = self.cells[line.code]
        return needed(line, points, value=cell.known, n=cell.n, d=cell.d, span=self._span(line))

    def _option(self, line: Line, cell: Cell) -> Iterator[_Option]:
        aim = self.reach(line, best_points(line, self._span(line)))
        if aim is None or _is_past(line, cell, aim):
            return
        gain = self.points({line.code: aim.value}) - self.now
        if gain > 0:
            yield _Option(line, aim, gain, _effort(line, cell, aim))

    def _span(self, line: Line) -> Span | None:
        return self.ranges.get(line.code, {}).get(self.sheet.block if line.scope == "block" else None)


def _counts(score: LineScore) -> bool:
    return score.state != NOT_APPLICABLE and not score.excluded


def _cell(score: LineScore) -> Cell:
    return Cell(KNOWN, score.value) if score.state == KNOWN else Cell(NO_DATA)


def _standing_still(sheet: UnitSheet, scheme: Scheme) -> Mapping[str, Mapping[str | None, Points]]:
    """Relative lines keep their points where nothing is known of the others."""
    relative = [code for code, line in scheme.lines.items() if line.scope]
    return {code: {scope: _constant(sheet.lines[code]) for scope in (None, sheet.block)} for code in relative}


def _constant(score: LineScore) -> Callable[[Fraction], Fraction]:
    points = score.points or ZERO
    return lambda value: points


def _is_past(line: Line, cell: Cell, aim: Needed) -> bool:
    """Days that went by and cases that happened cannot be undone."""
    if cell.known is None:
        return False
    return line.measure.kind == "date" or (line.measure.kind == "count" and aim.value < cell.known)


def _effort(line: Line, cell: Cell, aim: Needed) -> Fraction:
    """The change of the value against its size; what starts from nothing or an appraiser gives is dear."""
    if cell.known is None or line.measure.kind == "points":
        return ONE
    size = max(abs(aim.value), abs(cell.known))
    return abs(aim.value - cell.known) / size if size else ZERO


def _enough(trial: _Trial, options: Sequence[_Option], goal: Fraction) -> list[_Option]:
    """The best options until the goal is reached; none at all when it is not."""
    chosen: list[_Option] = []
    for option in options:
        chosen.append(option)
        if trial.points(_values(chosen)) >= goal:
            return chosen
    return []


def _pruned(trial: _Trial, chosen: list[_Option], goal: Fraction) -> list[_Option]:
    """Without those the goal does not need, the smallest first."""
    for option in sorted(chosen, key=lambda each: (each.gain, each.line.code)):
        rest = [each for each in chosen if each is not option]
        if rest and trial.points(_values(rest)) >= goal:
            chosen = rest
    return chosen


def _trimmed(trial: _Trial, chosen: list[_Option], goal: Fraction) -> list[_Option]:
    """The last one only as far as it is needed."""
    if not chosen:
        return chosen
    *before, last = chosen
    lacking = goal - trial.points(_values(before))
    now = trial.sheet.lines[last.line.code].points or ZERO
    aim = trial.reach(last.line, now + (last.aim.points - now) * min(lacking / last.gain, ONE))
    smaller = [*before, last._replace(aim=aim)] if aim else chosen
    return smaller if trial.points(_values(smaller)) >= goal else chosen


def _told(trial: _Trial, chosen: Sequence[_Option]) -> list[Gain]:
    found, before = [], trial.now
    for at, option in enumerate(chosen, 1):
        after = trial.points(_values(chosen[:at]))
        found.append(Gain(option.line.code, _aim_text(option, trial.cells[option.line.code]), after - before))
        before = after
    return found


def _values(options: Sequence[_Option]) -> Values:
    return {option.line.code: option.aim.value for option in options}


def _aim_text(option: _Option, cell: Cell) -> Text:
    line, aim = option.line, option.aim
    name = numbering(line.code) + same(" ")
    if line.measure.kind == "yes_no":
        return name + Text("hoàn thành", "done")
    if aim.d is not None and aim.n == aim.d:
        whole = plain(aim.d)
        return name + Text(f"đủ {whole.vi}/{whole.vi}", f"all {whole.en} of {whole.en}")
    if cell.known is None:
        return name + Text("có số liệu, đạt ", "with data, ") + phrase(line, aim.part)
    return name + _direction(line, aim, cell.known)


def _direction(line: Line, aim: Needed, now: Fraction) -> Text:
    up = aim.value > now
    target = _target(line, aim, aim.part.low if up else aim.part.high)
    return Text(f"{'lên' if up else 'xuống'} {target.vi}", f"{'up' if up else 'down'} to {target.en}")


def _target(line: Line, aim: Needed, end: Fraction | None) -> Text:
    """The round bound itself; else the numerator or the value that is enough."""
    if line.transform == "none" and end is not None and end == rounded(end, line.measure.decimals):
        return in_measure(line.measure, end) if end in aim.part else phrase(line, aim.part)
    if aim.n is not None and aim.d is not None:
        top, bottom = plain(aim.n), plain(aim.d)
        return Text(f"{top.vi}/{bottom.vi}", f"{top.en}/{bottom.en}")
    return in_measure(line.measure, aim.value)


def _plus(points: Text) -> Text:
    return Text(f" (+{points.vi})", f" (+{points.en})")
