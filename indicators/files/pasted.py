"""A block copied from a spreadsheet, or a sheet without the headings we know: which column is which."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from common.columns import as_text
from common.decimals import Notation, notation_of
from common.faults import Faults
from common.formats import editable_text
from common.names import NameIndex
from common.spreadsheets import CellValue, Table
from common.vietnamese import search_key

MOST_ROWS = 2000
HEAD_ROWS = 8
# Headings of tables as departments make them, without diacritics; a heading may go on ("giá trị (%)").
HEADINGS = {
    "code": ("ma", "ma don vi", "ma xa", "ma phuong", "code", "unit code"),
    "name": ("don vi", "ten don vi", "ten", "dia phuong", "phuong xa", "xa phuong", "unit", "name"),
    "numerator": ("tu so", "numerator"),
    "denominator": ("mau so", "denominator"),
    "value": ("gia tri", "so lieu", "ket qua", "ty le", "ti le", "so luong", "diem", "value"),
    "note": ("ghi chu", "giai trinh", "note"),
}
TOTALS = {"tong", "tong cong", "tong so", "cong", "total"}
FIGURES = ("value", "numerator", "denominator")
Columns = Mapping[str, int]
Cells = Sequence[Sequence[str]]


def split_pasted(text: str) -> list[list[str]]:
    """Rows and cells of a pasted block: lines and tabs; a quoted cell may hold line breaks."""
    lines = _joined(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    rows = [[_unquoted(cell) for cell in line.split("\t")] for line in lines]
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS:
        raise Faults(_("The table has more than %(most)s rows.") % {"most": MOST_ROWS})
    return rows


def _joined(lines: Iterable[str]) -> list[str]:
    """Lines put together again where a break stands inside a cell that a quote opened."""
    found: list[str] = []
    for line in lines:
        if found and _is_open(found[-1]):
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found


def _is_open(line: str) -> bool:
    cell = line.rsplit("\t", 1)[-1].lstrip()
    return cell.startswith('"') and cell.count('"') % 2 == 1


def _unquoted(cell: str) -> str:
    cell = cell.strip()
    if len(cell) > 1 and cell.startswith('"') and cell.endswith('"'):
        cell = cell[1:-1].replace('""', '"')
    return " ".join(cell.split())


def table_cells(table: Table, language: str) -> list[list[str]]:
    """A sheet as the block somebody would have pasted from it, in the notation of the page."""
    if len(table.rows) > MOST_ROWS:
        raise Faults(_("The table has more than %(most)s rows.") % {"most": MOST_ROWS})
    return [list(table.headings), *([_text(cell, language) for cell in cells] for _line, cells in table.rows)]


def _text(cell: CellValue, language: str) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return editable_text(cell, language) if isinstance(cell, Decimal) else as_text(cell)


def heading_of(cell: str) -> str:
    """Which column a heading names; empty for none."""
    key = search_key(cell)
    found = (name for name, known in HEADINGS.items() for one in known if key == one or key.startswith(f"{one} "))
    return next(found, "") if key else ""


def below_heading(cells: Cells, index: NameIndex) -> tuple[list[str], int]:
    """The heading row (empty: there is none) and how many rows stand above the first row of the table."""
    for place, row in enumerate(cells[:HEAD_ROWS]):
        if any(index.find(cell).id is not None for cell in row if cell):
            break
        if any(heading_of(cell) for cell in row):
            return list(row), place + 1
    return [], 0


def find_places(head: Sequence[str], body: Cells, index: NameIndex, *, has_parts: bool) -> dict[str, int]:
    """Where names and figures stand: by the headings; else the column with most known names, and what is right of it.

    Raises ``Faults`` where no column holds names, or none figures."""
    found: dict[str, int] = {}
    for place, cell in enumerate(head):
        found.setdefault(heading_of(cell), place)
    found.pop("", None)
    if "name" not in found and "code" not in found:
        found["name"] = _name_column(body, index)
    if not set(FIGURES) & set(found):
        found |= _figure_columns(body, found, has_parts=has_parts)
    return found


def _name_column(body: Cells, index: NameIndex) -> int:
    hits = [sum(index.find(cell).id is not None for cell in column if cell) for column in _columns(body)]
    if not hits or not max(hits):
        raise Faults(_("No column holds names or codes of units. Paste the names together with the figures."))
    return hits.index(max(hits))


def _figure_columns(body: Cells, found: Columns, *, has_parts: bool) -> dict[str, int]:
    after = found.get("name", found.get("code", 0))
    filled = [place for place, column in enumerate(_columns(body)) if place > after and any(column)]
    if not filled:
        raise Faults(_("No column holds figures right of the units' names."))
    if has_parts and len(filled) > 1:
        return {"numerator": filled[0], "denominator": filled[1]}
    return {"value": filled[0]} | ({"note": filled[1]} if len(filled) > 1 and "note" not in found else {})


def _columns(body: Cells) -> list[list[str]]:
    width = max((len(row) for row in body), default=0)
    return [[row[place] if place < len(row) else "" for row in body] for place in range(width)]


def notation_in(body: Cells, places: Columns, language: str) -> Notation | None:
    """How the table writes numbers: as its unambiguous figures show, else as the page does; None where they mix both,
    so that what could be read in two ways is asked."""
    columns = _columns(body)
    figures = (columns[places[name]] for name in FIGURES if name in places and places[name] < len(columns))
    proven = {notation_of(cell) for column in figures for cell in column if cell} - {None}
    if len(proven) > 1:
        return None
    page: Notation = "point" if language.startswith("en") else "comma"
    return proven.pop() if proven else page
