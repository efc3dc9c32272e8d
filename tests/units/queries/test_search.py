from datetime import date

import pytest

from tests.factories.units import make_succession
from tests.factories.units import make_unit as make_bare
from units.choices import UnitKind
from units.domain.keys import set_keys
from units.queries.search import search_units

pytestmark = [pytest.mark.django_db, pytest.mark.both]
EVE, TURN = date(2025, 6, 30), date(2025, 7, 1)
TODAY = date(2025, 9, 1)


def make_unit(name, **fields):
    unit = make_bare(name, **fields)
    set_keys(unit)
    unit.save()
    return unit


@pytest.fixture
def register():
    city = make_unit("Thành phố Hồ Chí Minh", kind=UnitKind.MUNICIPALITY, code="79", valid_from=TURN)
    saigon = make_unit("Phường Sài Gòn", code="26740", parent=city, valid_from=TURN)
    old = make_unit("Phường Bến Nghé", code="26740", valid_to=EVE)
    make_succession(old, saigon, TURN)
    make_unit("Phường Tân Định", code="26737", parent=city, valid_from=TURN)
    make_unit("Xã Bình Hưng", kind=UnitKind.COMMUNE, parent=city, valid_from=TURN)
    make_unit("Sở Nội vụ", kind=UnitKind.DEPARTMENT, parent=city, short_name="Sở Nội vụ TP")
    make_unit("Phường 11", code="01111", valid_to=EVE)
    return city


def found(text: str, **options) -> list[str]:
    return [each.unit.name for each in search_units(text, on=TODAY, **options)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Sài Gòn", "Phường Sài Gòn"),
        ("sai gon", "Phường Sài Gòn"),
        ("P. Sài Gòn", "Phường Sài Gòn"),
        ("p.sai gon", "Phường Sài Gòn"),
        ("psg", "Phường Sài Gòn"),
        ("SNV", "Sở Nội vụ"),
        ("so noi", "Sở Nội vụ"),
        ("tphcm", "Thành phố Hồ Chí Minh"),
        ("TP.HCM", "Thành phố Hồ Chí Minh"),
        ("x. binh hung", "Xã Bình Hưng"),
        ("26737", "Phường Tân Định"),
        ("Sài Gòn Hồ Chí Minh", "Phường Sài Gòn"),
    ],
)
def test_a_unit_is_found_as_people_write_it(register, text, first):
    assert found(text)[0] == first


def test_a_former_name_leads_to_who_followed(register):
    (hit,) = search_units("ben nghe", on=TODAY)
    assert (hit.unit.name, hit.formerly.name) == ("Phường Sài Gòn", "Phường Bến Nghé")


def test_a_unit_that_ended_without_successor_is_found_itself(register):
    assert found("phuong 11") == ["Phường 11"]


def test_the_bearer_of_a_code_today_stands_before_the_former_one(register):
    assert found("26740") == ["Phường Sài Gòn"]


def test_a_number_is_a_whole_word_and_no_part_of_a_code(register):
    assert found("phuong 1") == []


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "'; drop", "không có đâu", "a" * 500, "… … …"])
def test_nothing_is_found_by_nothing_and_signs_of_sql_are_letters(register, text):
    assert found(text) == []


def test_the_kinds_asked_for_are_the_only_ones(register):
    assert found("hung", kinds=[UnitKind.WARD]) == []
    assert found("hung", kinds=[UnitKind.COMMUNE]) == ["Xã Bình Hưng"]


def test_more_than_the_limit_is_cut(register):
    for number in range(5):
        make_unit(f"Xã Đông {number}", kind=UnitKind.COMMUNE)
    assert len(found("dong", limit=3)) == 3


def test_finding_costs_the_same_however_many_are_found(register, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(found("phuong t")) == 1
    for number in range(8):
        make_unit(f"Phường Tây {number} A")
    with django_assert_num_queries(2):
        assert len(found("phuong t")) == 9
