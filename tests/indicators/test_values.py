"""What a line takes, and how a figure is shown back."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from common.faults import Faults
from indicators.gauges import Texts, Typed, amount, is_not_applicable
from indicators.showing import computed, shown, typed_back
from indicators.values import read_typed, typed_of


@dataclass(frozen=True)
class Line:
    spec: str


def line(kind: str = "number", *, max_points: object = 10, rule: str = "proportional", transform="none", **measure):
    section = {
        "code": "I.1",
        "max_points": max_points,
        "measure": {"kind": kind, **measure},
        "rule": {"kind": rule},
        "transform": transform,
    }
    return Line(json.dumps(section))


PARTS = {"numerator": {"vi": "Đúng hạn"}, "denominator": {"vi": "Đến hạn"}, "unit": "%"}


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def read(one: Line, *, language: str = "vi", **texts) -> Typed | None:
    return read_typed(one, Texts(**texts), language=language)


def field_of(one: Line, **texts) -> str:
    with pytest.raises(Faults) as refused:
        read(one, **texts)
    [fault] = refused.value.faults
    return fault.field


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1.240", "vi", "1240"),
        ("1.240", "en", "1.24"),
        ("98,6", "en", "98.6"),
        ("98.6", "vi", "98.6"),
        ("0", "vi", "0"),
    ],
)
def test_a_number_is_read_in_the_notation_of_the_page(text, language, value):
    assert read(line(), value=text, language=language) == Typed(value=Decimal(value))


@pytest.mark.parametrize("text", ["NaN", "inf", "=1+1", "1e5", "một", "1.2.3", "123456789012345678901"])
def test_what_is_no_number_is_refused_at_its_field(text):
    assert field_of(line(), value=text) == "value"


def test_an_empty_cell_is_no_figure_at_all():
    assert read(line(), value="  ", note="đang chờ") is None


def test_a_count_is_a_whole_number_from_zero_on():
    assert read(line("count"), value="12").value == 12
    assert field_of(line("count"), value="1,5") == "value"
    assert field_of(line("count"), value="-1") == "value"


def test_limits_of_the_measure_are_included_and_nothing_beyond_them():
    one = line("ratio", lowest=0, highest=100)

    assert read(one, value="100").value == 100
    assert field_of(one, value="100,0001") == "value"
    assert field_of(one, value="-0,5") == "value"


def test_given_points_lie_between_zero_and_the_maximum():
    one = line("points", max_points="7.5", rule="given")

    assert read(one, value="7,5").value == Decimal("7.5")
    assert field_of(one, value="7,51") == "value"
    assert field_of(one, value="-1") == "value"


def test_a_logarithm_of_nothing_is_refused_at_entry():
    assert field_of(line(transform="log"), value="0") == "value"
    assert read(line(transform="log"), value="0,001").value == Decimal("0.001")


@pytest.mark.parametrize(("text", "value"), [("Có", 1), ("co", 1), ("YES", 1), ("không", 0), ("Khong", 0), ("no", 0)])
def test_yes_and_no_are_read_in_both_languages(text, value):
    assert read(line("yes_no"), value=text) == Typed(value=Decimal(value))


def test_a_word_that_is_neither_yes_nor_no_is_refused():
    assert field_of(line("yes_no"), value="có lẽ") == "value"


@pytest.mark.parametrize("text", ["2025-09-03", "03/09/2025", "3/9/2025"])
def test_a_date_is_kept_as_its_ordinal(text):
    assert read(line("date"), value=text).value == date(2025, 9, 3).toordinal()


@pytest.mark.parametrize("text", ["31/02/2025", "2025-13-01", "hôm nay", "3-9-2025"])
def test_a_day_that_is_not_in_the_calendar_is_refused(text):
    assert field_of(line("date"), value=text) == "value"


def test_a_ratio_takes_both_parts_or_neither():
    one = line("ratio", **PARTS)

    assert read(one, numerator="21", denominator="22") == Typed(numerator=Decimal(21), denominator=Decimal(22))
    assert read(one, value="95,45") == Typed(value=Decimal("95.45"))
    assert field_of(one, numerator="21") == "denominator"
    assert field_of(one, denominator="22") == "numerator"


def test_parts_are_held_to_the_limits_of_their_ratio():
    one = line("ratio", **PARTS, highest=100)

    assert field_of(one, numerator="23", denominator="22") == "numerator"
    assert field_of(one, numerator="1", denominator="-2") == "denominator"


def test_a_value_beside_its_parts_must_be_their_ratio():
    one = line("ratio", **PARTS)

    assert read(one, value="95,45", numerator="21", denominator="22").numerator == 21
    assert field_of(one, value="95,46", numerator="21", denominator="22") == "value"


def test_a_ratio_of_nothing_does_not_apply_and_its_note_says_so():
    typed = read(line("ratio", **PARTS), numerator="0", denominator="0")

    assert is_not_applicable(typed)
    assert typed.note
    assert amount(line("ratio", **PARTS), typed) is None


def test_a_ratio_of_something_to_nothing_breaks_its_upper_limit():
    assert field_of(line("ratio", **PARTS, highest=100), numerator="3", denominator="0") == "numerator"


def test_parts_on_a_line_of_one_figure_are_refused():
    assert field_of(line(), numerator="1", denominator="2") == "numerator"


def test_not_applicable_needs_its_reason():
    assert field_of(line(), na=True) == "note"
    assert field_of(line(), value="n/a") == "note"
    assert read(line(), value="Không áp dụng", note="không có hồ sơ").is_na
    assert field_of(line(), value="5", na=True, note="x") == "value"


def test_a_note_is_bounded_and_keeps_its_lines():
    assert read(line(), value="1", note=" một\r\nhai ").note == "một\nhai"
    assert field_of(line(), value="1", note="x" * 4001) == "note"
    assert field_of(line(), value="1", note="a\x00b") == "note"


@pytest.mark.parametrize(("kind", "value"), [("number", True), ("number", date(2025, 7, 1)), ("date", Decimal(1))])
def test_a_value_of_another_kind_is_refused(kind, value):
    with pytest.raises(Faults):
        typed_of(line(kind), value=value)


def test_a_yes_or_no_may_be_filed_as_one_or_zero_and_nothing_else():
    assert typed_of(line("yes_no"), value=Decimal(1)).value == 1
    with pytest.raises(Faults):
        typed_of(line("yes_no"), value=Decimal(2))


@pytest.mark.parametrize(
    ("one", "fact", "vi", "en"),
    [
        (line("ratio", unit="%", decimals=2), Typed(Decimal("96.2")), "96,20\u00a0%", "96.20%"),
        (line("number", unit={"vi": "triệu đồng", "en": "million"}), Typed(Decimal("1240.5")), "1.240,5 triệu đồng",
         "1,240.5 million"),
        (line("count"), Typed(Decimal(1240)), "1.240", "1,240"),
        (line("yes_no"), Typed(Decimal(1)), "Có", "Yes"),
        (line("date"), Typed(Decimal(date(2022, 12, 5).toordinal())), "05/12/2022", "5 Dec 2022"),
        (line("ratio", **PARTS), Typed(None, Decimal(21), Decimal(22)), "21 / 22", "21 / 22"),
        (line(), Typed(is_na=True, note="x"), "không áp dụng", "not applicable"),
        (line(), None, "—", "—"),
    ],
)  # fmt: skip
def test_a_figure_is_shown_in_the_language_of_the_page(one, fact, vi, en):
    assert shown(one, fact, "vi") == vi
    with translation.override("en"):
        assert shown(one, fact, "en") == en


def test_parts_show_what_they_come_to():
    assert computed(line("ratio", **PARTS), Typed(None, Decimal(21), Decimal(22))) == "95,45\u00a0%"
    assert computed(line(), Typed(Decimal(3))) == ""


@pytest.mark.parametrize(
    ("one", "texts"),
    [
        (line(), {"value": "1240,5"}),
        (line("yes_no"), {"value": "yes"}),
        (line("date"), {"value": "03/09/2025"}),
        (line("ratio", **PARTS), {"numerator": "21", "denominator": "22"}),
    ],
)
def test_what_a_form_shows_back_is_read_as_the_same_figure(one, texts):
    typed = read(one, **texts)

    back = typed_back(one, typed, "vi")

    assert {key: value for key, value in back.items() if value} == texts
    assert read(one, **{key: value for key, value in back.items() if key != "na"}) == typed


def test_a_fraction_typed_into_the_first_of_two_fields_fills_both():
    found = read_typed(line("ratio", **PARTS), Texts(numerator="5/6"), language="vi")

    assert (found.numerator, found.denominator) == (Decimal(5), Decimal(6))


def test_a_fraction_beside_a_denominator_of_its_own_is_refused():
    with pytest.raises(Faults):
        read_typed(line("ratio", **PARTS), Texts(numerator="5/6", denominator="7"), language="vi")
