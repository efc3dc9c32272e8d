"""Reading .xlsx: guards first, then calamine, then what calamine does not tell."""

import gc
import io
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from common.faults import Fault, Faults
from common.spreadsheets.archive import Archive, BadArchive
from common.spreadsheets.convert import converted
from common.spreadsheets.headings import with_headings
from common.spreadsheets.parts import sheet_part
from common.spreadsheets.scan import Oddities, closer_look, quick_look
from common.spreadsheets.table import CellValue, Row, Table, column_letter

_NAMED_FAULTS = 50
_BLOCK = 5_000


def read_workbook(
    source: Path | bytes, *, name: str, sheet: str | None, wanted: Collection[str] | None, max_rows: int
) -> Table:
    """One sheet of an .xlsx file; see ``read_table`` for what is refused."""
    try:
        with closing(Archive(source)) as archive:
            has_oddities = _examine(archive)
            table = _read(source, name=name, sheet=sheet, wanted=wanted, max_rows=max_rows)
            return _with_oddities(archive, table, name) if has_oddities else table
    except BadArchive as refused:
        raise Faults(Fault(str(refused), 0, name))


def _examine(archive: Archive) -> bool:
    """Refuses what must not be parsed; tells whether some sheet holds formulas or errors."""
    archive.check()
    _refuse_other_kinds(archive)
    looks = [quick_look(archive.chunks(part)) for part in archive.xml_parts()]
    return any(look.is_odd for look in looks)


def _refuse_other_kinds(archive: Archive) -> None:
    names = {name.lower() for name in archive.names}
    if "xl/vbaproject.bin" in names:
        raise BadArchive(_("Workbooks with macros are not taken. Save it as .xlsx and send it again."))
    if "mimetype" in names:
        raise BadArchive(_("OpenDocument files (.ods) are not taken. Save it as .xlsx and send it again."))
    if "xl/workbook.bin" in names:
        raise BadArchive(_("Binary workbooks (.xlsb) are not taken. Save it as .xlsx and send it again."))
    if "xl/workbook.xml" not in names:
        raise BadArchive(_("The file is not an Excel workbook (.xlsx)."))


def _read(
    source: Path | bytes, *, name: str, sheet: str | None, wanted: Collection[str] | None, max_rows: int
) -> Table:
    try:
        with load_workbook(io.BytesIO(source) if isinstance(source, bytes) else source) as book, _no_collector():
            chosen, sheet_names = _chosen(book, sheet, name)
            lines = _lines(book.get_sheet_by_name(chosen), name, max_rows)
            return with_headings(lines, name=name, wanted=wanted, sheet=chosen, sheet_names=sheet_names)
    except CalamineError:
        raise BadArchive(_("The file is damaged and cannot be opened as a workbook."))


@contextmanager
def _no_collector() -> Iterator[None]:
    """Millions of fresh cells make the cycle collector run in vain for a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _chosen(book: CalamineWorkbook, sheet: str | None, name: str) -> tuple[str, list[str]]:
    tables = [info for info in book.sheets_metadata if info.typ == SheetTypeEnum.WorkSheet]
    shown = [info.name for info in tables if info.visible == SheetVisibleEnum.Visible]
    wanted = [info.name for info in tables if sheet and _same(info.name, sheet)]
    if sheet and not wanted:
        message = _("There is no sheet “%(sheet)s”. The sheets are: %(sheets)s.")
        raise Faults(Fault(message % {"sheet": sheet, "sheets": ", ".join(shown)}, 0, name))
    if not shown:
        raise Faults(Fault(_("The workbook has no visible sheet."), 0, name))
    return (wanted or shown)[0], shown


def _same(left: str, right: str) -> bool:
    return left.strip().casefold() == right.strip().casefold()


def _lines(sheet: CalamineSheet, name: str, max_rows: int) -> Iterator[Row]:
    if sheet.start is None:
        return
    before: list[CellValue] = [None] * sheet.start[1]
    cells = sheet.iter_rows()
    for start in range(1, max_rows + 1, _BLOCK):
        block = list(islice(cells, min(_BLOCK, max_rows + 1 - start)))
        for number, values in enumerate(converted(block), start):
            if any(values) or any(value is not None for value in values):
                yield number, before + values if before else values
    if next(cells, None) is not None:
        message = _("The table has more than %(count)s rows. Split it into several files.")
        raise Faults(Fault(message % {"count": max_rows}, max_rows, name))


def _with_oddities(archive: Archive, table: Table, name: str) -> Table:
    part = sheet_part(archive, table.sheet)
    if part is None:
        return table
    found = closer_look(archive.chunks(archive.names[part]))
    faults = list(_faults(found, table, name))
    if faults:
        raise Faults(faults[:_NAMED_FAULTS])
    table.formulas = frozenset(place for place in found.formulas if _is_inside(place, table))
    return table


def _faults(found: Oddities, table: Table, name: str) -> Iterator[Fault]:
    sentences = (
        (found.errors, _("Cell %(cell)s shows an error instead of a value.")),
        (
            found.unsolved - found.errors,
            _("Cell %(cell)s holds a formula without its result. Open the file in Excel, save it, send it again."),
        ),
    )
    for places, sentence in sentences:
        for line, column in sorted(place for place in places if _is_inside(place, table)):
            yield Fault(sentence % {"cell": f"{column_letter(column)}{line}"}, line, name)


def _is_inside(place: tuple[int, int], table: Table) -> bool:
    line, column = place
    return line >= table.heading_line and column < len(table.headings) and bool(table.headings[column])
