"""Workbooks out and in, against the writers and readers one would take first."""

import io
import multiprocessing
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

import openpyxl
from import_export import fields, resources
from import_export.formats import base_formats

from bench.rows import Row, ratios
from bench.timing import in_turn, middle
from bench.world import World, after
from common.exports import Column
from common.spreadsheets import Heading, SheetSpec, read_table, write_workbook
from indicators.audience import Audience, Kind
from indicators.exports.board_book import Exported, line_columns, line_rows, write_board
from indicators.queries.board import BoardView, board_view

COLUMNS = 12
READ_PART = 10  # openpyxl reads one row in ten and is scaled: it takes half a minute for all


def rows(world: World) -> Iterator[Row]:
    yield _written(world)
    yield Row("excel-export-memory", "<=", 60, [_memory_of_export(world.options.excel_rows)], unit="MB")
    yield _read(world)


def _written(world: World) -> Row:
    audience = Audience(Kind.STAFF)
    readable = _readable(_view(world, audience))
    exported = Exported(by="bench", at=after(world.city), sheets=readable)

    def product(_: int) -> None:
        write_board(io.BytesIO(), _view(world, audience), exported)

    def default(_: int) -> None:
        _default_export(_view(world, audience))

    found = in_turn(world.options.rounds, {"product": product, "default": default})
    detail = {"seconds": middle(found), "rows": world.options.units * world.options.lines}
    return Row("excel-export", "<=", 0.1, ratios(found["product"], found["default"]), detail=detail)


def _view(world: World, audience: Audience) -> BoardView:
    view = board_view(world.city, audience)
    assert view is not None
    return view


def _readable(view: BoardView) -> frozenset[int]:
    """The staff reads every sheet."""
    return frozenset(row.sheet.unit_id for block in view.blocks for row in block.rows)


class _ColumnField(fields.Field):
    """A column of the product as a field of a resource."""

    def __init__(self, column: Column) -> None:
        super().__init__(column_name=str(column.heading))
        self.column = column

    def get_value(self, instance: object) -> object:
        return self.column.cell(instance)


def _default_export(view: BoardView) -> bytes:
    """The same rows by a resource and django-import-export's own writer of workbooks."""
    columns = line_columns(view.scheme.decimals)
    declared = {column.key: _ColumnField(column) for column in columns}
    made = type("Lines", (resources.Resource,), declared)()
    return base_formats.XLSX().export_data(made.export(queryset=list(line_rows(view, _readable(view)))))


def _memory_of_export(count: int) -> float:
    """Megabytes by which a process of its own grew while it wrote so many rows as they came."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_write_and_weigh, (count,))


def _write_and_weigh(count: int) -> float:
    with tempfile.TemporaryFile() as target:
        write_workbook(target, [_long_sheet(range(10))])
        before = _peak()
        write_workbook(target, [_long_sheet(range(count))])
        return (_peak() - before) / 1024


def _peak() -> int:
    """The most memory this process ever held, in KiB; ``getrusage`` would begin with its parent's."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1])


def _long_sheet(numbers: Iterable[int]) -> SheetSpec:
    heads = [Heading(f"Cột {number}") for number in range(COLUMNS)]
    return SheetSpec("Số liệu", heads, (_row(number) for number in numbers))


def _row(number: int) -> list:
    return [f"Phường {number % 168}", f"I.{number % 30}", number, number / 7, datetime(2025, 7, 1), "ghi chú"] * 2


def _read(world: World) -> Row:
    count = world.options.excel_rows
    part = 1 if world.options.full else READ_PART
    with tempfile.TemporaryDirectory(prefix="thidua-excel-") as folder:
        path = Path(folder, "long.xlsx")
        with path.open("wb") as target:
            write_workbook(target, [_long_sheet(range(count))])
        works = {
            "product": lambda _: _by_product(path, count),
            "opened": lambda _: _by_openpyxl(path, 1),
            "openpyxl": lambda _: _by_openpyxl(path, count // part),
        }
        found = in_turn(world.options.rounds, works)
    # Opening is done once however many rows follow, so it is not scaled.
    whole = [once + part * (some - once) for once, some in zip(found["opened"], found["openpyxl"], strict=True)]
    detail = {"seconds": middle(found | {"openpyxl scaled": whole}), "rows": count, "columns": COLUMNS}
    detail["rows read by openpyxl"] = count // part
    return Row("excel-read", "<=", 0.2, ratios(found["product"], whole), detail=detail)


def _by_product(path: Path, count: int) -> None:
    table = read_table(path, name=path.name, max_bytes=path.stat().st_size)
    assert len(table.rows) == count


def _by_openpyxl(path: Path, count: int) -> None:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    assert sum(1 for _ in islice(book.worksheets[0].iter_rows(values_only=True), count)) == count
    book.close()
