"""The templates shipped for letter, minutes and list: laid out after Decree 30/2020/NĐ-CP, made by code."""

import io
from collections.abc import Callable, Sequence
from functools import cache

from docx import Document
from docx.shared import Mm, Pt

from indicators.letters.layout import (
    BOTH,
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
from rewards.choices import DocumentKind

LIST_HEADS = ("TT", "Đơn vị", "Số phiếu", "Tỷ lệ", "Điểm thẩm định", "Thứ tự theo điểm")
LIST_WIDTHS = (Mm(10), Mm(63), Mm(20), Mm(22), Mm(25), Mm(25))
COUNT_HEADS = ("TT", "Đơn vị", "Số phiếu", "Tỷ lệ", "Thứ tự suy tôn", "Thứ tự theo điểm")


@cache
def standard_template(kind: str) -> bytes:
    """The template as a file, the same each time it is asked for."""
    title, write = _WRITERS[kind]
    document = Document()
    page(document, title)
    write(document)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _head(document, number: str) -> None:
    """Cluster and lead on the left, the national title, place and date on the right."""
    left, right = borderless(document, HEAD_WIDTHS)
    line(left, "{{ cum|upper }}", size=12)
    line(left, "CỤM TRƯỞNG: {{ cum_truong|upper }}", size=12, bold=True)
    rule(left, 24)
    if number:
        line(left, number, size=13)
    line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True)
    line(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    rule(right, 17)
    line(right, "{{ dia_danh }}, {{ ngay_thang }}", size=13, italic=True)


def _title(document, kind: str, about: Sequence[str]) -> None:
    _bold(document, kind, before=14, size=14)
    for text in about:
        _bold(document, text)
    tag(document, "{%p if so_lieu_minh_hoa %}")
    paragraph(document, "{{ so_lieu_minh_hoa }}", align=CENTRE, indent=0, before=0, italic=True)
    tag(document, "{%p endif %}")


def _bold(document, text: str, *, before: int = 0, size: int = 13) -> None:
    made = document.add_paragraph()
    made.alignment = CENTRE
    made.paragraph_format.space_before = Pt(before)
    run = made.add_run(text)
    run.bold, run.font.size = True, Pt(size)


def _lead(document, text: str) -> None:
    """A heading of a part, kept with what follows."""
    made = document.add_paragraph()
    made.alignment = BOTH
    form = made.paragraph_format
    form.first_line_indent, form.space_before, form.keep_with_next = Mm(10), Pt(8), True
    made.add_run(text).bold = True


def _each(document, loop: str, *texts: str) -> None:
    tag(document, f"{{%p for {loop} %}}")
    for text in texts:
        paragraph(document, text, before=3)
    tag(document, "{%p endfor %}")


def _when(document, condition: str, *texts: str) -> None:
    tag(document, f"{{%p if {condition} %}}")
    for text in texts:
        paragraph(document, text)
    tag(document, "{%p endif %}")


def _table(document, loop: str, heads: Sequence[str], names: Sequence[str]) -> None:
    document.add_paragraph().paragraph_format.line_spacing = Pt(6)
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        line(cell, text, size=12, bold=True)
    repeat(table.rows[0])
    tag_row(table, f"{{%tr for dv in {loop} %}}")
    row = table.add_row()
    for place, (cell, name) in enumerate(zip(row.cells, names, strict=True)):
        line(cell, f"{{{{ dv.{name} }}}}", size=12, align=LEFT if place == 1 else CENTRE)
    whole(row)
    tag_row(table, "{%tr endfor %}")
    fix(table, LIST_WIDTHS)
    document.add_paragraph().paragraph_format.line_spacing = Pt(6)


def _foot(document) -> None:
    """Recipients on the left, the leading unit's head on the right."""
    left, right = borderless(document, FOOT_WIDTHS)
    line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=LEFT).paragraph_format.space_before = Pt(4)
    for text in ("{%p for noi in noi_nhan %}", "- {{ noi }}", "{%p endfor %}"):
        line(left, text, size=11, align=LEFT)
    line(right, "TM. CỤM THI ĐUA", size=13, bold=True)
    line(right, "CỤM TRƯỞNG", size=13, bold=True)
    _room(right, "{{ nguoi_ky }}")


def _room(cell, name: str) -> None:
    for _blank in range(4):
        cell.add_paragraph()
    line(cell, name, size=13, bold=True)


def _letter(document) -> None:
    _head(document, "Số: {{ so_ky_hieu }}")
    about = ("Về việc đề nghị xét khen thưởng các đơn vị được {{ cum }} suy tôn", "{{ phong_trao }}")
    _title(document, "TỜ TRÌNH", about)
    paragraph(document, "Kính gửi: {{ co_quan_nhan }}", align=CENTRE, indent=0, before=14, after=12)
    paragraph(
        document,
        "Thực hiện kế hoạch tổ chức {{ phong_trao }}, ngày {{ ngay_hop }}, tại {{ dia_diem }}, {{ cum }} đã họp "
        "({{ so_co_mat }}/{{ so_thanh_vien }} đơn vị thành viên có mặt), đối chiếu kết quả tự chấm, thẩm định và bỏ "
        "phiếu suy tôn. Kết quả như sau:",
    )
    _each_vote_chosen(document)
    paragraph(
        document,
        "(Có biên bản họp cụm và danh sách các đơn vị được suy tôn kèm theo.) Kính đề nghị {{ co_quan_nhan }} xem xét, "
        "trình Hội đồng Thi đua - Khen thưởng./.",
        after=12,
    )
    _foot(document)


def _each_vote_chosen(document) -> None:
    tag(document, "{%p for bq in bieu_quyet %}")
    _lead(document, "{{ loop.index }}. {{ bq.ten }}")
    _when(
        document, "not bq.suy_ton", "Không có đơn vị nào đạt số phiếu theo quy định; cụm không suy tôn ở nội dung này."
    )
    _each(
        document,
        "dv in bq.suy_ton",
        "- {{ dv.ten }}: {{ dv.so_phieu }} phiếu ({{ dv.ty_le }}); {{ dv.diem }} điểm thẩm định, "
        "thứ {{ dv.thu_tu_diem }} của cụm theo điểm.",
    )
    _when(document, "bq.ly_do", "Thứ tự suy tôn khác thứ tự theo điểm. Lý do: {{ bq.ly_do }}")
    tag(document, "{%p endfor %}")


def _minutes(document) -> None:
    _head(document, "")
    _title(document, "BIÊN BẢN", ("{{ tieu_de }}", "{{ phong_trao }}"))
    paragraph(
        document,
        "Hôm nay, {{ ngay_thang }}, bắt đầu lúc {{ gio_bat_dau }}, tại {{ dia_diem }}, {{ cum }} họp.",
        before=12,
    )
    _lead(document, "I. THÀNH PHẦN")
    paragraph(document, "Chủ tọa: {{ chu_toa }}. Thư ký: {{ thu_ky }}.")
    paragraph(document, "Đơn vị có mặt ({{ so_co_mat }}/{{ so_thanh_vien }}):")
    _each(document, "dv in du_hop", "- {{ dv.ten }}{% if dv.nguoi %}: {{ dv.nguoi }}{% endif %}")
    _when(document, "vang", "Đơn vị vắng mặt:")
    _each(document, "dv in vang", "- {{ dv.ten }}{% if dv.nguoi %}: {{ dv.nguoi }}{% endif %}")
    _lead(document, "II. NỘI DUNG")
    _each(document, "muc in chuong_trinh", "{{ loop.index }}. {{ muc }}")
    _lead(document, "III. Ý KIẾN THẢO LUẬN")
    _when(document, "not y_kien", "Không có ý kiến khác.")
    _each(document, "yk in y_kien", "- {{ yk.ai }}: {{ yk.noi_dung }}")
    _lead(document, "IV. KẾT QUẢ SUY TÔN")
    _counted(document)
    _lead(document, "V. KẾT LUẬN")
    _each(document, "doan in ket_luan", "{{ doan }}")
    paragraph(
        document,
        "Cuộc họp kết thúc lúc {{ gio_ket_thuc }} cùng ngày. Biên bản đã được thông qua tại cuộc họp./.",
        after=12,
    )
    left, right = borderless(document, FOOT_WIDTHS)
    for cell, title, name in ((left, "THƯ KÝ", "{{ thu_ky }}"), (right, "CHỦ TỌA", "{{ chu_toa }}")):
        line(cell, title, size=13, bold=True)
        _room(cell, name)


def _counted(document) -> None:
    _when(document, "not bieu_quyet", "Cuộc họp không bỏ phiếu suy tôn.")
    tag(document, "{%p for bq in bieu_quyet %}")
    _lead(document, "{{ loop.index }}. {{ bq.ten }}")
    paragraph(
        document,
        "Hình thức: {{ bq.hinh_thuc }}; số lượng suy tôn: {{ bq.so_luong }}; {{ bq.quy_tac }}. "
        "Căn cứ: {{ bq.can_cu }}.",
    )
    paragraph(
        document,
        "Số phiếu phát ra: {{ bq.phat_ra }}; thu vào: {{ bq.thu_vao }}; hợp lệ: {{ bq.hop_le }}; không hợp lệ: "
        "{{ bq.khong_hop_le }}.",
    )
    _when(document, "bq.kiem_lai", "{{ bq.kiem_lai }}")
    _table(document, "bq.ket_qua", COUNT_HEADS, ("tt", "ten", "so_phieu", "ty_le", "thu_tu", "thu_tu_diem"))
    _when(document, "bq.ly_do", "Thứ tự suy tôn khác thứ tự theo điểm. Lý do: {{ bq.ly_do }}")
    tag(document, "{%p endfor %}")


def _list(document) -> None:
    _head(document, "")
    about = ("Các đơn vị được {{ cum }} suy tôn, đề nghị khen thưởng", "{{ phong_trao }}")
    _title(document, "DANH SÁCH", about)
    paragraph(
        document,
        "(Kèm theo Tờ trình số {{ so_ky_hieu }} {{ ngay_thang }})",
        align=CENTRE,
        indent=0,
        italic=True,
        after=6,
    )
    tag(document, "{%p for bq in bieu_quyet %}")
    _lead(document, "{{ loop.index }}. {{ bq.ten }}")
    _when(document, "not bq.suy_ton", "Không có đơn vị nào đạt số phiếu theo quy định.")
    tag(document, "{%p if bq.suy_ton %}")
    _table(document, "bq.suy_ton", LIST_HEADS, ("tt", "ten", "so_phieu", "ty_le", "diem", "thu_tu_diem"))
    tag(document, "{%p endif %}")
    _when(document, "bq.ly_do", "Thứ tự suy tôn khác thứ tự theo điểm. Lý do: {{ bq.ly_do }}")
    tag(document, "{%p endfor %}")
    _foot(document)


_WRITERS: dict[str, tuple[str, Callable]] = {
    DocumentKind.LETTER: ("Tờ trình suy tôn", _letter),
    DocumentKind.MINUTES: ("Biên bản họp cụm", _minutes),
    DocumentKind.LIST: ("Danh sách suy tôn", _list),
}
