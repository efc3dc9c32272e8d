"""A pasted table: its rows, its columns, and what comes back unchanged."""

from datetime import date
from decimal import Decimal

import pytest

from common.faults import Faults
from indicators.forms.pasted import (
    MOST_ROWS,
    as_pasted,
    is_total,
    packed,
    rows_of_file,
    rows_of_text,
    unpacked,
)
from tests.common.spreadsheets.made import workbook

pytestmark = pytest.mark.usefixtures("english")


def test_cells_are_parted_by_tabs_and_a_break_inside_quotes_stays():
    rows = rows_of_text('Đơn vị\tGhi chú\r\nAn Đông\t"một\nhai"\r\n\r\n')

    assert rows == [(1, ["Đơn vị", "Ghi chú"]), (2, ["An Đông", "một\nhai"])]


@pytest.mark.parametrize("text", ["An Đông;5", "An Đông   5", "An Đông\t5"])
def test_semicolons_and_wide_gaps_part_cells_too(text):
    assert rows_of_text(text) == [(1, ["An Đông", "5"])]


@pytest.mark.parametrize("text", ["", "   \n\t\n"])
def test_an_empty_box_is_no_table(text):
    with pytest.raises(Faults, match="There is no table yet"):
        rows_of_text(text)


def test_a_table_of_a_whole_country_is_refused():
    with pytest.raises(Faults, match="more than"):
        rows_of_text("An Đông\t1\n" * (MOST_ROWS + 1))


def test_rows_of_totals_are_known():
    assert is_total("Tổng cộng")
    assert not is_total("An Đông")


def test_cells_travel_through_the_page_unchanged():
    rows = [(3, ["An Đông", Decimal("1240.5"), date(2025, 7, 1), None, True])]

    assert unpacked(packed(rows)) == rows


def test_rows_come_back_as_a_text_that_reads_the_same():
    rows = [(1, ["An Đông", Decimal("96.35")]), (2, ["Bến Thành", "1.240"])]

    assert as_pasted(rows, "comma") == "An Đông\t96,35\nBến Thành\t1.240"


def test_a_title_above_the_table_of_a_workbook_hides_no_column():
    book = workbook([["BẢNG SỐ LIỆU THÁNG 7"], [], ["TT", "Đơn vị", "Kết quả"], [1, "An Đông", 96.35]])

    rows = rows_of_file(book, "a.xlsx")

    assert rows[-1][1] == [1, "An Đông", Decimal("96.35")]


def test_a_workbook_that_computes_is_sent_back_with_its_row():
    book = workbook(
        [["Đơn vị", "Kết quả"], ["An Đông", 1]], lambda _book, sheet: sheet.write_formula(1, 1, "=1+1", None, 2)
    )

    with pytest.raises(Faults, match="Row 2 holds a formula"):
        rows_of_file(book, "a.xlsx")
