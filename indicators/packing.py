"""A unit's scored sheet as the row that is stored, and back.

Lines are kept by code as short lists of exact text, so that a page, a receipt and a snapshot can be
rendered from the sheet and its rules alone. The order of the list is that of ``PackedLine.parts``."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from indicators.models import Sheet
from indicators.scoring import NOT_APPLICABLE, Cell, LineScore, NodeScore, UnitSheet, exact, parse_exact

_NOT_ASKED = Cell(NOT_APPLICABLE)
FLAGS = ("incomplete", "partial", "waiting", "missing", "excluded", "zeroed", "unapportioned")


@dataclass(frozen=True, slots=True)
class PackedLine:
    """One line of a stored sheet, its numbers read when asked for: a list of many lines wants two of five.

    ``parts``: state as in ``ValueState``, value, n, d, points, max_points, then a subset of ``FLAGS`` in one text."""

    parts: Sequence[str]

    @property
    def state(self) -> str:
        return self.parts[0]

    @property
    def value(self) -> Fraction | None:
        return _number(self.parts[1])

    @property
    def n(self) -> Fraction | None:
        return _number(self.parts[2])

    @property
    def d(self) -> Fraction | None:
        return _number(self.parts[3])

    @property
    def points_text(self) -> str:
        return self.parts[4]

    @property
    def points(self) -> Fraction | None:
        return _number(self.points_text)

    @property
    def max_text(self) -> str:
        return self.parts[5]

    @property
    def max_points(self) -> Fraction | None:
        return _number(self.max_text)

    @property
    def flags(self) -> frozenset[str]:
        return frozenset(self.parts[6].split())

    @property
    def lost(self) -> Fraction | None:
        points, most = self.points, self.max_points
        return None if points is None or most is None else max(most - points, Fraction(0))

    def cell(self) -> Cell:
        return Cell(self.state, self.value, self.n, self.d)


class Packer:
    """Packs the sheets of one run; what two sheets share is written once. ``texts`` as in ``queries.inputs``."""

    def __init__(self, texts: Mapping[int, tuple[str, str, str]]) -> None:
        self.texts = texts
        self._lines: dict[int, str] = {}
        self._maxima: dict[int, str] = {}
        self._codes: dict[tuple[str, ...], list[str]] = {}

    def pack(self, sheet: UnitSheet, cells: Mapping[str, Cell]) -> dict[str, Any]:
        """The columns of ``Sheet`` that follow from the engine's sheet and the cells it was made from."""
        return {
            "block_code": sheet.block or "",
            "rank": sheet.rank,
            "block_rank": sheet.block_rank,
            "points": _text(sheet.points),
            "shown_points": sheet.shown_points,
            "max_points": self._most(sheet.max_points),
            "shown_percent": sheet.shown_percent,
            "bonus": _text(sheet.bonus),
            "deduction": _text(sheet.deduction),
            "band": sheet.band or "",
            "missing": sheet.missing,
            "note": {"vi": sheet.note.vi, "en": sheet.note.en} if sheet.note else None,
            "lines": self._joined({code: self._line(score, cells.get(code)) for code, score in sheet.lines.items()}),
            "groups": self._joined({code: self._group(score) for code, score in sheet.groups.items()}),
        }

    def _line(self, score: LineScore, cell: Cell | None) -> str:
        """Keyed by identity: a score that both bases share came from one cell, and all of them outlive the run."""
        found = self._lines.get(id(score))
        return found or self._lines.setdefault(id(score), self._written(score, cell or _NOT_ASKED))

    def _written(self, score: LineScore, cell: Cell) -> str:
        value, n, d = self.texts.get(id(cell)) or (_text(cell.value), _text(cell.n), _text(cell.d))
        flags = " ".join(flag for flag in FLAGS if getattr(score, flag))
        # No number, state or flag holds anything that JSON would escape.
        return (
            f'["{cell.state}","{value}","{n}","{d}","{_text(score.points)}","{self._most(score.max_points)}","{flags}"]'
        )

    def _group(self, score: NodeScore) -> str:
        return f'["{_text(score.points)}","{self._most(score.max_points)}"]'

    def _joined(self, parts: dict[str, str]) -> str:
        """One JSON object of parts that are JSON already."""
        codes = tuple(parts)
        if codes not in self._codes:
            self._codes[codes] = [json.dumps(code, ensure_ascii=False) for code in codes]
        return "{" + ",".join(map("%s:%s".__mod__, zip(self._codes[codes], parts.values(), strict=True))) + "}"

    def _most(self, value: Fraction) -> str:
        """Maxima are the few numbers of the scheme."""
        found = self._maxima.get(id(value))
        return found or self._maxima.setdefault(id(value), exact(value))


def unpack_lines(text: str) -> dict[str, PackedLine]:
    return {code: PackedLine(parts) for code, parts in json.loads(text).items()}


def unpack_groups(text: str) -> dict[str, tuple[Fraction | None, Fraction | None]]:
    """By code: (points, max_points); points None where the group has no data."""
    return {code: (_number(points), _number(most)) for code, (points, most) in json.loads(text).items()}


def line_score(line: PackedLine) -> LineScore:
    """The engine's own record of the line, for its explanations."""
    flags = line.flags
    return LineScore(
        state=line.state,
        points=line.points,
        max_points=line.max_points or Fraction(0),
        value=line.value,
        **{flag: flag in flags for flag in FLAGS},
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


def _text(value: Fraction | None) -> str:
    return "" if value is None else exact(value)


def _number(text: str) -> Fraction | None:
    return parse_exact(text) if text else None
