"""From draft to archive: what may follow what, and what is still missing."""

from datetime import date, timedelta

import pytest

from campaigns.choices import STAGES, Status, moves_from, path
from campaigns.domain.lifecycle import advance, confirm_inference, next_moves, start_due
from campaigns.jobs import advance_campaigns
from campaigns.models import Campaign, Confirmation, LifecycleAct, ParticipationAct
from campaigns.queries.inference import confirmations, unconfirmed
from campaigns.queries.readiness import missing_for
from campaigns.registry import move_hooks
from common.actors import system_actor
from common.faults import Faults
from common.models import AuditRecord
from tests.factories.plans import AUGUST, JUNE, NOVEMBER, apply, line, person, plan
from tests.factories.units import make_unit
from units.choices import UnitKind

pytestmark = pytest.mark.django_db
NOBODY = system_actor("test")
BANDS = [{"code": "good", "name": {"vi": "Tốt"}, "at_least": 80}]


@pytest.fixture(autouse=True)
def _units() -> None:
    for code in ("A", "B"):
        make_unit(f"Phường {code}", code=code)


def go(campaign: Campaign, to: str, at=AUGUST, reason: str = "") -> LifecycleAct:
    return advance(actor=NOBODY, campaign=campaign, to=to, at=at, reason=reason)


def at_state(status: str, **more: object) -> Campaign:
    campaign = apply(plan(units=["A", "B"], **more))
    Campaign.objects.filter(pk=campaign.pk).update(status=status)
    return Campaign.objects.get(pk=campaign.pk)


def codes(campaign: Campaign, to: str, on: date = date(2025, 6, 20)) -> dict[str, bool]:
    return {issue.code: issue.is_blocking for issue in missing_for(campaign, to, on=on)}


class TestMoves:
    """The table of moves."""

    def test_the_path_has_the_stages_named_in_their_order(self):
        assert path(["final", "midterm"])[2:6] == (Status.RUNNING, Status.MIDTERM, Status.FINAL, Status.CLOSED)

    @pytest.mark.parametrize("stages", [STAGES, [], ["appraisal"]])
    def test_the_first_move_is_the_next_state_and_the_last_has_none(self, stages):
        states = path(stages)
        for here, there in zip(states, states[1:], strict=False):
            assert moves_from(here, stages)[0] == there
        assert moves_from(Status.ARCHIVED, stages) == ()

    def test_only_stages_may_be_passed_over(self):
        assert moves_from(Status.RUNNING, ["midterm", "final"]) == (Status.MIDTERM, Status.FINAL, Status.CLOSED)
        assert moves_from(Status.DRAFT, STAGES) == (Status.LAUNCHED,)

    def test_a_stage_the_plan_no_longer_names_leads_on(self):
        assert moves_from(Status.APPRAISAL, ["midterm", "final"]) == (Status.FINAL, Status.CLOSED)

    def test_where_the_plan_says_nothing_all_stages_are_passed(self):
        assert next_moves(at_state(Status.RUNNING))[0] == Status.MIDTERM


class TestAdvance:
    """``advance``"""

    def test_launching_before_the_first_day_enrols_and_waits(self):
        campaign = apply(plan(units=["A", "B"]))
        go(campaign, Status.LAUNCHED, at=JUNE)
        assert campaign.status == Campaign.objects.get().status == Status.LAUNCHED
        acts = ParticipationAct.objects.values_list("kind", "effective")
        assert list(acts) == [("enrolled", date(2025, 7, 1))] * 2

    def test_launching_after_the_first_day_opens_the_campaign_at_once(self):
        campaign = apply(plan(units=["A"]))
        go(campaign, Status.LAUNCHED, at=AUGUST)
        assert campaign.status == Campaign.objects.get().status == Status.RUNNING
        moves = LifecycleAct.objects.order_by("pk").values_list("from_status", "to_status")
        assert list(moves) == [("draft", "launched"), ("launched", "running")]

    def test_a_unit_is_enrolled_from_the_day_it_exists(self):
        make_unit(code="BOARD", kind=UnitKind.AGENCY, valid_from=date(2025, 7, 28))
        go(apply(plan(units=["BOARD"])), Status.LAUNCHED, at=JUNE)
        assert ParticipationAct.objects.get().effective == date(2025, 7, 28)

    def test_a_move_out_of_order_is_refused_and_says_what_is_next(self):
        campaign = at_state(Status.CLOSED)
        with pytest.raises(Faults, match=str(Status.PUBLISHED.label)):
            go(campaign, Status.RUNNING)
        assert not LifecycleAct.objects.exists()

    def test_passing_over_a_stage_needs_a_reason(self):
        campaign = at_state(Status.RUNNING, stages=["midterm", "final"])
        with pytest.raises(Faults) as refused:
            go(campaign, Status.FINAL)
        assert refused.value.faults[0].field == "reason"
        assert go(campaign, Status.FINAL, reason="đợt ngắn").reason == "đợt ngắn"

    def test_every_move_leaves_an_audit_row_and_calls_the_hooks(self):
        seen = []

        def hook(campaign, act, actor, at):
            seen.append((campaign.status, act.to_status, at))

        move_hooks.add(hook)
        try:
            go(at_state(Status.PUBLISHED), Status.ARCHIVED)
        finally:
            move_hooks._callbacks.remove(hook)
        assert seen == [(Status.ARCHIVED, "archived", AUGUST)]
        assert AuditRecord.objects.filter(verb="advance_campaign", campaign="thu").count() == 1

    def test_what_is_missing_fails_the_verb_with_all_its_sentences(self):
        campaign = apply(plan(units=[], bands=BANDS, bands_source="inference"))
        with pytest.raises(Faults) as refused:
            go(campaign, Status.LAUNCHED)
        assert len(refused.value.faults) == 2
        assert Campaign.objects.get().status == Status.DRAFT


class TestLaunchConditions:
    """What stands between a draft and its launch."""

    def test_a_complete_plan_lacks_nothing_that_blocks(self):
        campaign = apply(plan(units=["A"], organiser_unit="B"))
        assert codes(campaign, Status.LAUNCHED) == {}

    def test_inferred_points_and_bands_must_be_confirmed(self):
        proposal = line(source={"ref": "seed", "points": "inference"})
        campaign = apply(
            plan(units=["A"], organiser_unit="B", criteria=[proposal], bands=BANDS, bands_source="inference")
        )
        assert codes(campaign, Status.LAUNCHED) == {"inference": True}
        assert [each.subject for each in unconfirmed(campaign)] == ["bands", "line:I.1"]

    def test_a_line_due_before_the_plan_was_signed_blocks(self):
        bases = [{"ref": "01/KH-UBND", "date": "2025-08-01"}]
        campaign = apply(plan(units=["A"], organiser_unit="B", legal_basis=bases, criteria=[line(due="2025-07-31")]))
        assert codes(campaign, Status.LAUNCHED) == {"due_before_plan": True}

    @pytest.mark.parametrize("lacking", ["evidence", "due"])
    def test_a_task_without_product_or_date_blocks(self, lacking):
        task = {"code": "OB.1", "name": {"vi": "Ban hành"}, "due": "2025-08-01", "evidence": {"vi": "Kế hoạch"}}
        del task[lacking]
        campaign = apply(plan(units=["A"], organiser_unit="B") | {"obligations": [task]})
        assert codes(campaign, Status.LAUNCHED) == {f"obligation_{lacking}": True}

    def test_an_empty_cluster_blocks_and_a_unit_in_none_is_worth_a_look(self):
        blocks = [{"code": "X", "name": {"vi": "Cụm X"}, "units": []}]
        campaign = apply(plan(units=["A"], organiser_unit="B", blocks=blocks))
        assert codes(campaign, Status.LAUNCHED) == {"empty_block": True, "no_block": False}

    def test_units_without_any_cluster_are_worth_a_look(self):
        campaign = apply(plan(units=["A", "B"], organiser_unit="A"))
        assert codes(campaign, Status.LAUNCHED)["no_blocks"] is False

    def test_without_units_there_is_nothing_to_launch(self):
        assert codes(apply(plan(units=[], organiser_unit="B")), Status.LAUNCHED) == {"no_participants": True}

    def test_without_an_organising_unit_nobody_manages_or_appraises(self):
        assert codes(apply(plan(units=["A"])), Status.LAUNCHED) == {"no_organiser": False, "no_verifier": False}

    def test_a_provided_line_without_provider_is_worth_a_look(self):
        campaign = apply(plan(units=["A"], organiser_unit="B", criteria=[line(feed="external")]))
        assert codes(campaign, Status.LAUNCHED) == {"no_provider": False}

    def test_a_marked_unit_without_another_verifier_is_worth_a_look(self):
        campaign = apply(plan(units=["A", "B"], organiser_unit="B"))
        assert codes(campaign, Status.LAUNCHED) == {"no_blocks": False, "own_verifier": False}

    def test_blocking_issues_come_first(self):
        campaign = apply(plan(units=[], bands=BANDS, bands_source="inference"))
        shown = [issue.is_blocking for issue in missing_for(campaign, Status.LAUNCHED, on=date(2025, 6, 20))]
        assert shown == sorted(shown, reverse=True)


class TestConfirming:
    """``confirm_inference``"""

    @pytest.fixture
    def campaign(self) -> Campaign:
        return apply(self.proposal())

    @staticmethod
    def proposal(**change: object) -> dict:
        said = line(source={"ref": "seed", "points": "inference"}, **change)
        return plan(units=["A"], organiser_unit="B", criteria=[said])

    def test_a_confirmation_bears_name_and_date_and_opens_the_launch(self, campaign):
        actor = person()
        confirm_inference(actor=actor, campaign=campaign, subjects=["line:I.1"], at=JUNE, note="họp ngày 20/6")
        row = Confirmation.objects.get()
        assert (row.confirmed_by_id, row.confirmed_at, row.note) == (actor.user_id, JUNE, "họp ngày 20/6")
        assert codes(campaign, Status.LAUNCHED) == {}
        assert list(confirmations(campaign)) == ["line:I.1"]

    def test_a_later_change_of_the_points_asks_again(self, campaign):
        confirm_inference(actor=person(), campaign=campaign, subjects=["line:I.1"], at=JUNE)
        apply(self.proposal(name={"vi": "Tên khác"}))
        assert unconfirmed(Campaign.objects.get()) == []
        apply(self.proposal(max_points=8))
        assert len(unconfirmed(Campaign.objects.get())) == 1

    def test_a_second_confirmation_of_the_same_changes_nothing(self, campaign):
        for _time in range(2):
            confirm_inference(actor=person(), campaign=campaign, subjects=["line:I.1"], at=JUNE)
        assert Confirmation.objects.count() == 1

    def test_it_takes_a_person(self, campaign):
        with pytest.raises(Faults):
            confirm_inference(actor=NOBODY, campaign=campaign, subjects=["line:I.1"], at=JUNE)

    @pytest.mark.parametrize("subjects", [[], ["line:NONE"]])
    def test_it_takes_a_proposal(self, campaign, subjects):
        with pytest.raises(Faults):
            confirm_inference(actor=person(), campaign=campaign, subjects=subjects, at=JUNE)


class TestStarting:
    """Running starts by itself."""

    def test_a_launched_campaign_opens_on_its_first_day_and_not_before(self):
        campaign = at_state(Status.LAUNCHED)
        start = AUGUST.replace(month=7, day=1)
        assert start_due(at=start - timedelta(days=1)) == 0
        assert start_due(at=start) == 1
        assert start_due(at=start) == 0
        assert Campaign.objects.get(pk=campaign.pk).status == Status.RUNNING

    def test_one_that_another_scheduler_has_opened_meanwhile_keeps_none_from_opening(self):
        for code in ("mot", "hai", "ba"):
            at_state(Status.LAUNCHED, code=code)

        def faster(campaign, act, actor, at):
            Campaign.objects.filter(code="hai").update(status=Status.RUNNING)

        move_hooks.add(faster)
        try:
            assert start_due(at=AUGUST) == 2
        finally:
            move_hooks._callbacks.remove(faster)
        assert not Campaign.objects.filter(status=Status.LAUNCHED).exists()

    def test_the_job_opens_what_is_due_today(self):
        at_state(Status.LAUNCHED)
        assert advance_campaigns() == 1

    def test_opening_too_early_is_refused_with_the_day(self):
        with pytest.raises(Faults, match="2025"):
            go(at_state(Status.LAUNCHED), Status.RUNNING, at=JUNE)


class TestClosing:
    """After the last day only."""

    @pytest.mark.parametrize(("day", "is_missing"), [(date(2025, 10, 10), True), (date(2025, 10, 11), False)])
    def test_closing_is_an_act_after_the_end(self, day, is_missing):
        campaign = at_state(Status.FINAL, missing_at_close="zero")
        assert ("not_ended" in codes(campaign, Status.CLOSED, day)) == is_missing

    def test_lines_without_data_must_be_decided_where_the_plan_leaves_it_open(self):
        campaign = at_state(Status.FINAL)
        assert codes(campaign, Status.CLOSED, date(2025, 11, 1)) == {"undecided": True}

    @pytest.mark.parametrize("choice", ["zero", "exclude"])
    def test_where_the_plan_decides_nothing_is_asked(self, choice):
        campaign = at_state(Status.FINAL, missing_at_close=choice)
        go(campaign, Status.CLOSED, at=NOVEMBER)
        assert campaign.status == Status.CLOSED


def test_a_practice_campaign_needs_only_units():
    document = plan(units=["A"], bands=BANDS, bands_source="inference")
    campaign = apply(document, born={"is_practice": True})
    assert not any(codes(campaign, Status.LAUNCHED).values())
