"""The templates of the documents about reports that are shipped: laid out after Decree 30/2020/NĐ-CP, made by code."""

import io
from functools import cache

from indicators.exports.decree30 import Paper

FOOT = ("{%p for noi in noi_nhan %}", "{{ noi }}", "{%p endfor %}")
SIGNER = {"title": "{{ chuc_vu_ky|upper }}", "name": "{{ nguoi_ky }}"}
COUNTS = ("TT", "Cụm, khối thi đua", "Phải gửi", "Đã nhận", "Đúng hạn", "Sau hạn", "Chưa gửi")
COUNT_WIDTHS = (12, 53, 20, 20, 20, 20, 20)
COUNTED = ("phai_gui", "da_nhan", "dung_han", "sau_han", "chua_gui")
PLACES = ("TT", "Đơn vị", "Tự chấm", "Thẩm định", "Thưởng", "Trừ", "Tổng", "Hạng", "Xếp loại")
PLACE_WIDTHS = (11, 35, 17, 17, 20, 16, 17, 15, 17)
PLACED = ("tt", "ten", "tu_cham", "tham_dinh", "thuong", "tru", "tong", "hang", "xep_loai")
FIGURES = ("TT", "Chỉ tiêu", "Kỳ", "Số liệu")
FIGURE_WIDTHS = (22, 76, 30, 37)
FIGURED = ("tt", "chi_tieu", "ky", "so_lieu")


@cache
def standard_form() -> bytes:
    """What a unit fills in: the outline, its figures annexed."""
    paper = Paper()
    _head(paper, "{{ trich_yeu }} (từ ngày {{ tu_ngay }} đến ngày {{ den_ngay }})")
    paper.tag("{%p for muc in cac_muc %}")
    paper.heading("{{ muc.so }}. {{ muc.ten }}")
    _paragraphs(paper, "muc.cac_doan")
    paper.tag("{%p endfor %}")
    paper.signature(recipients=FOOT, **SIGNER)
    paper.next_page()
    paper.heading("{{ phu_luc }}")
    paper.table(FIGURES, _rows("dong", "so_lieu", FIGURED), FIGURE_WIDTHS)
    return _file(paper, "Mẫu báo cáo của đơn vị")


@cache
def standard_consolidated() -> bytes:
    """The draft of the báo cáo sơ kết, tổng kết."""
    paper = Paper()
    paper.running_head("{{ tam_tinh }}")
    _head(paper, "{{ trich_yeu }}")
    _if(paper, "tam_tinh", lambda: paper.notice("{{ tam_tinh }}"))
    paper.text(
        "Trên cơ sở báo cáo của các đơn vị tham gia ({{ ten_bao_cao }}, từ ngày {{ tu_ngay }} đến ngày {{ den_ngay }}),"
        " {{ co_quan }} báo cáo kết quả như sau:"
    )
    _received(paper)
    _contents(paper)
    _if(paper, "bang_xep_hang", lambda: _places(paper))
    paper.signature(recipients=FOOT, **SIGNER)
    _if(paper, "co_phu_luc", lambda: _annex(paper))
    return _file(paper, "Báo cáo tổng hợp")


def _head(paper: Paper, about: str) -> None:
    paper.letterhead(
        parent="{{ co_quan_chu_quan|upper }}", body="{{ co_quan|upper }}", number="Số: {{ so_ky_hieu }}",
        day="{{ dia_danh }}, {{ ngay_thang }}",
    )  # fmt: skip
    paper.title("BÁO CÁO", about)
    _if(paper, "so_lieu_minh_hoa", lambda: paper.notice("{{ so_lieu_minh_hoa }}"))


def _if(paper: Paper, name: str, write) -> None:
    paper.tag(f"{{%p if {name} %}}")
    write()
    paper.tag("{%p endif %}")


def _paragraphs(paper: Paper, name: str) -> None:
    paper.tag(f"{{%p for doan in {name} %}}")
    paper.text("{{ doan }}")
    paper.tag("{%p endfor %}")


def _rows(each: str, many: str, names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A row of a table for each item of a list."""
    blank = ("",) * (len(names) - 1)
    cells = tuple(f"{{{{ {each}.{name} }}}}" for name in names)
    return [(f"{{%tr for {each} in {many} %}}", *blank), cells, ("{%tr endfor %}", *blank)]


def _received(paper: Paper) -> None:
    paper.heading("I. TÌNH HÌNH GỬI BÁO CÁO")
    paper.text(
        "Thời hạn gửi báo cáo là ngày {{ han_nop }}. Đến ngày {{ ngay_lap }} đã nhận {{ da_nhan }}/{{ phai_gui }} báo "
        "cáo ({{ ty_le }}), trong đó {{ sau_han }} báo cáo nhận sau thời hạn; còn {{ chua_gui }} đơn vị chưa gửi báo "
        "cáo."
    )
    total = ("", "Tổng cộng", *(f"{{{{ {name} }}}}" for name in COUNTED))
    rows = [*_rows("cum", "cac_cum", ("tt", "ten", *COUNTED)), total]
    paper.table(COUNTS, rows, COUNT_WIDTHS, bold_last=True)
    for lead, name in (
        ("Đơn vị gửi sau thời hạn", "don_vi_sau_han"),
        ("Đơn vị chưa gửi", "don_vi_chua_gui"),
        ("Đơn vị được gia hạn", "don_vi_gia_han"),
    ):
        _if(paper, name, lambda lead=lead, name=name: paper.text(f"{{{{ {name} }}}}", lead=f"{lead} "))


def _contents(paper: Paper) -> None:
    paper.tag("{%p for muc in cac_muc %}")
    paper.heading("{{ muc.so }}. {{ muc.ten|upper }}")
    paper.text("Có {{ muc.so_don_vi }}/{{ da_nhan }} đơn vị đã gửi báo cáo nêu nội dung này.")
    paper.tag("{%p for trich in muc.trich_dan %}")
    paper.text("{{ trich.doan_dau }}", lead="- {{ trich.don_vi }} ({{ trich.van_ban }}): ")
    _paragraphs(paper, "trich.cac_doan")
    paper.tag("{%p endfor %}")
    _if(paper, "muc.chua_chon", lambda: paper.text("{{ muc.chua_chon }}", italic=True))
    paper.tag("{%p endfor %}")


def _places(paper: Paper) -> None:
    paper.heading("{{ so_muc_xep_hang }}. KẾT QUẢ CHẤM ĐIỂM, XẾP HẠNG")
    _if(paper, "tam_tinh", lambda: paper.notice("{{ tam_tinh }}"))
    paper.text("{{ can_cu_xep_hang }} {{ cach_xep_hang }}")
    paper.tag("{%p for bang in bang_xep_hang %}")
    paper.heading("{{ bang.ten }}", level=3)
    paper.table(PLACES, _rows("dv", "bang.don_vi", PLACED), PLACE_WIDTHS)
    paper.tag("{%p endfor %}")


def _annex(paper: Paper) -> None:
    paper.next_page()
    paper.centred("PHỤ LỤC")
    paper.centred("Nội dung báo cáo của từng đơn vị theo đề cương")
    paper.tag("{%p for muc in cac_muc %}")
    paper.heading("{{ muc.tt }}. {{ muc.ten }}")
    paper.tag("{%p for dv in muc.tra_loi %}")
    paper.heading("{{ dv.don_vi }} ({{ dv.van_ban }})", level=3)
    _paragraphs(paper, "dv.cac_doan")
    paper.tag("{%p endfor %}")
    paper.tag("{%p endfor %}")


def _file(paper: Paper, title: str) -> bytes:
    paper.document.core_properties.title = title
    content = io.BytesIO()
    paper.save(content)
    return content.getvalue()
