from datetime import date

import pytest
from django.utils.translation import override

from tests.factories.units import make_unit
from units.choices import UnitKind
from units.queries.naming import brief_name, display_codes, display_names, forget_aliases, sparing, unit_name

pytestmark = pytest.mark.django_db
TURN = date(2025, 7, 1)


@pytest.fixture
def anonymous(settings):
    settings.ANONYMOUS = True
    forget_aliases()
    yield
    forget_aliases()


def test_a_unit_is_called_by_the_name_of_the_language_where_it_has_one():
    unit = make_unit("Sở Nội vụ", name_en="Department of Home Affairs", short_name="SNV")
    nameless = make_unit("Phường Không tên Anh")
    with override("en"):
        assert unit_name(unit) == "Department of Home Affairs"
        assert unit_name(nameless) == "Phường Không tên Anh"
    with override("vi"):
        assert unit_name(unit) == "Sở Nội vụ"
        assert brief_name(unit) == "SNV"


def test_a_code_carries_its_date_only_beside_another_bearer():
    old = make_unit("Cũ", code="79", valid_to=date(2025, 6, 30))
    new = make_unit("Mới", code="79", valid_from=TURN)
    other = make_unit("Khác", code="80")
    assert display_codes([new, other]) == {new.pk: "79", other.pk: "80"}
    assert display_codes([old, new, other]) == {old.pk: "79@", new.pk: "79@2025-07-01", other.pk: "80"}
    assert display_codes([new, new]) == {new.pk: "79"}


def test_namesakes_carry_their_code():
    one, two = make_unit("Phường 11", code="A"), make_unit("Phường 11", code="B")
    single = make_unit("Phường 12", code="C")
    assert display_names([one, two, single]) == {
        one.pk: "Phường 11 (A)",
        two.pk: "Phường 11 (B)",
        single.pk: "Phường 12",
    }


def test_anonymous_names_count_within_kind_and_province_in_stable_order(anonymous):
    city, other = (make_unit(name, kind=UnitKind.PROVINCE) for name in ("Tỉnh A", "Tỉnh B"))
    district = make_unit("Quận", kind=UnitKind.DISTRICT, parent=city)
    first = make_unit("Phường An", parent=city)
    second = make_unit("Phường Bình", parent=district)
    elsewhere = make_unit("Phường Chánh", parent=other)
    commune = make_unit("Xã An", kind=UnitKind.COMMUNE, parent=city)
    with override("vi"):
        shown = [unit_name(unit) for unit in (first, second, elsewhere, commune, city, other)]
    assert shown == ["Phường 01", "Phường 02", "Phường 01", "Xã 01", "Tỉnh 01", "Tỉnh 02"]
    assert brief_name(second) == unit_name(second)


def test_a_province_before_and_after_a_merger_gives_no_number_twice(anonymous):
    old = make_unit("Tỉnh cũ", code="79", kind=UnitKind.PROVINCE, valid_to=date(2025, 6, 30))
    new = make_unit("Tỉnh mới", code="79", kind=UnitKind.PROVINCE, valid_from=TURN)
    gone = make_unit("Phường A", parent=old, valid_to=date(2025, 6, 30))
    wards = [make_unit("Phường B", parent=old), make_unit("Phường C", parent=new)]
    with override("vi"):
        assert [unit_name(unit) for unit in (*wards, gone)] == ["Phường 01", "Phường 02", "Phường 03"]


def test_a_unit_made_later_gets_its_anonymous_name_too(anonymous):
    make_unit("Phường An")
    with override("vi"):
        unit_name(make_unit("Phường Ba"))
        assert unit_name(make_unit("Phường Ca")) == "Phường 03"


def test_anonymous_names_cost_one_question_for_a_whole_page(anonymous, django_assert_num_queries):
    units = [make_unit() for _number in range(5)]
    with django_assert_num_queries(1):
        assert len({unit_name(unit) for unit in units}) == 5


def test_spared_units_bear_numbers_but_those_named_and_provinces_keep_their_names():
    forget_aliases()
    city = make_unit("Tỉnh A", kind=UnitKind.PROVINCE)
    office, ward = make_unit("Phường An", parent=city), make_unit("Phường Ba", parent=city)
    with override("vi"):
        with sparing(office, None):
            assert [unit_name(unit) for unit in (city, office, ward)] == ["Tỉnh A", "Phường An", "Phường 02"]
        assert unit_name(ward) == "Phường Ba"
