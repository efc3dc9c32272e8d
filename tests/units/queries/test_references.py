from datetime import date

import pytest

from tests.factories.units import make_unit
from units.queries.references import BrokenReference, CodeBook, unit_by_reference

pytestmark = [pytest.mark.django_db, pytest.mark.both]
TURN = date(2025, 7, 1)


@pytest.fixture
def bearers():
    """One code, three units, a gap of a month between the second and the third."""
    return [
        make_unit("Một", code="00001", valid_to=date(2024, 12, 31)),
        make_unit("Hai", code="00001", valid_from=date(2025, 1, 1), valid_to=date(2025, 5, 31)),
        make_unit("Ba", code="00001", valid_from=TURN),
    ]


@pytest.mark.parametrize(
    ("reference", "on", "place"),
    [
        ("00001", date(2024, 12, 31), 0),
        ("00001", date(2025, 1, 1), 1),
        ("00001", date(2025, 6, 15), None),
        ("00001", date(2030, 1, 1), 2),
        ("00001@2025-07-01", date(2020, 1, 1), 2),
        ("00001@2025-02-03", date(2030, 1, 1), 1),
        ("00001@", date(2030, 1, 1), 0),
        ("1", date(2030, 1, 1), None),
    ],
)
def test_a_reference_means_the_unit_valid_on_its_own_date_else_on_the_day(bearers, reference, on, place):
    assert unit_by_reference(reference, on) == (None if place is None else bearers[place])


@pytest.mark.parametrize(
    ("start", "end", "place"),
    [
        (date(2025, 3, 1), date(2025, 12, 31), 1),
        (date(2025, 6, 1), date(2025, 12, 31), 2),
        (date(2025, 6, 1), TURN, 2),
        (date(2025, 6, 1), date(2025, 6, 30), None),
    ],
)
def test_in_a_campaign_a_code_means_who_bears_it_at_the_start_else_the_first_to_come(bearers, start, end, place):
    assert CodeBook(["00001"]).between("00001", start, end) == (None if place is None else bearers[place])


def test_a_date_that_is_none_is_told_apart_from_an_unknown_unit(bearers):
    with pytest.raises(BrokenReference):
        unit_by_reference("00001@tomorrow")


def test_a_code_book_reads_the_register_once(bearers, django_assert_num_queries):
    with django_assert_num_queries(1):
        book = CodeBook(["00001", "00001@2025-01-01", "unknown"])
        assert book.on("00001", TURN) == bearers[2]
        assert book.between("00001@2025-01-01", TURN, TURN) == bearers[1]
        assert book.on("unknown", TURN) is None
