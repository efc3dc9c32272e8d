"""Choosing who takes part: nobody is chosen away by an empty box, and nobody leaves unnamed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.choices import Status
from campaigns.forms.choosing import MOST_STRANGERS, ChoosingForm
from campaigns.models import Campaign, Participation, ParticipationAct
from campaigns.queries.documents import document_of
from tests.campaigns.views.asking import now, url
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
EMPTY = {"units": "", "within": "", "reason": "x"}
WITHOUT_A = {"units": "B", "within": "", "reason": "sắp xếp lại", "decision": "9/QĐ"}


def active() -> list[str]:
    return list(Participation.objects.filter(is_active=True).values_list("unit__code", flat=True))


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RUNNING])
@pytest.mark.parametrize("decision", ["", "9/QĐ"])
def test_an_empty_choice_is_refused_at_its_field(manager, status, decision):
    now(status=status)

    answer = manager.post(url("choose"), EMPTY | {"decision": decision})

    assert answer.status_code == 422
    assert "units" in answer.context["form"].errors
    assert active() == ["A", "B"]


def test_a_kind_that_no_unit_has_is_an_empty_choice_too(manager, campaign):
    answer = manager.post(url("choose"), {"units": "", "kinds": ["special_zone"], "within": "ORG"})

    assert answer.status_code == 422
    assert active() == ["A", "B"]


def test_before_launch_the_list_is_simply_replaced(manager, campaign):
    assert manager.post(url("choose"), {"units": "B"}).status_code == 302
    assert active() == ["B"]


class TestAfterLaunch:
    """Who leaves is named first, then agreed to, by a decision."""

    @pytest.fixture(autouse=True)
    def _running(self, campaign) -> None:
        now(status=Status.RUNNING)

    def test_leaving_takes_the_number_of_a_decision(self, manager):
        answer = manager.post(url("choose"), WITHOUT_A | {"decision": " "})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["decision"])
        assert active() == ["A", "B"]

    def test_the_first_press_names_who_leaves_and_changes_nothing(self, manager):
        answer = manager.post(url("choose"), WITHOUT_A)
        assert answer.status_code == 422
        assert answer.context["form"].leaving.units == ["Đơn vị A"]
        assert "sắp xếp lại" in answer.content.decode()
        assert active() == ["A", "B"]

    def test_the_second_withdraws_just_those_with_the_decision(self, manager):
        token = manager.post(url("choose"), WITHOUT_A).context["form"].leaving.token
        assert manager.post(url("choose"), WITHOUT_A | {"agreed": token}).status_code == 302
        assert active() == ["B"]
        assert ParticipationAct.objects.get().decision == "9/QĐ"

    def test_what_was_agreed_to_for_one_unit_holds_for_no_other(self, manager):
        token = manager.post(url("choose"), WITHOUT_A).context["form"].leaving.token
        answer = manager.post(url("choose"), WITHOUT_A | {"units": "A", "agreed": token})
        assert answer.context["form"].leaving.units == ["Đơn vị B"]
        assert active() == ["A", "B"]

    def test_a_newcomer_needs_no_confirmation(self, manager):
        manager.post(url("choose"), {"units": "A\nB\nOTHER", "reason": "bổ sung"})
        assert active() == ["A", "B", "OTHER"]

    def test_the_same_choice_again_is_no_act(self, manager):
        manager.post(url("choose"), {"units": "A\nB"})
        assert document_of(Campaign.objects.get())["participants"] == {"units": ["A", "B"]}
        assert not ParticipationAct.objects.exists()


def test_of_a_wrong_column_the_first_lines_are_named_and_the_others_counted(manager, campaign):
    wrong = "\n".join(["Đơn vị A", *(f"Lạ {number}" for number in range(MOST_STRANGERS + 7))])

    faults = manager.post(url("choose"), {"units": wrong}).context["form"].errors["units"]

    assert len(faults) == MOST_STRANGERS + 1
    assert "7" in faults[-1]


def test_a_longer_column_asks_no_more_questions(campaign):
    units = [make_unit(f"Xã {number}", code=f"XA{number}") for number in range(6)]

    def queries(names: list[str]) -> int:
        with CaptureQueriesContext(connection) as captured:
            form = ChoosingForm({"units": "\n".join(names)}, campaign=campaign)
            assert form.is_valid(), form.errors
        return len(captured)

    assert queries([unit.name for unit in units]) == queries([units[0].name])
    assert queries([unit.code for unit in units]) == queries([units[0].code])
