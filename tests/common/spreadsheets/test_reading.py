from datetime import date, datetime, time

import pytest

from common.faults import Faults
from common.spreadsheets import read_table
from common.spreadsheets.table import column_letter, column_number
from tests.common.spreadsheets.made import SHEET, rezipped, with_cell, workbook

PLAIN = workbook([["Mã", "Giá trị"], ["01", 98.6], ["02", 1240]])


def read(content, **more):
    return read_table(content, name="so-lieu.xlsx", **more)


def refusal(content, **more):
    with pytest.raises(Faults) as refused:
        read(content, **more)
    return refused.value.faults


def test_numbers_are_exact_and_whole_ones_have_no_point():
    table = read(workbook([["a"], [98.6], [1240], [0.1], [-16.5837307], [1e15], [97.996]]))
    values = [cells[0] for _line, cells in table.rows]
    assert list(map(str, values)) == ["98.6", "1240", "0.1", "-16.5837307", "1000000000000000", "97.996"]


def test_a_column_of_one_kind_reads_like_a_mixed_one():
    numbers = [0.5, 98.25, 7, 7, 7, 1 / 3]
    pure = read(workbook([["a"], *([n] for n in numbers)])).rows
    mixed = read(workbook([["a"], *([n] for n in numbers), ["chữ"]])).rows[:-1]
    assert list(map(repr, pure)) == list(map(repr, mixed))


def test_each_kind_of_cell_keeps_its_kind():
    def fill(book, sheet):
        for column, (value, look) in enumerate(
            [
                (datetime(2025, 7, 1), "dd/mm/yyyy"),
                (datetime(2025, 7, 1, 9, 14), "dd/mm/yyyy hh:mm"),
                (time(9, 14), "hh:mm"),
            ]
        ):
            sheet.write_datetime(1, column, value, book.add_format({"num_format": look}))
        sheet.write_boolean(1, 3, True)
        sheet.write_string(1, 4, "  chữ\u00a0")
        sheet.write_string(1, 5, "   ")

    values = read(workbook([list("abcdef")], fill)).rows[0][1]
    assert values == [date(2025, 7, 1), datetime(2025, 7, 1, 9, 14), "09:14:00", True, "chữ", None]


def test_lines_are_those_of_the_sheet_and_empty_ones_are_left_out():
    table = read(workbook([["a", "b"], [], ["x"], ["", ""], [None, 2]]))
    assert [line for line, _cells in table.rows] == [3, 5]
    assert table.rows[0][1] == ["x", None]


def test_a_table_may_begin_anywhere():
    def fill(_book, sheet):
        sheet.write_row(4, 2, ["Mã", "Tên"])
        sheet.write_row(5, 2, ["01", "A"])

    table = read(workbook([], fill))
    assert table.headings == ["", "", "Mã", "Tên"]
    assert (table.heading_line, table.rows) == (5, [(6, [None, None, "01", "A"])])


def test_titles_may_stand_above_the_headings_one_asks_for():
    rows = [["BIỂU TỔNG HỢP"], ["Đơn vị tính: %"], ["TT", "Đơn  vị", "Mã đơn vị"], [1, "A", "01"]]
    table = read(workbook(rows), headings_wanted=["ma don vi", "đơn vị"])
    assert table.headings == ["TT", "Đơn vị", "Mã đơn vị"]
    assert (table.heading_line, table.column("DON VI"), table.column("không có")) == (3, 1, None)


def test_missing_headings_are_named():
    (fault,) = refusal(PLAIN, headings_wanted=["unit", "period"])
    assert "unit, period" in fault.message


def test_a_wanted_heading_that_stands_twice_is_refused():
    (fault,) = refusal(workbook([["Mã", "x", "MÃ"], [1, 2, 3]]), headings_wanted=["mã"])
    assert (fault.line, "A, C" in fault.message) == (1, True)


def test_rows_are_as_wide_as_the_headings():
    table = read(workbook([["a", "b"], [1], [1, 2, 3]]))
    assert [len(cells) for _line, cells in table.rows] == [2, 2]


def test_a_path_reads_like_bytes(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(PLAIN)
    assert read_table(path, name="a.xlsx").rows == read(PLAIN).rows


def test_a_sheet_is_chosen_by_name_else_the_first_visible_one():
    def fill(book, sheet):
        other = book.add_worksheet("Danh mục")
        other.write_row(0, 0, ["b"])
        other.write_row(1, 0, ["2"])
        other.activate()
        sheet.hide()

    content = workbook([["a"], ["1"]], fill)
    assert read(content).sheet == "Danh mục"
    assert read(content).sheet_names == ["Danh mục"]
    assert read(content, sheet=" số LIỆU ").headings == ["a"]
    (fault,) = refusal(content, sheet="Không có")
    assert "Danh mục" in fault.message


@pytest.mark.parametrize("rows", [[], [["", " "]]])
def test_an_empty_table_says_so(rows):
    assert len(refusal(workbook(rows))) == 1


def test_too_many_rows_are_refused():
    content = workbook([["a"], *([n] for n in range(9))])
    assert len(read(content, max_rows=10).rows) == 9
    assert refusal(content, max_rows=9)[0].line == 9


def test_formulas_count_as_their_result_and_are_listed():
    def fill(_book, sheet):
        sheet.write_formula("B2", "=49.3*2", None, 98.6)
        sheet.write_formula("D2", "=1", None, 1)

    table = read(workbook([["a", "b"], ["x"]], fill))
    assert str(table.rows[0][1][1]) == "98.6"
    assert table.formulas == {(2, 1)}


UNSOLVED = [
    '<c r="B99"><f>1+1</f></c>',
    '<c r="B99"><f>1+1</f><v></v></c>',
    '<c r="B99"><f>1+1</f><v/></c>',
    '<c r="B99" s="1"><f t="shared" si="0"/></c>',
]


@pytest.mark.parametrize("cell", UNSOLVED)
def test_a_formula_without_its_result_is_refused(cell):
    (fault,) = refusal(with_cell(PLAIN, cell))
    assert (fault.line, "B99" in fault.message) == (99, True)


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell():
    cell = '<c r="A99" t="inlineStr"><is><t>03</t></is></c><c r="B99" t="str"><f>""</f><v></v></c>'
    assert read(with_cell(PLAIN, cell)).rows[-1] == (99, ["03", None])


def test_an_error_cell_is_refused_and_never_read_as_empty():
    def fill(_book, sheet):
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")

    (fault,) = refusal(workbook([["a", "b"], ["x"]], fill))
    assert (fault.line, "B2" in fault.message) == (2, True)


def test_errors_beside_the_table_do_not_matter():
    def fill(_book, sheet):
        sheet.write_formula("D2", "=1/0", None, "#DIV/0!")

    assert read(workbook([["a", "b"], ["x", "y"]], fill)).rows == [(2, ["x", "y"])]


def test_text_that_looks_like_a_formula_stays_text():
    assert read(workbook([["a"], ["=1+1"], ["#N/A trong chữ"]])).rows[0] == (2, ["=1+1"])


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (255, "IV"), (16383, "XFD")])
def test_columns_are_named_as_in_a_spreadsheet(number, letters):
    assert (column_letter(number), column_number(letters.lower())) == (letters, number)


def test_a_workbook_with_prefixed_elements_reads_the_same():
    def prefix(xml):
        xml = xml.replace(b' xmlns="', b' xmlns:x="').replace(b"</", b"</x:")
        for tag in (b"worksheet", b"sheetData", b"row", b"c", b"v", b"dimension", b"sheetViews", b"sheetView",
                    b"sheetFormatPr", b"pageMargins", b"f"):  # fmt: skip
            xml = xml.replace(b"<%s " % tag, b"<x:%s " % tag).replace(b"<%s>" % tag, b"<x:%s>" % tag)
        return xml

    def fill(_book, sheet):
        sheet.write_formula("B4", "=1+1", None, 2)

    content = rezipped(workbook([["Mã", "Giá trị"], ["01", 98.6]], fill), **{SHEET: prefix})
    table = read(content)
    assert (len(table.rows), table.formulas) == (2, {(4, 1)})
