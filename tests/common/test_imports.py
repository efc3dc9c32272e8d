"""Tables carried in by the administration, tried on the calendar."""

from datetime import date

import pytest

from common.models import AuditRecord, Holiday
from tests.factories.tables import confirm, fates, preview, preview_csv, sentences
from tests.factories.units import make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/common/holiday/"
HEAD = ["date", "name", "is_working", "is_confirmed", "source"]


@pytest.fixture
def it(client):
    client.force_login(make_user(is_superuser=True, is_staff=True))
    return client


@pytest.fixture
def day():
    return Holiday.objects.create(date=date(2099, 1, 1), name="Tết Dương lịch")


def test_every_row_is_previewed_with_its_fate_and_nothing_is_written(it, day):
    rows = [HEAD, ["2099-01-01", "Tết Dương lịch"], ["2099-01-02", "Nghỉ bù", "", "", "CV 1"]]
    shown = preview(it, ADDRESS, rows)
    assert fates(shown) == ["skip", "new"]
    assert not Holiday.objects.filter(date=date(2099, 1, 2)).exists()


def test_what_was_confirmed_is_written_with_an_audit_row_for_each_change(it, day):
    shown = preview(it, ADDRESS, [HEAD, ["2099-01-01", "Tết"], ["2099-01-04", "Làm bù", "1", "0", ""]])
    assert fates(shown) == ["update", "new"]
    assert confirm(it, ADDRESS, shown).status_code == 302
    assert Holiday.objects.get(date=date(2099, 1, 1)).name == "Tết"
    added = Holiday.objects.get(date=date(2099, 1, 4))
    assert (added.is_working, added.is_confirmed) == (True, False)
    assert AuditRecord.objects.filter(verb="save_holiday").count() == 2


@pytest.mark.parametrize(
    "row",
    [["gestern", "x"], ["2099-01-01", ""], ["", "x"], ["2099-01-02", "x", "vielleicht"], ["2099-01-03", "a" * 201]],
)
def test_a_wrong_row_is_told_and_nothing_can_be_confirmed(it, row):
    shown = preview(it, ADDRESS, [HEAD, ["2099-05-05", "Ngày"], row])
    assert fates(shown)[1] == "error"
    assert sentences(shown)
    assert "confirm_form" not in shown.context
    assert "Traceback" not in shown.content.decode()


def test_a_day_named_twice_and_a_missing_column_are_told(it):
    assert sentences(preview(it, ADDRESS, [HEAD, ["2099-01-02", "a"], ["2099-01-02", "b"]]))
    assert sentences(preview(it, ADDRESS, [["name"], ["a"]]))


def test_csv_is_taken_too(it):
    shown = preview_csv(it, ADDRESS, "date;name\n2099-02-02;Ngày\n")
    assert fates(shown) == ["new"]
    assert confirm(it, ADDRESS, shown).status_code == 302
    assert Holiday.objects.filter(date=date(2099, 2, 2)).exists()


def test_a_file_that_is_no_table_and_one_too_large_are_refused_in_the_form(it, settings):
    form = preview_csv(it, ADDRESS, "x" * 50, format="0").context["form"]
    assert form.errors["import_file"]
    settings.WORKBOOK_MAX_BYTES = 10
    assert preview_csv(it, ADDRESS, "date;name\n").context["form"].errors["import_file"]


def test_what_no_longer_fits_at_confirmation_changes_nothing(it, day, monkeypatch):
    shown = preview(it, ADDRESS, [HEAD, ["2099-01-05", "Ngày"]])
    monkeypatch.setattr("common.catalogues.HolidayResource.columns", ("date",))
    answer = confirm(it, ADDRESS, shown)
    assert answer.headers["Location"] == f"{ADDRESS}import/"
    assert not Holiday.objects.filter(date=date(2099, 1, 5)).exists()


def test_staff_who_are_not_it_import_nothing(client):
    client.force_login(make_user(is_staff=True))
    assert client.get(f"{ADDRESS}import/").status_code == 403


def test_what_was_exported_is_taken_again_and_changes_nothing(it, day):
    content = it.post(f"{ADDRESS}export/", {"format": "1", "resource": "", **exported()}).content.decode()
    assert set(fates(preview_csv(it, ADDRESS, content))) == {"skip"}


def exported():
    return {f"holidayresource_{name}": "on" for name in HEAD}
