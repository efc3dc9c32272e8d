import io
from datetime import date

import openpyxl
import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import RequestFactory
from django.urls import reverse

from common.actors import Actor, system_actor
from common.admin import AuditRecordAdmin, HolidayAdmin, acting
from common.domain.audit import record
from common.models import AuditRecord, Holiday
from tests.factories.units import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of_it():
    request = RequestFactory().post("/")
    request.user = get_user_model()(pk=5, username="it")
    return request


def test_a_day_changed_in_the_administration_is_audited(request_of_it):
    page = HolidayAdmin(Holiday, admin.site)
    page.save_model(request_of_it, Holiday(date=date(2031, 1, 1), name="Tết Dương lịch"), None, change=False)
    page.delete_queryset(request_of_it, Holiday.objects.filter(date=date(2031, 1, 1)))
    assert list(AuditRecord.objects.values_list("verb", "person_id")) == [("save_holiday", 5), ("remove_holiday", 5)]


def test_the_acting_unit_of_the_page_is_kept(request_of_it):
    request_of_it.actor = Actor(user_id=5, name="IT", unit_code="79")
    assert acting(request_of_it).unit_code == "79"


def test_the_trail_is_only_read(request_of_it):
    page = AuditRecordAdmin(AuditRecord, admin.site)
    assert not page.has_add_permission(request_of_it)
    assert not page.has_change_permission(request_of_it)
    assert not page.has_delete_permission(request_of_it)


def test_the_trail_is_exported_by_its_action(client):
    person = make_user(is_superuser=True, is_staff=True)
    record(actor=system_actor("test"), verb="freeze", subject=("campaign", "thu"), campaign="thu")
    client.force_login(person)
    chosen = list(AuditRecord.objects.values_list("pk", flat=True))
    asked = {"action": "export_xlsx", "_selected_action": chosen}
    answer = client.post(reverse("admin:common_auditrecord_changelist"), asked)
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert "chốt số liệu" in {cell.value for cell in sheet[2]}
    assert sheet.max_row == 2
