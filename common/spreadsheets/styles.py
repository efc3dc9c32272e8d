"""Looks of cells and paper, shared by every sheet of a workbook."""

import textwrap
from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from common.spreadsheets.sheets import Heading

_A4 = 9
LINE_HEIGHT = 16.5
_INCH = 25.4
# Decree 30/2020/NĐ-CP, Appendix I: top and bottom 20 mm, left 30 mm, right 15 mm.
_MARGINS = {"left": 30 / _INCH, "right": 15 / _INCH, "top": 20 / _INCH, "bottom": 20 / _INCH}


class Styles:
    """Formats by purpose; a workbook wants each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple, Format] = {}
        self.head = self.make(bold=True, text_wrap=True, align="center", valign="vcenter", border=1)

    def make(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(properties))
        return self._made[key]

    def of(self, heading: Heading, *, border: int = 0, **more: object) -> Format:
        """Cells of a column: its number format and alignment; long text wraps."""
        look: dict[str, object] = {"valign": "top", "border": border, **more}
        if heading.number_format:
            look["num_format"] = heading.number_format
        else:
            look["text_wrap"] = True
        if heading.align:
            look["align"] = heading.align
        return self.make(**look)


def prepare_for_print(worksheet: Worksheet) -> None:
    """A4 landscape, one page wide, margins of the decree, page numbers."""
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(**_MARGINS)
    worksheet.set_footer("&C&P/&N")


def head_height(headings: Sequence[Heading]) -> float:
    """Height of the row of headings."""
    return height_for(*((heading.text, heading.width - 2) for heading in headings))


def height_for(*cells: tuple[str, float], font_size: float = 12) -> float:
    """Row height in points for wrapped texts in columns of these widths.

    Neither merged cells nor LibreOffice make room by themselves.
    """
    return LINE_HEIGHT * font_size / 12 * max(_lines(text, width, font_size) for text, width in cells)


def _lines(text: str, width: float, font_size: float) -> int:
    signs = max(int(width * 12 / font_size), 1)
    return sum(max(len(textwrap.wrap(part, signs)), 1) for part in text.split("\n"))
