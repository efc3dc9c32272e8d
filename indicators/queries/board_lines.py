"""Rows of a board with their totals taken apart: what was scored, what was added, what was taken off."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from common.choices import Basis
from indicators.models import Sheet
from indicators.queries.board import BoardView, Row
from indicators.queries.sheet import in_language
from indicators.scoring import Scheme, half_up_text

Trend = Mapping[int, list[Decimal | None]]


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A row as the page and the workbook show it; numbers rounded as the campaign declares, None unknown."""

    row: Row
    maximum: Decimal | None
    self_scored: Decimal | None
    appraised: Decimal | None
    bonus: Decimal | None
    deduction: Decimal | None
    band: str
    percent: Decimal | None = None
    trend: list[Decimal | None] = field(default_factory=list)

    @property
    def total(self) -> Decimal | None:
        return self.row.points


def board_line(view: BoardView, row: Row, trend: Trend | None = None) -> BoardLine:
    """The parts of one row; only the place where the reader sees no points, and the band once it is final."""
    shows = row.shows_points and row.points is not None
    both = (row.sheet, row.other) if view.basis == Basis.VERIFIED else (row.other, row.sheet)
    appraised, self_scored = (_base(sheet, view.scheme) if row.shows_points else None for sheet in both)
    return BoardLine(
        row=row,
        maximum=_number(row.sheet.max_points, view.scheme),
        self_scored=self_scored,
        appraised=appraised,
        bonus=_number(row.sheet.bonus, view.scheme) if shows else None,
        deduction=_number(row.sheet.deduction, view.scheme) if shows else None,
        band=_band(view.scheme, row.sheet.band) if row.shows_points or view.is_final else "",
        percent=row.sheet.shown_percent if shows else None,
        trend=(trend or {}).get(row.sheet.unit_id, []),
    )


def _base(sheet: Sheet | None, scheme: Scheme) -> Decimal | None:
    """The total without what stands outside it, so that the columns of a row add up as they are shown."""
    if sheet is None or sheet.shown_points is None:
        return None
    outside = sum((_number(text, scheme) or Decimal(0) for text in (sheet.bonus, sheet.deduction)), Decimal(0))
    return sheet.shown_points - outside


def _number(text: str, scheme: Scheme) -> Decimal | None:
    return half_up_text(text, scheme.decimals) if text else None


def _band(scheme: Scheme, code: str) -> str:
    return in_language({band.code: band.name for band in scheme.bands}.get(code))
