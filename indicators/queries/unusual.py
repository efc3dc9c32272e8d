"""What makes a figure worth a second look. Pure: numbers in, hints out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.choices import Oddity
from indicators.gauges import Gauge, limits

# A change by more than half, unless it is one or two of something that is counted.
JUMP = Fraction(1, 2)
SMALL_COUNT = 3
# Tukey's fences, asked only where a cluster is large enough to have a shape.
FENCE = Fraction(3, 2)
LEAST_PEERS = 5


@dataclass(frozen=True, slots=True)
class Facts:
    """One submitted figure with what it is compared to; None where there is none or it does not apply."""

    amount: Fraction | None
    previous: Fraction | None = None
    peers: Sequence[Fraction] = ()
    is_na: bool = False
    is_late: bool = False
    is_amendment: bool = False
    lacks_evidence: bool = False


def oddities(facts: Facts, gauge: Gauge) -> list[Oddity]:
    """Every reason that applies, the weightiest first."""
    found = [
        (Oddity.NOT_APPLICABLE, facts.is_na),
        (Oddity.JUMP, _jumps(facts, gauge)),
        (Oddity.RANGE, _stands_apart(facts)),
        (Oddity.EVIDENCE, facts.lacks_evidence),
        (Oddity.AMENDED, facts.is_amendment),
        (Oddity.LATE, facts.is_late),
        (Oddity.LIMIT, _at_limit(facts, gauge)),
    ]
    return [name for name, holds in found if holds]


def _jumps(facts: Facts, gauge: Gauge) -> bool:
    if facts.amount is None or facts.previous is None or not _is_amount(gauge):
        return False
    change = abs(facts.amount - facts.previous)
    if gauge.measure.kind == "count" and change < SMALL_COUNT:
        return False
    return change > JUMP * abs(facts.previous)


def _stands_apart(facts: Facts) -> bool:
    if facts.amount is None or len(facts.peers) < LEAST_PEERS:
        return False
    low, high = _fences(facts.peers)
    return not low <= facts.amount <= high


def _fences(values: Iterable[Fraction]) -> tuple[Fraction, Fraction]:
    ordered = sorted(values)
    lower, upper = (_quantile(ordered, Fraction(part, 4)) for part in (1, 3))
    reach = FENCE * (upper - lower)
    return lower - reach, upper + reach


def _quantile(ordered: Sequence[Fraction], part: Fraction) -> Fraction:
    place = part * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _at_limit(facts: Facts, gauge: Gauge) -> bool:
    """A zero is no limit worth a look: most things that are counted are often none."""
    _lowest, highest = limits(gauge)
    return _is_amount(gauge) and facts.amount is not None and facts.amount == highest


def _is_amount(gauge: Gauge) -> bool:
    return gauge.measure.kind in ("number", "count", "ratio", "points")
