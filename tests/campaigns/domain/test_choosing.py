"""Who takes part is written into the plan."""

from datetime import date

import pytest

from campaigns.choices import Status
from campaigns.domain.choosing import choose_participants, enrol
from campaigns.models import Campaign, ParticipationAct
from campaigns.queries.documents import document_of
from common.actors import system_actor
from common.faults import Faults
from tests.factories.plans import AUGUST, apply, plan
from tests.factories.units import make_unit
from units.models import Unit

pytestmark = pytest.mark.django_db
WHO = {"actor": system_actor("test"), "at": AUGUST}


@pytest.fixture
def campaign() -> Campaign:
    for code in ("A", "B"):
        make_unit(code=code)
    return apply(plan(units=["A"]))


def units(campaign: Campaign) -> list[str]:
    return list(campaign.participations.filter(is_active=True).values_list("unit__code", flat=True))


def test_the_plan_says_who_was_chosen(campaign):
    campaign = choose_participants(campaign=campaign, participants={"units": ["B"]}, **WHO)
    assert document_of(campaign)["participants"] == {"units": ["B"]}
    assert units(campaign) == ["B"]


def test_one_more_unit_is_added_by_its_reference(campaign):
    Unit.objects.filter(code="B").update(valid_to=date(2025, 8, 31))
    second = make_unit(code="B", valid_from=date(2025, 9, 1))
    campaign = enrol(campaign=campaign, unit=second, **WHO)
    assert document_of(campaign)["participants"] == {"units": ["A", "B@2025-09-01"]}


def test_a_unit_that_takes_part_already_changes_nothing(campaign):
    assert enrol(campaign=campaign, unit=Unit.objects.get(code="A"), **WHO).definition.number == 1


def test_after_launch_it_takes_a_reason_and_leaves_an_act(campaign):
    Campaign.objects.update(status=Status.RUNNING)
    campaign.refresh_from_db()
    newcomer = Unit.objects.get(code="B")
    with pytest.raises(Faults):
        enrol(campaign=campaign, unit=newcomer, **WHO)
    enrol(campaign=campaign, unit=newcomer, reason="mới thành lập", decision="8/QĐ", **WHO)
    act = ParticipationAct.objects.get()
    assert (act.kind, act.participation.unit, act.reason) == ("enrolled", newcomer, "mới thành lập")
