"""Reduction held to a plain oracle, and indifferent to the order of facts and predecessors."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings

from indicators.scoring import KNOWN, NO_DATA, NOT_APPLICABLE, Fact, build_measure, reduce_facts
from tests.indicators.scoring.builders import COUNT, DATE, NUMBER, PARTS, PERCENT, POINTS, YES_NO
from tests.indicators.scoring.worlds import drawn

WAYS = [
    *((measure, way) for measure in (NUMBER, COUNT, PERCENT, PARTS, POINTS) for way in ("last", "mean", "max", "min")),
    *((measure, "sum") for measure in (NUMBER, COUNT)),
    *((measure, way) for measure in (YES_NO, DATE) for way in ("last", "max", "min")),
    (PARTS, "ratio_of_sums"),
]


def fact(r, period, measure):
    if r.random() < 0.2:
        return Fact(f"p{period}", period, None, is_na=True)
    if measure is PARTS:
        return Fact(f"p{period}", period, None, Fraction(r.randint(0, 9)), Fraction(r.choice([0, 1, 5, 7, 10])))
    most = 1 if measure is YES_NO else 20
    return Fact(f"p{period}", period, Fraction(r.randint(0, most)))


def facts(r, measure):
    return [fact(r, period, measure) for period in range(5) if r.random() < 0.5]


def owners(r, size):
    measure, way = r.choice(WAYS)
    shares = [r.choice([Fraction(1), Fraction(1, 2), Fraction(1, 3), None]) for _ in range(r.randint(0, size))]
    own = facts(r, measure) if r.random() < 0.7 else []
    return measure, way, [(Fraction(1), own), *((share, facts(r, measure)) for share in shares)]


def with_chains(r, size):
    """Owners, and of each predecessor whom its facts passed to: the unit itself or a predecessor before it."""
    case = owners(r, size)
    return case, [r.randrange(place) for place in range(1, len(case[2]))]


def value(fact):
    return fact.value if fact.n is None else 100 * fact.n / fact.d


def together(measure, rows):
    """Facts of several units on one moment: (share, fact)."""
    if measure is COUNT:
        return sum(share * value(f) for share, f in rows)
    if measure is PARTS:
        return 100 * sum(share * f.n for share, f in rows) / sum(share * f.d for share, f in rows)
    if measure is DATE:
        return max(value(f) for _, f in rows)
    if measure is YES_NO:
        return min(value(f) for _, f in rows)
    return sum(share * value(f) for share, f in rows) / sum(share for share, _ in rows)


def newest(rows):
    return max(rows, key=lambda row: row[1].order)


def superseded(kept, heirs):
    """Places of owners of whose state a later one is known: their heir's, or that of whoever it passed to."""
    gone = set()
    for place in range(1, len(kept)):
        above = heirs[place - 1]
        if kept[above] or above in gone:
            gone.add(place)
    return gone


def expected(measure, way, by_owner, heirs):
    # Who has no share keeps its place, since heirs name places.
    kept = [[(share, f) for f in found if share is not None and not (f.is_na or f.d == 0)] for share, found in by_owner]
    rows = [row for found in kept for row in found]
    if not rows:
        return None
    if way in ("max", "min"):
        return (max if way == "max" else min)(value(f) for _, f in rows)
    if way == "sum":
        return sum(share * value(f) for share, f in rows)
    if way == "ratio_of_sums":
        return together(PARTS, rows)
    if way == "mean":
        periods = sorted({f.period for _, f in rows})
        return sum(together(measure, [row for row in rows if row[1].period == p]) for p in periods) / len(periods)
    if kept[0]:
        return value(newest(kept[0])[1])
    gone = superseded(kept, heirs)
    return together(measure, [newest(found) for place, found in enumerate(kept) if found and place not in gone])


@settings(max_examples=800, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn(with_chains, 4))
def test_reduction_agrees_with_the_oracle(case):
    (measure, way, by_owner), heirs = case
    found = reduce_facts(by_owner, measure=build_measure(measure), over_time=way, heirs=heirs)
    offered = [f for share, given in by_owner if share is not None for f in given]

    assert found.value == expected(measure, way, by_owner, heirs)
    assert found.state == (KNOWN if found.value is not None else NOT_APPLICABLE if offered else NO_DATA)
    assert found.not_apportioned == any(share is None and given for share, given in by_owner)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn(lambda r, size: (owners(r, size), r), 3))
def test_the_order_of_facts_and_predecessors_does_not_matter(case):
    (measure, way, by_owner), r = case
    own, inherited = by_owner[0], by_owner[1:]
    mixed = [(share, r.sample(given, len(given))) for share, given in (own, *r.sample(inherited, len(inherited)))]
    built = build_measure(measure)
    first = reduce_facts(by_owner, measure=built, over_time=way)
    second = reduce_facts(mixed, measure=built, over_time=way)

    assert (first.value, first.state, first.count, first.periods) == (
        second.value,
        second.state,
        second.count,
        second.periods,
    )
