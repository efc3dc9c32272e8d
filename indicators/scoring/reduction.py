"""Facts of several periods, own and inherited, reduced to one value.

Facts stay with the unit that made them. A successor's own facts and those it inherits are reduced
together, and the rule is applied once, to the result. n/a periods are dropped; a ratio with a zero
denominator is n/a, not zero. A predecessor's fact settles its period.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from indicators.scoring.arithmetic import ONE, ZERO, total, weighted_mean
from indicators.scoring.cells import KNOWN, NO_DATA, NOT_APPLICABLE
from indicators.scoring.lines import Measure


class Fact(NamedTuple):
    """What counts for one period on one basis; ``order`` sorts periods in time across units.

    ``value`` is a Fraction, or None where only the parts of a ratio are given or where ``is_na``.
    """

    period: str
    order: int
    value: Any
    n: Fraction | None = None
    d: Fraction | None = None
    is_na: bool = False


@dataclass(frozen=True, slots=True)
class Reduced:
    """``count``/``na_count``: periods with a value / with n/a only; ``periods``: all of them.

    ``inherited``: a predecessor's fact is in the value. ``not_apportioned``: facts of a divided
    predecessor without a share exist and are missing here.
    """

    state: str
    value: Fraction | None = None
    n: Fraction | None = None
    d: Fraction | None = None
    last_period: str | None = None
    count: int = 0
    na_count: int = 0
    inherited: bool = False
    not_apportioned: bool = False
    periods: frozenset[str] = frozenset()


class _Piece(NamedTuple):
    """A fact that counts, with the share of it that passes, whose it is (0 = own) and whom it passed through."""

    share: Fraction
    owner: int
    fact: Fact
    through: frozenset[int] = frozenset()


class _Value(NamedTuple):
    value: Fraction
    n: Fraction | None = None
    d: Fraction | None = None


Owners = Sequence[tuple[Fraction | None, Sequence[Fact]]]
Pieces = list[_Piece]


def reduce_facts(
    facts_by_owner: Owners, *, measure: Measure, over_time: str, heirs: Sequence[int] | None = None
) -> Reduced:
    """Own facts first (share 1), then each predecessor's with its share; None = no share known.

    ``heirs`` names along chains, for each owner after the first, the owner its facts passed to (default: the unit
    itself, 0). Facts of periods that begin after the line's ``due`` were dropped by the caller.
    """
    offered = list(_offered(facts_by_owner, _chains(heirs or [0] * (len(facts_by_owner) - 1))))
    pieces = [piece for piece in offered if not _is_na(piece.fact, measure)]
    periods = frozenset(piece.fact.period for piece in offered)
    counted = {piece.fact.period for piece in pieces}
    value, n, d = REDUCE[over_time](pieces, measure) if pieces else (None, None, None)
    return Reduced(
        state=KNOWN if pieces else NOT_APPLICABLE if offered else NO_DATA,
        value=value,
        n=n,
        d=d,
        last_period=max(pieces, key=_time).fact.period if pieces else None,
        count=len(counted),
        na_count=len(periods - counted),
        inherited=_inherits(pieces, over_time),
        not_apportioned=any(share is None and facts for share, facts in facts_by_owner),
        periods=periods,
    )


def _chains(heirs: Sequence[int]) -> list[frozenset[int]]:
    """Of each owner those its facts passed through; an heir stands before whom it follows."""
    chains: list[frozenset[int]] = [frozenset()]
    for heir in heirs:
        chains.append(chains[heir] | {heir})
    return chains


def _offered(owners: Owners, chains: Sequence[frozenset[int]]) -> Iterator[_Piece]:
    """Facts that pass to the unit at all: not those without a share, nor with none of it."""
    for owner, (share, facts) in enumerate(owners):
        if share:
            yield from (_Piece(share, owner, fact, chains[owner]) for fact in facts if _says(fact))


def _says(fact: Fact) -> bool:
    return fact.is_na or fact.value is not None or fact.n is not None


def _is_na(fact: Fact, measure: Measure) -> bool:
    return fact.is_na or (measure.kind == "ratio" and fact.d is not None and not fact.d)


def _time(piece: _Piece) -> tuple[int, str]:
    return piece.fact.order, piece.fact.period


def _inherits(pieces: Pieces, over_time: str) -> bool:
    if over_time == "last" and any(not piece.owner for piece in pieces):
        return False
    return any(piece.owner for piece in pieces)


def _value(fact: Fact, measure: Measure) -> _Value:
    if measure.kind == "ratio" and fact.n is not None and fact.d:
        return _quotient(fact.n, fact.d, measure)
    return _Value(fact.value)


def _quotient(n: Fraction, d: Fraction, measure: Measure) -> _Value:
    return _Value(Fraction(n) * (100 if measure.is_percent else 1) / d, n, d)


def _sum(pieces: Pieces, measure: Measure) -> _Value:
    return _Value(_shared(pieces, [p.fact.value for p in pieces]))


def _ratio_of_sums(pieces: Pieces, measure: Measure) -> _Value:
    parts = [_parts(p.fact, measure) for p in pieces]
    return _quotient(_shared(pieces, [n for n, _ in parts]), _shared(pieces, [d for _, d in parts]), measure)


def _shared(pieces: Pieces, values: Sequence[Fraction]) -> Fraction:
    """Σ share · value; nearly every share is 1."""
    return total(v if p.share == 1 else p.share * v for p, v in zip(pieces, values, strict=True))


def _parts(fact: Fact, measure: Measure) -> tuple[Fraction, Fraction]:
    """A fact that carries only its quotient weighs one (a percentage: one hundred)."""
    if fact.n is None or fact.d is None:
        return fact.value, Fraction(100 if measure.is_percent else 1)
    return fact.n, fact.d


def _highest(pieces: Pieces, measure: Measure) -> _Value:
    return max((_value(p.fact, measure) for p in pieces), key=_by_value)


def _lowest(pieces: Pieces, measure: Measure) -> _Value:
    return min((_value(p.fact, measure) for p in pieces), key=_by_value)


def _by_value(found: _Value) -> tuple[Fraction, Fraction]:
    """Of equal quotients always the same parts, whatever the order of the facts."""
    return found.value, found.d or ZERO


def _mean(pieces: Pieces, measure: Measure) -> _Value:
    by_period: dict[str, Pieces] = {}
    for piece in pieces:
        by_period.setdefault(piece.fact.period, []).append(piece)
    values = [_together(found, measure).value for found in by_period.values()]
    return _Value(total(values) / len(values))


def _last(pieces: Pieces, measure: Measure) -> _Value:
    """The unit's own newest; without one, the newest of each predecessor put together, and of a predecessor that
    was a successor itself likewise its own before what it inherited: a later state replaces an earlier one."""
    newest: dict[int, _Piece] = {}
    for piece in pieces:
        known = newest.get(piece.owner)
        newest[piece.owner] = piece if known is None else max(known, piece, key=_time)
    return _together([piece for piece in newest.values() if newest.keys().isdisjoint(piece.through)], measure)


def _together(pieces: Pieces, measure: Measure) -> _Value:
    """Facts of several units on one moment, by the kind of measure."""
    if len(pieces) == 1 and pieces[0].share == ONE:
        return _value(pieces[0].fact, measure)
    if measure.kind == "ratio" and all(p.fact.n is not None for p in pieces):
        return _ratio_of_sums(pieces, measure)
    return TOGETHER.get(measure.kind, _shared_mean)(pieces, measure)


def _shared_mean(pieces: Pieces, measure: Measure) -> _Value:
    values = [_value(p.fact, measure).value for p in pieces]
    return _Value(weighted_mean(values, [p.share for p in pieces]))


Reduce = Callable[[Pieces, Measure], _Value]
TOGETHER: Mapping[str, Reduce] = {"count": _sum, "date": _highest, "yes_no": _lowest}
REDUCE: Mapping[str, Reduce] = {
    "last": _last,
    "sum": _sum,
    "mean": _mean,
    "max": _highest,
    "min": _lowest,
    "ratio_of_sums": _ratio_of_sums,
}
