"""Numbers, dates and two-language texts as they are read."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from common import formats


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        (1240, None, "1.240", "1,240"),
        (Decimal("96.35"), None, "96,35", "96.35"),
        (Decimal("96.3500"), None, "96,35", "96.35"),
        (Decimal("1234567890123.123456789012"), None, "1.234.567.890.123,123456789012", None),
        (Decimal("1E+3"), None, "1.000", "1,000"),
        (Decimal("5"), 2, "5,00", "5.00"),
        (Decimal("0.125"), 2, "0,13", "0.13"),
        (Decimal("88.505"), 2, "88,51", "88.51"),
        (Decimal("-0.125"), 2, "−0,13", "−0.13"),
        (Decimal("-0.001"), 2, "0,00", "0.00"),
        (Fraction(125, 1000), 2, "0,13", "0.13"),
        (Fraction(-2, 3), 2, "−0,67", "−0.67"),
        (Fraction(1, 3), None, "0,33", "0.33"),
        (0, None, "0", "0"),
        (None, 2, "—", "—"),
    ],
)
def test_a_number_follows_the_language_and_rounds_half_up(value, decimals, vi, en) -> None:
    assert formats.number_text(value, decimals, "vi") == vi
    assert en is None or formats.number_text(value, decimals, "en") == en


@pytest.mark.parametrize("value", [1.5, "1", True, float("nan")])
def test_what_is_not_an_exact_number_is_refused(value) -> None:
    with pytest.raises(TypeError):
        formats.number_text(value)


def test_a_difference_carries_its_sign_and_zero_none() -> None:
    assert formats.signed_text(Decimal("1.5"), 2, "vi") == "+1,50"
    assert formats.signed_text(Decimal("-3"), 2, "vi") == "−3,00"
    assert formats.signed_text(Decimal("0"), 2, "vi") == "0,00"
    assert formats.signed_text(Decimal("0.001"), 2, "vi") == "0,00"


def test_a_percentage_stands_off_its_sign_in_vietnamese_only() -> None:
    assert formats.percent_text(Decimal("96.35"), 2, "vi") == "96,35\u00a0%"
    assert formats.percent_text(Decimal("96.35"), 2, "en") == "96.35%"
    assert formats.percent_text(None, 2, "vi") == "—"


def test_an_editable_number_has_no_grouping_and_a_plain_hyphen() -> None:
    assert formats.editable_text(Decimal("-1240.50"), "vi") == "-1240,5"
    assert formats.editable_text(Decimal("1240.50"), "en") == "1240.5"
    assert formats.editable_text(None, "vi") == ""


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        (date(2022, 12, 5), "05/12/2022", "5 Dec 2022"),
        (date(2025, 9, 3), "03/9/2025", "3 Sep 2025"),
        (date(2025, 2, 1), "01/02/2025", "1 Feb 2025"),
    ],
)
def test_days_follow_decree_30_in_vietnamese(day: date, vi: str, en: str) -> None:
    assert formats.day_text(day, language="vi") == vi
    assert formats.day_text(day, language="en") == en


def test_an_instant_is_told_in_the_installations_zone() -> None:
    late_in_london = datetime(2025, 9, 2, 23, 5, tzinfo=UTC)
    assert formats.moment_text(late_in_london, "vi") == "06:05 ngày 03/9/2025"
    assert formats.moment_text(late_in_london, "en") == "06:05, 3 Sep 2025"
    assert formats.day_text(late_in_london, language="vi") == "03/9/2025"


def test_weekdays_have_a_long_and_a_short_name() -> None:
    thursday, sunday = date(2025, 9, 4), date(2025, 9, 7)
    assert formats.weekday_day_text(thursday, language="vi") == "Thứ Năm 04/9"
    assert formats.weekday_day_text(thursday, brief=True, language="vi") == "T5 04/9"
    assert formats.weekday_day_text(sunday, brief=True, language="vi") == "CN 07/9"
    assert formats.weekday_day_text(thursday, year=True, language="en") == "Thursday 4 Sep 2025"


def test_a_text_without_english_reads_in_vietnamese() -> None:
    with translation.override("en"):
        assert formats.localised_text({"vi": "Tốt", "en": "Good"}) == "Good"
        assert formats.localised_text({"vi": "Tốt", "en": ""}) == "Tốt"
        assert formats.localised_text({"en": "Good"}, "vi") == "Good"
        assert formats.localised_text("Tốt") == "Tốt"
        assert formats.localised_text({}) == formats.localised_text(None) == ""


@pytest.mark.parametrize("write", [formats.day_text, formats.moment_text, formats.clock_text, formats.weekday_day_text])
def test_no_date_is_the_dash(write) -> None:
    assert write(None) == "—"
