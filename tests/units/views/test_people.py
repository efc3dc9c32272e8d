"""The people of a unit in the browser."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.units import make_authorisation, make_membership, make_unit, make_user
from units.choices import Role
from units.models import Authorisation, Membership, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit("Phường Sài Gòn")


@pytest.fixture
def coordinator(client, unit):
    user = make_membership(unit=unit, role=Role.COORDINATOR).user
    client.force_login(user)
    return user


def today() -> str:
    return timezone.localdate().isoformat()


def test_a_new_colleague_gets_a_letter_that_is_never_kept_by_a_browser(client, unit, coordinator):
    form = {"full_name": "Nguyễn Văn An", "role": Role.REPORTER, "valid_from": today()}
    response = client.post(f"/units/{unit.pk}/people/new/", form)
    page = response.content.decode()
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert "annv" in page
    assert "data:image/svg+xml" in page
    assert "style=" not in page
    assert User.objects.get(username="annv").must_change_password


def test_a_date_may_be_typed_day_first(client, unit, coordinator):
    form = {"full_name": "An", "role": Role.REPORTER, "valid_from": "05/08/2025"}
    client.post(f"/units/{unit.pk}/people/new/", form)
    assert Membership.objects.get(user__full_name="An").valid_from == date(2025, 8, 5)


@pytest.mark.parametrize(
    "wrong",
    [
        {"full_name": ""},
        {"full_name": "A\x00n"},
        {"role": Role.MANAGER},
        {"valid_from": "31/02/2025"},
        {"email": "x"},
        {"phone": "x"},
        {"username": "Ö"},
        {"username": "a@b"},
    ],
)
def test_a_wrong_form_comes_back_with_its_reasons_and_what_was_typed(client, unit, coordinator, wrong):
    before = User.objects.count()
    form = {"full_name": "Nguyễn Văn An", "role": Role.REPORTER, "valid_from": today(), "post": "Chuyên viên", **wrong}
    response = client.post(f"/units/{unit.pk}/people/new/", form)
    assert response.status_code == 422
    assert "Chuyên viên" in response.content.decode()
    assert User.objects.count() == before


def test_a_taken_user_name_is_said_on_the_form(client, unit, coordinator):
    make_user("annv")
    form = {"full_name": "Nguyễn Văn An", "role": Role.REPORTER, "valid_from": today(), "username": "annv"}
    response = client.post(f"/units/{unit.pk}/people/new/", form)
    assert response.status_code == 422
    assert "đã có người dùng" in response.content.decode()


def test_a_refused_act_leaves_the_form_open_with_the_reason(client, unit, coordinator):
    person = make_membership(unit=unit).user
    form = {"grant-role": Role.REPORTER, "grant-valid_from": today()}
    response = client.post(f"/units/{unit.pk}/people/{person.pk}/grant/", form)
    assert response.status_code == 422
    assert "đã giữ vai trò" in response.content.decode()


def test_a_head_authorises_and_revokes_in_the_browser(client, unit):
    client.force_login(make_membership(unit=unit, role=Role.HEAD).user)
    person = make_membership(unit=unit).user
    dates = {"authorise-document_date": today(), "authorise-valid_from": today(), "authorise-valid_to": today()}
    address = f"/units/{unit.pk}/people/{person.pk}/authorise/"
    assert client.post(address, {**dates, "authorise-document_number": ""}).status_code == 422
    assert client.post(address, {**dates, "authorise-document_number": "12/UQ"}).status_code == 302
    paper = Authorisation.objects.get()
    assert "12/UQ" in client.get(f"/units/{unit.pk}/people/").content.decode()
    client.post(f"/units/authorisations/{paper.pk}/revoke/")
    paper.refresh_from_db()
    assert paper.revoked_at
    assert "12/UQ" not in client.get(f"/units/{unit.pk}/people/").content.decode()


def test_a_new_head_finds_what_the_former_signed_and_confirms_it(client, unit):
    former = make_membership(unit=unit, role=Role.HEAD, valid_to=timezone.localdate() - timedelta(days=1)).user
    person = make_membership(unit=unit).user
    paper = make_authorisation(person, unit, by=former)
    client.force_login(person)
    assert "Ủy quyền cần xác nhận" not in client.get(f"/units/{unit.pk}/people/").content.decode()
    assert "không còn giữ chức" in client.get(f"/units/{unit.pk}/people/{person.pk}/").content.decode()
    client.force_login(make_membership(unit=unit, role=Role.HEAD).user)
    assert f"Xác nhận ủy quyền {paper.document_number}" in client.get("/todo/").content.decode()
    assert "Ủy quyền cần xác nhận" in client.get(f"/units/{unit.pk}/people/").content.decode()
    answer = client.post(f"/units/authorisations/{paper.pk}/confirm/", follow=True).content.decode()
    assert "Đã xác nhận ủy quyền" in answer
    assert "Ủy quyền cần xác nhận" not in answer


def test_handing_over_ones_only_role_ends_on_a_page_one_may_see(client, unit):
    held = make_membership(unit=unit)
    colleague = make_membership(unit=unit, role=Role.PROVIDER).user
    client.force_login(held.user)
    form = {f"over{held.pk}-to": colleague.pk, f"over{held.pk}-on": today()}
    response = client.post(f"/units/roles/{held.pk}/hand-over/", form, follow=True)
    assert response.status_code == 200
    assert "Đã bàn giao vai trò" in response.content.decode()
    assert colleague.memberships.filter(role=Role.REPORTER).exists()


def test_a_role_is_handed_over_to_nobody_outside_the_list(client, unit):
    held = make_membership(unit=unit)
    client.force_login(held.user)
    form = {f"over{held.pk}-to": make_user().pk, f"over{held.pk}-on": today()}
    client.post(f"/units/roles/{held.pk}/hand-over/", form)
    held.refresh_from_db()
    assert held.valid_to is None


def test_a_coordinator_ends_a_role_and_closes_an_account(client, unit, coordinator):
    held = make_membership(unit=unit)
    client.post(f"/units/roles/{held.pk}/end/", {f"end{held.pk}-on": "nie"})
    held.refresh_from_db()
    assert held.valid_to is None
    client.post(f"/units/roles/{held.pk}/end/", {f"end{held.pk}-on": today()})
    held.refresh_from_db()
    assert held.valid_to == timezone.localdate()
    response = client.post(f"/units/{unit.pk}/people/{held.user_id}/close/")
    assert response.headers["Location"] == f"/units/{unit.pk}/people/"
    held.user.refresh_from_db()
    assert not held.user.is_active


def test_the_own_account_cannot_be_closed(client, unit, coordinator):
    response = client.post(f"/units/{unit.pk}/people/{coordinator.pk}/close/", follow=True)
    assert "Không ai tự đóng" in response.content.decode()


def test_somebody_with_a_role_elsewhere_is_explained_not_offered(client, unit, coordinator):
    person = make_membership(unit=unit).user
    make_membership(person)
    page = client.get(f"/units/{unit.pk}/people/{person.pk}/").content.decode()
    assert "ngoài phạm vi của bạn" in page
    assert "/reset/" not in page
    assert client.post(f"/units/{unit.pk}/people/{person.pk}/reset/").status_code == 403


def test_whoever_left_the_unit_is_not_there_any_more(client, unit, coordinator):
    gone = make_membership(unit=unit, valid_to=timezone.localdate() - timedelta(days=1)).user
    assert client.get(f"/units/{unit.pk}/people/{gone.pk}/").status_code == 404


def questions(client, address: str) -> int:
    """Of the page alone: the number of duties in its head is kept for some seconds and asked before."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_people_cost_the_same_for_one_and_for_three(client):
    small, large = make_unit(), make_unit()
    for unit, number in ((small, 1), (large, 3)):
        for _number in range(number):
            held = make_membership(unit=unit)
            make_membership(held.user, unit, Role.PROVIDER)
            make_authorisation(held.user, unit, by=held.user)
        make_membership(unit.memberships.first().user, unit, Role.HEAD)
    counts = []
    for unit in (small, large):
        client.force_login(unit.memberships.first().user)
        counts.append(questions(client, f"/units/{unit.pk}/people/"))
    assert counts[0] == counts[1] <= 13


def test_a_persons_page_costs_the_same_for_one_role_and_for_three(client, unit, coordinator):
    one, three = make_membership(unit=unit).user, make_user()
    for role in (Role.REPORTER, Role.PROVIDER, Role.VERIFIER):
        make_membership(three, unit, role)
    counts = [questions(client, f"/units/{unit.pk}/people/{person.pk}/") for person in (one, three)]
    assert counts[0] == counts[1] <= 16


def test_people_change_their_own_address_and_language(client):
    me = make_user(phone="0909 000 111")
    client.force_login(me)
    assert client.post("/me/", {"email": "x", "phone": "", "language": "vi"}).status_code == 422
    response = client.post("/me/", {"email": "a@b.vn", "phone": "", "language": "en"})
    assert response.cookies["django_language"].value == "en"
    me.refresh_from_db()
    assert (me.email, me.phone, me.language) == ("a@b.vn", "", "en")
