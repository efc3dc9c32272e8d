"""Numbers as canonical text, half-up figures, and figures for people in both languages."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.scoring import exact, half_up, half_up_text, number, parse_exact
from indicators.scoring.text import Text, day, decimals_to_tell, joined, plain, rounded, same


@given(st.fractions())
def test_exact_text_reads_back_as_the_same_number(value):
    assert parse_exact(exact(value)) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=12))
def test_a_finite_decimal_is_written_as_its_shortest_decimal(value):
    text = exact(Fraction(value))

    assert "/" not in text
    assert Decimal(text) == value
    assert not text.endswith(".")
    assert "." not in text or not text.endswith("0")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(0), "0"),
        (Fraction(-3), "-3"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-1, 100), "-0.01"),
        (Fraction(7, 3), "7/3"),
        (Fraction(-7, 3), "-7/3"),
        (Fraction(1200), "1200"),
        (Fraction("1234567890123.123456789012"), "1234567890123.123456789012"),
    ],
)
def test_exact_text_is_canonical(value, expected):
    assert exact(value) == expected


@pytest.mark.parametrize(
    "junk",
    [
        "",
        " 1",
        "1 ",
        "1,5",
        "+1",
        ".5",
        "1.",
        "1e5",
        "NaN",
        "Infinity",
        "1/0",
        "1/-2",
        "1/00",
        "١",
        "1_000",
        "0x1",
        "--1",
    ],
)
def test_junk_is_no_exact_number(junk):
    with pytest.raises(ValueError, match="exact number"):
        parse_exact(junk)


@pytest.mark.parametrize("junk", [None, 1, 1.5, Decimal(1), b"1"])
def test_only_text_is_parsed(junk):
    with pytest.raises(ValueError, match="exact number"):
        parse_exact(junk)


@pytest.mark.parametrize("value", [Fraction(10**6000 + 1, 3**9000), Fraction(3**20000, 2**9000), Fraction(7**9000)])
def test_numbers_of_many_thousand_digits_survive(value):
    assert parse_exact(exact(value)) == value


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        ("0.125", 2, "0.13"),
        ("88.505", 2, "88.51"),
        ("88.504999999999", 2, "88.50"),
        ("-0.125", 2, "-0.13"),
        ("2.5", 0, "3"),
        ("0", 2, "0.00"),
        ("1234567890123456789012345678901.005", 2, "1234567890123456789012345678901.01"),
    ],
)
def test_halves_are_rounded_away_from_zero(value, decimals, expected):
    assert str(half_up(Fraction(value), decimals)) == expected
    assert rounded(Fraction(value), decimals) == Fraction(expected)
    assert str(half_up_text(value, decimals)) == expected


@given(st.fractions(max_denominator=10**9), st.integers(0, 6))
def test_text_is_rounded_as_its_number_is(value, decimals):
    assert str(half_up_text(exact(value), decimals)) == str(half_up(value, decimals))


@given(st.decimals(-(10**30), 10**30, allow_nan=False, places=5), st.integers(0, 6))
def test_a_finite_decimal_is_rounded_as_its_number_is(value, decimals):
    assert str(half_up_text(exact(Fraction(value)), decimals)) == str(half_up(Fraction(value), decimals))


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        (1240, 0, "1.240", "1,240"),
        ("96.35", 2, "96,35", "96.35"),
        (-3, 2, "−3,00", "−3.00"),
        ("1234567.891", 1, "1.234.567,9", "1,234,567.9"),
        ("-0.001", 2, "0,00", "0.00"),
    ],
)
def test_figures_follow_the_language(value, decimals, vi, en):
    assert number(Fraction(value), decimals) == Text(vi, en)


@pytest.mark.parametrize(
    ("value", "vi"), [("98", "98"), ("97.5", "97,5"), ("0.0000001", "0,000000"), ("1/3", "0,333333")]
)
def test_a_bound_has_no_more_decimals_than_it_takes(value, vi):
    assert plain(Fraction(value)).vi == vi


@pytest.mark.parametrize(("value", "expected"), [("97.996", 3), ("98", 2), ("97.5", 2), ("97.9999999", 7)])
def test_enough_decimals_tell_a_value_from_a_bound(value, expected):
    assert decimals_to_tell(Fraction(value), [Fraction(98)], 2) == expected


def test_decimals_end_somewhere():
    assert decimals_to_tell(98 - Fraction(1, 10**60), [Fraction(98)], 2) == 40


def test_dates_follow_the_language():
    assert day(738494) == Text("05/12/2022", "5 Dec 2022")


def test_phrases_are_joined_in_both_languages():
    assert joined([Text("một", "one"), same("2")], " và ", " and ") == Text("một và 2", "one and 2")
