"""Clusters are arranged in the plan, so that an export shows them."""

import pytest

from campaigns.choices import ActKind, Status
from campaigns.domain.blocks import move, propose, set_blocks
from campaigns.models import Campaign, ParticipationAct
from campaigns.queries.documents import document_of
from common.actors import system_actor
from common.faults import Faults
from tests.factories.plans import AUGUST, JUNE, apply, plan
from tests.factories.units import make_unit
from units.models import Unit

pytestmark = pytest.mark.django_db
NOBODY = system_actor("test")
WARDS = {"code": "W", "name": {"vi": "Cụm phường"}, "kinds": ["ward"]}
NEW = {"N": {"vi": "Cụm mới", "en": "New"}}


@pytest.fixture
def units() -> dict[str, Unit]:
    return {code: make_unit(f"Phường {code}", code=code) for code in ("A", "B", "C")}


def blocks(campaign: Campaign) -> dict[str, str | None]:
    return dict(campaign.participations.values_list("unit__code", "block__code"))


def arrange(campaign: Campaign, mapping: dict, **more: object) -> Campaign:
    return set_blocks(actor=NOBODY, campaign=campaign, mapping=mapping, at=JUNE, **more)


def test_a_unit_moved_out_of_a_block_of_kinds_leaves_the_others_named(units):
    campaign = apply(plan(units=["A", "B", "C"], blocks=[WARDS]))
    campaign = arrange(campaign, {units["B"].pk: "N"}, names=NEW)
    assert blocks(campaign) == {"A": "W", "B": "N", "C": "W"}
    assert document_of(campaign)["blocks"] == [
        {"code": "W", "name": {"vi": "Cụm phường"}, "units": ["A", "C"]},
        {"code": "N", "name": NEW["N"], "units": ["B"]},
    ]


def test_a_block_that_still_picks_its_units_is_left_as_written(units):
    campaign = apply(plan(units=["A", "B", "C"], blocks=[WARDS]))
    campaign = arrange(campaign, {units["B"].pk: "W"}, names={"N": {"vi": "Trống"}})
    assert document_of(campaign)["blocks"][0] == WARDS
    assert campaign.definition.number == 2


def test_a_unit_may_stand_in_no_block(units):
    campaign = apply(plan(units=["A", "B"], blocks=[WARDS]))
    assert blocks(arrange(campaign, {units["A"].pk: None})) == {"A": None, "B": "W"}


def test_blocks_left_without_units_stay_until_they_are_dropped(units):
    campaign = apply(plan(units=["A"], blocks=[WARDS]))
    campaign = arrange(campaign, {units["A"].pk: "N"}, names=NEW)
    assert [block.code for block in campaign.blocks.all()] == ["W", "N"]
    campaign = arrange(campaign, {}, drop_empty=True)
    assert [block.code for block in campaign.blocks.all()] == ["N"]


def test_a_block_is_renamed(units):
    campaign = apply(plan(units=["A"], blocks=[WARDS]))
    campaign = arrange(campaign, {}, names={"W": {"vi": "Cụm số 1"}})
    assert campaign.blocks.get().name == {"vi": "Cụm số 1"}


def test_an_unknown_block_without_a_name_is_refused(units):
    campaign = apply(plan(units=["A"], blocks=[WARDS]))
    with pytest.raises(Faults, match="NONE"):
        arrange(campaign, {units["A"].pk: "NONE"})


def test_a_unit_that_takes_no_part_is_refused(units):
    campaign = apply(plan(units=["A"], blocks=[WARDS]))
    with pytest.raises(Faults):
        arrange(campaign, {units["C"].pk: "W"})


def test_a_code_used_again_is_written_with_its_day(units):
    from_september = make_unit(code="A", valid_from="2025-09-01")
    Unit.objects.filter(pk=units["A"].pk).update(valid_to="2025-08-31")
    campaign = apply(plan(units=["A", "A@2025-09-01"], blocks=[WARDS]))
    campaign = arrange(campaign, {from_september.pk: "N"}, names=NEW)
    assert document_of(campaign)["blocks"][1]["units"] == ["A@2025-09-01"]
    assert set(campaign.participations.values_list("unit", "block__code")) == {
        (units["A"].pk, "W"),
        (from_september.pk, "N"),
    }


def test_after_launch_a_move_is_an_act_with_a_reason(units):
    campaign = apply(plan(units=["A", "B"], blocks=[WARDS, WARDS | {"code": "X", "kinds": [], "units": []}]))
    Campaign.objects.filter(pk=campaign.pk).update(status=Status.RUNNING)
    row = Campaign.objects.get().participations.get(unit__code="A")
    with pytest.raises(Faults):
        move(actor=NOBODY, participation=row, block="X", at=AUGUST)
    move(actor=NOBODY, participation=row, block="X", reason="địa bàn", decision="3/QĐ", at=AUGUST)
    act = ParticipationAct.objects.get()
    assert (act.kind, act.participation_id, act.decision) == (ActKind.MOVED, row.pk, "3/QĐ")


class TestProposal:
    """Neighbours on the map."""

    def test_neighbours_are_proposed_and_applied(self):
        for number in range(20):
            make_unit(code=f"N{number:02}", latitude=11 + number / 1000, longitude=106)
            make_unit(code=f"S{number:02}", latitude=10 + number / 1000, longitude=106)
        codes = [f"{side}{number:02}" for side in "NS" for number in range(20)]
        campaign = apply(plan(units=codes))
        mapping, names = propose(campaign.participations.select_related("unit"), prefix="CUM", name={"vi": "Cụm"})
        campaign = arrange(campaign, mapping, names=names)
        assert [(block.code, block.name["vi"]) for block in campaign.blocks.all()] == [
            ("CUM-01", "Cụm 1"),
            ("CUM-02", "Cụm 2"),
            ("CUM-03", "Cụm 3"),
        ]
        found = blocks(campaign)
        assert {found[f"N{number:02}"] for number in range(7, 20)} == {"CUM-01"}
        assert found["S19"] != found["S00"] == "CUM-03"

    def test_units_without_coordinates_join_the_smallest_cluster(self, units):
        campaign = apply(plan(units=["A", "B", "C"]))
        mapping, names = propose(campaign.participations.select_related("unit"), prefix="X", name={"vi": "Khối"})
        assert mapping == {unit.pk: "X-01" for unit in units.values()}
        assert names == {"X-01": {"vi": "Khối 1"}}
