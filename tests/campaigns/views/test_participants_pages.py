"""Who takes part, and the acts on one participant."""

import pytest
from django.test import Client

from campaigns.choices import Status
from campaigns.models import Campaign, Participation
from campaigns.queries.documents import document_of
from tests.campaigns.views.asking import now, said, unit_id, url
from tests.factories.units import make_unit
from units.choices import UnitKind

pytestmark = pytest.mark.django_db


class TestParticipants:
    """Acts on one participant."""

    GIVEN = {"effective": "2025-08-01", "decision": "5/QĐ", "reason": "sắp xếp"}

    def act(self, manager: Client, verb: str, **given: object):
        posted = {f"{verb}-{key}": value for key, value in (self.GIVEN | given).items()}
        return manager.post(url("act", unit_id("A"), verb), posted, follow=True)

    def test_only_what_the_state_allows_is_offered(self, manager):
        def offered() -> set[str]:
            return {name for name, *_rest in manager.get(url("participant", unit_id("A"))).context["acts"]}

        assert offered() == {"move", "verifier"}
        now(status=Status.RUNNING)
        assert offered() == {"withdraw", "exclude", "move", "verifier"}
        now(status=Status.CLOSED)
        assert offered() == {"withdraw", "exclude", "move", "verifier", "unlock"}
        now(status=Status.PUBLISHED)
        assert offered() == set()

    def test_a_number_that_no_unit_has_is_not_found(self, manager):
        page = url("participant", unit_id("A")).replace(str(unit_id("A")), "9" * 30)
        assert manager.get(page).status_code == 404

    def test_a_unit_is_withdrawn_and_readmitted(self, manager):
        now(status=Status.RUNNING)
        response = self.act(manager, "withdraw")
        assert not Participation.objects.get(unit__code="A").is_active
        assert "5/QĐ" in response.content.decode()
        self.act(manager, "readmit")
        assert Participation.objects.get(unit__code="A").is_active

    def test_an_act_without_a_decision_says_so_and_changes_nothing(self, manager):
        now(status=Status.RUNNING)
        assert "Số quyết định" in said(self.act(manager, "exclude", decision=""))
        assert Participation.objects.get(unit__code="A").is_active

    def test_a_unit_is_moved_and_unlocked(self, manager):
        now(status=Status.CLOSED)
        self.act(manager, "move", block="Y")
        self.act(manager, "unlock")
        row = Participation.objects.get(unit__code="A")
        assert (row.block.code, row.is_unlocked) == ("Y", True)

    @pytest.mark.parametrize("text", ["OTHER", "Đơn vị OTHER"])
    def test_another_verifier_is_named_by_code_or_name(self, manager, text):
        self.act(manager, "verifier", verifier=text)
        assert Participation.objects.get(unit__code="A").alternate_verifier.code == "OTHER"

    def test_an_unknown_verifier_is_refused_by_name(self, manager):
        assert "Sở Lạ" in said(self.act(manager, "verifier", verifier="Sở Lạ"))

    def test_units_are_chosen_by_kind_and_by_name(self, manager):
        city = make_unit("Thành phố", code="TP", kind=UnitKind.MUNICIPALITY)
        make_unit(code="W", parent=city)
        posted = {"within": "Thành phố", "kinds": ["ward"], "units": "A\nĐơn vị B\n"}
        manager.post(url("choose"), posted)
        assert document_of(Campaign.objects.get())["participants"] == {
            "within": "TP",
            "kinds": ["ward"],
            "units": ["A", "B"],
        }
        assert set(Participation.objects.values_list("unit__code", flat=True)) == {"W", "A", "B"}

    @pytest.mark.parametrize(
        ("posted", "field"), [({"within": "Lạ"}, "within"), ({"within": "A"}, "kinds"), ({"units": "Lạ"}, "units")]
    )
    def test_what_cannot_be_chosen_stands_at_its_field(self, manager, posted, field):
        response = manager.post(url("choose"), posted)
        assert response.status_code == 422
        assert response.context["form"].errors[field]
        assert Participation.objects.count() == 2

    def test_an_unknown_act_or_unit_is_not_there(self, manager):
        assert manager.post(url("act", unit_id("A"), "dissolve")).status_code == 404
        assert manager.get(url("participant", 0)).status_code == 404
