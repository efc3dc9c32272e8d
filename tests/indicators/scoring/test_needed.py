"""The value that would have earned the lost points really earns them when it is fed back."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings

from indicators.scoring import build_line, needed
from indicators.scoring.arithmetic import natural_log
from indicators.scoring.needed import best_points
from tests.indicators.scoring import worlds
from tests.indicators.scoring.builders import COUNT, PARTS, PERCENT, YES_NO, line

BOUNDED = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
STEPS = {"kind": "steps", "steps": [{"at_least": 98, "points": 10}, {"at_least": 95, "points": 7}]}


def earned(built, value):
    return built.points(value if built.transform == "none" else natural_log(value))


def _case(r, size):
    leaf = worlds.deduction if r.random() < 0.1 else worlds.line
    spec = {**leaf(r), "code": "L", "name": {"vi": "L"}}
    if spec["rule"]["kind"] == "relative":
        spec["rule"]["goalposts"] = [Fraction(1, 3), Fraction(9)]
    n, d = (Fraction(r.randint(0, 60)), Fraction(r.randint(1, 60))) if spec["measure"] is PARTS else (None, None)
    value = worlds.value(r, spec) if n is None else 100 * n / d
    return build_line(spec, outside=leaf is worlds.deduction), value, n, d


@BOUNDED
@given(worlds.drawn(_case))
def test_the_needed_value_earns_what_was_lost(case):
    built, value, n, d = case
    assume(built.transform == "none" or value > 0)
    found = needed(built, best_points(built), value=value, n=n, d=d)

    if found is None:  # no whole numerator lies in a gap between two; no decimal has exactly this logarithm
        assert n is not None or built.transform == "log"
    else:
        assert earned(built, found.value) == best_points(built)
        assert n is None or found.value == 100 * found.n / found.d


def _parts_case(r, size):
    """A ratio of a few cases with a rule in percent."""
    make = r.choice([worlds.proportional, worlds.steps, worlds.threshold])
    built = line(rule=make(r, Fraction(10)), measure=PARTS)
    return built, r.randint(0, 30), r.randint(1, 400)


@BOUNDED
@given(worlds.drawn(_parts_case))
def test_no_smaller_change_of_the_numerator_would_have_done(case):
    built, n, d = case
    value = Fraction(100 * n, d)
    found = needed(built, best_points(built), value=value, n=Fraction(n), d=Fraction(d))

    if found is not None and built.points(value) < best_points(built) and found.n.denominator == 1:
        between = range(n, int(found.n), 1 if found.n > n else -1)
        assert all(built.points(Fraction(100 * numerator, d)) < best_points(built) for numerator in between)


def test_three_more_dossiers_on_time_reach_98_percent():
    found = needed(line(rule=STEPS, measure=PARTS), Fraction(10), value=Fraction(118700, 1214), n=1187, d=1214)

    assert (found.n, found.d) == (1190, 1214)


def test_the_nearest_step_that_is_enough_is_taken():
    found = needed(line(rule=STEPS, measure=PERCENT), Fraction(7), value=Fraction(90))

    assert found.value == 95


def test_a_strict_bound_takes_one_more_of_the_last_decimal():
    rule = {"kind": "threshold", "more_than": 95}

    assert needed(line(rule=rule, measure=PERCENT), Fraction(10), value=Fraction(90)).value == Fraction("95.01")


def test_counts_are_whole():
    rule = {"kind": "proportional", "full_at": Fraction("4.5")}

    assert needed(line(rule=rule, measure=COUNT), Fraction(10), value=Fraction(1)).value == 5


def test_without_a_value_the_best_stretch_is_named():
    assert needed(line(rule={"kind": "yes_no"}, measure=YES_NO), Fraction(10)).value == 1


def test_what_no_value_earns_is_not_promised():
    rule = {"kind": "per_item", "points_each": 1, "cap": 4}

    assert needed(line(rule=rule, measure=COUNT), Fraction(5), value=Fraction(9)) is None


@pytest.mark.parametrize(("better", "expected"), [("higher", 90), ("lower", 62)])
def test_a_relative_line_is_told_by_the_range_of_the_units(better, expected):
    rule = {"kind": "relative", "better": better, "scale": [1, 10]}
    found = needed(line(rule=rule), Fraction(10), value=Fraction(70), span=(Fraction(62), Fraction(90)))

    assert found.value == expected
