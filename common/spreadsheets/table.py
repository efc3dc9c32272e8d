"""What a reader hands over, whatever the file was."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from common.vietnamese import search_key

CellValue = str | Decimal | date | datetime | bool | None
"""Text is stripped and never empty; numbers of a workbook are exact decimals; CSV gives text only."""

Row = tuple[int, list[CellValue]]
"""The 1-based line in the file, and one value per heading."""


@dataclass
class Table:
    """One sheet or CSV file. Lines without any value are left out, so line numbers may jump.

    ``formulas`` are (line, 0-based column) of cells whose value a formula computed.
    """

    headings: list[str]
    rows: list[Row]
    sheet_names: list[str] = field(default_factory=list)
    sheet: str = ""
    heading_line: int = 1
    formulas: frozenset[tuple[int, int]] = frozenset()

    def column(self, *names: str) -> int | None:
        """Where the first of these headings stands (0-based), without regard to case and diacritics."""
        places = {heading_key(heading): place for place, heading in reversed(list(enumerate(self.headings)))}
        return next((places[key] for key in map(heading_key, names) if key in places), None)


def heading_key(heading: str) -> str:
    """How headings are compared: ``Mã  đơn vị *`` and ``ma don vi`` are one."""
    return search_key(heading)


def column_letter(column: int) -> str:
    """``A`` for 0, ``AA`` for 26: how a spreadsheet names a column."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_number(letters: str) -> int:
    """The inverse of ``column_letter``."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
