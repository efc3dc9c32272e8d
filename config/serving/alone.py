"""One process only, while the queue is in memory: a second one would never hear of the first one's work."""

import fcntl
import os
from typing import TextIO

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_held: list[TextIO] = []


class NotAlone(ImproperlyConfigured):
    """Another process already serves this data folder without Redis."""


def hold_if_queue_is_local() -> None:
    """Keeps a lock for the life of the process; raises `NotAlone` when another one has it."""
    if _held or not settings.CELERY_BROKER_URL.startswith("memory:"):
        return
    lock = (settings.VAR_DIR / "serve.lock").open("a+", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        raise NotAlone(_refusal(lock.read().strip()))
    lock.truncate(0)
    print(os.getpid(), file=lock, flush=True)
    _held.append(lock)


def _refusal(process: str) -> str:
    return (
        f"Process {process or '?'} already serves {settings.VAR_DIR}. Without Redis one process does "
        "everything: stop that one, or set REDIS_URL for several."
    )
