"""Advisory locks: one sealer, one recompute per campaign, writers against a freeze."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def advisory_lock(key: str, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock named ``key`` from here until the outermost transaction ends.

    Waits for it. Shared holders exclude only the exclusive one. SQLite has one writer at a time
    (transactions begin IMMEDIATE), so there the transaction itself is the lock.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            _call("pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock", key)
        yield


def _call(function: str, key: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [_number(key)])
        return cursor.fetchone()[0]


def _number(key: str) -> int:
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], signed=True)
