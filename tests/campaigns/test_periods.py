"""Periods by kind, clipped to the campaign; the day each is due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.periods import Period, due_day, find_period, periods_of
from common.faults import Faults

START, END = date(2025, 7, 1), date(2025, 10, 10)
KINDS = ["once", "daily", "weekly", "monthly", "quarterly", "half_yearly"]


def codes(kind: str, start: date = START, end: date = END) -> list[str]:
    return [period.code for period in periods_of(kind, start, end)]


def test_one_period_covers_the_whole_campaign():
    assert periods_of("once", START, END) == (Period("all", START, END),)


def test_months_are_clipped_to_the_campaign():
    months = periods_of("monthly", date(2025, 7, 15), END)
    assert [month.code for month in months] == ["2025-07", "2025-08", "2025-09", "2025-10"]
    assert (months[0].first, months[0].last) == (date(2025, 7, 15), date(2025, 7, 31))
    assert (months[-1].first, months[-1].last) == (date(2025, 10, 1), END)


def test_weeks_are_numbered_as_iso_does_across_the_new_year():
    assert codes("weekly", date(2024, 12, 28), date(2025, 1, 6)) == ["2024-W52", "2025-W01", "2025-W02"]


def test_quarters_and_halves_carry_their_year():
    assert codes("quarterly") == ["2025-Q3", "2025-Q4"]
    assert codes("half_yearly", date(2025, 6, 30), date(2026, 1, 1)) == ["2025-H1", "2025-H2", "2026-H1"]


def test_days_are_iso_dates():
    assert codes("daily", date(2025, 7, 1), date(2025, 7, 3)) == ["2025-07-01", "2025-07-02", "2025-07-03"]


@given(
    kind=st.sampled_from(KINDS),
    start=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    days=st.integers(0, 800),
)
def test_periods_cover_every_day_once_and_are_found_by_their_code(kind, start, days):
    end = start + timedelta(days=days)
    periods = periods_of(kind, start, end)
    assert periods[0].first == start
    assert periods[-1].last == end
    for one, other in zip(periods, periods[1:], strict=False):
        assert one.last + timedelta(days=1) == other.first
    assert len({period.code for period in periods}) == len(periods)
    assert all(find_period(period.code, kind, start, end) == period for period in periods)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("monthly", "2025-11"),
        ("monthly", "2024-07"),
        ("weekly", "2025-W01"),
        ("quarterly", "2025-Q1"),
        ("half_yearly", "2024-H2"),
        ("daily", "2025-10-11"),
    ],
)
def test_a_period_outside_the_campaign_is_refused_with_the_dates(kind, code):
    with pytest.raises(Faults, match=f"{code}.*2025-07-01.*2025-10-10"):
        find_period(code, kind, START, END)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("monthly", "2025-13"),
        ("monthly", "2025-7"),
        ("monthly", "2025-W27"),
        ("weekly", "2025-W60"),
        ("weekly", "2025-W53"),
        ("quarterly", "2025-Q5"),
        ("quarterly", "2025-Q0"),
        ("half_yearly", "2025-H3"),
        ("daily", "2025-02-30"),
        ("daily", "20250701"),
        ("once", "2025"),
        ("once", ""),
        ("monthly", "٢٠٢٥-07"),
    ],
)
def test_what_is_no_period_of_the_line_is_refused_with_an_example(kind, code):
    example = periods_of(kind, date(2025, 1, 1), date(2025, 12, 31))[0].code
    with pytest.raises(Faults) as refused:
        find_period(code, kind, START, END)
    assert example[:4] in str(refused.value)
    assert "2025-10-10" not in str(refused.value)


class TestDueDay:
    """``due_day``"""

    pytestmark = pytest.mark.django_db

    def test_a_single_figure_is_due_on_the_date_of_its_line(self):
        period = periods_of("once", START, END)[0]
        assert due_day(period, "once", line_due=date(2025, 8, 28), end=END, grace_days=0) == date(2025, 8, 28)

    def test_a_single_figure_without_a_date_is_due_at_the_end(self):
        period = periods_of("once", START, END)[0]
        assert due_day(period, "once", line_due=None, end=END, grace_days=0) == END

    def test_a_month_is_due_after_its_last_day_and_the_days_of_grace(self):
        july = periods_of("monthly", START, END)[0]
        assert due_day(july, "monthly", line_due=date(2025, 9, 30), end=END, grace_days=5) == date(2025, 8, 5)

    def test_a_day_off_moves_to_the_next_working_day(self):
        august = periods_of("monthly", START, END)[1]
        assert due_day(august, "monthly", line_due=None, end=END, grace_days=0) == date(2025, 9, 3)

    def test_the_last_period_is_due_after_the_campaign_not_after_the_month(self):
        october = periods_of("monthly", START, END)[-1]
        assert due_day(october, "monthly", line_due=None, end=END, grace_days=3) == date(2025, 10, 13)
