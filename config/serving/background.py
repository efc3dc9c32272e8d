"""A Celery worker and its scheduler as threads of this process."""

import threading
from datetime import UTC, datetime

from celery import Celery
from celery.beat import EmbeddedService, Scheduler
from celery.worker import WorkController, state
from django.conf import settings

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class SweepingScheduler(Scheduler):
    """All is due at once at the start: what an earlier process left undone is found in the database."""

    def setup_schedule(self) -> None:
        super().setup_schedule()
        self.merge_inplace(self.app.conf.beat_schedule)
        for entry in self.schedule.values():
            entry.last_run_at = LONG_AGO


class Background:
    """Start and stop of both threads. A task cut off by `stop` is taken up again at the next start."""

    def __init__(self, app: Celery) -> None:
        self.app = app
        app.loader.import_default_modules()
        app.conf.beat_schedule = schedule_of(app)
        self.worker = WorkController(
            app=app,
            pool="solo",
            hostname="embedded@localhost",
            without_heartbeat=True,
            without_mingle=True,
            without_gossip=True,
        )
        self.thread = threading.Thread(target=self.worker.start, name="worker", daemon=True)
        self.beat = EmbeddedService(app, thread=True, scheduler_cls=SweepingScheduler)

    def start(self) -> None:
        self.thread.start()
        self.beat.start()

    def stop(self, *, within: float) -> bool:
        """True when the worker finished what it was doing in `within` seconds."""
        state.should_stop = 0
        self.app.control.broadcast("ping")  # wakes it from its wait for messages
        self.thread.join(within)
        self.beat.service.stop()
        return not self.thread.is_alive()


def schedule_of(app: Celery) -> dict:
    """The settings' schedule, and a look each second at what only a shared queue would have told us.

    A look that the busy worker could not take within its second is dropped, so looks never pile up.
    """
    schedule = dict(settings.CELERY_BEAT_SCHEDULE)
    if settings.CELERY_BROKER_URL.startswith("memory:"):
        for task in settings.LOOKED_AT_EACH_SECOND:
            schedule[f"look-{task}"] = {"task": task, "schedule": 1.0, "options": {"expires": 1.0}}
    return {name: entry for name, entry in schedule.items() if entry["task"] in app.tasks}
