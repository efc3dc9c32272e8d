"""A pasted table: its rows, its columns, and what comes back unchanged."""

from datetime import date
from decimal import Decimal

import pytest

from common.faults import Faults
from indicators.forms.pasted import (
    MOST_ROWS,
    as_pasted,
    is_total,
    layout_of,
    packed,
    rows_of_file,
    rows_of_text,
    unpacked,
)
from indicators.scoring.lines import Measure
from indicators.scoring.text import Text
from tests.common.spreadsheets.made import workbook

pytestmark = pytest.mark.usefixtures("english")
PLAIN = Measure(kind="number")
PARTS = Measure(kind="ratio", numerator=Text("Đúng hạn", "In time"), denominator=Text("Đến hạn", "Due"))
UNITS = {"An Đông", "Bến Thành", "Chợ Quán", "P1", "P2"}


def layout(text: str, measure: Measure = PLAIN):
    return layout_of(rows_of_text(text), measure, UNITS.__contains__)


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


def test_columns_are_found_by_their_headings():
    found = layout("STT\tĐơn vị\tGhi chú\tKết quả\n1\tAn Đông\tx\t5\n2\tBến Thành\t\t6\n")

    assert (found.first_row, found.unit, found.places) == (1, (1,), {"note": 2, "value": 3})


def test_without_headings_the_shape_decides():
    found = layout("1\tAn Đông\t5\tghi\n2\tBến Thành\t6\t\n")

    assert (found.first_row, found.unit, found.places) == (0, (1,), {"value": 2, "note": 3})


def test_a_ratio_takes_two_columns_of_figures_and_its_share_where_given():
    found = layout("An Đông\t9\t10\t90\nBến Thành\t8\t10\t80\n", PARTS)

    assert found.places == {"numerator": 1, "denominator": 2, "value": 3}


def test_a_ratio_with_one_column_of_figures_is_its_value():
    assert layout("An Đông\t90\nBến Thành\t80\n", PARTS).places == {"value": 1}


def test_code_and_name_may_both_name_the_unit():
    assert layout("P1\tAn Đông\t5\nP2\tBến Thành\t6\n").unit == (0, 1)


def test_a_misspelt_unit_in_the_first_row_is_a_row():
    assert layout("An Đôngg\t5\nBến Thành\t6\nChợ Quán\t7\n").first_row == 0


def test_misspelt_units_below_a_heading_are_rows_too():
    assert layout("Đơn vị\tKết quả\nAn Đôngg\t5\nBến Thànhh\t6\nChợ Quán\t7\n").first_row == 1


@pytest.mark.parametrize("numbers", ["A\tB\t1", "1\t2\t3", "(1)\t(2)\t(3)"])
def test_the_numbers_of_the_columns_below_a_heading_are_no_row(numbers):
    assert layout(f"TT\tĐơn vị\tKết quả\n{numbers}\n1\tAn Đôngg\t5\n2\tBến Thành\t6\n").first_row == 2


@pytest.mark.parametrize("text", ["lorem ipsum", "a\tb\nc\td", "<html>\n<b>1</b>"])
def test_rubbish_names_no_unit(text):
    with pytest.raises(Faults, match="No column names the units"):
        layout(text)


def test_units_without_figures_are_no_table():
    with pytest.raises(Faults, match="No column of figures"):
        layout("An Đông\tmột\nBến Thành\thai\n")


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
    assert layout_of(rows, PLAIN, UNITS.__contains__).unit == (1,)


def test_a_workbook_that_computes_is_sent_back_with_its_row():
    book = workbook(
        [["Đơn vị", "Kết quả"], ["An Đông", 1]], lambda _book, sheet: sheet.write_formula(1, 1, "=1+1", None, 2)
    )

    with pytest.raises(Faults, match="Row 2 holds a formula"):
        rows_of_file(book, "a.xlsx")
