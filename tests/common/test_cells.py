"""Dates, numbers and characters that outside files may hold."""

from datetime import date
from decimal import Decimal

import pytest

from common.cells import code_problem, digits, forbidden_character, iso_date, shortest


@pytest.mark.parametrize(
    "text", ["2025-02-29", "2025-7-1", "20250701", "2025-07-01 ", "1799-12-31", "2200-01-01", "", "x"]
)
def test_only_real_days_in_iso_form_are_dates(text):
    assert iso_date(text) is None


def test_a_leap_day_is_a_date():
    assert iso_date("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\x7f", "\x9f", "\u202e", "\u2066", "\ud800", "\uffff"])
def test_characters_that_cannot_be_kept_are_named(character):
    assert forbidden_character(f"a{character}b") == f"U+{ord(character):04X}"


@pytest.mark.parametrize("text", ["a\tb\nc", "đặc khu Côn Đảo", "\u00a0\u202f\u200b\ufeff", "😀"])
def test_ordinary_characters_may_stand(text):
    assert forbidden_character(text) == ""


@pytest.mark.parametrize(
    ("number", "before", "after"),
    [
        ("0", 1, 0),
        ("-0.00", 1, 0),
        ("120", 3, 0),
        ("1E+5", 6, 0),
        ("0.050", 1, 2),
        ("-12.5", 2, 1),
        ("1E-999999", 1, 999999),
    ],
)
def test_digits_are_those_of_the_number_written_plainly(number, before, after):
    assert digits(Decimal(number)) == (before, after)


def test_the_shortest_form_loses_no_digit():
    long = Decimal("12345678901234567890.123456789012000")
    assert str(shortest(long)) == "12345678901234567890.123456789012"
    assert str(shortest(Decimal("-0.0"))) == "0"


@pytest.mark.parametrize("code", ["", "  ", " a", "a ", "a\nb", "=a", "+a", "-a", "@a", "x" * 11])
def test_a_code_is_a_short_word_that_no_spreadsheet_runs(code):
    assert code_problem(code, 10)


def test_usual_codes_pass():
    assert [code_problem(code, 10) for code in ("I.1", "00004", "HCM-SNV", "Mục 1", "1.1 a)")] == [""] * 5
