"""Workbooks as offices send them, and as they should never be sent."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import xlsxwriter


def workbook(rows: Iterable[Sequence[Any]], extra: Callable[[Any, Any], None] | None = None) -> bytes:
    """A plain workbook of the rows; ``extra(book, sheet)`` may write more."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Số liệu")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if extra:
            extra(book, sheet)
    return buffer.getvalue()


def rezipped(content: bytes, **changes: bytes | Callable[[bytes], bytes] | None) -> bytes:
    """The same workbook with parts replaced (bytes), edited (function), removed (None) or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *(set(changes) - set(old.namelist()))]:
            change = changes.get(name, lambda part: part)
            if callable(change):
                new.writestr(name, change(old.read(name)))
            elif change is not None:
                new.writestr(name, change)
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def with_cell(content: bytes, cell: str) -> bytes:
    """The workbook with one more cell, written as XML, in a row of its own at the end."""
    extra = f'<row r="99">{cell}</row></sheetData>'.encode()
    return rezipped(content, **{SHEET: lambda xml: xml.replace(b"</sheetData>", extra)})
