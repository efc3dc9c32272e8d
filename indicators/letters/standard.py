"""The urging letter that is shipped, as a template: laid out after Decree 30/2020/NĐ-CP, Annex I, made by code.

A4, margins 20/20/30/15 mm, Times New Roman 13 pt, page numbers at the top from the second page on."""

import io
from functools import cache

from docx import Document
from docx.shared import Mm, Pt

from indicators.letters.layout import (
    CENTRE,
    FOOT_WIDTHS,
    HEAD_WIDTHS,
    LEFT,
    borderless,
    fix,
    line,
    page,
    paragraph,
    repeat,
    rule,
    tag,
    tag_row,
    whole,
)

TABLE_WIDTHS = (Mm(10), Mm(46), Mm(60), Mm(24), Mm(25))
HEADINGS = ("TT", "Đơn vị", "Nội dung chưa nộp", "Hạn nộp", "Quá hạn (ngày làm việc)")


@cache
def standard_letter() -> bytes:
    """The template as a file, the same each time it is asked for."""
    document = Document()
    page(document, "Công văn đôn đốc")
    _head(document)
    _body(document)
    _foot(document)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _head(document) -> None:
    """Issuing body, number and subject on the left; the national title, place and date on the right."""
    left, right = borderless(document, HEAD_WIDTHS)
    line(left, "{{ co_quan_chu_quan|upper }}", size=12)
    line(left, "{{ co_quan|upper }}", size=12, bold=True)
    rule(left, 24)
    line(left, "Số: {{ so_ky_hieu }}", size=13)
    line(left, "V/v {{ trich_yeu }}", size=12)
    line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True)
    line(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    rule(right, 17)
    line(right, "{{ dia_danh }}, {{ ngay_thang }}", size=13, italic=True)


def _body(document) -> None:
    tag(document, "{%p if so_lieu_minh_hoa %}")
    paragraph(document, "{{ so_lieu_minh_hoa }}", align=CENTRE, indent=0, italic=True)
    tag(document, "{%p endif %}")
    to = "Kính gửi: Thủ trưởng các cơ quan, đơn vị, địa phương có tên dưới đây"
    paragraph(document, to, align=CENTRE, indent=0, before=14, after=12)
    paragraph(
        document,
        "Thực hiện kế hoạch tổ chức {{ phong_trao }}, đến hết ngày {{ den_ngay }}, {{ so_don_vi }} cơ quan, đơn vị, "
        "địa phương sau chưa nộp đủ số liệu, báo cáo theo thời hạn (tính {{ ky }}):",
    )
    _table(document)
    paragraph(
        document,
        "Đề nghị Thủ trưởng các cơ quan, đơn vị, địa phương chỉ đạo hoàn thành việc nộp số liệu nêu trên trong thời "
        "gian sớm nhất; trường hợp có khó khăn, vướng mắc, phản ánh về {{ co_quan }} để phối hợp giải quyết.",
        before=10,
    )
    paragraph(document, "Trân trọng./.", after=12)


def _table(document) -> None:
    """A row for each cluster, below it a row for each unit; rows of tags alone vanish."""
    document.add_paragraph().paragraph_format.line_spacing = Pt(6)
    table = document.add_table(rows=1, cols=len(TABLE_WIDTHS), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, HEADINGS, strict=True):
        line(cell, text, size=12, bold=True)
    repeat(table.rows[0])
    tag_row(table, "{%tr for cum in cac_cum %}")
    cells = table.add_row().cells
    line(cells[0].merge(cells[-1]), "{{ cum.ten }} ({{ cum.so_don_vi }} đơn vị)", size=12, bold=True, align=LEFT)
    tag_row(table, "{%tr for dv in cum.don_vi %}")
    texts = ("{{ dv.tt }}", "{{ dv.ten }}", "{{ dv.noi_dung }}", "{{ dv.han_nop }}", "{{ dv.so_ngay }}")
    row = table.add_row()
    for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        line(cell, text, size=12, align=LEFT if place in (1, 2) else CENTRE)
    whole(row)
    tag_row(table, "{%tr endfor %}")
    tag_row(table, "{%tr endfor %}")
    fix(table, TABLE_WIDTHS)


def _foot(document) -> None:
    """Recipients on the left, who signs on the right."""
    left, right = borderless(document, FOOT_WIDTHS)
    recipients = line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=LEFT)
    recipients.paragraph_format.space_before = Pt(4)
    for text in ("{%p for noi in noi_nhan %}", "- {{ noi }}", "{%p endfor %}"):
        line(left, text, size=11, align=LEFT)
    line(right, "{{ chuc_vu_ky|upper }}", size=13, bold=True)
    for _blank in range(4):
        right.add_paragraph()
    line(right, "{{ nguoi_ky }}", size=13, bold=True)
