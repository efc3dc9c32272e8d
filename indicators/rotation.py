"""Who scores whom across a cluster: a fair rotation, the same for the same members. No database."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

Pair = tuple[int, int]  # who scores, who is scored


def rotation(members: Sequence[int], each: int) -> list[Pair]:
    """Every member scores the ``each`` that follow it in the circle: all score and are scored equally often, nobody
    scores itself, and while fewer than half are scored no two score each other."""
    count = len(members)
    return [
        (one, members[(place + step) % count])
        for place, one in enumerate(members)
        for step in range(1, min(each, count - 1) + 1)
    ]


def short_of(members: Iterable[int], each: int, pairs: Iterable[Pair]) -> list[int]:
    """The members that do not score exactly ``each`` others."""
    scored = Counter(one for one, _other in set(pairs))
    return [member for member in members if scored[member] != each]


def as_they_stand(pairs: Mapping[int, Pair], standing: Mapping[int, int]) -> dict[int, Pair]:
    """The pairs by key with whoever stands now in the place of a member merged away. One that would score itself,
    or twice the same, drops out; so does one for whom nobody stands."""
    found: dict[int, Pair] = {}
    seen: set[Pair] = set()
    for key, (one, other) in pairs.items():
        now = standing.get(one), standing.get(other)
        if now[0] is None or now[1] is None or now[0] == now[1]:
            continue
        pair = now[0], now[1]
        if pair not in seen:
            seen.add(pair)
            found[key] = pair
    return found
