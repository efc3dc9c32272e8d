"""A table as it was pasted or uploaded: rows of cells, and which columns hold unit, figure and note."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from common.columns import as_text
from common.decimals import Notation
from common.faults import Faults
from common.spreadsheets import CellValue, Row, read_table
from common.spreadsheets.table import heading_key
from common.vietnamese import search_key
from indicators.files.values import NoValue, may_fix_notation, read_value
from indicators.scoring.lines import Measure

MOST_ROWS = 5000
MOST_COLUMNS = 40
LOOKED_AT = 60
UNIT_HEADINGS = (
    "Đơn vị", "Tên đơn vị", "Mã đơn vị", "Mã", "Địa phương", "Xã, phường", "Phường, xã", "Xã", "Phường", "Unit", "Code",
    "Phường xã đặc khu", "Cơ quan",
)  # fmt: skip
HEADINGS = {
    "value": ("Giá trị", "Số liệu", "Kết quả", "Tỷ lệ", "Value", "Figure"),
    "numerator": ("Tử số", "Numerator"),
    "denominator": ("Mẫu số", "Denominator"),
    "note": ("Ghi chú", "Giải trình", "Lý do", "Note"),
}
# "A", "1", "(2)": forms number their columns below the heading.
_NUMBERING = re.compile(r"\(?(\d{1,2}|[A-Z])?\)?")
TOTALS = {"tong", "cong", "tong cong", "tong so", "toan thanh pho", "toan tinh", "ca nuoc", "total", "sum"}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns stand (0-based) and with which row the data begin. ``unit`` may be two columns: code, name."""

    first_row: int
    unit: tuple[int, ...]
    places: dict[str, int]

    def cell(self, cells: Sequence[CellValue], column: str) -> CellValue:
        place = self.places.get(column)
        return cells[place] if place is not None and place < len(cells) else None

    def unit_texts(self, cells: Sequence[CellValue]) -> list[str]:
        texts = (as_text(cells[place]) for place in self.unit if place < len(cells))
        return [text for text in texts if text]


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


def layout_of(rows: Sequence[Row], measure: Measure, is_unit: Callable[[str], bool]) -> Layout:
    """Find the columns by their headings, else by shape: where units stand, and figures to the right of them."""
    sample = [cells for _line, cells in rows[:LOOKED_AT]]
    units = _unit_columns(sample, is_unit)
    if not units:
        raise Faults(_("No column names the units of this campaign. One column must hold their name or code."))
    known = next(at for at, cells in enumerate(sample) if _names_unit(cells, units, is_unit))
    heading, headings = _heading_row(sample[:known], measure)
    places = headings or _by_shape([cells for _line, cells in rows[known:]], max(units), measure)
    if not {"value", "numerator"} & set(places):
        raise Faults(_("No column of figures was found beside the units."))
    return Layout(_below(sample, heading) if headings else _after_titles(sample, known), units, places)


def _below(sample: Sequence[Sequence[CellValue]], heading: int) -> int:
    """The data begin under the heading and under the numbers of the columns, where a form has them."""
    rest = range(heading + 1, len(sample))
    return next((at for at in rest if not all(map(_NUMBERING.fullmatch, map(as_text, sample[at])))), len(sample))


def _after_titles(sample: Sequence[Sequence[CellValue]], known: int) -> int:
    """Rows above the first known unit are titles, unless they hold figures: a misspelt unit may stand first."""
    figures = [any(_is_figure(cell) for cell in cells[1:]) for cells in sample[:known]]
    return next((at for at in range(known) if all(figures[at:])), known)


def _unit_columns(sample: Sequence[Sequence[CellValue]], is_unit: Callable[[str], bool]) -> tuple[int, ...]:
    """The column most of whose cells are units; a second one (code beside name) where it says nearly as much."""
    width = max(len(cells) for cells in sample)
    counts = [sum(_is_unit(cells, place, is_unit) for cells in sample) for place in range(width)]
    best = max(counts)
    return tuple(place for place, count in enumerate(counts) if best and 2 * count > best)


def _is_unit(cells: Sequence[CellValue], place: int, is_unit: Callable[[str], bool]) -> bool:
    text = as_text(cells[place]) if place < len(cells) else ""
    return bool(text) and is_unit(text)


def _names_unit(cells: Sequence[CellValue], units: tuple[int, ...], is_unit: Callable[[str], bool]) -> bool:
    return any(_is_unit(cells, place, is_unit) for place in units)


def _heading_row(above: Sequence[Sequence[CellValue]], measure: Measure) -> tuple[int, dict[str, int]]:
    """The lowest row above the first known unit that holds a known heading, and the columns it names."""
    known = {heading_key(text): column for column, texts in _headings(measure).items() for text in texts}
    for at, cells in reversed(list(enumerate(above))):
        found: dict[str, int] = {}
        for place, cell in enumerate(cells):
            column = known.get(heading_key(as_text(cell)))
            if column:
                found.setdefault(column, place)
        if {"value", "numerator"} & set(found):
            return at, found
    return 0, {}


def _headings(measure: Measure) -> dict[str, tuple[str, ...]]:
    names = dict(HEADINGS)
    for column in ("numerator", "denominator"):
        text = getattr(measure, column)
        if text is not None:
            names[column] = (*names[column], text.vi, text.en)
    return names


def _by_shape(data: Sequence[Sequence[CellValue]], unit: int, measure: Measure) -> dict[str, int]:
    """Figures to the right of the units in the order an official table has them; the first column of words is the
    note."""
    width = max(len(cells) for cells in data)
    figures = [place for place in range(unit + 1, width) if _mostly(data, place)]
    wanted = ("numerator", "denominator", "value") if measure.has_parts and len(figures) > 1 else ("value",)
    places = dict(zip(wanted, figures, strict=False))
    words = [place for place in range(unit + 1, width) if place not in figures and _has_text(data, place)]
    return places | ({"note": words[0]} if words and places else {})


def _mostly(data: Sequence[Sequence[CellValue]], place: int) -> bool:
    filled = [cells[place] for cells in data if place < len(cells) and cells[place] is not None]
    return bool(filled) and 2 * sum(map(_is_figure, filled)) >= len(filled)


def _has_text(data: Sequence[Sequence[CellValue]], place: int) -> bool:
    return any(place < len(cells) and cells[place] is not None for cells in data)


def _is_figure(cell: CellValue) -> bool:
    """Whether a cell looks like one, in whatever notation: a formula or a wrong number is a figure to be mended."""
    if cell is None:
        return False
    text = as_text(cell)
    if not isinstance(cell, str) or text.startswith("=") or re.fullmatch(r"[-+]?[\d.,\s]+%?", text):
        return True
    try:
        return read_value(text, None) is not None
    except NoValue:
        return text.casefold() in {"nan", "inf", "x"}


def typed_numbers(rows: Sequence[Row], layout: Layout) -> list[tuple[int, str]]:
    """Texts that may show how the table writes its numbers."""
    return [
        (line, str(cell))
        for line, cells in rows[layout.first_row :]
        for cell in (layout.cell(cells, column) for column in ("value", "numerator", "denominator"))
        if may_fix_notation(cell)
    ]


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
