"""The administration: to look up, to help out, never to write past the domain."""

import pytest

from common.models import AuditRecord
from tests.factories.units import make_authorisation, make_membership, make_succession, make_unit, make_user

pytestmark = pytest.mark.django_db
MODELS = ("unit", "succession", "membership", "authorisation", "user")


@pytest.fixture
def scene(client):
    held = make_membership()
    make_succession(make_unit(), held.unit, held.valid_from)
    make_authorisation(held.user, held.unit, by=held.user)
    client.force_login(make_user(is_superuser=True, is_staff=True))
    return held


@pytest.mark.parametrize("model", MODELS)
def test_every_list_opens_and_nothing_is_added_there(client, scene, model):
    assert client.get(f"/admin/units/{model}/?q=a").status_code == 200
    assert client.get(f"/admin/units/{model}/add/").status_code == 403


def test_a_unit_is_read_not_changed(client, scene):
    address = f"/admin/units/unit/{scene.unit_id}/change/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"name": "Khác"}).status_code == 403


def test_a_corrected_person_leaves_a_trail(client, scene):
    person = scene.user
    form = {"full_name": "Tên Đúng", "post": "", "email": "", "phone": "", "language": "vi", "is_active": "on"}
    assert client.post(f"/admin/units/user/{person.pk}/change/", form).status_code == 302
    person.refresh_from_db()
    assert person.full_name == "Tên Đúng"
    assert AuditRecord.objects.get(verb="correct_account").subject_key == str(person.pk)


def test_an_address_another_account_signs_in_with_comes_back_on_the_form(client, scene):
    make_user(email="an@hcm.gov.vn")
    form = {"full_name": "Tên", "post": "", "email": "AN@hcm.gov.vn", "phone": "", "language": "vi", "is_active": "on"}
    answer = client.post(f"/admin/units/user/{scene.user.pk}/change/", form)
    assert answer.status_code == 200
    assert "Một tài khoản khác đăng nhập bằng địa chỉ thư điện tử này" in answer.content.decode()


def test_it_gives_a_new_code_to_an_open_account_as_a_letter_never_kept(client, scene):
    closed = make_user(is_active=False)
    chosen = {"action": "give_codes", "_selected_action": [scene.user.pk, closed.pk]}
    answer = client.post("/admin/units/user/", chosen)
    assert "no-store" in answer.headers["Cache-Control"]
    assert [page["letter"].person for page in answer.context["pages"]] == [scene.user]


def test_units_are_exported_with_the_columns_that_load_units_reads(client, scene):
    fields = {f"unitresource_{name}": "on" for name in ("code", "name", "kind", "parent", "valid_from")}
    response = client.post("/admin/units/unit/export/", {"format": "1", "resource": "", **fields})
    assert response.status_code == 200
    assert response.content.decode().splitlines()[0].lstrip("\ufeff").startswith("code,name")


@pytest.mark.parametrize("model", ["units/user", "units/unit", "common/holiday"])
@pytest.mark.parametrize("query", ["?x=1", "?e=1&p=x", "?date__year=x", "?id__exact=x"])
def test_an_export_leaves_out_a_filter_it_does_not_know(client, scene, model, query):
    answer = client.get(f"/admin/{model}/export/{query}", follow=True)
    assert answer.status_code in (200, 400)
    if query == "?x=1":
        assert "bộ lọc không có" in answer.content.decode()


def test_staff_without_superuser_change_nobody(client):
    client.force_login(make_user(is_staff=True))
    assert client.get(f"/admin/units/user/{make_user().pk}/change/").status_code == 403
