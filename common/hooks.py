"""Lists of callbacks by which a higher app tells a lower one what that must not import."""

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

Callback = TypeVar("Callback", bound=Callable[..., Any])


class Hooks(Generic[Callback]):
    """Callbacks in the order they were added; adding one twice changes nothing."""

    def __init__(self) -> None:
        self._callbacks: list[Callback] = []

    def add(self, callback: Callback) -> Callback:
        if callback not in self._callbacks:
            self._callbacks.append(callback)
        return callback

    def __iter__(self) -> Iterator[Callback]:
        return iter(self._callbacks)
