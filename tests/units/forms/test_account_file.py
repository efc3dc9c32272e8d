"""From a workbook's cells to rows."""

from io import BytesIO

import pytest
import xlsxwriter
from openpyxl import load_workbook

from common.faults import Faults
from units.exports import account_template
from units.forms.account_file import read_accounts


def workbook(*rows) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for place, cells in enumerate(rows):
            sheet.write_row(place, 0, cells)
    return buffer.getvalue()


HEAD = ["Họ và tên", "Chức vụ", "Đơn vị", "Vai trò", "Email", "Điện thoại", "Tên đăng nhập"]


def test_a_workbook_gives_rows_with_their_lines_and_tidy_texts():
    content = workbook(HEAD, [" An ", "Chuyên viên", 26740, "Thẩm định", "a@b.vn", "0912345678", "ANNV"])
    (row,) = read_accounts(content, name="a.xlsx")
    assert (row.line, row.unit, row.role, row.username) == (2, "26740", "Thẩm định", "annv")
    assert (row.particulars.full_name, row.particulars.email) == ("An", "a@b.vn")


def test_a_telephone_number_that_lost_its_zero_gets_it_back():
    rows = read_accounts(workbook(HEAD, ["An", "", "x", "y", "", 912345678, ""]), name="a.xlsx")
    assert rows[0].particulars.phone == "0912345678"


def test_headings_are_found_in_any_order_case_and_language_under_title_rows():
    content = workbook(["Danh sách tài khoản"], [], ["ROLE", "don vi", "full name"], ["head", "26740", "An"])
    (row,) = read_accounts(content, name="a.xlsx")
    assert (row.line, row.particulars.full_name, row.unit, row.role) == (4, "An", "26740", "head")


def test_csv_is_read_alike():
    (row,) = read_accounts("Họ và tên;Đơn vị;Vai trò\nAn;26740;head\n".encode(), name="a.csv")
    assert (row.particulars.full_name, row.unit) == ("An", "26740")


def test_a_missing_column_is_named():
    with pytest.raises(Faults) as refused:
        read_accounts(workbook(["Họ và tên", "Chức vụ"], ["An", "x"]), name="a.xlsx")
    assert ["Đơn vị" in str(fault) or "Vai trò" in str(fault) for fault in refused.value.faults] == [True, True]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"\x00\x01\x02", b"<html></html>"])
def test_what_is_no_table_is_refused_in_words(content):
    with pytest.raises(Faults):
        read_accounts(content, name="a.xlsx")


def test_the_template_is_read_once_it_is_filled():
    sheet = load_workbook(BytesIO(account_template()))
    sheet.worksheets[0].append(["An", "", "26740", "Thẩm định"])
    filled = BytesIO()
    sheet.save(filled)
    (row,) = read_accounts(filled.getvalue(), name="mau.xlsx")
    assert (row.particulars.full_name, row.role) == ("An", "Thẩm định")
    assert len(sheet.worksheets) == 2
