"""Answers kept in this process: made once, given again while their key stands.

A key names what the answer follows from; what it leaves out (a unit renamed) is at most ``seconds`` old."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from cachetools import TTLCache

Answer = TypeVar("Answer")
_ALL: WeakSet["Kept"] = WeakSet()


class Kept(Generic[Answer]):
    """At most ``most`` answers, the least used dropped first."""

    def __init__(self, *, most: int, seconds: float) -> None:
        self._held: TTLCache = TTLCache(most, seconds)
        self._lock = Lock()
        _ALL.add(self)

    def find(self, key: Hashable) -> Answer | None:
        with self._lock:
            return self._held.get(key)

    def keep(self, key: Hashable, answer: Answer) -> Answer:
        with self._lock:
            self._held[key] = answer
        return answer

    def get(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Two callers at once may both make it; they make the same."""
        found = self.find(key)
        return self.keep(key, make()) if found is None else found

    def drop(self, is_void: Callable[[Any], bool]) -> None:
        """Those whose key says so."""
        with self._lock:
            for key in [key for key in self._held if is_void(key)]:
                del self._held[key]

    def clear(self) -> None:
        with self._lock:
            self._held.clear()


def forget_everything() -> None:
    """Between tests, whose databases begin again with the same ids."""
    for kept in list(_ALL):
        kept.clear()
