"""The urging letter that is shipped, as a template: laid out after Decree 30/2020/NĐ-CP, Annex I, made by code.

A4, margins 20/20/30/15 mm, Times New Roman 13 pt, page numbers at the top from the second page on."""

import io
from functools import cache

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
CENTRE, LEFT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
HEAD_WIDTHS = (Mm(67), Mm(98))
FOOT_WIDTHS = (Mm(82), Mm(83))
TABLE_WIDTHS = (Mm(10), Mm(46), Mm(60), Mm(24), Mm(25))
HEADINGS = ("TT", "Đơn vị", "Nội dung chưa nộp", "Hạn nộp", "Quá hạn (ngày làm việc)")


@cache
def standard_letter() -> bytes:
    """The template as a file, the same each time it is asked for."""
    document = Document()
    _page(document)
    _head(document)
    _body(document)
    _foot(document)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _page(document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.title = "Công văn đôn đốc"
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    _field(number, "PAGE")


def _field(paragraph: Paragraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.append(paragraph.add_run("2")._r)
    paragraph._p.append(field)


def _head(document) -> None:
    """Issuing body, number and subject on the left; the national title, place and date on the right."""
    left, right = _borderless(document, HEAD_WIDTHS)
    _line(left, "{{ co_quan_chu_quan|upper }}", size=12)
    _line(left, "{{ co_quan|upper }}", size=12, bold=True)
    _rule(left, 24)
    _line(left, "Số: {{ so_ky_hieu }}", size=13)
    _line(left, "V/v {{ trich_yeu }}", size=12)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    _rule(right, 17)
    _line(right, "{{ dia_danh }}, {{ ngay_thang }}", size=13, italic=True)


def _borderless(document, widths) -> list[_Cell]:
    table = document.add_table(rows=1, cols=len(widths))
    _fix(table, widths)
    return list(table.rows[0].cells)


def _fix(table: Table, widths) -> None:
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _line(cell: _Cell, text: str, *, size: int, bold=False, italic=False, align=CENTRE) -> Paragraph:
    """A line of a cell; its first paragraph is there already."""
    first = cell.paragraphs[0]
    paragraph = first if not first.text and len(cell.paragraphs) == 1 else cell.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return paragraph


def _rule(cell: _Cell, inset: int) -> None:
    """The line under a name: the upper border of an empty, narrow paragraph."""
    paragraph = cell.add_paragraph()
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(inset)
    form.line_spacing, form.space_before, form.space_after = Pt(4), Pt(1), Pt(2)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    # The schema wants borders before spacing and indents.
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def _body(document) -> None:
    _tag(document, "{%p if so_lieu_minh_hoa %}")
    _paragraph(document, "{{ so_lieu_minh_hoa }}", align=CENTRE, indent=0, italic=True)
    _tag(document, "{%p endif %}")
    to = "Kính gửi: Thủ trưởng các cơ quan, đơn vị, địa phương có tên dưới đây"
    _paragraph(document, to, align=CENTRE, indent=0, before=14, after=12)
    _paragraph(
        document,
        "Thực hiện kế hoạch tổ chức {{ phong_trao }}, đến hết ngày {{ den_ngay }}, {{ so_don_vi }} cơ quan, đơn vị, "
        "địa phương sau chưa nộp đủ số liệu, báo cáo theo thời hạn (tính {{ ky }}):",
    )
    _table(document)
    _paragraph(
        document,
        "Đề nghị Thủ trưởng các cơ quan, đơn vị, địa phương chỉ đạo hoàn thành việc nộp số liệu nêu trên trong thời "
        "gian sớm nhất; trường hợp có khó khăn, vướng mắc, phản ánh về {{ co_quan }} để phối hợp giải quyết.",
        before=10,
    )
    _paragraph(document, "Trân trọng./.", after=12)


def _tag(document, text: str) -> None:
    document.add_paragraph(text)


def _paragraph(document, text: str, *, align=BOTH, indent=10, before=6, after=0, italic=False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_before, form.space_after = Mm(indent), Pt(before), Pt(after)
    form.line_spacing = 1.15
    paragraph.add_run(text).italic = italic


def _table(document) -> None:
    """A row for each cluster, below it a row for each unit; rows of tags alone vanish."""
    document.add_paragraph().paragraph_format.line_spacing = Pt(6)
    table = document.add_table(rows=1, cols=len(TABLE_WIDTHS), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, HEADINGS, strict=True):
        _line(cell, text, size=12, bold=True)
    _repeat(table.rows[0])
    _tag_row(table, "{%tr for cum in cac_cum %}")
    cells = table.add_row().cells
    _line(cells[0].merge(cells[-1]), "{{ cum.ten }} ({{ cum.so_don_vi }} đơn vị)", size=12, bold=True, align=LEFT)
    _tag_row(table, "{%tr for dv in cum.don_vi %}")
    texts = ("{{ dv.tt }}", "{{ dv.ten }}", "{{ dv.noi_dung }}", "{{ dv.han_nop }}", "{{ dv.so_ngay }}")
    row = table.add_row()
    for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        _line(cell, text, size=12, align=LEFT if place in (1, 2) else CENTRE)
    _whole(row)
    _tag_row(table, "{%tr endfor %}")
    _tag_row(table, "{%tr endfor %}")
    _fix(table, TABLE_WIDTHS)


def _tag_row(table: Table, text: str) -> None:
    table.add_row().cells[0].paragraphs[0].add_run(text)


def _repeat(row) -> None:
    """The head of a table again on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _whole(row) -> None:
    """A row that no page break cuts."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _foot(document) -> None:
    """Recipients on the left, who signs on the right."""
    left, right = _borderless(document, FOOT_WIDTHS)
    recipients = _line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=LEFT)
    recipients.paragraph_format.space_before = Pt(4)
    for text in ("{%p for noi in noi_nhan %}", "- {{ noi }}", "{%p endfor %}"):
        _line(left, text, size=11, align=LEFT)
    _line(right, "{{ chuc_vu_ky|upper }}", size=13, bold=True)
    for _blank in range(4):
        right.add_paragraph()
    _line(right, "{{ nguoi_ky }}", size=13, bold=True)
