import io
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.utils import translation

from common.spreadsheets import (
    Group,
    Heading,
    NoteSheet,
    SheetSpec,
    Signature,
    SignedTable,
    date_format,
    number_format,
    read_table,
    write_workbook,
)
from common.spreadsheets.book import sheet_names

HEADS = [Heading("TT", 5), Heading("Đơn vị", 30), Heading("Điểm", 10, number_format(2)), Heading("Ghi chú", 20)]


def written(*sheets):
    buffer = io.BytesIO()
    write_workbook(buffer, sheets, title="Biểu", author="Sở Nội vụ")
    return openpyxl.load_workbook(buffer)


def long_sheet(rows, name="Chi tiết", heads=HEADS):
    return SheetSpec(name, heads, rows, frozen_columns=2)


def signed(**more):
    return SignedTable(
        **{
            "name": "Biểu tổng hợp",
            "issuer": ["ỦY BAN NHÂN DÂN THÀNH PHỐ", "SỞ NỘI VỤ"],
            "title": ["BIỂU TỔNG HỢP KẾT QUẢ"],
            "headings": HEADS,
            "groups": [
                Group("Cụm 1", [[1, "Phường A", Decimal("96.35"), None], [2, "Phường B", None, "=1+1"]]),
                Group("", [[3, "Phường C", Decimal(0), "không áp dụng"]]),
            ],
            "signatures": [Signature("NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)", "Nguyễn Thị A")],
            "notices": ["Số liệu tạm tính, chưa thẩm định"],
            "legend": ["— không có số liệu"],
            "notes": ["Ghi chú cuối"],
            "number": "Số: 12/BC-SNV",
            "place_and_date": "Ngày 01 tháng 8 năm 2025",
            **more,
        }
    )


def texts(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_a_long_sheet_has_head_filter_widths_and_typed_cells():
    rows = [[1, "Phường A", Decimal("96.35"), date(2025, 7, 1)], [2, "B", None, True]]
    heads = [*HEADS[:3], Heading("Ngày", 12, date_format())]
    sheet = written(long_sheet(iter(rows), heads=heads))["Chi tiết"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("C2", "A1:D3", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.column_dimensions["B"].width == pytest.approx(30, abs=1)
    assert [cell.value for cell in sheet[2]] == [1, "Phường A", 96.35, datetime(2025, 7, 1)]
    assert [cell.value for cell in sheet[3]] == [2, "B", None, True]
    assert (sheet["C2"].number_format, sheet["D2"].number_format) == ("#,##0.00", "dd/mm/yyyy")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84",
        "-x",
        "@a",
        "\tx",
        "<b>&amp;",
        " lề ",
        "dòng 1\ndòng 2",
        "_x0041_",
        "https://example.vn",
        "007",
        "Ế",
    ],
)
def test_text_is_written_as_it_is_and_never_runs(text):
    book = written(long_sheet([[1, text, None, None]]), signed(groups=[Group("", [[1, text, None, None]])]))
    for sheet in book:
        cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == 1).offset(0, 1)
        assert text in (cell.value, openpyxl.utils.escape.unescape(cell.value))
        assert (cell.data_type, cell.hyperlink) == ("s", None)


def test_what_xml_cannot_hold_is_left_out_and_too_long_text_is_cut():
    sheet = written(long_sheet([[1, "a\x00\x01b\ud800", None, "x" * 40_000]])).active
    assert sheet["B2"].value == "ab"
    assert len(sheet["D2"].value) == 32_767


def test_numbers_keep_every_digit_a_cell_can_hold():
    values = [Decimal("0.0000001"), Decimal("1240.5"), 2**53, 0.1]
    sheet = written(SheetSpec("a", [Heading("a")] * 4, [values])).active
    assert [cell.value for cell in sheet[2]] == [1e-07, 1240.5, 2**53, 0.1]


def test_an_instant_is_written_in_local_time():
    heads = [Heading("Lúc", 18, date_format(with_time=True))]
    rows = [[datetime(2025, 7, 1, 2, 14, tzinfo=UTC)]]
    book = written(SheetSpec("a", heads, rows), NoteSheet("b", "B", [("Lúc", rows[0][0])]))
    assert book["a"]["A2"].value == book["b"]["B3"].value == datetime(2025, 7, 1, 9, 14)


def test_each_long_sheet_filters_its_own_rows():
    book = written(long_sheet([]), long_sheet([[1, "a", None, None]] * 1500, name="Hai"), signed())
    assert [sheet.auto_filter.ref for sheet in book.worksheets[:2]] == ["A1:D1", "A1:D1501"]
    assert "1048" not in str([list(sheet.defined_names.values()) for sheet in book])


def test_sheet_names_fit_excel_and_differ():
    long = "Chi tiết: chỉ tiêu/đơn vị của toàn thành phố"
    names = sheet_names([long, long, "chi tiết", "CHI TIẾT", "", "'a'"])
    assert len({name.lower() for name in names}) == 6
    assert all(0 < len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in names)


def test_a_row_of_the_wrong_width_is_a_mistake():
    with pytest.raises(ValueError):
        written(long_sheet([[1, 2]]))


def test_the_signed_sheet_is_laid_out_as_a_document():
    book = written(
        signed(), long_sheet([]), NoteSheet("Cách tính", "Cách tính", [("Điểm", "Theo Kế hoạch"), ("", "…")])
    )
    assert book.sheetnames == ["Biểu tổng hợp", "Chi tiết", "Cách tính"]
    sheet = book.worksheets[0]
    found = texts(sheet)
    assert found.index("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") < found.index("BIỂU TỔNG HỢP KẾT QUẢ")
    assert found.index("Số liệu tạm tính, chưa thẩm định") < found.index("TT") < found.index("Cụm 1")
    assert found[-4:] == ["Ghi chú cuối", "NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)", "Nguyễn Thị A"]
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "TT")
    assert (sheet.freeze_panes, sheet.print_title_rows) == (f"C{head + 1}", f"${head}:${head}")
    assert sheet.auto_filter.ref == f"A{head}:D{head + 4}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    margins = sheet.page_margins
    assert [round(value * 25.4) for value in (margins.left, margins.right, margins.top, margins.bottom)] == [
        30,
        15,
        20,
        20,
    ]
    assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value} == {"Times New Roman"}


def test_no_data_zero_and_not_applicable_stay_three_things():
    sheet = written(signed()).active
    rows = {row[1].value: row for row in sheet.iter_rows() if row[1].value and str(row[1].value).startswith("Phường")}
    assert [rows[name][2].value for name in ("Phường A", "Phường B", "Phường C")] == [96.35, None, 0]
    assert rows["Phường C"][3].value == "không áp dụng"


def test_the_national_title_follows_the_language():
    with translation.override("en"):
        assert "SOCIALIST REPUBLIC OF VIET NAM" in texts(written(signed()).active)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 6])
def test_any_number_of_people_may_sign(count):
    people = [Signature(f"CHỨC VỤ {number}") for number in range(count)]
    found = texts(written(signed(signatures=people)).active)
    assert [text for text in found if str(text).startswith("CHỨC VỤ")] == [person.title for person in people]


def test_long_names_get_the_height_they_need():
    long = "Trung tâm Kiểm soát bệnh tật và " * 8
    sheet = written(signed(groups=[Group("", [[1, long, None, None], [2, "ngắn", None, None]])])).active
    heights = {
        row[0].value: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows() if row[0].value in (1, 2)
    }
    assert heights[1] > 5 * heights[2]


@pytest.mark.parametrize(
    ("decimals", "percent", "language", "code"),
    [
        (2, False, "vi", "#,##0.00"),
        (0, False, "vi", "#,##0"),
        (None, False, "vi", ""),
        (2, True, "vi", '#,##0.00" %"'),
        (2, True, "en", '#,##0.00"%"'),
        (None, True, "vi", '0.############" %"'),
    ],
)
def test_number_formats(decimals, percent, language, code):
    assert number_format(decimals, percent=percent, language=language) == code


def test_dates_follow_the_language():
    assert (date_format("vi"), date_format("en", with_time=True)) == ("dd/mm/yyyy", "d mmm yyyy hh:mm")


def test_our_own_workbooks_pass_our_own_guards(tmp_path):
    path = tmp_path / "a.xlsx"
    write_workbook(path, [signed(), long_sheet([[1, "Phường A", Decimal("96.35"), None]])])
    assert read_table(path, name="a.xlsx", sheet="Chi tiết").rows == [(2, [1, "Phường A", Decimal("96.35"), None])]
    assert read_table(path, name="a.xlsx", headings_wanted=["Đơn vị", "TT"]).headings == [
        "TT",
        "Đơn vị",
        "Điểm",
        "Ghi chú",
    ]


def test_rows_are_streamed_and_not_gathered(tmp_path):
    rows = ([number, "Phường Sài Gòn", Decimal("96.35"), "x" * 200] for number in range(20_000))
    tracemalloc.start()
    write_workbook(tmp_path / "a.xlsx", [long_sheet(rows)])
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000


def test_the_parts_stand_in_the_order_readers_expect(tmp_path):
    path = tmp_path / "a.xlsx"
    write_workbook(path, [long_sheet([])])
    assert zipfile.ZipFile(path).namelist()[0] == "[Content_Types].xml"


def test_a_narrow_table_and_every_kind_of_cell_can_be_signed():
    kinds = [True, date(2025, 7, 1), datetime(2025, 7, 1, 9, 14), 3, 1.5]
    groups = [Group("Cụm", [[value] for value in kinds])]
    people = [Signature("A"), Signature("B")]
    sheet = written(signed(headings=[Heading("Giá trị", 30)], groups=groups, signatures=people, issuer=["SỞ"])).active
    values = [row[0].value for row in sheet.iter_rows() if type(row[0].value) in (bool, datetime, int, float)]
    assert values[0] is True
    assert values[-2:] == [3, 1.5]
    assert [text for text in texts(sheet) if text in ("A", "B")] == ["A", "B"]
