from datetime import date

import pytest

from common.calendar import (
    add_working_days,
    is_confirmed,
    is_working_day,
    next_working_day,
    working_days_between,
)
from common.models import Holiday

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("posted", "last"),
    [(date(2025, 8, 20), date(2025, 9, 4)), (date(2025, 9, 10), date(2025, 9, 23))],
)
def test_ten_days_of_publicity_end_as_the_published_notices_say(posted, last):
    assert add_working_days(posted, 10, counting_first=True) == last


def test_the_day_of_an_act_does_not_count_unless_asked():
    assert add_working_days(date(2025, 8, 20), 10) == date(2025, 9, 5)


def test_a_notice_posted_on_a_sunday_counts_from_monday():
    assert add_working_days(date(2025, 9, 14), 1, counting_first=True) == date(2025, 9, 15)


def test_no_days_leave_the_day_where_it_is():
    assert add_working_days(date(2025, 9, 14), 0) == date(2025, 9, 14)


def test_days_can_be_counted_backwards():
    assert add_working_days(date(2025, 9, 4), -2) == date(2025, 8, 29)


@pytest.mark.parametrize("count", [1, 3, 10, 25])
def test_adding_and_counting_agree(count):
    start = date(2025, 8, 25)
    assert working_days_between(start, add_working_days(start, count)) == count
    assert working_days_between(add_working_days(start, count), start) == -count


def test_a_deadline_on_a_holiday_moves_to_the_next_working_day():
    assert next_working_day(date(2025, 8, 30)) == date(2025, 9, 3)
    assert next_working_day(date(2025, 9, 3)) == date(2025, 9, 3)


def test_a_make_up_saturday_is_worked_and_its_friday_is_free():
    assert is_working_day(date(2026, 1, 10))
    assert not is_working_day(date(2026, 1, 2))


def test_tet_and_the_two_days_of_september_are_free():
    free = [date(2025, 1, 27), date(2025, 1, 31), date(2025, 9, 1), date(2025, 9, 2), date(2022, 4, 11)]
    assert not any(map(is_working_day, free))
    assert is_working_day(date(2025, 2, 3))


def test_every_year_from_2020_to_2030_is_seeded_with_its_source():
    years = set(Holiday.objects.values_list("date__year", flat=True))
    assert years == set(range(2020, 2031))
    assert not Holiday.objects.filter(source="").exists()


def test_a_year_without_rows_comes_from_the_library_and_is_not_confirmed():
    assert not is_working_day(date(2035, 9, 2))
    assert not is_confirmed(date(2035, 6, 1), date(2035, 6, 2))


def test_only_stretches_that_documents_settle_are_confirmed():
    assert is_confirmed(date(2024, 5, 1), date(2026, 11, 23))
    assert not is_confirmed(date(2026, 11, 20), date(2026, 11, 25))
    assert not is_confirmed(date(2028, 6, 1), date(2028, 6, 2))


def test_a_new_row_counts_at_once():
    day = date(2025, 8, 21)
    assert is_working_day(day)
    holiday = Holiday.objects.create(date=day, name="Ngày nghỉ thử")
    assert not is_working_day(day)
    holiday.delete()
    assert is_working_day(day)


@pytest.mark.parametrize("turn", [1, 2])
def test_a_row_that_was_rolled_back_leaves_nothing_behind(turn):
    day = date(2025, 8, 22)
    assert is_working_day(day), f"turn {turn} met the row of the other"
    Holiday.objects.create(date=day, name="Ngày nghỉ thử")
    assert not is_working_day(day)


@pytest.mark.django_db(transaction=True)
def test_a_committed_row_counts_after_its_transaction():
    day = date(2025, 8, 22)
    assert is_working_day(day)
    holiday = Holiday.objects.create(date=day, name="Ngày nghỉ thử")
    assert not is_working_day(day)
    holiday.delete()
    assert is_working_day(day)


def test_the_rows_are_read_once(django_assert_num_queries):
    is_working_day(date(2025, 8, 22))
    with django_assert_num_queries(0):
        assert working_days_between(date(2021, 1, 1), date(2025, 12, 31)) > 1200
