"""Units and accounts out and in by the administration."""

from datetime import date

import pytest

from common.models import AuditRecord
from tests.factories.tables import confirm, fates, preview, preview_csv, sentences
from tests.factories.units import make_unit, make_user
from units.models import Membership, Unit, User

pytestmark = pytest.mark.django_db
UNITS, USERS = "/admin/units/unit/", "/admin/units/user/"
PEOPLE = ["Họ và tên", "Chức vụ", "Đơn vị", "Vai trò"]


@pytest.fixture
def it(client):
    client.force_login(make_user(is_superuser=True, is_staff=True))
    return client


def test_units_are_previewed_and_loaded_as_by_the_command(it):
    make_unit("Phường Cũ", code="1"), make_unit("Phường Đúng", code="2", kind="ward")
    rows = [["code", "name", "kind"], ["1", "Phường Mới", "ward"], ["2", "Phường Đúng", "ward"], ["3", "Xã", "commune"]]
    shown = preview(it, UNITS, rows)
    assert fates(shown) == ["update", "skip", "new"]
    assert Unit.objects.count() == 2
    confirm(it, UNITS, shown)
    assert set(Unit.objects.values_list("name", flat=True)) == {"Phường Mới", "Phường Đúng", "Xã"}
    assert AuditRecord.objects.filter(verb__startswith="load").count() == 1


def test_a_wrong_unit_is_told_at_its_row_and_nothing_is_loaded(it):
    rows = [["code", "name", "kind", "parent"], ["1", "A", "ward", ""], ["2", "B", "ward", "none"]]
    shown = preview(it, UNITS, rows)
    assert "none" in sentences(shown)[0]
    assert "confirm_form" not in shown.context
    assert not Unit.objects.exists()


def test_exported_units_are_taken_again_and_change_nothing(it):
    city = make_unit("Thành phố", code="79", kind="municipality")
    make_unit("Phường", code="1", parent=city, valid_from=date(2025, 7, 1))
    names = (
        "code",
        "name",
        "name_en",
        "kind",
        "parent",
        "valid_from",
        "valid_to",
        "short_name",
        "latitude",
        "longitude",
    )
    fields = {f"unitresource_{name}": "on" for name in (*names, "area_km2")}
    content = it.post(f"{UNITS}export/", {"format": "1", "resource": "", **fields}).content.decode()
    assert fates(preview_csv(it, UNITS, content)) == ["skip", "skip"]


def test_accounts_are_opened_and_their_letters_shown_once(it):
    make_unit("Phường An", code="P1")
    shown = preview(it, USERS, [PEOPLE, ["Trần Văn An", "Chuyên viên", "P1", "reporter"]])
    assert fates(shown) == ["new"]
    assert not Membership.objects.exists()
    letters = confirm(it, USERS, shown)
    assert letters.status_code == 200
    assert "Trần Văn An" in letters.content.decode()
    assert User.objects.get(full_name="Trần Văn An").must_change_password
    again = preview(it, USERS, [PEOPLE, ["Trần Văn An", "Chuyên viên", "P1", "reporter"]])
    assert fates(again) == ["skip"]


def test_a_wrong_account_is_told_at_its_row_and_nobody_is_opened(it):
    make_unit("Phường An", code="P1")
    shown = preview(it, USERS, [PEOPLE, ["Trần Văn An", "", "P1", "reporter"], ["Lê Thị Bê", "", "P9", "king"]])
    assert fates(shown) == ["new", "error"]
    assert len(sentences(shown)) == 2
    assert not Membership.objects.exists()


def test_staff_who_are_not_it_neither_import_nor_export_people(client):
    client.force_login(make_user(is_staff=True))
    for address in (f"{USERS}import/", f"{USERS}export/", f"{UNITS}import/"):
        assert client.get(address).status_code == 403
