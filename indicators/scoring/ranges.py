"""Ranges of relative lines: what the lowest and the highest value of a scope are."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from indicators.scoring.cells import NO_DATA, Cell, UnitInput
from indicators.scoring.lines import Line, Points, Scheme, Span
from indicators.scoring.rules import RULES
from indicators.scoring.transform import transformed

Ranges = Mapping[str, Mapping[str | None, Span | None]]


def find_ranges(scheme: Scheme, ranked: Iterable[UnitInput], units: Iterable[UnitInput]) -> Ranges:
    """Line → scope → range over the known values of the ranked units; None below two values or all equal.

    The scope is None for the campaign, else the unit's block. Every scope of ``units`` has a row.
    """
    lines = [line for line in scheme.lines.values() if line.scope]
    return {line.code: _ranges_of(line, ranked, units) for line in lines}


def scope_of(line: Line, unit: UnitInput) -> str | None:
    """Where the unit's value is compared."""
    return unit.block if line.scope == "block" else None


def points_by_scope(scheme: Scheme, ranges: Ranges) -> Mapping[str, Mapping[str | None, Points]]:
    """Relative lines' points functions, one per scope."""
    return {code: _compiled(scheme.lines[code], spans) for code, spans in ranges.items()}


def provisional_lines(scheme: Scheme, units: Iterable[UnitInput]) -> Mapping[str, frozenset[str | None]]:
    """Relative line → scopes in which values that are due are still absent or wait for their verdict."""
    lines = [line for line in scheme.lines.values() if line.scope]
    open_scopes = {line.code: frozenset(_open_scopes(line, units)) for line in lines}
    return {code: scopes for code, scopes in open_scopes.items() if scopes}


def _ranges_of(line: Line, ranked: Iterable[UnitInput], units: Iterable[UnitInput]) -> Mapping[str | None, Span | None]:
    values: dict[str | None, list[Fraction]] = {scope_of(line, unit): [] for unit in units}
    for unit in ranked:
        cell = unit.cells.get(line.code)
        value = None if cell is None or cell.known is None else transformed(line, cell.known)
        if value is not None:
            values[scope_of(line, unit)].append(value)
    return {scope: _span(found) for scope, found in values.items()}


def _span(values: list[Fraction]) -> Span | None:
    if not values:
        return None
    lowest, highest = min(values), max(values)
    return (lowest, highest) if lowest < highest else None


def _compiled(line: Line, spans: Mapping[str | None, Span | None]) -> Mapping[str | None, Points]:
    rule = RULES[line.rule["kind"]]
    return {scope: rule.compile(line.rule, line, span) for scope, span in spans.items()}


def _open_scopes(line: Line, units: Iterable[UnitInput]) -> Iterable[str | None]:
    for unit in units:
        cell = unit.cells.get(line.code)
        if cell is not None and unit.unranked is None and _is_open(cell):
            yield scope_of(line, unit)


def _is_open(cell: Cell) -> bool:
    return cell.incomplete or (cell.state == NO_DATA and (cell.due or cell.waiting))
