"""A document laid out as Decree 30/2020/NĐ-CP wants it: letterhead, title, body, signature, numbered pages."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT = "Times New Roman"
BODY, SMALL = Pt(14), Pt(12)
CENTRE, RIGHT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"


class Paper:
    """A pen moving down the page; texts are Vietnamese, as the document is."""

    def __init__(self) -> None:
        self.document = Document()
        self._set_page()
        self._set_type()
        self._number_pages()
        self.document.core_properties.author = self.document.core_properties.comments = ""

    def _set_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
        section.header_distance = Mm(10)
        section.different_first_page_header_footer = True

    def _set_type(self) -> None:
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FONT, BODY
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), FONT)
        style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(6), Pt(0)

    def _number_pages(self) -> None:
        """In the middle at the top, from the second page on."""
        line = self.document.sections[0].header.paragraphs[0]
        line.alignment = CENTRE
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            _field_part(line.add_run(), kind, text)

    def letterhead(self, *, parent: str, body: str, number: str, day: str) -> None:
        """Who issues it and its number on the left, the national title, place and date on the right."""
        table = self.document.add_table(rows=2, cols=2)
        table.autofit = False
        _set_widths(table, (72, 93))
        left, right = table.rows[0].cells
        _fill(left, [(_capitals(parent), False, SMALL), (_capitals(body), True, SMALL)], underline=True)
        _fill(right, [(NATION, True, SMALL), (MOTTO, True, Pt(13))], underline=True)
        _fill(table.rows[1].cells[0], [(number, False, Pt(13))])
        _fill(table.rows[1].cells[1], [(day, False, Pt(13))])
        table.rows[1].cells[1].paragraphs[0].runs[0].italic = True

    def title(self, kind: str, about: str) -> None:
        """The kind of document and what it is about, with the short line beneath."""
        head = self._line(kind, bold=True, align=CENTRE)
        head.paragraph_format.space_before, head.paragraph_format.space_after = Pt(14), Pt(0)
        self._line(about, bold=True, align=CENTRE).paragraph_format.space_after = Pt(0)
        self._line("________", align=CENTRE).paragraph_format.space_after = Pt(10)

    def running_head(self, text: str) -> None:
        """Words above every page, the first too; the number of the page stands under them."""
        section = self.document.sections[0]
        for place in (section.first_page_header, section.header):
            line = place.paragraphs[0].insert_paragraph_before()
            line.alignment, line.paragraph_format.space_after = CENTRE, Pt(0)
            run = line.add_run(text)
            run.italic, run.font.size = True, Pt(11)

    def notice(self, text: str) -> None:
        """A line in the middle that says how the document is to be taken."""
        line = self._line(text, align=CENTRE)
        line.runs[0].bold, line.runs[0].italic = False, True

    def tag(self, text: str) -> None:
        """A paragraph of a template that holds nothing but a tag and vanishes when it is filled."""
        self.document.add_paragraph(text)

    def heading(self, text: str, *, level: int = 1) -> None:
        """Headings that the navigation of a word processor finds, in the document's own type."""
        line = self.document.add_paragraph()
        run = line.add_run(text)
        run.bold, run.italic = True, level > 2
        line.paragraph_format.keep_with_next = True
        line.paragraph_format.first_line_indent = Mm(10)
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level - 1))
        line._p.get_or_add_pPr().append(outline)

    def text(self, text: str, *, italic: bool = False, lead: str = "") -> None:
        """Paragraphs as officials write them: justified, first line indented; ``lead`` stands bold before the first."""
        for place, part in enumerate(filter(None, (part.strip() for part in text.split("\n")))):
            line = self.document.add_paragraph()
            line.alignment = BOTH
            line.paragraph_format.first_line_indent = Mm(10)
            if lead and not place:
                line.add_run(lead).bold = True
            line.add_run(part).italic = italic

    def blank(self) -> None:
        """A line to be written on."""
        self.document.add_paragraph().paragraph_format.first_line_indent = Mm(10)

    def centred(self, text: str) -> None:
        self._line(text, bold=True, align=CENTRE)

    def table(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[str]],
        widths: Sequence[int],
        *,
        bold_last: bool = False,
        left: Sequence[int] = (1,),
    ) -> None:
        """A ruled table in 12 points; what stands in no column of ``left`` (numbers) stands in the middle."""
        rows = list(rows)
        table = self.document.add_table(rows=1, cols=len(heads), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        _put(table.rows[0].cells, heads, bold=True)
        _repeat(table)
        for place, row in enumerate(rows, 1):
            _put(table.add_row().cells, row, bold=bold_last and place == len(rows), left=left)
        _set_widths(table, widths)
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def signature(self, *, recipients: Sequence[str], title: str, name: str = "") -> None:
        """Recipients on the left, the signing office on the right with room for the seal above the name."""
        table = self.document.add_table(rows=1, cols=2)
        table.autofit = False
        _set_widths(table, (80, 85))
        left, right = table.rows[0].cells
        head = left.paragraphs[0].add_run("Nơi nhận:")
        head.bold, head.italic, head.font.size = True, True, SMALL
        for each in recipients:
            line = left.add_paragraph()
            line.paragraph_format.space_after = Pt(0)
            line.add_run(f"- {each}").font.size = Pt(11)
        _fill(right, [(title, True, BODY), *[("", False, BODY)] * 3, (name, True, BODY)])

    def next_page(self) -> None:
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def save(self, target: BinaryIO) -> None:
        self.document.save(target)

    def _line(self, text: str, *, bold: bool = False, align: WD_ALIGN_PARAGRAPH | None = None) -> Paragraph:
        line = self.document.add_paragraph()
        line.alignment = align
        line.add_run(text).bold = bold
        return line


def _capitals(text: str) -> str:
    """A placeholder of a template says itself that it is to be in capitals."""
    return text if text.startswith("{{") else text.upper()


def _field_part(run: Run, kind: str, text: str) -> None:
    element = OxmlElement("w:fldChar" if kind else "w:instrText")
    if kind:
        element.set(qn("w:fldCharType"), kind)
    else:
        element.text = text
    run._r.append(element)


def _fill(cell: _Cell, lines: Sequence[tuple[str, bool, Pt]], *, underline: bool = False) -> None:
    """Lines in the middle of a cell of the letterhead, and the rule beneath the last."""
    rule = [("─" * 8, False, Pt(6))] if underline else []
    for place, (text, bold, size) in enumerate([*lines, *rule]):
        line = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        line.alignment, line.paragraph_format.space_after = CENTRE, Pt(0)
        run = line.add_run(text)
        run.bold, run.font.size = bold, size


def _put(cells: Sequence[_Cell], texts: Sequence[str], *, bold: bool = False, left: Sequence[int] = ()) -> None:
    for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        line = cell.paragraphs[0]
        line.paragraph_format.space_after = Pt(0)
        line.alignment = None if place in left else CENTRE
        run = line.add_run(text)
        run.bold, run.font.size = bold, SMALL


def _repeat(table: Table) -> None:
    """The head stands on every page the table goes over."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def _set_widths(table: Table, widths: Sequence[int]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def roman(number: int) -> str:
    """I, II … as parts of a document are numbered."""
    text = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            text, number = text + sign, number - value
    return text
