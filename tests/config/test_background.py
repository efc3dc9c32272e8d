import pytest
from celery import Celery

from config.celery import app as product
from config.serving.background import SweepingScheduler, schedule_of

SCHEDULE = {
    "known": {"task": "tests.known", "schedule": 600.0},
    "unknown": {"task": "tests.unknown", "schedule": 60.0},
}


@pytest.fixture
def app(settings) -> Celery:
    settings.CELERY_BEAT_SCHEDULE = SCHEDULE
    settings.LOOKED_AT_EACH_SECOND = ["tests.known"]
    made = Celery("tests", set_as_current=False, broker="memory://localhost")
    made.task(name="tests.known")(nothing)
    return made


def nothing() -> None:
    """A task that only has to exist."""


def test_a_task_that_is_not_there_is_not_scheduled(app):
    assert "unknown" not in schedule_of(app)


def test_without_redis_the_worker_looks_each_second_and_late_looks_are_dropped(app):
    look = schedule_of(app)["look-tests.known"]

    assert (look["schedule"], look["options"]) == (1.0, {"expires": 1.0})


def test_with_redis_nobody_looks(app, settings):
    settings.CELERY_BROKER_URL = "redis://localhost"

    assert set(schedule_of(app)) == {"known"}


def test_every_scheduled_task_exists(settings):
    product.loader.import_default_modules()
    wanted = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} | set(settings.LOOKED_AT_EACH_SECOND)

    assert wanted - set(product.tasks) == set()


def test_at_a_start_everything_is_due(app):
    app.conf.beat_schedule = schedule_of(app)

    scheduled = SweepingScheduler(app).schedule

    assert set(scheduled) >= {"known", "look-tests.known"}
    assert all(entry.is_due().is_due for entry in scheduled.values())
