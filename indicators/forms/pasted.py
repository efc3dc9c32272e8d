"""A table as it was pasted or uploaded: rows of cells, and how they travel through the page."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from common.columns import as_text
from common.decimals import Notation
from common.faults import Faults
from common.spreadsheets import CellValue, Row, read_table
from common.vietnamese import search_key

MOST_ROWS = 5000
MOST_COLUMNS = 40
TOTALS = {"tong", "cong", "tong cong", "tong so", "toan thanh pho", "toan tinh", "ca nuoc", "total", "sum"}


def rows_of_text(text: str) -> list[Row]:
    """What was copied out of Excel (tabs; a cell with a line break stands in quotes), or ``;`` between columns."""
    mark = "\t" if "\t" in text else ";"
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if mark == ";" and ";" not in text:
        found = (re.split(r"\s{2,}", line.strip()) for line in lines.split("\n"))
        return _numbered(found)
    try:
        return _numbered(csv.reader(io.StringIO(lines), delimiter=mark))
    except csv.Error:
        raise Faults(_("The quotation marks of the table do not fit. Copy it from Excel again."))


def _numbered(lines: Any) -> list[Row]:
    rows = [(number, [cell.strip() or None for cell in cells]) for number, cells in enumerate(lines, 1)]
    return _held([(number, cells) for number, cells in rows if any(cells)])


def rows_of_file(content: bytes, name: str) -> list[Row]:
    """The first sheet of a workbook, or a CSV file. Raises ``Faults`` for everything ``read_table`` refuses."""
    table = read_table(content, name=name, headings_wanted=(), max_rows=MOST_ROWS)
    computed = {(line, place) for line, place in table.formulas}
    if computed:
        line = min(line for line, _place in computed)
        raise Faults(
            _("Row %(line)s holds a formula. Copy the table and paste it as values, then send it again.")
            % {"line": line}
        )
    return _held([(table.heading_line, [text or None for text in table.headings]), *table.rows])


def _held(rows: list[Row]) -> list[Row]:
    if not rows:
        raise Faults(_("There is no table yet. Copy the rows in Excel and paste them here."))
    if len(rows) > MOST_ROWS or max(len(cells) for _line, cells in rows) > MOST_COLUMNS:
        raise Faults(
            _("The table has more than %(rows)s rows or %(columns)s columns. Copy only the rows of the units.")
            % {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
        )
    return rows


def is_total(text: str) -> bool:
    return search_key(text) in TOTALS


# Cells travel from the preview to the application inside the page; numbers of a workbook stay exact.
def packed(rows: Sequence[Row]) -> list[list[Any]]:
    return [[line, [_pack(cell) for cell in cells]] for line, cells in rows]


def _pack(cell: CellValue) -> Any:
    if isinstance(cell, Decimal):
        return ["n", str(cell)]
    if isinstance(cell, datetime | date):
        return ["d", cell.isoformat()]
    return cell


def unpacked(rows: Sequence[Any]) -> list[Row]:
    return [(int(line), [_unpack(cell) for cell in cells]) for line, cells in rows]


def _unpack(cell: Any) -> CellValue:
    if not isinstance(cell, list):
        return cell
    kind, text = cell
    if kind == "n":
        return Decimal(text)
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def as_pasted(rows: Sequence[Row], notation: Notation) -> str:
    """The rows as a text that can be mended and sent again; ``notation`` is how numbers are written in it."""
    return "\n".join("\t".join(_text(cell, notation) for cell in cells) for _line, cells in rows)


def _text(cell: CellValue, notation: Notation) -> str:
    if isinstance(cell, bool):
        return "có" if cell else "không"
    text = as_text(cell)
    if isinstance(cell, Decimal) and notation == "comma":
        return text.replace(".", ",")
    return " ".join(text.split())
