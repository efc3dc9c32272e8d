import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from common.faults import Faults
from common.spreadsheets import read_table, safe_text, write_csv


def read(text, *, encoding="utf-8", **more):
    return read_table(text.encode(encoding), name="so-lieu.csv", **more)


def refusal(content, **more):
    with pytest.raises(Faults) as refused:
        read_table(content, name="so-lieu.csv", **more)
    (fault,) = refused.value.faults
    return fault


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_every_usual_way_to_save_reads_the_same(encoding, sign):
    table = read(f"Mã{sign}Đơn vị{sign}Giá trị\r\n01{sign} Sở Nội vụ {sign}\r\n", encoding=encoding)
    assert table.headings == ["Mã", "Đơn vị", "Giá trị"]
    assert table.rows == [(2, ["01", "Sở Nội vụ", None])]


def test_decimal_commas_do_not_pass_for_delimiters():
    table = read("Mã;Giá trị\n01;98,6\n02;97,5\n")
    assert table.rows == [(2, ["01", "98,6"]), (3, ["02", "97,5"])]


def test_values_stay_text_so_that_their_notation_can_be_decided_later():
    assert read("a,b\n1.240,007\n").rows == [(2, ["1.240", "007"])]


def test_lines_are_those_of_the_file_even_with_line_breaks_in_a_cell():
    table = read('a,b\n"x\ny",1\n\nz,2\n')
    assert table.rows == [(2, ["x\ny", "1"]), (5, ["z", "2"])]


def test_a_delimiter_inside_quotation_marks_is_text():
    assert read('"a;1";b;c\n1;2;3\n').headings == ["a;1", "b", "c"]


def test_a_line_that_declares_the_delimiter_is_none_of_the_table():
    assert read("sep=;\na;b\n1;2\n").rows == [(3, ["1", "2"])]


def test_titles_may_stand_above_the_headings_one_asks_for():
    table = read("BIỂU SỐ 1\n\nunit,value\n01,5\n", headings_wanted=["unit"])
    assert (table.heading_line, table.rows) == (3, [(4, ["01", "5"])])


def test_old_code_pages_are_refused_and_not_guessed():
    assert "UTF-8" in refusal("Mã,Tên\n1,Phường\n".encode("cp1258", "replace") + b"\xff\xe3").message
    assert "UTF-8" in refusal("a,b\n\u0102,1\n".encode("cp1258")).message


def test_a_nul_is_refused():
    assert refusal(b"a,b\n1,\x002\n")


def test_quotation_marks_that_do_not_fit_are_refused_with_their_line():
    assert refusal(b'a,b\n1,2\n"x"y,3\n').line == 3
    assert refusal(b'a,b\n1,"never closed\n').line == 2


def test_a_cell_without_end_is_refused():
    assert refusal(b'a,b\n1,"' + b"x" * 200_000 + b'"\n').line == 2


def test_too_many_rows_or_columns_are_refused():
    assert refusal(b"a\n" + b"1\n" * 10, max_rows=10).line == 11
    assert refusal(b",".join([b"a"] * 257)).line == 1


def test_an_empty_file_says_so():
    assert refusal(b"\n\n ,\n").message


def test_written_csv_reads_back():
    stream = io.StringIO(newline="")
    write_csv(stream, ["Mã", "Giá trị"], [["01", Decimal("1E-7")], ["Đ;ất\n", None]])
    table = read_table(stream.getvalue().encode(), name="a.csv")
    assert table.rows == [(2, ["01", "0.0000001"]), (3, ["Đ;ất", None])]


def test_every_kind_of_value_has_one_text():
    stream = io.StringIO(newline="")
    at = datetime(2025, 7, 1, 9, 14, tzinfo=UTC)
    write_csv(stream, ["h"], [[True, False, 5, 1.5, Decimal("1240.50"), date(2025, 7, 1), at, None]])
    assert stream.getvalue() == "\ufeffh\r\n1,0,5,1.5,1240.50,2025-07-01,2025-07-01 09:14:00+00:00,\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+84 28", "-1+1", "@SUM(A1)", "\tx", "\rx"])
def test_text_that_would_run_gets_an_apostrophe(text):
    assert safe_text(text) == f"'{text}"
    stream = io.StringIO(newline="")
    write_csv(stream, [text], [[text]])
    assert stream.getvalue().count(f"'{text}") == 2


def test_numbers_below_zero_are_numbers():
    stream = io.StringIO(newline="")
    write_csv(stream, ["a"], [[Decimal("-1.5")], [-2]])
    assert stream.getvalue().splitlines()[1:] == ["-1.5", "-2"]
