"""Two who act at the same moment, each on a connection of their own."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

PATIENCE = 10


class Rival:
    """Runs an act in a thread; what it gave or raised stands in ``result`` after ``ended``."""

    def __init__(self, act: Callable[[], Any]) -> None:
        self.result: Any = None
        self._act = act
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            self.result = self._act()
        except Exception as raised:
            self.result = raised
        finally:
            connections.close_all()

    def ended(self) -> Any:
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "the rival is still waiting"
        return self.result

    def waits(self) -> None:
        """Returns once the rival waits for a lock, or is through without having waited."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self._thread.is_alive() and not _somebody_waits():
            time.sleep(0.01)


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def needs_postgres() -> None:
    """SQLite has one writer at a time."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
