"""Counting a vote: places, threshold, base, ties, and where its order leaves that of the points. Pure and exact."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from math import ceil, floor
from typing import Any


class Base(StrEnum):
    """Of what the threshold is a share."""

    MEMBERS = "members"
    PRESENT = "present"
    BALLOTS = "ballots"


@dataclass(frozen=True, slots=True)
class Rule:
    """``threshold``: a share of the base (0–1); ``is_strict``: more than it, else at least it."""

    places: int
    threshold: Fraction
    base: Base
    is_strict: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted. ``received`` holds the invalid ballots too; who is not in ``votes`` is no candidate."""

    members: int
    present: int
    received: int
    invalid: int
    votes: Mapping[Any, int]

    def base(self, base: Base) -> int:
        return {Base.MEMBERS: self.members, Base.PRESENT: self.present, Base.BALLOTS: self.received}[base]


@dataclass(frozen=True, slots=True)
class Standing:
    """One candidate: competition rank by votes (1, 2, 2, 4); ``share`` of the base, None where that is empty.

    ``is_tied``: equal votes at the last place, which the count alone does not decide."""

    key: Any
    votes: int
    rank: int
    share: Fraction | None
    passes: bool
    is_elected: bool
    is_tied: bool


@dataclass(frozen=True, slots=True)
class Result:
    """``needed``: the fewest votes that pass. ``rows``: most votes first, equal ones in the order given."""

    base: int
    needed: int
    places: int
    rows: tuple[Standing, ...]

    @property
    def elected(self) -> list[Standing]:
        return [row for row in self.rows if row.is_elected]

    @property
    def tied(self) -> list[Standing]:
        return [row for row in self.rows if row.is_tied]

    @property
    def open_places(self) -> int:
        return self.places - len(self.elected)


def needed(rule: Rule, base: int) -> int:
    """The fewest votes that pass, never none: 0.8 of 15 → 12; more than half of 14 → 8."""
    exact = rule.threshold * base
    return max(floor(exact) + 1 if rule.is_strict else ceil(exact), 1)


def tally(rule: Rule, count: Count) -> Result:
    """Who passes and is elected. Equal votes that do not all fit into the places left are tied, and nobody below is
    elected over them."""
    base = count.base(rule.base)
    least = needed(rule, base)
    ordered = sorted(count.votes.items(), key=lambda pair: -pair[1])
    rows: list[Standing] = []
    left = rule.places
    for votes, group in groupby(ordered, key=lambda pair: pair[1]):
        alike = [key for key, _votes in group]
        passes = votes >= least
        elected = passes and len(alike) <= left
        tied = passes and not elected and left > 0
        share = Fraction(votes, base) if base else None
        rank = len(rows) + 1
        rows += [Standing(key, votes, rank, share, passes, elected, tied) for key in alike]
        left -= len(alike) if elected else (left if tied else 0)
    return Result(base, least, rule.places, tuple(rows))


def problems(rule: Rule, count: Count) -> Iterable[str]:
    """Why a count cannot be: keys of sentences, none where it holds."""
    valid = count.received - count.invalid
    if min(count.received, count.invalid, *count.votes.values(), 0) < 0:
        yield "negative"
    if count.received > count.members:
        yield "more_ballots_than_members"
    if valid < 0:
        yield "more_invalid_than_received"
        return
    if any(votes > valid for votes in count.votes.values()):
        yield "more_votes_than_ballots"
    if sum(count.votes.values()) > valid * rule.places:
        yield "more_votes_than_places"


@dataclass(frozen=True, slots=True)
class Overtaking:
    """``above`` is put before ``below``, which has more points."""

    above: Any
    below: Any


def overtakings(result: Result, points: Mapping[Any, Fraction]) -> list[Overtaking]:
    """Where the result leaves the order of the points: an elected candidate before another with more of them,
    whether elected with fewer votes or not at all. Without points one stands below everybody who has some."""
    return [
        Overtaking(one.key, other.key)
        for one in result.elected
        for other in result.rows
        if (other.votes < one.votes or not other.is_elected) and _has_more(points.get(other.key), points.get(one.key))
    ]


def _has_more(one: Fraction | None, other: Fraction | None) -> bool:
    return one is not None and (other is None or one > other)
