"""Writing a workbook: XlsxWriter lays it out, the rows of long sheets are streamed into its frame.

XlsxWriter alone takes ten times as long for 200,000 rows. So it writes the frame (styles, heads, widths,
filters, print settings) with one pattern row in each long sheet, and the copy of that frame replaces the pattern row.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from common.spreadsheets.rows import MAX_ROWS, row_xml
from common.spreadsheets.sheets import NoteSheet, Sheet, SheetSpec, SignedTable
from common.spreadsheets.signed import lay_out_notes, lay_out_signed
from common.spreadsheets.styles import Styles, head_height, prepare_for_print

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_PATTERN_ROW = re.compile(rb'<row r="2".*?</row>', re.DOTALL)
_STYLE = re.compile(rb'<c r="[A-Z]+2" s="(\d+)"')
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_COMPRESSION = 3
Streams = dict[str, tuple[int, SheetSpec]]


def write_workbook(target: Path | BinaryIO, sheets: Iterable[Sheet], *, title: str = "", author: str = "") -> None:
    """Write sheets in their order to a path or a binary stream; typed cells, nothing is ever a formula.

    Rows of ``SheetSpec`` are consumed one by one, so a generator of any length takes no memory.
    Sheet names are shortened and told apart as Excel demands.
    """
    sheets = list(sheets)
    frame = _frame(sheets, title, author)
    with (
        zipfile.ZipFile(frame) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as result,
    ):
        _fill(source, result, _streams(sheets))


def _frame(sheets: Sequence[Sheet], title: str, author: str) -> io.BytesIO:
    buffer = io.BytesIO()
    default = {"font_name": "Times New Roman", "font_size": 12}
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(buffer, {**options, "default_format_properties": default}) as book:
        book.set_properties({"title": title, "author": author})
        styles = Styles(book)
        for number, (sheet, name) in enumerate(zip(sheets, sheet_names([s.name for s in sheets]), strict=True)):
            _lay_out(book.add_worksheet(name), sheet, styles, number)
    buffer.seek(0)
    return buffer


def sheet_names(names: Iterable[str]) -> list[str]:
    """Names Excel accepts: 31 characters, without ``[]:*?/\\``, all different."""
    taken: list[str] = []
    for name in names:
        clean = _FORBIDDEN_IN_NAME.sub(" ", name).strip().strip("'") or "Sheet"
        candidates = (clean[:31], *(f"{clean[:27]} ({number})" for number in range(2, 100)))
        lower = {other.lower() for other in taken}
        taken.append(next(candidate for candidate in candidates if candidate.lower() not in lower))
    return taken


def _lay_out(worksheet: Worksheet, sheet: Sheet, styles: Styles, number: int) -> None:
    match sheet:
        case SignedTable():
            lay_out_signed(worksheet, sheet, styles)
        case NoteSheet():
            lay_out_notes(worksheet, sheet, styles)
        case SheetSpec():
            _lay_out_long(worksheet, sheet, styles, _mark_of(number))


def _mark_of(number: int) -> int:
    """A row number no sheet reaches by chance: it stands for the last row until that is known."""
    return MAX_ROWS - number


def _lay_out_long(worksheet: Worksheet, sheet: SheetSpec, styles: Styles, last: int) -> None:
    for column, heading in enumerate(sheet.headings):
        worksheet.set_column(column, column, heading.width)
        worksheet.write_string(0, column, heading.text, styles.head)
        worksheet.write_blank(1, column, None, styles.of(heading))
    worksheet.set_row(0, head_height(sheet.headings))
    worksheet.freeze_panes(1, sheet.frozen_columns)
    worksheet.autofilter(0, 0, last - 1, len(sheet.headings) - 1)
    worksheet.repeat_rows(0)
    prepare_for_print(worksheet)


def _streams(sheets: Sequence[Sheet]) -> Streams:
    """Entry name of each long sheet → its place-holder for the last row, and the sheet."""
    return {
        f"xl/worksheets/sheet{number}.xml": (_mark_of(number - 1), sheet)
        for number, sheet in enumerate(sheets, 1)
        if isinstance(sheet, SheetSpec)
    }


def _fill(source: zipfile.ZipFile, result: zipfile.ZipFile, streams: Streams) -> None:
    last_rows: dict[int, int] = {}
    for name in _FIRST:
        result.writestr(name, source.read(name))
    for name, (mark, sheet) in streams.items():
        with result.open(name, "w") as entry:
            for piece in _streamed(source.read(name), sheet, mark, last_rows):
                entry.write(piece)
    for name in source.namelist():
        if name not in _FIRST and name not in streams:
            result.writestr(name, _with_last_rows(source.read(name), name, last_rows))


def _streamed(frame: bytes, sheet: SheetSpec, mark: int, last_rows: dict[int, int]) -> Iterator[bytes]:
    pattern = _PATTERN_ROW.search(frame)
    if pattern is None:
        raise ValueError("the frame of a long sheet has lost its pattern row")
    yield _DIMENSION.sub(b"", frame[: pattern.start()])
    styles = [style.decode() for style in _STYLE.findall(pattern[0])]
    for last, xml in row_xml(sheet.rows, styles, [int(heading.width) for heading in sheet.headings]):
        last_rows[mark] = last
        yield xml
    yield frame[pattern.end() :].replace(str(mark).encode(), str(last_rows[mark]).encode())


def _with_last_rows(content: bytes, name: str, last_rows: dict[int, int]) -> bytes:
    """The filter's range stands in the workbook's index too."""
    if name == "xl/workbook.xml":
        for mark, last in last_rows.items():
            content = content.replace(b"$%d<" % mark, b"$%d<" % last)
    return content
