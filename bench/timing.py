"""Timing several things in turn, so that what else the machine does falls on all of them alike."""

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call, rubbish of earlier ones swept away first."""
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def in_turn(rounds: int, works: Mapping[str, Callable[[int], object]]) -> dict[str, list[float]]:
    """Each work once a round; the order turns round by round. A work gets the number of the round."""
    found: dict[str, list[float]] = {name: [] for name in works}
    names = list(works)
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            found[name].append(seconds(lambda name=name, number=number: works[name](number)))
    return found


def middle(samples: Mapping[str, list[float]]) -> dict[str, float]:
    return {name: round(median(values), 5) for name, values in samples.items()}
