"""The stages, reviews and tasks in the browser."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.choices import Status
from campaigns.models import StageDates, StageExtension
from indicators.models import Commendation, Review, Task
from tests.factories.season import Season, make_season
from tests.factories.stages import given, held, longer, praised, shut
from tests.indicators.views.reporters import client, text_of, url
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("august")]


@pytest.fixture
def august():
    with time_machine.travel("2025-08-20 12:00+07:00", tick=False):
        yield


@pytest.fixture
def season() -> Season:
    return make_season()


@pytest.fixture
def manager(season):
    return client(season, "VP", Role.MANAGER)


def test_the_manager_sets_and_shifts_the_days_of_a_stage(season, manager):
    address = url(season, "stage_dates", "self_score")
    assert address in text_of(manager.get(url(season, "stages")))
    manager.post(address, {"opens": "2025-09-01", "closes": "2025-09-10"})
    answer = manager.post(address, {"opens": "2025-09-01", "closes": "2025-09-15"})
    assert answer.status_code == 422
    assert "Dời giai đoạn phải nêu lý do" in answer.content.decode()

    manager.post(address, {"opens": "2025-09-01", "closes": "2025-09-15", "reason": "Theo văn bản 12"})
    assert StageDates.objects.count() == 2
    assert "Theo văn bản 12" in text_of(client(season, "P1").get(url(season, "stages")))


def test_one_unit_is_given_longer_and_reads_until_when(season, manager):
    shut(season, Status.SELF_SCORE)
    given_to = {"unit": season.units["P1"].pk, "until": "2025-08-29", "reason": "Mưa", "document": "45/UBND-VP"}
    manager.post(url(season, "stage_extend", "self_score"), given_to)

    assert StageExtension.objects.get().unit == season.units["P1"]
    own = text_of(client(season, "P1").get(url(season, "stages")))
    assert "45/UBND-VP" in own
    assert "45/UBND-VP" not in text_of(client(season, "P2").get(url(season, "stages")))


def test_the_grid_says_that_self_scoring_is_over_but_not_to_who_has_longer(season):
    shut(season, Status.SELF_SCORE)
    longer(season, Status.SELF_SCORE, "P2")

    assert "đã kết thúc ngày 19/8/2025" in text_of(client(season, "P1").get(url(season, "grid")))
    assert "đã kết thúc ngày" not in text_of(client(season, "P2").get(url(season, "grid")))


def test_a_stage_the_plan_does_not_know_is_not_here(season, manager):
    assert manager.get(url(season, "stage_dates", "closed")).status_code == 404


def test_a_review_is_held_and_its_people_noted(season, manager):
    manager.post(url(season, "review_new"), {"name": "Sơ kết tháng 8"})
    review = Review.objects.get()
    unit = season.units["P1"].pk
    manager.post(url(season, "review_commend", review.pk), {"unit": unit, "person": "Bà An", "reason": "Dẫn đầu"})
    manager.post(url(season, "review_task", review.pk), {"unit": unit, "what": "Bổ sung hồ sơ", "due": "2025-09-10"})

    text = text_of(manager.get(url(season, "review", review.pk)))
    assert "Bà An" in text
    assert "Bổ sung hồ sơ" in text
    assert "Sơ kết tháng 8" in text_of(manager.get(url(season, "reviews")))


def test_a_task_is_seen_by_its_unit_and_not_by_its_neighbour(season, manager):
    review = held(season)
    task = given(season, review=review)

    assert "Bổ sung hồ sơ" in text_of(client(season, "P1").get(url(season, "review", review.pk)))
    assert "Bổ sung hồ sơ" not in text_of(client(season, "P2").get(url(season, "review", review.pk)))
    assert client(season, "P2").get(url(season, "task", task.pk)).status_code == 403


def test_a_task_goes_from_the_units_duty_to_the_managers_confirmation(season, manager):
    task = given(season)
    writer = client(season, "P1")
    assert "Thực hiện: Bổ sung hồ sơ" in text_of(writer.get("/todo/"))
    writer.post(url(season, "task", task.pk), {"kind": "done", "note": "Đã bổ sung"})
    assert "Thực hiện: Bổ sung hồ sơ" not in text_of(writer.get("/todo/"))
    assert "Xác nhận 1 việc đã báo hoàn thành" in text_of(manager.get("/todo/"))

    manager.post(url(season, "task", task.pk), {"kind": "confirmed"})
    task.refresh_from_db()
    assert task.state == "confirmed"


def test_a_unit_does_not_confirm_its_own_task(season):
    task = given(season)
    assert client(season, "P1").post(url(season, "task", task.pk), {"kind": "confirmed"}).status_code == 403


def test_a_form_that_is_wrong_comes_back_with_what_was_typed(season, manager):
    review = held(season)
    answer = manager.post(url(season, "review_commend", review.pk), {"unit": "", "reason": "Dẫn đầu"})

    assert answer.status_code == 422
    assert "Dẫn đầu" in answer.content.decode()
    assert not Commendation.objects.exists()


def test_more_rows_cost_no_more_queries(season, manager):
    def queries(page: str) -> int:
        with CaptureQueriesContext(connection) as found:
            text_of(manager.get(page))
        return len(found)

    review = held(season)
    pages = [url(season, "stages"), url(season, "tasks"), url(season, "review", review.pk), url(season, "reviews")]
    shut(season, Status.SELF_SCORE)
    longer(season, Status.SELF_SCORE, "P1")
    praised(season, review)
    given(season, review=review)
    manager.get("/todo/")
    one = [queries(page) for page in pages]
    for unit in ("P2", "P3"):
        longer(season, Status.SELF_SCORE, unit)
        praised(season, review, unit)
        given(season, unit, review=review)

    assert [queries(page) for page in pages] == one
    assert Task.objects.count() == 3


def test_english_readers_find_english_words(season):
    text = text_of(client(season, "VP", Role.MANAGER, language="en").get(url(season, "stages")))
    assert "Set days" in text
