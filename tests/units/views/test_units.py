"""Finding a unit and reading its page."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.units import make_membership, make_succession, make_unit, make_user
from units.choices import UnitKind
from units.models import Extent
from units.queries.naming import forget_aliases

pytestmark = pytest.mark.django_db
EVE, TURN = date(2025, 6, 30), date(2025, 7, 1)


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_finds_a_unit_and_a_former_name_leads_on(client):
    old, new = make_unit("Phường Bến Nghé", valid_to=EVE), make_unit("Phường Sài Gòn", valid_from=TURN)
    make_succession(old, new, TURN)
    page = text_of(client.get("/units/", {"q": "ben nghe"}))
    assert "Phường Sài Gòn" in page
    assert "trước là Phường Bến Nghé" in page


@pytest.mark.parametrize("query", ["", "\x00", "a" * 101, "%%%", "<script>alert(1)</script>"])
def test_odd_questions_get_a_page_and_no_script(client, query):
    page = text_of(client.get("/units/", {"q": query}))
    assert "<script>alert" not in page


def test_a_page_says_who_came_before_who_follows_when_and_by_which_share(client):
    a, b, c = make_unit("Xã A", valid_to=EVE), make_unit("Xã B", valid_from=TURN), make_unit("Xã C", valid_from=TURN)
    make_succession(a, b, TURN, extent=Extent.PART, share=Decimal("0.25"), decision="NQ 1685/NQ-UBTVQH15")
    make_succession(a, c, TURN, extent=Extent.PART)
    page = text_of(client.get(f"/units/{a.pk}/"))
    assert "một phần: tỷ lệ 0,25" in page
    assert "một phần, chưa phân chia tỷ lệ" in page
    assert "NQ 1685/NQ-UBTVQH15" in page
    assert "Đơn vị này hoạt động đến" in page
    assert "Xã A" in text_of(client.get(f"/units/{b.pk}/"))


def test_a_unit_without_successor_is_said_to_be_dissolved_and_a_creation_to_be_new(client):
    gone, born = make_unit(valid_to=EVE), make_unit(valid_from=TURN)
    make_succession(None, born, TURN)
    assert "không có đơn vị kế thừa" in text_of(client.get(f"/units/{gone.pk}/"))
    assert "Thành lập mới" in text_of(client.get(f"/units/{born.pk}/"))


def test_the_way_up_is_shown_from_the_top(client):
    city = make_unit("Thành phố", kind=UnitKind.MUNICIPALITY)
    ward = make_unit("Phường", parent=make_unit("Quận", kind=UnitKind.DISTRICT, parent=city))
    page = text_of(client.get(f"/units/{ward.pk}/"))
    assert page.index("Thành phố</a>") < page.index("Quận</a>")


def test_an_unknown_unit_is_not_found(client):
    assert client.get("/units/999999/").status_code == 404


def test_visitors_and_strangers_see_no_people(client):
    person = make_membership(unit=make_unit(), user=make_user(full_name="Trần Văn Kín")).user
    unit = person.memberships.get().unit
    assert "Trần Văn Kín" not in text_of(client.get(f"/units/{unit.pk}/"))
    client.force_login(make_membership().user)
    assert "Trần Văn Kín" not in text_of(client.get(f"/units/{unit.pk}/"))
    client.force_login(person)
    assert "Trần Văn Kín" in text_of(client.get(f"/units/{unit.pk}/"))


def test_successions_cost_the_same_for_one_and_for_three(client, django_assert_num_queries):
    one, three = make_unit(valid_from=TURN), make_unit(valid_from=TURN)
    for new, number in ((one, 1), (three, 3)):
        for _number in range(number):
            make_succession(make_unit(valid_to=EVE), new, TURN)
    for unit in (one, three):
        with django_assert_num_queries(3):
            client.get(f"/units/{unit.pk}/")


def test_found_units_cost_the_same_for_one_and_for_three(client, django_assert_num_queries):
    city = make_unit("Tỉnh", kind=UnitKind.PROVINCE)
    for name, number in (("Alpha", 1), ("Beta", 3)):
        for place in range(number):
            make_unit(f"Xã {name} {place}", parent=city)
    for name in ("Alpha", "Beta"):
        with django_assert_num_queries(2):
            client.get("/units/", {"q": name})


def test_pictures_may_be_taken_without_a_real_name(client, settings):
    settings.ANONYMOUS = True
    forget_aliases()
    unit = make_unit("Phường Bí Mật")
    page = text_of(client.get(f"/units/{unit.pk}/"))
    forget_aliases()
    assert "Phường 01" in page
    assert "Bí Mật" not in page


def test_ones_own_unit_and_colleagues_are_one_step_away(client):
    held = make_membership(unit=make_unit("Phường Nhà"))
    client.force_login(held.user)
    assert "Phường Nhà" in text_of(client.get("/me/unit/"))
    assert held.user.full_name in text_of(client.get("/me/colleagues/"))
    client.force_login(make_user())
    assert client.get("/me/unit/").headers["Location"] == "/units/"
    assert client.get("/me/colleagues/").headers["Location"] == "/units/"
