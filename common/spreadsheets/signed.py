"""Laying out the sheet that is signed, and sheets of notes."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate, pairwise

from django.utils.timezone import is_aware, make_naive
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from common.spreadsheets.sheets import Cell, Group, Heading, NoteSheet, Signature, SignedTable, date_format
from common.spreadsheets.styles import Styles, head_height, height_for, prepare_for_print

_SIGNING_SPACE = 4
_NOTE_WIDTHS = (28, 110)


def lay_out_signed(worksheet: Worksheet, table: SignedTable, styles: Styles) -> None:
    """National title, title, table by groups, notes, place for signatures; ready to print."""
    prepare_for_print(worksheet)
    for column, heading in enumerate(table.headings):
        worksheet.set_column(column, column, heading.width)
    page = _Page(worksheet, table.headings, styles)
    page.write_letterhead(table)
    page.write_titles(table)
    head = page.write_head()
    page.write_groups(table.groups)
    worksheet.autofilter(head, 0, max(page.row - 1, head), len(table.headings) - 1)
    worksheet.freeze_panes(head + 1, table.frozen_columns)
    worksheet.repeat_rows(head)
    page.write_notes(table.notes)
    page.write_signatures(table.signatures)
    worksheet.print_area(0, 0, page.row, len(table.headings) - 1)


class _Page:
    """A pen moving down the sheet."""

    def __init__(self, worksheet: Worksheet, headings: Sequence[Heading], styles: Styles) -> None:
        self.worksheet, self.headings, self.styles = worksheet, headings, styles
        self.last = len(headings) - 1
        self.width = sum(heading.width for heading in headings)
        self.middle = self._middle()
        self.row = 0

    def _middle(self) -> int:
        """The last column of the left half, by width."""
        total = 0.0
        for column, heading in enumerate(self.headings):
            total += heading.width
            if total >= self.width / 2:
                return min(column, max(self.last - 1, 0))
        return 0

    def _write(self, first: int, last: int, text: str, **look: object) -> None:
        style = self.styles.make(**{"align": "center", "valign": "vcenter", "text_wrap": True, **look})
        if last > first:
            self.worksheet.merge_range(self.row, first, self.row, last, "", style)
        self.worksheet.write_string(self.row, first, text, style)

    def _line(self, text: str, **look: object) -> None:
        """One line across the sheet."""
        size = float(str(look.get("font_size", 12)))
        self.worksheet.set_row(self.row, height_for((text, self.width), font_size=size))
        self._write(0, self.last, text, **look)
        self.row += 1

    def write_letterhead(self, table: SignedTable) -> None:
        nation = [_("SOCIALIST REPUBLIC OF VIET NAM"), _("Independence - Freedom - Happiness")]
        left = [(text, number == len(table.issuer) - 1) for number, text in enumerate(table.issuer)]
        for number in range(max(len(left), len(nation))):
            if number < len(left):
                self._write(0, self.middle, left[number][0], bold=left[number][1])
            if number < len(nation):
                self._write(self.middle + 1, self.last, nation[number], bold=True, underline=number)
            self.row += 1
        self._write(0, self.middle, table.number)
        self._write(self.middle + 1, self.last, table.place_and_date, italic=True)
        self.row += 2

    def write_titles(self, table: SignedTable) -> None:
        for text in table.title:
            self._line(text, bold=True, font_size=14)
        for text in table.notices:
            self._line(text, bold=True)
        for text in table.legend:
            self._line(text, italic=True)
        self.row += 1

    def write_head(self) -> int:
        self.worksheet.set_row(self.row, head_height(self.headings))
        for column, heading in enumerate(self.headings):
            self.worksheet.write_string(self.row, column, heading.text, self.styles.head)
        self.row += 1
        return self.row - 1

    def write_groups(self, groups: Sequence[Group]) -> None:
        for group in groups:
            if group.title:
                self._line(group.title, bold=True, border=1, align="left")
            for values in group.rows:
                self._write_row(values)

    def _write_row(self, values: Sequence[Cell]) -> None:
        cells = list(zip(self.headings, values, strict=True))
        texts = [(value, heading.width) for heading, value in cells if isinstance(value, str)]
        self.worksheet.set_row(self.row, height_for(("", 1), *texts))
        for column, (heading, value) in enumerate(cells):
            write_cell(self.worksheet, self.row, column, value, self.styles.of(heading, border=1))
        self.row += 1

    def write_notes(self, notes: Sequence[str]) -> None:
        self.row += 1
        for text in notes:
            self._line(text, italic=True, align="left")

    def write_signatures(self, signatures: Sequence[Signature]) -> None:
        at_once = len(self.headings)
        for start in range(0, len(signatures), at_once):
            self.row += 1
            self._write_signers(signatures[start : start + at_once])

    def _write_signers(self, signatures: Sequence[Signature]) -> None:
        places = self._places(len(signatures))
        for part, look in (("title", {"bold": True}), ("note", {"italic": True}), ("name", {"bold": True})):
            self.row += _SIGNING_SPACE if part == "name" else 0
            for (first, last), signature in zip(places, signatures, strict=True):
                self._write(first, last, getattr(signature, part), **look)
            self.row += 1

    def _places(self, count: int) -> list[tuple[int, int]]:
        """Column ranges of about the same width, one for each signature; one alone stands on the right."""
        if count == 1:
            return [(min(self.middle + 1, self.last), self.last)]
        reached = list(accumulate(heading.width for heading in self.headings))
        edges = [0]
        for number in range(1, count):
            share = bisect_left(reached, self.width * number / count) + 1
            edges.append(min(max(share, edges[-1] + 1), len(reached) - (count - number)))
        return [(edge, following - 1) for edge, following in pairwise([*edges, len(reached)])]


def lay_out_notes(worksheet: Worksheet, sheet: NoteSheet, styles: Styles) -> None:
    """A title and pairs of label and text below each other."""
    prepare_for_print(worksheet)
    for column, width in enumerate(_NOTE_WIDTHS):
        worksheet.set_column(column, column, width)
    worksheet.write_string(0, 0, sheet.title, styles.make(bold=True, font_size=14))
    label_style = styles.make(bold=True, valign="top", text_wrap=True)
    for row, (label, value) in enumerate(sheet.pairs, 2):
        worksheet.write_string(row, 0, label, label_style)
        worksheet.set_row(row, height_for((label, _NOTE_WIDTHS[0]), (str(value or ""), _NOTE_WIDTHS[1])))
        write_cell(worksheet, row, 1, value, styles.of(Heading("", 12, _format_of(value), "left")))


def _format_of(value: Cell) -> str:
    if not isinstance(value, date):
        return ""
    return date_format(get_language() or "vi", with_time=isinstance(value, datetime))


def write_cell(worksheet: Worksheet, row: int, column: int, value: Cell, style: object) -> None:
    """One typed cell; text is never a formula, a number or a link by itself."""
    match value:
        case None:
            worksheet.write_blank(row, column, None, style)
        case bool():
            worksheet.write_boolean(row, column, value, style)
        case int() | float() | Decimal():
            worksheet.write_number(row, column, value, style)
        case datetime():
            worksheet.write_datetime(row, column, make_naive(value) if is_aware(value) else value, style)
        case date():
            worksheet.write_datetime(row, column, value, style)
        case _:
            worksheet.write_string(row, column, str(value)[:32767], style)
