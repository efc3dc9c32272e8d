from datetime import date

import pytest

from tests.factories.units import make_succession, make_unit
from units.choices import UnitKind
from units.models import Unit
from units.queries.tree import ancestors, descendant_ids, parent_on

pytestmark = [pytest.mark.django_db, pytest.mark.both]
EVE, TURN = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def city():
    """A city that is merged into a greater one; its police lives on without a new row."""
    old = make_unit("Thành phố Cũ", kind=UnitKind.MUNICIPALITY, valid_to=EVE)
    new = make_unit("Thành phố Mới", kind=UnitKind.MUNICIPALITY, valid_from=TURN)
    make_succession(old, new, TURN, is_default=True)
    district = make_unit("Quận 1", kind=UnitKind.DISTRICT, parent=old, valid_to=EVE)
    return {
        "old": old,
        "new": new,
        "district": district,
        "old_ward": make_unit("Phường Cũ", parent=district, valid_to=EVE),
        "new_ward": make_unit("Phường Mới", parent=new, valid_from=TURN),
        "police": make_unit("Công an", kind=UnitKind.ARMED_FORCES, parent=old),
    }


def below(unit, start: date, end: date | None = None) -> set[str]:
    return set(Unit.objects.filter(pk__in=descendant_ids(unit.pk, start, end or start)).values_list("name", flat=True))


def test_below_a_unit_stands_what_was_valid_on_the_day(city):
    assert below(city["old"], EVE) == {"Quận 1", "Phường Cũ", "Công an"}
    assert below(city["new"], TURN) == {"Phường Mới", "Công an"}


def test_a_span_takes_in_whatever_lived_for_a_day_of_it(city):
    make_unit("Phường Sau", parent=city["new"], valid_from=date(2026, 1, 1))
    span = (TURN, date(2025, 12, 31))
    assert below(city["new"], *span) == {"Phường Mới", "Công an"}
    assert "Phường Sau" in below(city["new"], date.min, date.max)


def test_what_ended_with_its_merged_parent_does_not_come_under_the_successor(city):
    assert "Phường Cũ" not in below(city["new"], EVE, TURN)


def test_a_unit_that_outlives_its_parent_stands_under_the_successor(city):
    assert parent_on(city["police"], EVE) == city["old"]
    assert parent_on(city["police"], TURN) == city["new"]


def test_the_way_up_is_read_as_on_the_day(city):
    country = make_unit("Nước", kind=UnitKind.COUNTRY)
    for place in (city["old"], city["new"]):
        place.parent = country
        place.save()
    assert [unit.name for unit in ancestors(city["old_ward"], EVE)] == ["Quận 1", "Thành phố Cũ", "Nước"]
    assert [unit.name for unit in ancestors(city["police"], TURN)] == ["Thành phố Mới", "Nước"]


def test_a_parent_that_was_dissolved_without_successor_stays_the_last_known(city):
    ended = make_unit("Ban Cũ", kind=UnitKind.AGENCY, valid_to=EVE)
    assert parent_on(make_unit("Phòng", parent=ended), TURN) == ended


def test_the_number_of_questions_does_not_grow_with_the_units(city, django_assert_num_queries):
    for number in range(20):
        make_unit(f"Phường {number}", parent=city["new"], valid_from=TURN)
    with django_assert_num_queries(6):
        assert len(descendant_ids(city["new"].pk, TURN, TURN)) == 22
