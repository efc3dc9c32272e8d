"""Files of entries: the decimal notation of a whole file, the kinds of values, and what is refused."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from common.faults import Faults
from common.spreadsheets.table import Table
from indicators.files.entries import NOT_APPLICABLE, read_entries, scan_entries, scan_table
from tests.campaigns.files.samples import refused

HEADINGS = ["unit", "indicator", "period", "value", "numerator", "denominator", "note", "evidence"]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def rows_of(*values, decimal=None):
    """A file with one row a value; a tuple gives value, numerator, denominator and note."""
    filled = [value if isinstance(value, tuple) else (value,) for value in values]
    cells = [["27007", f"I.{place}", "2025-07", *value] for place, value in enumerate(filled)]
    table = Table(HEADINGS, [(line, [*row, *[None] * (8 - len(row))]) for line, row in enumerate(cells, 2)])
    found, faults = scan_table(table, name="e.csv", decimal=decimal)
    if faults:
        raise Faults(faults)
    return found


def values(*cells, decimal=None):
    return [row.value for row in rows_of(*cells, decimal=decimal).rows]


def faults(*cells, decimal=None):
    return refused(lambda: rows_of(*cells, decimal=decimal))


def csv(*lines):
    return "\n".join([",".join(HEADINGS), *lines]).encode()


@pytest.mark.parametrize(
    ("cells", "decimal", "expected", "notation"),
    [
        (["98.6", "1.240"], None, ["98.6", "1.24"], "point"),
        (["98,6", "1.240"], None, ["98.6", "1240"], "comma"),
        (["98,6", "1.240"], "comma", ["98.6", "1240"], "comma"),
        (["1.240", "2.500"], "comma", ["1240", "2500"], "comma"),
        (["1.240", "2.500"], "point", ["1.24", "2.5"], "point"),
        (["1.240.000", "1.240"], None, ["1240000", "1240"], "comma"),
        (["1,240,000", "1,240"], None, ["1240000", "1240"], "point"),
        (["1,240.5", "1,240"], None, ["1240.5", "1240"], "point"),
        (["1.240,5", "1.240"], None, ["1240.5", "1240"], "comma"),
        (["16.5837307"], None, ["16.5837307"], "point"),
        (["0.125", "1,240"], None, ["0.125", "1240"], "point"),
        (["1 240", "1\u00a0240\u00a0000", "1\u202f240"], None, ["1240", "1240000", "1240"], None),
        (["1 240,5", "3.000"], None, ["1240.5", "3000"], "comma"),
        (["12", "-3", "0"], None, ["12", "-3", "0"], None),
        (["98,6 %", "\u22125"], None, ["98.6", "-5"], "comma"),
        ([Decimal("1.240"), "5"], None, ["1.24", "5"], None),
        ([Decimal("1.240"), "98,6"], None, ["1.24", "98.6"], "comma"),
    ],
)
def test_unambiguous_values_fix_the_notation_of_the_whole_file(cells, decimal, expected, notation):
    found = rows_of(*cells, decimal=decimal)
    assert [row.value for row in found.rows] == [Decimal(text) for text in expected]
    assert found.notation == notation


def test_numerators_and_denominators_help_to_decide():
    assert rows_of("1.240", ("50", "0,5", "1")).rows[0].value == 1240


def test_an_undecidable_number_is_refused_in_each_line_it_stands_in():
    told = faults("1.240", "7", "1.240", "2,500")
    assert [fault.split(":")[1] for fault in told] == ["2", "4", "5"]
    assert "two ways" in told[0]


def test_a_file_that_mixes_both_notations_is_refused_and_names_both_lines():
    (told,) = faults("98.6", "5", "98,6", "1.240")
    assert told.startswith("e.csv:4: ")
    assert "line 2" in told


def test_a_file_that_contradicts_what_was_said_of_it_is_refused():
    assert faults("98.6", "1.240", decimal="comma")[0].startswith("e.csv:2: ")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        *[(word, True) for word in ("có", "Có", "CO", "co", "yes", "YES", "Co\u0301", "true", True)],
        *[(word, False) for word in ("không", "KHÔNG", "khong", "no", "No", "false", False)],
        *[(day, date(2025, 7, 1)) for day in ("2025-07-01", "01/07/2025", "1/7/2025", date(2025, 7, 1))],
        (datetime(2025, 7, 1), date(2025, 7, 1)),
        (datetime(2025, 7, 1, 0, 0), date(2025, 7, 1)),
        ("31/12/2025", date(2025, 12, 31)),
    ],
)
def test_yes_no_and_dates_are_read(cell, value):
    assert values(cell) == [value]
    assert type(values(cell)[0]) is type(value)


@pytest.mark.parametrize("word", ["n/a", "N/A", "không áp dụng", "Khong ap dung", "KHÔNG ÁP DỤNG"])
def test_not_applicable_needs_a_note(word):
    assert values((word, None, None, "không có dự án")) == [NOT_APPLICABLE]
    (told,) = faults(word)
    assert "note" in told


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "NaN",
            "nan",
            "inf",
            "-Infinity",
            "1e999",
            "1e5",
            "#N/A",
            "#DIV/0!",
            "abc",
            "1.2.3",
            "12,34,567",
            "--5",
            "5.",
        ),
        *("1/2", "31/02/2025", "12/31/2025", "2025-13-01", "1/7/25", "0001-01-01", "1" * 21, "1_000", "٣", "0x1F"),
        *("=1+1", "=SUM(A1:A2)", "@x", "1,5,", "maybe", "+", "-", "%", datetime(2025, 7, 1, 8, 30)),
        *("9" * 5000, "x\x00", "5\x07"),
    ],
)
def test_what_is_no_value_is_refused_with_its_line(cell):
    told = faults("5", cell)
    assert told
    assert all(fault.startswith("e.csv:3: ") for fault in told)


def test_a_formula_is_told_plainly():
    (told,) = faults("=A1*2")
    assert "formulas are not taken" in told


def test_more_than_twelve_places_are_rounded_half_up_and_noted():
    found = rows_of("1.2458324432373047", "0.1234567890125", "0.30000000000000004", "1.5")
    assert [str(row.value) for row in found.rows] == ["1.245832443237", "0.123456789013", "0.3", "1.5"]
    assert found.notes == ["3 numbers were rounded to 12 digits after the point (lines 2, 3, 4)."]


def test_twenty_digits_before_and_twelve_after_are_kept():
    assert values("12345678901234567890.123456789012") == [Decimal("12345678901234567890.123456789012")]


def test_an_empty_cell_is_no_data_and_is_left_out_with_a_note():
    found = rows_of("5", None, (None, None, None, "chưa có"), "6")
    assert [row.value for row in found.rows] == [5, 6]
    assert found.notes == ["2 rows without data were left out (lines 3, 4)."]


@pytest.mark.parametrize(
    "cells",
    [
        *[("95.97", "1190", "1240"), ("95,9677", "1190", "1240"), ("96", "1190", "1240")],
        *[("0.96", "1190", "1240"), (Decimal("95.96774193548387"), Decimal(1190), Decimal(1240)), ("0.5", "1", "2")],
        *[("50", "1", "2"), (None, "1", "2"), ("0.13", "1", "8"), ("12,5", "1", "8")],
        *[("n/a", "0", "0", "không phát sinh"), (None, "0", "0")],
    ],
)
def test_a_value_may_stand_beside_its_parts(cells):
    assert len(rows_of(cells).rows) == 1


@pytest.mark.parametrize(
    "cells",
    [
        *[("95.96", "1190", "1240"), ("95", "1190", "1240"), ("0.5", "0", "0"), ("0", "0", "0"), ("có", "1", "2")],
        *[("n/a", "1", "2", "lý do"), (None, "1", None), (None, None, "2"), ("50", "1", None), (None, "x", "2")],
        *[(None, "có", "2"), (None, date(2025, 7, 1), Decimal(2)), ("0.11", "1", "8")],
    ],
)
def test_a_value_that_contradicts_its_parts_is_refused(cells):
    (told,) = faults(cells)
    assert told.startswith("e.csv:2: ")


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 6))
def test_a_rounded_ratio_never_contradicts_its_parts(n, d, places):
    for factor in (1, 100):
        exact = Decimal(factor * n) / Decimal(d)
        value = exact.quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")
        assert rows_of((value, Decimal(n), Decimal(d))).rows


def test_several_rows_for_one_cell_are_refused_and_name_both_lines():
    text = csv(
        "27007,I.1,2025-07,5,,,,", "27007,I.1,2025-08,5,,,,", "27007,I.1,2025-07,6,,,,", "27007,I.1,2025-07,6,,,,"
    )
    told = refused(lambda: read_entries(text, name="e.csv"))
    assert [fault.split(":")[1] for fault in told] == ["4", "5"]
    assert all("line 2" in fault for fault in told)


def test_references_and_periods_are_tidied():
    text = csv(" 79@2025-07-01 ,I.1,ALL,5,,,,", "00004,I.1,2025-w27,5,,,ghi chú,số 12/BC")
    first, second = read_entries(text, name="e").rows
    assert (first.unit, first.period) == ("79@2025-07-01", "all")
    assert (second.unit, second.period, second.note, second.evidence) == ("00004", "2025-W27", "ghi chú", "số 12/BC")


@pytest.mark.parametrize(
    "row",
    [",I.1,all,5,,,,", "79,,all,5,,,,", "79,I.1,,5,,,,", "79@x,I.1,all,5,,,,", "79,I.1,all,5,,,=1,", "=1,I,all,5,,,,"],
)
def test_a_row_without_its_place_or_with_a_formula_is_refused(row):
    told = refused(lambda: read_entries(csv("79,I.1,2025-07,5,,,,", row), name="e"))
    assert told[0].startswith("e:3: ")


def test_columns_are_found_by_heading_in_any_order_and_others_noted():
    text = "ghi chú;Giá trị;Kỳ;mã tiêu chí;Mã đơn vị;Tên đơn vị\n;98,6;all;I.1;27007;Phường 1\n".encode()
    found = read_entries(text, name="e.csv")
    assert found.rows[0].value == Decimal("98.6")
    assert found.notes == ["The column “Tên đơn vị” is unknown and was left out."]


@pytest.mark.parametrize(
    ("headings", "part"),
    [
        ("unit,indicator,value", "“period” is missing"),
        ("unit,indicator,period,valeu", "did you mean “value”"),
        ("unit,indicator,period,value,value", "stands twice"),
        ("unit,indicator,period,numerator", "“value” is missing"),
    ],
)
def test_columns_that_are_absent_misspelt_or_doubled_are_refused(headings, part):
    told = refused(lambda: read_entries(f"{headings}\n79,I.1,all,5,6\n".encode(), name="e"))
    assert any(part in fault and fault.startswith("e:1: ") for fault in told)


def test_parts_alone_make_a_table():
    found = read_entries(b"unit,indicator,period,numerator,denominator\n79,I.1,all,1190,1240\n", name="e")
    assert (found.rows[0].value, found.rows[0].numerator, found.rows[0].denominator) == (None, 1190, 1240)


def test_a_table_with_headings_alone_is_refused():
    assert refused(lambda: read_entries(csv(), name="e"))


def test_all_faults_are_told_at_once_in_the_order_of_lines():
    told = faults("x", "5", "n/a", "=1", "y")
    assert [fault.split(":")[1] for fault in told] == ["2", "4", "5", "6"]


def test_the_sound_rows_can_be_had_beside_the_faults_of_the_others():
    found, faults = scan_entries(csv("79,I.1,all,5,,,,", "79,I.2,all,x,,,,", "79,I.3,all,6,,,,"), name="e")
    assert [row.line for row in found.rows] == [2, 4]
    assert [fault.line for fault in faults] == [3]
    found, faults = scan_entries(csv("79,I.1,all,5,,,,", "79,I.2,all,1.240,,,,"), name="e")
    assert [row.line for row in found.rows] == [2]
    assert [fault.line for fault in faults] == [3]
