"""Sơ kết: a snapshot named so, the commended, tasks from being given to being confirmed."""

from datetime import date

import pytest

from campaigns.choices import Status
from campaigns.domain.lifecycle import advance
from common.faults import Faults
from common.models import AuditRecord
from indicators.choices import SnapshotKind, TaskActKind, TaskState
from indicators.domain.reviews import act_on_task, take_back_commendation
from indicators.models import Commendation, Review, Snapshot, Task
from tests.factories.season import NOON, Season, make_season
from tests.factories.stages import given, held, praised
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def season() -> Season:
    return make_season()


def act(season: Season, task: Task, kind: TaskActKind, note: str = "xong", *, by: str = "VP", **more) -> None:
    role = Role.MANAGER if by == "VP" else Role.REPORTER
    act_on_task(actor=season.actor(by, role), task=task, kind=kind, note=note, at=NOON, **more)
    task.refresh_from_db()


def test_a_review_freezes_an_interim_snapshot_named_so(season):
    review = held(season)

    assert (review.snapshot.kind, review.snapshot.name) == (SnapshotKind.INTERIM, "Sơ kết tháng 8")
    assert Snapshot.objects.get().published_at is None
    assert AuditRecord.objects.filter(verb="hold_review").count() == 1


def test_the_stage_of_the_mid_term_review_begins_with_one(season):
    told = {"actor": season.actor("VP", Role.MANAGER), "campaign": season.campaign, "at": NOON}
    advance(to=Status.MIDTERM, **told)

    assert Review.objects.get().snapshot.name == "Sơ kết"


@pytest.mark.parametrize("name", [" ", "ơ" * 201, "a\x00"])
def test_a_review_without_a_proper_name_freezes_nothing(season, name):
    with pytest.raises(Faults):
        held(season, name)
    assert not Snapshot.objects.exists()


def test_a_closed_campaign_holds_no_mid_term_review(season):
    season.move(Status.CLOSED)
    with pytest.raises(Faults):
        held(season)


def test_units_and_people_are_noted_and_taken_back(season):
    review = held(season)
    praised(season, review)
    person = praised(season, review, person="Nguyễn Thị An", document="12/QĐ-UBND")
    told = {"actor": season.actor("VP", Role.MANAGER), "at": NOON}
    take_back_commendation(commendation=person, **told)

    assert Commendation.objects.filter(taken_back_at=None).get().person == ""
    assert AuditRecord.objects.filter(verb="take_back_commendation").count() == 1
    with pytest.raises(Faults):
        take_back_commendation(commendation=person, **told)


def test_a_commendation_says_for_what(season):
    with pytest.raises(Faults):
        praised(season, held(season), reason=" ")


class TestTasks:
    def test_a_task_bears_where_it_comes_from(self, season):
        assert given(season, review=held(season)).source == "Sơ kết tháng 8"

    def test_it_is_reported_asked_for_more_and_confirmed(self, season):
        task = given(season)
        act(season, task, TaskActKind.DONE, by="P1")
        assert task.state == TaskState.DONE
        act(season, task, TaskActKind.REOPENED, "thiếu biên bản")
        assert task.state == TaskState.OPEN
        act(season, task, TaskActKind.DONE, by="P1")
        act(season, task, TaskActKind.CONFIRMED, "")

        assert task.state == TaskState.CONFIRMED
        assert [row.kind for row in task.acts.order_by("pk")] == ["done", "reopened", "done", "confirmed"]

    def test_its_day_is_moved_with_a_reason(self, season):
        task = given(season)
        act(season, task, TaskActKind.MOVED, "mưa bão", due=date(2025, 9, 30))
        assert (task.due, task.state) == (date(2025, 9, 30), TaskState.OPEN)

    @pytest.mark.parametrize(
        ("kind", "note"),
        [(TaskActKind.MOVED, "không có ngày"), (TaskActKind.DONE, " "), (TaskActKind.REOPENED, "chưa báo")],
    )
    def test_what_does_not_fit_changes_nothing(self, season, kind, note):
        task = given(season)
        with pytest.raises(Faults):
            act(season, task, kind, note)
        assert not task.acts.exists()

    def test_a_day_that_has_passed_or_a_stranger_is_refused(self, season):
        with pytest.raises(Faults):
            given(season, due=date(2025, 8, 1))
        season.campaign.participations.filter(unit=season.units["P1"]).delete()
        with pytest.raises(Faults):
            given(season)
