"""Acts on a participant: dated, reasoned, numbered, and undone only by a further act."""

from datetime import date

import pytest

from campaigns.choices import ActKind, Status
from campaigns.domain.enrolment import exclude, lock, name_verifier, readmit, unlock, withdraw
from campaigns.models import Campaign, Participation, ParticipationAct
from common.faults import Faults
from common.models import AuditRecord
from indicators.models import DirtyMark
from tests.factories.plans import AUGUST, apply, person, plan
from tests.factories.units import make_unit
from units.models import Unit

pytestmark = pytest.mark.django_db
GIVEN = {"effective": date(2025, 8, 15), "reason": "sáp nhập", "decision": "12/QĐ-UBND", "at": AUGUST}


@pytest.fixture
def row() -> Participation:
    make_unit("Phường A", code="A")
    campaign = apply(plan(units=["A"]))
    set_status(campaign, Status.RUNNING)
    return campaign.participations.get()


def set_status(campaign: Campaign, status: str) -> None:
    Campaign.objects.filter(pk=campaign.pk).update(status=status)


@pytest.mark.parametrize(("verb", "kind"), [(withdraw, ActKind.WITHDRAWN), (exclude, ActKind.EXCLUDED)])
def test_who_is_out_is_listed_with_the_day_the_decision_and_the_reason(row, verb, kind):
    actor = person()
    act = verb(actor=actor, participation=row, **GIVEN)
    row.refresh_from_db()
    assert (act.kind, act.effective, act.decision, act.made_by_id) == (
        kind,
        date(2025, 8, 15),
        "12/QĐ-UBND",
        actor.user_id,
    )
    assert not row.is_active
    assert "12/QĐ-UBND: sáp nhập" in row.note["vi"]
    assert "15/8/2025" in row.note["vi"]
    assert set(row.note) == {"vi", "en"}


def test_a_readmitted_unit_is_ranked_again_and_its_history_stays(row):
    withdraw(actor=person(), participation=row, **GIVEN)
    readmit(actor=person(), participation=row, **GIVEN)
    row.refresh_from_db()
    assert (row.is_active, row.note) == (True, None)
    assert list(ParticipationAct.objects.order_by("pk").values_list("kind", flat=True)) == ["withdrawn", "readmitted"]


def test_a_withdrawal_by_decision_outlives_the_next_definition(row):
    withdraw(actor=person(), participation=row, **GIVEN)
    apply(plan(units=["A"], decimals=1), at=AUGUST, reason="làm tròn")
    row.refresh_from_db()
    assert not row.is_active


@pytest.mark.parametrize("verb", [withdraw, exclude])
def test_nobody_leaves_twice(row, verb):
    withdraw(actor=person(), participation=row, **GIVEN)
    with pytest.raises(Faults):
        verb(actor=person(), participation=row, **GIVEN)


def test_who_is_in_cannot_be_readmitted(row):
    with pytest.raises(Faults):
        readmit(actor=person(), participation=row, **GIVEN)


@pytest.mark.parametrize(
    ("lacking", "field"),
    [({"reason": " "}, "reason"), ({"decision": ""}, "decision"), ({"effective": date(2025, 8, 21)}, "effective")],
)
@pytest.mark.parametrize("verb", [withdraw, exclude])
def test_an_act_without_reason_number_or_past_day_is_refused_and_writes_nothing(row, verb, lacking, field):
    with pytest.raises(Faults) as refused:
        verb(actor=person(), participation=row, **(GIVEN | lacking))
    assert [fault.field for fault in refused.value.faults] == [field]
    assert not ParticipationAct.objects.exists()


def test_before_launch_the_plan_is_changed_instead(row):
    set_status(row.campaign, Status.DRAFT)
    with pytest.raises(Faults):
        withdraw(actor=person(), participation=row, **GIVEN)


def test_every_act_is_audited_and_marks_the_board(row):
    DirtyMark.objects.all().delete()
    exclude(actor=person(), participation=row, **GIVEN)
    audited = AuditRecord.objects.get(verb="participation_excluded")
    assert audited.subject_key == "thu/A@"
    assert DirtyMark.objects.filter(campaign_id=row.campaign_id).count() == 1


class TestLocks:
    """Unlocking one unit after closing."""

    def test_a_unit_is_unlocked_and_locked_again(self, row):
        set_status(row.campaign, Status.CLOSED)
        unlock(actor=person(), participation=row, reason="nhập sai đơn vị tính", at=AUGUST)
        row.refresh_from_db()
        assert row.is_unlocked
        lock(actor=person(), participation=row, reason="đã sửa", at=AUGUST)
        row.refresh_from_db()
        assert not row.is_unlocked

    @pytest.mark.parametrize("status", [Status.RUNNING, Status.PUBLISHED])
    def test_only_a_closed_campaign_has_locks(self, row, status):
        set_status(row.campaign, status)
        with pytest.raises(Faults):
            unlock(actor=person(), participation=row, reason="lý do", at=AUGUST)

    @pytest.mark.parametrize(("verb", "reason"), [(unlock, ""), (lock, "lý do")])
    def test_it_takes_a_reason_and_changes_something(self, row, verb, reason):
        set_status(row.campaign, Status.CLOSED)
        with pytest.raises(Faults):
            verb(actor=person(), participation=row, reason=reason, at=AUGUST)


class TestAnotherVerifier:
    """Rule 7: somebody else appraises a marked unit."""

    @pytest.fixture
    def other(self) -> Unit:
        return make_unit(code="B")

    def test_another_unit_is_named_and_taken_back(self, row, other):
        name_verifier(actor=person(), participation=row, verifier=other, reason="khách quan", at=AUGUST)
        row.refresh_from_db()
        assert row.alternate_verifier == other
        name_verifier(actor=person(), participation=row, verifier=None, reason="không cần", at=AUGUST)
        row.refresh_from_db()
        assert row.alternate_verifier is None

    def test_never_the_unit_itself(self, row):
        with pytest.raises(Faults):
            name_verifier(actor=person(), participation=row, verifier=row.unit, reason="lý do", at=AUGUST)

    def test_after_launch_it_says_why(self, row, other):
        with pytest.raises(Faults):
            name_verifier(actor=person(), participation=row, verifier=other, reason="", at=AUGUST)
        set_status(row.campaign, Status.DRAFT)
        name_verifier(actor=person(), participation=row, verifier=other, reason="", at=AUGUST)
