"""Settings, copies, practice."""

import pytest
from django.urls import reverse

from campaigns.choices import Status
from campaigns.models import Campaign
from campaigns.queries.documents import document_of
from common.models import AuditRecord
from tests.campaigns.views.asking import now, unit_id, url

pytestmark = pytest.mark.django_db


class TestPlan:
    """Settings, copies, practice."""

    def test_settings_become_part_of_the_plan(self, manager):
        form = manager.get(url("settings")).context["form"]
        posted = {**form.initial, "visibility": "closed", "appeal_days": 0, "overall_order": "on"}
        assert manager.post(url("settings"), posted).status_code == 302
        section = document_of(Campaign.objects.get())["campaign"]
        assert (section["visibility"], section["appeal_days"], section["overall_order"]) == ("closed", 0, True)
        assert "lines_seen_by" not in section
        assert manager.get(url("settings")).context["form"]["appeal_days"].value() == 0

    def test_settings_saved_as_they_are_change_nothing(self, manager):
        form = manager.get(url("settings")).context["form"]
        manager.post(url("settings"), {**form.initial, "overall_order": ""})
        assert Campaign.objects.get().definition.number == 1

    def test_an_unknown_organising_unit_stands_at_its_field(self, manager):
        form = manager.get(url("settings")).context["form"]
        response = manager.post(url("settings"), {**form.initial, "organiser_unit": "LẠ", "overall_order": ""})
        assert response.status_code == 422
        assert response.context["form"].errors["organiser_unit"]

    def test_after_launch_a_setting_needs_a_reason(self, manager):
        now(status=Status.RUNNING)
        form = manager.get(url("settings")).context["form"]
        posted = {**form.initial, "visibility": "closed", "overall_order": ""}
        assert manager.post(url("settings"), posted).context["form"].errors["reason"]
        assert manager.post(url("settings"), posted | {"reason": "chỉ đạo"}).status_code == 302

    def test_a_copy_is_made_with_another_first_day(self, manager):
        manager.post(url("copy"), {"name": "Thi đua 2026", "code": "thu-2026", "start": "2026-07-01"})
        copy = Campaign.objects.get(code="thu-2026")
        assert (copy.name, str(copy.end), copy.copied_from.code) == ({"vi": "Thi đua 2026"}, "2026-10-10", "thu")

    def test_a_code_in_use_stands_at_its_field(self, manager):
        response = manager.post(url("copy"), {"name": "x", "code": "thu", "start": "2026-07-01"})
        assert response.context["form"].errors["code"]

    def test_practice_opens_for_the_same_units(self, manager):
        response = manager.post(url("practice"), follow=True)
        practice = Campaign.objects.get(is_practice=True)
        assert response.redirect_chain[0][0] == reverse("campaigns:progress", args=[practice.code])
        assert practice.status == Status.RUNNING

    def test_every_change_was_audited(self, manager):
        before = AuditRecord.objects.count()
        manager.post(url("move"), {"unit": unit_id("A"), "block": "Y"})
        assert AuditRecord.objects.count() == before + 1
