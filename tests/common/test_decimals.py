from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from common.decimals import (
    ambiguous,
    canonical,
    decide_notation,
    notation_of,
    parse_number,
    parse_plain,
    parse_typed,
    plain,
    spell,
)

facts = st.decimals(min_value=-(10**19), max_value=10**19, places=12, allow_nan=False, allow_infinity=False).map(
    canonical
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("98,6", "98.6"),
        ("98.6", "98.6"),
        ("1.240", "1240"),
        ("1.240,5", "1240.5"),
        ("1,240.5", "1240.5"),
        ("1.240.000", "1240000"),
        ("1 240,5", "1240.5"),
        ("1\u00a0240", "1240"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("12345.678", "12345.678"),
        (",5", "0.5"),
        ("96,35 %", "96.35"),
        ("96,35%", "96.35"),
        ("\uff19\uff18\uff0c\uff16", "98.6"),
        ("\u22125", "-5"),
        ("+7", "7"),
        (" 007 ", "7"),
        ("-0", "0"),
    ],
)
def test_a_vietnamese_page_reads_what_a_clerk_types(typed, meant):
    assert plain(parse_typed(typed, "vi")) == meant


@pytest.mark.parametrize(("typed", "meant"), [("1.240", "1.24"), ("1,240", "1240"), ("98,6", "98.6")])
def test_an_english_page_decides_the_other_way(typed, meant):
    assert plain(parse_typed(typed, "en-gb")) == meant


@pytest.mark.parametrize(
    "typed",
    ["", " ", "NaN", "inf", "1e5", "1E5", "--1", "1-", "1.24.000", "12.34,5.6", "1,240,5", "5,", "5.", ".", ",", "-",
     "a", "1a", "0x10", "½", "1_000", "1.240 000", "%", "1 2", "12 34", "1.2.3", "..5", "²"],
)  # fmt: skip
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValidationError) as refused:
        parse_typed(typed, "vi")
    assert refused.value.code in {"not_a_number", "wrong_notation"}


@pytest.mark.parametrize("typed", ["=1+1", "@SUM(A1)", " =A1"])
def test_a_formula_is_called_one(typed):
    with pytest.raises(ValidationError) as refused:
        parse_typed(typed, "vi")
    assert refused.value.code == "formula"


def test_a_number_with_too_many_digits_says_so():
    for typed, code in (("1" * 21, "too_large"), ("0," + "1" * 13, "too_fine"), ("9" * 5000, "too_large")):
        with pytest.raises(ValidationError) as refused:
            parse_typed(typed, "vi")
        assert refused.value.code == code


def test_only_a_single_group_of_three_can_mean_two_things():
    assert ambiguous("1.240")
    assert ambiguous("1,240")
    assert ambiguous("-999.000 %")
    assert not any(map(ambiguous, ["0.125", "1240.500", "1.240.000", "1.2400", "1240", "98.6", "abc"]))


def test_without_a_notation_an_ambiguous_number_is_refused():
    with pytest.raises(ValidationError) as refused:
        parse_number("1.240", None)
    assert refused.value.code == "ambiguous"
    assert parse_number("1240", None) == 1240


def test_a_declared_notation_refuses_the_other_one():
    with pytest.raises(ValidationError) as refused:
        parse_number("98.6", "comma")
    assert refused.value.code == "wrong_notation"


@pytest.mark.parametrize(
    ("text", "notation"),
    [("98.6", "point"), ("98,6", "comma"), ("1.240.000", "comma"), ("1,240.5", "point"), ("98", None),
     ("1.240", None), ("abc", None), ("", None), ("1 240", None), ("16.5837307", "point"), ("0.125", "point")],
)  # fmt: skip
def test_a_text_proves_its_notation_or_none(text, notation):
    assert notation_of(text) == notation


def test_one_clear_value_decides_for_the_whole_file():
    assert decide_notation([(2, "1.240"), (3, "98,6"), (4, "5")]) == ("comma", [])
    assert decide_notation([(2, "1.240"), (3, "16.5837307")]) == ("point", [])


def test_a_file_of_whole_numbers_needs_no_notation():
    assert decide_notation([(2, "5"), (3, "không"), (4, "")]) == (None, [])


def test_a_file_that_mixes_notations_is_refused_with_both_places():
    notation, faults = decide_notation([(2, "98.6"), (3, "1"), (7, "98,6")], source="so-lieu.csv")
    assert notation is None
    assert [(fault.line, fault.source) for fault in faults] == [(7, "so-lieu.csv")]
    assert "98.6" in faults[0].message
    assert "98,6" in faults[0].message


def test_every_undecidable_value_is_named_with_its_line():
    notation, faults = decide_notation([(2, "1.240"), (3, "7"), (9, "2,500")])
    assert notation is None
    assert [fault.line for fault in faults] == [2, 9]


def test_a_declared_notation_settles_ambiguous_values_and_contradicts_others():
    assert decide_notation([(2, "1.240")], declared="comma") == ("comma", [])
    _notation, faults = decide_notation([(2, "98.6")], declared="comma")
    assert [fault.line for fault in faults] == [2]


def test_numbers_are_spelt_as_each_language_does():
    assert spell(Decimal("1240.5"), "vi") == "1.240,5"
    assert spell(Decimal("1240.5"), "en") == "1,240.5"
    assert spell(Decimal("88.505"), "vi", 2) == "88,51"
    assert spell(Decimal("0.125"), "en", 2) == "0.13"
    assert spell(Decimal("-0.125"), "en", 2) == "-0.13"
    assert spell(Decimal("1E-7"), "vi") == "0,0000001"


@given(facts, st.sampled_from(["vi", "en"]))
def test_what_is_shown_back_means_what_was_stored(fact, language):
    shown = spell(fact, language)
    assert parse_typed(shown, language) == fact


@given(facts)
def test_plain_text_and_value_are_one(fact):
    assert parse_plain(plain(fact)) == fact
    assert "E" not in plain(fact)


@given(st.text(max_size=12))
def test_any_text_gives_a_number_or_a_refusal(text):
    for language in ("vi", "en"):
        try:
            value = parse_typed(text, language)
        except ValidationError:
            continue
        assert value == canonical(value)
