"""The register in the API: for everybody, as on the pages."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.callers import caller, data_of
from tests.factories.units import make_succession, make_unit, make_user
from units.choices import UnitKind
from units.models import Extent
from units.queries.naming import forget_aliases

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/units/"
EVE, TURN = date(2025, 6, 30), date(2025, 7, 1)


def found(**query):
    return [row["name"] for row in data_of(caller().get(ADDRESS, query))["results"]]


def test_a_visitor_reads_the_register_in_its_order():
    make_unit("Phường Đông", code="27"), make_unit("Phường An", code="26", valid_from=TURN)
    answer = data_of(caller().get(ADDRESS))
    assert [row["reference"] for row in answer["results"]] == ["26@2025-07-01", "27@"]
    assert answer["count"] == 2


def test_units_are_narrowed_by_kind_parent_day_and_search():
    city = make_unit("Thành phố", kind=UnitKind.MUNICIPALITY, code="79")
    make_unit("Phường Bến Nghé", parent=city, valid_to=EVE)
    make_unit("Phường Sài Gòn", parent=city, valid_from=TURN)
    assert found(kind="municipality") == ["Thành phố"]
    assert found(parent="79") == ["Phường Bến Nghé", "Phường Sài Gòn"]
    assert found(parent="79", valid_on="2025-06-01") == ["Phường Bến Nghé"]
    assert found(search="sai gon") == ["Phường Sài Gòn"]


@pytest.mark.parametrize(
    "query", [{"kind": "x"}, {"valid_on": "gestern"}, {"parent": "79@x"}, {"search": "a" * 101}, {"search": "\0"}]
)
def test_odd_questions_are_refused_naming_the_field(query):
    answer = data_of(caller().get(ADDRESS, query), 400)
    assert answer["errors"][0]["field"] == next(iter(query))


def test_a_unit_says_who_came_before_and_who_follows():
    old, new = make_unit("Xã A", code="1", valid_to=EVE), make_unit("Xã B", code="2", valid_from=TURN)
    make_succession(old, new, TURN, extent=Extent.PART, share=Decimal("0.25"), decision="NQ 1685")
    [before] = data_of(caller().get(f"{ADDRESS}2/"))["predecessors"]
    assert (before["name"], before["share"], before["decision"]) == ("Xã A", "0.25", "NQ 1685")
    [after] = data_of(caller().get(f"{ADDRESS}1/"))["successors"]
    assert (after["unit"], after["effective"]) == ("2@2025-07-01", "2025-07-01")


def test_a_bare_code_is_the_living_unit_and_a_dated_one_the_unit_of_then():
    make_unit("Xã Cũ", code="1", valid_to=EVE), make_unit("Phường Mới", code="1", valid_from=TURN)
    assert data_of(caller().get(f"{ADDRESS}1/"))["name"] == "Phường Mới"
    assert data_of(caller().get(f"{ADDRESS}1@2025-01-01/"))["name"] == "Xã Cũ"


@pytest.mark.parametrize("reference", ["none", "1@x", "%00", "a" * 200])
def test_what_is_no_unit_is_not_found(reference):
    data_of(caller().get(f"{ADDRESS}{reference}/"), 404)


def test_nothing_is_written_here():
    make_unit(code="1")
    person = caller(make_user(is_superuser=True))
    data_of(person.post(ADDRESS, {"code": "2"}, format="json"), 405)
    data_of(person.delete(f"{ADDRESS}1/"), 405)


def test_a_list_costs_the_same_for_one_and_for_three(django_assert_num_queries):
    city = make_unit(kind=UnitKind.PROVINCE, code="P")
    for place in range(3):
        make_unit(parent=city, code=f"W{place}")
    for size in (1, 3):
        with django_assert_num_queries(2):
            caller().get(ADDRESS, {"parent": "P", "page_size": size})


def test_pictures_may_be_taken_without_a_real_name(settings):
    settings.ANONYMOUS = True
    forget_aliases()
    make_unit("Phường Bí Mật", code="1")
    name = data_of(caller().get(f"{ADDRESS}1/"))["name"]
    forget_aliases()
    assert "Bí Mật" not in name
