"""A campaign is what its document says, all or nothing."""

from copy import deepcopy
from datetime import date

import pytest

from campaigns.choices import ActKind, Status
from campaigns.domain.enrolment import withdraw
from campaigns.models import Campaign, Definition, ParticipationAct
from campaigns.queries.documents import document_of, plan_date
from common.faults import Faults
from common.models import AuditRecord
from indicators.models import Criterion
from tests.factories.plans import AUGUST, apply, line, person, plan
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
BLOCK = {"code": "P", "name": {"vi": "Cụm phường"}, "units": ["A"]}


@pytest.fixture(autouse=True)
def _units() -> None:
    for code in ("A", "B", "C"):
        make_unit(f"Phường {code}", code=code)


def launched(document: dict) -> Campaign:
    campaign = apply(document)
    Campaign.objects.filter(pk=campaign.pk).update(status=Status.LAUNCHED)
    return Campaign.objects.get(pk=campaign.pk)


def units(campaign: Campaign, **only: object) -> list[str]:
    return list(campaign.participations.filter(**only).values_list("unit__code", flat=True))


def kinds() -> list[str]:
    return list(ParticipationAct.objects.order_by("pk").values_list("kind", flat=True))


def test_a_document_becomes_a_campaign_with_its_participants_blocks_and_phases():
    phases = [{"code": "launch", "name": {"vi": "Phát động"}, "due": "2025-07-15"}]
    campaign = apply(plan(units=["A", "B"], blocks=[BLOCK]) | {"phases": phases})
    assert (campaign.code, campaign.status, campaign.start) == ("thu", Status.DRAFT, date(2025, 7, 1))
    assert list(campaign.participations.values_list("unit__code", "block__code")) == [("A", "P"), ("B", None)]
    assert campaign.phases.get().due == date(2025, 7, 15)
    assert campaign.definition.number == 1


def test_absent_keys_have_the_values_of_the_format():
    campaign = apply(plan(units=["A"]))
    assert (campaign.kind, campaign.visibility, campaign.public_detail) == ("thematic", "units", "order")
    assert (campaign.lines_seen_by, campaign.overall_order) == ("own", False)
    assert campaign.short_name == campaign.name


def test_the_document_comes_back_as_it_went_in():
    document = plan(units=["A"], decimals=3, tie_break=["I.1"])
    assert document_of(apply(document)) == document


def test_a_campaign_without_a_definition_has_no_document():
    campaign = apply(plan(units=["A"]))
    campaign.definition = None
    with pytest.raises(ValueError, match="thu"):
        document_of(campaign)


def test_the_same_document_again_makes_no_second_version():
    campaign = apply(plan(units=["A"]))
    again = apply(plan(units=["A"]))
    assert again == campaign
    assert Definition.objects.count() == 1


def test_a_changed_document_makes_the_next_version():
    apply(plan(units=["A"]))
    campaign = apply(plan(units=["A"], decimals=1), reason="làm tròn")
    assert campaign.definition.number == 2
    assert campaign.definition.reason == "làm tròn"


def test_every_definition_leaves_an_audit_row():
    apply(plan(units=["A"]))
    row = AuditRecord.objects.get(verb="define_campaign")
    assert (row.subject_key, row.campaign) == ("thu", "thu")


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"participants": {"units": ["A", "NONE"]}}, "NONE"),
        ({"participants": {"within": "NONE", "kinds": ["ward"]}}, "NONE"),
        ({"blocks": [BLOCK | {"units": ["NONE"]}]}, "NONE"),
        ({"blocks": [BLOCK | {"kinds": ["ward"], "units": []}, BLOCK | {"code": "Q"}]}, "Phường A"),
        ({"criteria": [line(provided_by="NONE", feed="external")]}, "NONE"),
        ({"criteria": [line(applies_to={"units": ["NONE"]})]}, "NONE"),
        ({"criteria": [line(), line()]}, "I.1"),
        ({"campaign": {"code": "thu"}}, "start"),
    ],
)
def test_a_fault_names_what_is_wrong_and_changes_nothing(wrong, named):
    apply(plan(units=["A"]))
    with pytest.raises(Faults, match=named):
        apply(plan(units=["A"], decimals=5) | wrong)
    assert Definition.objects.count() == 1
    assert units(Campaign.objects.get()) == ["A"]
    assert Criterion.objects.get().is_active


def test_all_faults_are_told_at_once_in_the_order_of_their_lines():
    document = plan(units=["X"], criteria=[line(provided_by="Y", feed="external")], organiser_unit="Z")
    lines = {("criteria", 0, "provided_by"): 3, ("participants", "units", 0): 2, ("campaign", "organiser_unit"): 1}
    with pytest.raises(Faults) as refused:
        apply(document, lines=lines, source="f.yaml")
    assert [str(fault).split(": ")[0] for fault in refused.value.faults] == ["f.yaml:1", "f.yaml:2", "f.yaml:3"]


def test_a_fault_in_a_new_campaign_leaves_no_campaign():
    with pytest.raises(Faults):
        apply(plan(units=["X"]))
    assert not Campaign.objects.exists()


class TestParticipants:
    """Who was in and is no longer, before and after launch."""

    def test_before_launch_the_list_is_simply_replaced(self):
        apply(plan(units=["A", "B"]))
        campaign = apply(plan(units=["B", "C"]))
        assert units(campaign) == ["B", "C"]
        assert kinds() == []

    def test_after_launch_who_leaves_the_plan_is_withdrawn_and_stays_listed(self):
        launched(plan(units=["A", "B"]))
        campaign = apply(plan(units=["B"]), at=AUGUST, reason="phường A xin rút")
        row = campaign.participations.get(unit__code="A")
        assert (row.is_active, kinds()) == (False, [ActKind.WITHDRAWN])
        assert row.note["vi"] == "không tham gia từ ngày 20/8/2025: phường A xin rút"
        assert row.note["en"].startswith("takes no part from ")

    def test_who_comes_back_into_the_plan_is_readmitted(self):
        launched(plan(units=["A", "B"]))
        apply(plan(units=["B"]), at=AUGUST, reason="rút")
        campaign = apply(plan(units=["A", "B"]), at=AUGUST, reason="trở lại")
        row = campaign.participations.get(unit__code="A")
        assert (row.is_active, row.note) == (True, None)
        assert kinds() == [ActKind.WITHDRAWN, ActKind.READMITTED]

    def test_who_was_out_already_leaves_the_plan_without_a_further_act(self):
        campaign = launched(plan(units=["A", "B"]))
        withdraw(
            actor=person(),
            participation=campaign.participations.get(unit__code="A"),
            effective=date(2025, 8, 1),
            reason="sáp nhập",
            decision="1/QĐ",
            at=AUGUST,
        )
        campaign = apply(plan(units=["B"]), at=AUGUST, reason="rút")
        assert kinds() == [ActKind.WITHDRAWN]
        assert "1/QĐ" in campaign.participations.get(unit__code="A").note["vi"]

    def test_after_launch_a_newcomer_is_enrolled_by_an_act(self):
        launched(plan(units=["A"]))
        apply(plan(units=["A", "B"]), at=AUGUST, reason="bổ sung")
        act = ParticipationAct.objects.get()
        assert (act.kind, act.participation.unit.code, act.reason) == (ActKind.ENROLLED, "B", "bổ sung")

    def test_after_launch_another_block_is_a_move(self):
        launched(plan(units=["A"], blocks=[BLOCK, BLOCK | {"code": "Q", "units": []}]))
        apply(
            plan(units=["A"], blocks=[BLOCK | {"units": []}, BLOCK | {"code": "Q"}]),
            at=AUGUST,
            reason="địa bàn",
            decision="12/QĐ",
        )
        act = ParticipationAct.objects.get()
        assert (act.kind, act.reason, act.decision) == (ActKind.MOVED, "địa bàn", "12/QĐ")
        assert act.participation.block.code == "Q"

    def test_a_removed_block_leaves_its_units_without_one(self):
        apply(plan(units=["A"], blocks=[BLOCK]))
        campaign = apply(plan(units=["A"], blocks=[]))
        assert campaign.participations.get().block is None
        assert not campaign.blocks.exists()


class TestAfterLaunch:
    """A change of a launched plan says why."""

    def test_a_change_without_a_reason_is_refused(self):
        launched(plan(units=["A"]))
        with pytest.raises(Faults) as refused:
            apply(plan(units=["A"], decimals=1))
        assert [fault.field for fault in refused.value.faults] == ["reason"]
        assert Definition.objects.count() == 1

    def test_the_same_document_needs_no_reason(self):
        launched(plan(units=["A"]))
        assert apply(plan(units=["A"])).definition.number == 1


def test_the_date_of_the_plan_is_that_of_the_first_document_numbered_as_one():
    document = plan(units=["A"])
    assert plan_date(document) == date(2025, 7, 1)
    bases = [{"ref": "06/2022/QH15", "date": "2022-06-15"}, {"ref": "01/KH-UBND", "date": "2025-07-20"}]
    dated = deepcopy(document)
    dated["campaign"]["legal_basis"] = bases
    assert plan_date(dated) == date(2025, 7, 20)
