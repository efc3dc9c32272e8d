"""Blocks copied from a spreadsheet."""

from decimal import Decimal

import pytest

from common.faults import Faults
from common.names import NameIndex
from common.spreadsheets import Table
from indicators.files.pasted import MOST_ROWS, below_heading, find_places, notation_in, split_pasted, table_cells

INDEX = NameIndex([(1, "P1", ("Phường An Đông",)), (2, "P2", ("Phường Bến Thành",))])


def test_a_block_is_cut_into_rows_and_cells():
    assert split_pasted("P1\t98,6\r\nP2\t\r\n\r\n") == [["P1", "98,6"], ["P2", ""]]


def test_a_quoted_cell_keeps_its_line_breaks_together_and_its_quotes_apart():
    text = 'Phường An Đông\t5\t"Ghi chú\nhai dòng ""quan trọng"""\nP2\t6\t'

    assert split_pasted(text) == [["Phường An Đông", "5", 'Ghi chú hai dòng "quan trọng"'], ["P2", "6", ""]]


def test_a_lone_quote_swallows_nothing():
    assert len(split_pasted('Ống 5" \t1\nP2\t2')) == 2


def test_a_block_too_long_is_refused():
    with pytest.raises(Faults):
        split_pasted("x\n" * (MOST_ROWS + 1))


def test_titles_and_headings_stand_above_the_table():
    cells = [["BẢNG TỔNG HỢP"], ["TT", "Tên đơn vị", "Tỷ lệ (%)"], ["1", "P. An Đông", "98"]]

    assert below_heading(cells, INDEX) == (cells[1], 2)
    assert below_heading(cells[2:], INDEX) == ([], 0)


def test_a_misspelt_first_row_is_no_heading():
    assert below_heading([["Phường An Dong xx", "98"], ["P1", "97"]], INDEX) == ([], 0)


@pytest.mark.parametrize(
    ("head", "body", "has_parts", "places"),
    [
        (["TT", "Đơn vị", "Giá trị"], [["1", "P1", "5"]], False, {"name": 1, "value": 2}),
        (["Mã", "Tên đơn vị", "Kết quả", "Ghi chú"], [], False, {"code": 0, "name": 1, "value": 2, "note": 3}),
        (["Đơn vị", "Tử số", "Mẫu số"], [], True, {"name": 0, "numerator": 1, "denominator": 2}),
        ([], [["1", "An Đông", "5"], ["2", "Bến Thành", "6"]], False, {"name": 1, "value": 2}),
        ([], [["An Đông", "5", "7"]], True, {"name": 0, "numerator": 1, "denominator": 2}),
        ([], [["An Đông", "5", "chờ"]], False, {"name": 0, "value": 1, "note": 2}),
        ([], [["An Đông", "", "5"]], False, {"name": 0, "value": 2}),
    ],
)
def test_columns_are_found_by_heading_or_by_what_stands_in_them(head, body, has_parts, places):
    assert find_places(head, body, INDEX, has_parts=has_parts) == places


@pytest.mark.parametrize("body", [[["ai đó", "5"]], [["P1"]], []])
def test_a_table_without_names_or_figures_is_refused(body):
    with pytest.raises(Faults):
        find_places([], body, INDEX, has_parts=False)


@pytest.mark.parametrize(
    ("figures", "language", "notation"),
    [
        (["98,6", "1.240"], "en", "comma"),
        (["98.6", "1.240"], "vi", "point"),
        (["1.240"], "vi", "comma"),
        (["1.240"], "en", "point"),
        (["98.6", "97,5"], "vi", None),
    ],
)
def test_the_tables_own_figures_decide_how_it_writes_numbers(figures, language, notation):
    assert notation_in([["x", figure] for figure in figures], {"name": 0, "value": 1}, language) == notation


def test_a_sheet_is_read_as_the_block_somebody_would_have_pasted():
    table = Table(["Đơn vị", "Giá trị"], [(2, ["P1", Decimal("98.6")]), (3, ["P2", True]), (4, ["P1", None])])

    assert table_cells(table, "vi") == [["Đơn vị", "Giá trị"], ["P1", "98,6"], ["P2", "yes"], ["P1", ""]]
