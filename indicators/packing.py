"""A unit's scored sheet as the row that is stored, and back.

Lines are kept by code as short lists of exact text, so that a page, a receipt and a snapshot can be
rendered from the sheet and its rules alone. The order of the list is the order of ``PackedLine``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from indicators.models import Sheet
from indicators.scoring import NOT_APPLICABLE, Cell, LineScore, NodeScore, UnitSheet, exact, parse_exact

_NOT_ASKED = Cell(NOT_APPLICABLE)
FLAGS = ("incomplete", "partial", "waiting", "missing", "excluded", "zeroed")


@dataclass(frozen=True, slots=True)
class PackedLine:
    """One line of a stored sheet; ``state`` as in ``ValueState``, ``flags`` a subset of ``FLAGS``."""

    state: str
    value: Fraction | None
    n: Fraction | None
    d: Fraction | None
    points: Fraction | None
    max_points: Fraction | None
    flags: frozenset[str]

    @property
    def lost(self) -> Fraction | None:
        if self.points is None or self.max_points is None:
            return None
        return max(self.max_points - self.points, Fraction(0))

    def cell(self) -> Cell:
        return Cell(self.state, self.value, self.n, self.d)


def pack(sheet: UnitSheet, cells: Mapping[str, Cell]) -> dict[str, Any]:
    """The columns of ``Sheet`` that follow from the engine's sheet and the cells it was made from."""
    return {
        "block_code": sheet.block or "",
        "rank": sheet.rank,
        "block_rank": sheet.block_rank,
        "points": _text(sheet.points),
        "shown_points": sheet.shown_points,
        "max_points": _text(sheet.max_points),
        "shown_percent": sheet.shown_percent,
        "bonus": _text(sheet.bonus),
        "deduction": _text(sheet.deduction),
        "band": sheet.band or "",
        "missing": sheet.missing,
        "note": {"vi": sheet.note.vi, "en": sheet.note.en} if sheet.note else None,
        "lines": _dump({code: _line(score, cells.get(code, _NOT_ASKED)) for code, score in sheet.lines.items()}),
        "groups": _dump({code: _group(score) for code, score in sheet.groups.items()}),
    }


def unpack_lines(text: str) -> dict[str, PackedLine]:
    return {code: _unpack(parts) for code, parts in json.loads(text).items()}


def unpack_groups(text: str) -> dict[str, tuple[Fraction | None, Fraction | None]]:
    """By code: (points, max_points); points None where the group has no data."""
    return {code: (_number(points), _number(most)) for code, (points, most) in json.loads(text).items()}


def line_score(line: PackedLine) -> LineScore:
    """The engine's own record of the line, for its explanations."""
    return LineScore(
        state=line.state,
        points=line.points,
        max_points=line.max_points or Fraction(0),
        value=line.value,
        **{flag: flag in line.flags for flag in FLAGS},
    )


def engine_sheet(row: Sheet) -> UnitSheet:
    """The stored row as the engine knew it, for what is computed from a sheet (what would lift it)."""
    groups = {
        code: NodeScore(points, most or Fraction(0), points is None)
        for code, (points, most) in unpack_groups(row.groups).items()
    }
    return UnitSheet(
        key=str(row.unit_id),
        block=row.block_code or None,
        lines={code: line_score(line) for code, line in unpack_lines(row.lines).items()},
        groups=groups,
        points=_number(row.points),
        shown_points=row.shown_points,
        max_points=_number(row.max_points) or Fraction(0),
        percent=None,
        shown_percent=row.shown_percent,
        missing=row.missing,
        bonus=_number(row.bonus) or Fraction(0),
        deduction=_number(row.deduction) or Fraction(0),
    )


def _line(score: LineScore, cell: Cell) -> list[str]:
    flags = " ".join(flag for flag in FLAGS if getattr(score, flag))
    numbers = (cell.value, cell.n, cell.d, score.points, score.max_points)
    return [cell.state, *map(_text, numbers), flags]


def _group(score: NodeScore) -> list[str]:
    return [_text(score.points), _text(score.max_points)]


def _unpack(parts: list[str]) -> PackedLine:
    state, *numbers, flags = parts
    return PackedLine(state, *map(_number, numbers), frozenset(flags.split()))


def _text(value: Fraction | None) -> str:
    return "" if value is None else exact(value)


def _number(text: str) -> Fraction | None:
    return parse_exact(text) if text else None


def _dump(value: dict[str, list[str]]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
