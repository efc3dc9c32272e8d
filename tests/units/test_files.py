"""Unit lists and succession tables: what is read, and what is refused with its line."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

import units
from tests.campaigns.files.samples import refused
from units.files import open_parents, read_succession, read_units

DATA = Path(units.__file__).parent / "data"
UNITS = "code,name,name_en,kind,parent,valid_from,valid_to,short_name,latitude,longitude,area_km2"
SUCCESSION = "old_code,new_code,effective,extent,is_default,share,decision"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def unit_rows(*rows, headings=UNITS):
    return read_units("\n".join([headings, *rows]).encode(), name="u.csv")


def heirs(*rows):
    return read_succession("\n".join([SUCCESSION, *rows]).encode(), name="s.csv")


def told_lines(act):
    return [fault.split(":")[1] for fault in refused(act)]


@pytest.mark.parametrize(
    ("file", "count"), [("vietnam-2025.csv", 3356), ("vietnam-until-2025-06.csv", 10803), ("hcmc-agencies.csv", 23)]
)
def test_the_shipped_unit_lists_are_sound(file, count):
    rows = read_units(DATA / file, name=file)
    assert len(rows) == count
    assert rows.notes == []


@pytest.mark.parametrize(("file", "count"), [("succession-2025.csv", 10631), ("hcmc-agencies-succession.csv", 1)])
def test_the_shipped_succession_tables_are_sound(file, count):
    assert len(read_succession(DATA / file, name=file)) == count


def test_a_unit_is_read_with_its_types():
    (row,) = unit_rows("00004, Phường  Sài Gòn,Saigon Ward,ward,79,2025-07-01,,P. Sài Gòn,10.7769,106.7009,3.04")
    assert (row.code, row.name, row.kind, row.parent) == ("00004", "Phường Sài Gòn", "ward", "79")
    assert (row.valid_from, row.valid_to) == (date(2025, 7, 1), None)
    assert (row.latitude, row.longitude, row.area_km2) == (Decimal("10.7769"), Decimal("106.7009"), Decimal("3.04"))
    assert row.line == 2


def test_columns_may_stand_in_any_order_and_unknown_ones_are_noted():
    rows = unit_rows("ward,Phường 1,x,1", headings="kind,name,dân số,code")
    assert rows[0].code == "1"
    assert rows.notes == ["The column “dân số” is unknown and was left out."]


def test_a_misspelt_heading_is_not_left_out_in_silence():
    (told,) = refused(lambda: unit_rows("1,A,ward,", headings="code,name,kind,valid_form"))
    assert told == "u.csv:1: The column “valid_form” is unknown; did you mean “valid_from”?"


def test_decomposed_letters_are_composed():
    assert unit_rows("1,Hue\u0302\u0301,,ward,,,,,,,")[0].name == "Huế"


def test_one_code_may_name_one_unit_after_another():
    rows = unit_rows("1,Cũ,,ward,,,2025-06-30,,,,", "1,Mới,,ward,,2025-07-01,,,,,")
    assert [row.name for row in rows] == ["Cũ", "Mới"]


@pytest.mark.parametrize(
    "row",
    [
        *(",A,,ward,,,,,,,", "1,,,ward,,,,,,,", "1,A,,,,,,,,,", "1,A,,Ward,,,,,,,", "1,A,,a b,,,,,,,"),
        *("1,=A,,ward,,,,,,,", "1,@A,,ward,,,,,,,", "1,+A,,ward,,,,,,,", "=1,A,,ward,,,,,,,", "1@2,A,,ward,,,,,,,"),
        *("1,A,,ward,,2025-02-30,,,,,", "1,A,,ward,,01/07/2025,,,,,", "1,A,,ward,,20250701,,,,,"),
        *("1,A,,ward,,2025-07-01,2025-06-30,,,,", "1,A,,ward,1@x,,,,,,", "1,A,,ward,-2,,,,,,"),
        *("1,A,,ward,,,,,91,106,", "1,A,,ward,,,,,10,181,", "1,A,,ward,,,,,10,,", "1,A,,ward,,,,,x,1,"),
        *("1,A,,ward,,,,,NaN,1,", '1,A,,ward,,,,,"10,5",1,', "1,A,,ward,,,,,,,-1", "1,A,,ward,,,,,1.1234567,1,"),
        *("1,A,,ward,1,,,,,,", f"1,{'A' * 256},,ward,,,,,,,", f"{'1' * 41},A,,ward,,,,,,,", "1,A\x07,,ward,,,,,,,"),
        *("1,A\u202e,,ward,,,,,,,", "1,A,,ward,,,,,1_0,1,"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(row):
    told = refused(lambda: unit_rows("2,Tốt,,ward,,,,,,,", row))
    assert all(fault.startswith("u.csv:3: ") for fault in told)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1,A,,ward,,,,,,,", "1,B,,ward,,,,,,,"),
        ("1,A,,ward,,,2025-07-01,,,,", "1,B,,ward,,2025-07-01,,,,,"),
        ("1,A,,ward,,2025-01-01,2025-12-31,,,,", "1,B,,ward,,2025-03-01,2025-04-01,,,,"),
        ("1,A,,ward,,2025-03-01,,,,,", "1,B,,ward,,,2025-03-01,,,,"),
    ],
)
def test_one_code_never_names_two_units_on_one_day(first, second):
    (told,) = refused(lambda: unit_rows(first, second))
    assert told.startswith("u.csv:3: The code “1” already names the unit of line 2")


def test_a_unit_never_stands_below_itself():
    circle = ("1,A,,ward,3,,,,,,", "2,B,,ward,1,,,,,,", "3,C,,ward,2,,,,,,", "4,D,,ward,1,,,,,,")
    (told,) = refused(lambda: unit_rows(*circle))
    assert "stands below itself" in told


def test_a_code_used_again_may_stand_below_its_former_self():
    rows = unit_rows("1,A,,province,,,2025-06-30,,,,", "1,B,,ward,1@2025-06-30,2025-07-01,,,,,")
    assert open_parents(rows) == []


def test_parents_that_are_not_in_the_file_are_left_to_the_database():
    rows = unit_rows("1,A,,ward,79,,,,,,", "2,B,,ward,1,,,,,,", "3,C,,ward,1@2025-07-01,,,,,,", "4,D,,ward,,,,,,,")
    assert [row.code for row in open_parents(rows)] == ["1"]


def test_a_parent_that_ended_before_is_no_parent():
    rows = unit_rows("1,A,,province,,,2025-06-30,,,,", "2,B,,ward,1,2025-07-01,,,,,")
    assert [row.code for row in open_parents(rows)] == ["2"]


def test_a_table_without_rows_is_refused():
    assert refused(lambda: unit_rows())


def test_encodings_of_offices_are_read():
    text = f"{UNITS}\n1,Quận Đống Đa,,district,,,,,,,\n"
    for data in (text.encode("utf-8-sig"), text.encode("utf-16"), text.replace(",", ";").encode()):
        assert read_units(data, name="u")[0].name == "Quận Đống Đa"


def test_what_is_not_unicode_is_refused():
    assert refused(lambda: read_units(f"{UNITS}\n1,Đ\xe0,,ward\n".encode("cp1258"), name="u"))


def test_succession_rows_are_typed():
    whole, part, made = heirs("1,3,2025-07-01,whole,1,,NQ 1", "2,3,2025-07-01,part,0,0.25,", ",9,2025-07-01,whole,1,,")
    assert (whole.share, whole.is_default, whole.decision) == (1, True, "NQ 1")
    assert (part.share, part.is_default, part.effective) == (Decimal("0.25"), False, date(2025, 7, 1))
    assert (made.old_code, made.new_code) == ("", "9")


@pytest.mark.parametrize(
    "row",
    [
        *("1,,2025-07-01,whole,1,,", "1,3,,whole,1,,", "1,3,2025-13-01,whole,1,,", "1,3,2025-07-01,half,1,,"),
        *("1,3,2025-07-01,part,1,1.5,", "1,3,2025-07-01,part,1,-0.1,", "1,3,2025-07-01,part,1,NaN,"),
        *("1,3,2025-07-01,whole,1,0.5,", "1,3,2025-07-01,part,maybe,0.5,", "1,3,2025-07-01,part,1,50%,"),
        *("2,3,2025-07-01,whole,1,,", "=1,3,2025-07-01,whole,1,,", "1,3,2025-07-01,part,1,0.1234567890123,"),
    ],
)
def test_a_bad_succession_is_refused_with_its_line(row):
    assert told_lines(lambda: heirs("2,3,2025-07-01,whole,1,,", row)) == ["3"]


@pytest.mark.parametrize(
    "rows",
    [
        ("1,2,2025-07-01,part,1,0.6,", "1,3,2025-07-01,part,0,0.5,"),
        ("1,2,2025-07-01,whole,1,,", "1,3,2025-07-01,part,0,0.1,"),
        ("1,2,2025-07-01,whole,1,,", "1,3,2025-07-01,part,0,,"),
        ("1,2,2025-07-01,whole,1,,", "1,3,2025-07-01,whole,0,,"),
        ("1,2,2025-07-01,part,1,0.5,", "1,3,2025-07-01,part,1,0.5,"),
    ],
)
def test_a_unit_passes_on_no_more_than_itself_and_to_one_default(rows):
    assert told_lines(lambda: heirs(*rows)) == ["3"]


def test_shares_may_be_unknown_or_sum_to_one():
    assert len(heirs("1,2,2025-07-01,part,1,0.4,", "1,3,2025-07-01,part,0,0.6,", "4,2,2025-07-01,part,0,,")) == 3
