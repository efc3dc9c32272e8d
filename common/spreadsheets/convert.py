"""From calamine's cells to ours, a block of rows at a time: columns mostly hold one type."""

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from common.spreadsheets.table import CellValue


def converted(rows: Sequence[Sequence[Any]]) -> Iterator[list[CellValue]]:
    """The same rows with exact numbers, stripped text and None for nothing."""
    columns = [_column(cells) for cells in zip(*rows, strict=True)]
    return map(list, zip(*columns, strict=True))


def _column(cells: Sequence[Any]) -> list[CellValue]:
    types = set(map(type, cells))
    if types == {str}:
        return [text or None for text in map(str.strip, cells)]
    if types == {float} and all(map(math.isfinite, cells)):
        return _numbers(cells)
    return [_CONVERT[cell.__class__](cell) for cell in cells]


def _numbers(cells: Sequence[float]) -> list[CellValue]:
    different = set(cells)
    if len(different) * 2 < len(cells):
        exact = {value: _number(value) for value in different}
        return [exact[value] for value in cells]
    if all(map(float.is_integer, cells)):
        return list(map(Decimal, map(int, cells)))
    return list(map(_number, cells))


def _number(value: float) -> Decimal | str:
    """Shortest decimal that gives the same float: 98.6 is 98.6, 1240.0 is 1240."""
    if value.is_integer():
        return Decimal(int(value))
    return Decimal(repr(value)) if math.isfinite(value) else str(value)


def _text(value: str) -> str | None:
    return value.strip() or None


def _day(value: datetime) -> datetime | date:
    return value.date() if value.time() == time.min else value


_CONVERT: dict[type, Callable[[Any], CellValue]] = {
    str: _text,
    float: _number,
    int: Decimal,
    bool: bool,
    date: lambda value: value,
    datetime: _day,
    time: time.isoformat,
    timedelta: str,
}
