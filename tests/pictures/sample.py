"""Made-up figures for the style page: nobody's. Three sizes: empty, normal, overfull."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

from django import forms

from common import formats
from common.marks import MARKS

LONG_NAME = "Trung tâm Kiểm soát, phòng ngừa dịch bệnh và Chăm sóc sức khoẻ cộng đồng liên phường 071–084"
NOTE = "Số phiếu phát ra và thu về chưa khớp với biên bản kiểm phiếu của bộ phận một cửa. " * 48
AT = datetime(2025, 9, 3, 7, 5, tzinfo=UTC)
DAY = date(2025, 9, 3)


class Person:
    is_authenticated = True
    is_staff = False

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name


def membership(pk: int, unit: str, role: str, label: str) -> SimpleNamespace:
    return SimpleNamespace(pk=pk, unit=SimpleNamespace(brief_name=unit), role=role, get_role_display=lambda: label)


def acting(role: str = "reporter") -> SimpleNamespace:
    held = [
        membership(1, "Phường 027", "reporter", "Người phụ trách báo cáo"),
        membership(2, "Phường 027", "coordinator", "Đầu mối quản lý tài khoản"),
        membership(3, "Sở Nội vụ", "manager", "Cơ quan thường trực"),
        membership(4, "Văn phòng UBND Thành phố", "verifier", "Đơn vị thẩm định"),
    ]
    now = next(one for one in held if one.role == role)
    return SimpleNamespace(membership=now, unit=now.unit, role=role, memberships=held, roles=frozenset({role}))


def campaign() -> SimpleNamespace:
    return SimpleNamespace(
        code="q100",
        short_name={"vi": "Thi đua cao điểm 100 ngày", "en": "100-day drive"},
        start=date(2026, 9, 20),
        end=date(2026, 12, 30),
        demo_seed=20250701,
    )


DUTIES = [
    (
        date(2025, 8, 29),
        -1,
        "III.5 – Tỷ lệ người dân hài lòng, tháng 8",
        "",
        "Đơn vị thẩm định yêu cầu bổ sung: “Thiếu số phiếu phát ra, thu về.”",
        "Bổ sung",
    ),
    (
        date(2025, 9, 4),
        1,
        "Nhập số liệu tháng 8",
        "3 chỉ tiêu, khoảng 4 phút",
        "Đợt thi đua cao điểm 100 ngày · nhóm I, III, IV",
        "Nhập",
    ),
    (
        date(2025, 9, 5),
        2,
        "Đối chiếu số liệu do Văn phòng UBND Thành phố cung cấp",
        "",
        "III.4 Hồ sơ đúng hạn tháng 8: 1.187/1.214 = 97,78 %. Không có ý kiến thì được tính từ 05/9.",
        "Xem",
    ),
    (
        date(2025, 9, 10),
        5,
        "Nhiệm vụ: Công khai 100 % thủ tục đất đai tại bộ phận một cửa",
        "",
        "Sản phẩm: ảnh niêm yết, đường dẫn cổng · lãnh đạo phụ trách: Phó Chủ tịch",
        "Báo cáo",
    ),
    (
        date(2025, 9, 30),
        19,
        "Minh chứng cuối đợt cho 5 chỉ tiêu",
        "đã có 2/5",
        "Có thể chỉ ghi số, ký hiệu, ngày, nơi lưu của văn bản.",
        "Bổ sung",
    ),
]


def duties() -> list[dict]:
    names = ("due", "days_left", "title", "rest", "reason", "verb")
    return [dict(zip(names, duty, strict=True), first=not at) for at, duty in enumerate(DUTIES)]


BOARD = [
    (1, "Phường 031", "94.10", "92.75", "1.5", "0", "94.25", "accepted", ""),
    (2, "Phường 019", "92.00", "91.30", "0.5", "0", "91.80", "accepted", ""),
    (2, "Phường 044", "93.40", "91.80", "0", "0", "91.80", "submitted", "2 chờ thẩm định"),
    (4, "Phường 052", "90.15", "88.05", "1", "-1", "88.05", "returned", "1 yêu cầu bổ sung"),
    (5, "Phường 027", "89.64", "86.64", "0", "0", "86.64", "submitted", "3 chờ thẩm định"),
    (6, "Phường 063", "85.20", "85.20", "0", "0", "85.20", "accepted", ""),
]


def board(size: str) -> list[dict]:
    rows = [_board_row(*row) for row in BOARD]
    if size == "overfull":
        rows = [_board_row(i + 1, f"Phường {i:03d}", *BOARD[i % 6][2:]) for i in range(167)]
        rows[3]["unit"] = LONG_NAME
    nothing = dict.fromkeys(("own", "checked", "bonus", "minus", "total"))
    unranked = nothing | {"rank": None, "unit": "Phường 071", "state": "overdue", "word": "quá hạn 3 ngày", "weeks": []}
    return [] if size == "empty" else [*rows, unranked]


def _board_row(rank: int, unit: str, *rest: str) -> dict:
    own, checked, bonus, minus, total, state, word = rest
    figures = [Decimal(text) for text in (own, checked, bonus, minus, total)]
    names = ("own", "checked", "bonus", "minus", "total")
    weeks = [figures[4] - Decimal(str(step)) for step in (6, "5.5", 4, "4.2", 2, "1.5", 1, 0)]
    if unit == "Phường 063":
        weeks[:4] = [None] * 4
    return {"rank": rank, "unit": unit, "state": state, "word": word, "weeks": weeks} | dict(
        zip(names, figures, strict=True)
    )


GRID: list[dict] = [
    {"group": "I. Triển khai chủ trương của Đảng, Nhà nước"},
    {
        "id": 11,
        "code": "I.1",
        "name": "Tỷ lệ nhiệm vụ thực hiện 04 nghị quyết hoàn thành đúng hạn",
        "how": "Số nhiệm vụ hoàn thành đúng hạn / số nhiệm vụ đến hạn · cộng dồn",
        "required": "100 %",
        "kind": "ratio",
        "parts": True,
        "before": "14 / 15",
        "previous": "14/15",
        "n": "21",
        "d": "22",
        "text": "21 / 22",
        "base": 501,
        "state": "draft",
    },
    {
        "id": 12,
        "code": "I.2",
        "name": "Bộ máy sau sắp xếp vận hành thông suốt, không gián đoạn",
        "required": "Có",
        "kind": "yes_no",
        "before": "Có",
        "previous": "yes",
        "text": "—",
    },
    {"group": "III. Cải cách hành chính"},
    {
        "id": 35,
        "code": "III.5",
        "name": "Tỷ lệ người dân hài lòng với sự phục vụ trong từng lĩnh vực",
        "how": "lĩnh vực thấp nhất · trong kỳ",
        "required": "trên 95 %",
        "kind": "ratio",
        "before": "96,20 %",
        "previous": "96,2",
        "value": "95,8",
        "text": "95,80 %",
        "base": 503,
        "state": "returned",
    },
    {
        "id": 36,
        "code": "III.6",
        "name": "Số mô hình, sáng kiến đăng ký mới",
        "how": "phát sinh trong kỳ",
        "required": "2",
        "kind": "count",
        "before": "1",
        "previous": "1",
        "text": "—",
    },
    {
        "id": 37,
        "code": "III.7",
        "name": "Ngày ban hành kế hoạch cải cách hành chính",
        "required": "trước 31/8",
        "kind": "date",
        "before": "—",
        "text": "—",
    },
    {"group": "IV. Xây dựng Đảng và hệ thống chính trị"},
    {
        "id": 41,
        "code": "IV.1",
        "name": "Số vụ việc vi phạm kỷ luật, kỷ cương đã có kết luận",
        "how": "phát sinh trong kỳ",
        "required": "0",
        "kind": "number",
        "before": "0",
        "previous": "0",
        "text": "—",
    },
    {
        "id": 42,
        "code": "IV.2",
        "name": "Giải ngân vốn đầu tư công quý III",
        "required": "90 %",
        "kind": "ratio",
        "before": "—",
        "locked": True,
        "text": "không áp dụng",
    },
]


CLUSTERS = [
    "Khối sở, ban, ngành",
    "Cụm phường 1",
    "Cụm phường 2",
    "Cụm phường 3",
    "Cụm phường 4",
    "Cụm phường 5",
    "Cụm xã 1",
]


def track(size: str) -> list[dict]:
    """Units × periods, one state a cell."""
    states = ("done", "done", "late", "partial", "submitted", "overdue", "not_due")
    count = {"empty": 0, "normal": 12}.get(size, 168)
    return [
        {"unit": f"Phường {i:03d}", "cells": [states[(i * 3 + week) % 7] for week in range(13)]}
        for i in range(1, count + 1)
    ]


def pieces() -> dict:
    """What the style page shows beside the tables."""
    link = {"url": "#"}
    return {
        "states": list(MARKS),
        "sign": [{"title": "NGƯỜI LẬP BIỂU", "note": "(Ký, ghi rõ họ tên)", "name": "Nguyễn Thị A"}]
        + [{"title": "CHỦ TỊCH", "note": "(Ký tên, đóng dấu)", "name": "Trần Văn B"}],
        "facts": [
            {"label": "Số", "value": formats.number_text(Decimal("1240.5"))},
            {"label": "Tỷ lệ", "value": formats.percent_text(Decimal("96.35"), 2)},
            {"label": "Ngày", "value": formats.weekday_day_text(DAY, year=True)},
            {"label": "Lúc", "value": formats.moment_text(AT)},
            {"label": "Chưa có", "value": None},
        ],
        "figures": [
            {"label": "Tự chấm", "number": Decimal("89.64"), "decimals": 2},
            {"label": "Chênh lệch", "number": Decimal(-3), "decimals": 2, "signed": True},
            {"label": "Để đạt 90,00", "words": "III.4 lên 98 % (+3,00)"},
        ],
        "tabs": [link | {"label": name, "is_current": not at, "count": at * 3} for at, name in enumerate(CLUSTERS)],
        "steps": [
            {"done": True, "text": "Tổng điểm các nhóm bằng 100."},
            {
                "done": False,
                "text": "7 mức điểm suy ra chưa được xác nhận.",
                "reason": "II.1, II.3, III.4",
                "verb": "Xác nhận",
            }
            | link,
        ],
        "talk": [
            {"who": "Trần B", "unit": "Sở Nội vụ", "at": AT, "text": "Thiếu số phiếu phát ra, thu về."},
            {"who": "Nguyễn Thị A", "at": AT, "text": "Đã bổ sung biên bản kiểm phiếu.", "is_own": True},
            {"who": "Trần B", "at": AT, "text": "đã chấp nhận số liệu", "is_event": True},
        ],
        "form": form(),
    }


class SampleForm(forms.Form):
    """Every kind of field once."""

    reference = forms.CharField(label="Số, ký hiệu văn bản", help_text="Ví dụ 12/KH-UBND")
    dated = forms.DateField(label="Ngày văn bản")
    place = forms.ChoiceField(label="Nơi lưu", choices=[("a", "Văn thư"), ("b", "Bộ phận một cửa")], required=False)
    kind = forms.ChoiceField(
        label="Cách tính", choices=[("a", "Cộng dồn"), ("b", "Trong kỳ")], widget=forms.RadioSelect
    )
    shared = forms.BooleanField(label="Dùng chung cho mọi dòng", required=False)


def form() -> forms.Form:
    return SampleForm({"reference": "", "dated": "31/02/2025", "kind": "a"})
