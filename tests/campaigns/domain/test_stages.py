"""Stages by date: set, shifted with a reason, longer for one unit by a document, entered by themselves."""

from datetime import UTC, date, datetime

import pytest

from campaigns.choices import Status
from campaigns.domain.lifecycle import advance
from campaigns.domain.stages import open_due_stages
from campaigns.models import StageDates, StageExtension
from campaigns.queries.stages import stage_book
from common.faults import Faults
from common.models import AuditRecord
from tests.factories.season import NOON, Season, make_season
from tests.factories.stages import FIRST, LAST, longer, shut
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]
DAY = date(2025, 8, 20)
STAGE = Status.SELF_SCORE


@pytest.fixture
def season() -> Season:
    return make_season()


def answer(season: Season, on: date, unit: str | None = None) -> bool:
    pk = season.units[unit].pk if unit else None
    return bool(stage_book(season.campaign).answer(STAGE, on, pk))


def test_a_stage_without_days_is_never_shut(season):
    assert answer(season, date(2020, 1, 1))
    assert stage_book(season.campaign).state(STAGE, DAY) == "undated"


def test_both_days_are_included(season):
    shut(season, STAGE)
    found = [answer(season, day) for day in (date(2025, 8, 10), FIRST, LAST, DAY)]
    assert found == [False, True, True, False]


def test_one_unit_has_longer_and_the_others_have_not(season):
    shut(season, STAGE)
    longer(season, STAGE, "P1")

    assert answer(season, DAY, "P1")
    assert not answer(season, DAY, "P2")
    assert not answer(season, date(2025, 8, 30), "P1")
    assert '"document":"45/UBND-VP ngày 18/8/2025"' in AuditRecord.objects.get(verb="extend_stage").detail


def test_everybodys_last_day_takes_an_extension_back(season):
    shut(season, STAGE)
    longer(season, STAGE, "P1")
    longer(season, STAGE, "P1", LAST)

    assert not answer(season, DAY, "P1")
    assert StageExtension.objects.count() == 2


def test_a_shift_says_why_and_what_was_before(season):
    shut(season, STAGE, reason="")
    with pytest.raises(Faults) as refused:
        shut(season, STAGE, closes=date(2025, 8, 25), reason=" ")
    assert refused.value.faults[0].field == "reason"

    shut(season, STAGE, closes=date(2025, 8, 25), reason="mưa bão")
    assert answer(season, DAY)
    assert f'"before":["{FIRST}","{LAST}"]' in AuditRecord.objects.filter(verb="set_stage_dates").last().detail


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"opens": LAST, "closes": FIRST}, "closes"),
        ({"opens": None, "closes": None}, "opens"),
        ({"reason": "a\x00", "opens": FIRST}, "reason"),
    ],
)
def test_days_that_cannot_be_are_refused(season, days, field):
    with pytest.raises(Faults) as refused:
        shut(season, STAGE, **days)
    assert refused.value.faults[0].field == field
    assert not StageDates.objects.exists()


def test_days_may_be_taken_back(season):
    shut(season, STAGE)
    shut(season, STAGE, opens=None, closes=None, reason="không khóa nữa")
    assert answer(season, date(2030, 1, 1))


def test_a_state_is_no_stage(season):
    with pytest.raises(Faults):
        shut(season, Status.CLOSED)


def test_nobody_has_longer_where_nothing_closes(season):
    with pytest.raises(Faults):
        longer(season, STAGE, "P1")


class TestEntering:
    def test_a_stage_is_not_entered_before_its_first_day(self, season):
        shut(season, STAGE, opens=date(2025, 9, 1), closes=None)
        told = {"actor": season.actor("VP", Role.MANAGER), "campaign": season.campaign, "reason": "sớm", "at": NOON}
        with pytest.raises(Faults):
            advance(to=STAGE, **told)

    def test_on_its_first_day_the_campaign_moves_there_by_itself_once(self, season):
        shut(season, STAGE, opens=FIRST, closes=None)
        assert open_due_stages(at=NOON) == 1
        season.campaign.refresh_from_db()
        assert season.campaign.status == STAGE
        assert open_due_stages(at=NOON) == 0

    def test_a_stage_that_has_passed_is_not_entered_any_more(self, season):
        shut(season, STAGE)
        assert open_due_stages(at=NOON) == 0

    def test_a_draft_is_left_alone(self, season):
        shut(season, STAGE, opens=FIRST, closes=None)
        season.move(Status.DRAFT)
        assert open_due_stages(at=datetime(2025, 8, 21, 3, tzinfo=UTC)) == 0
