"""The points of every rule, at and beside its bounds, and the way back from points to values."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from indicators.scoring import RULES, build_line
from tests.indicators.scoring import worlds
from tests.indicators.scoring.builders import COUNT, DATE, PERCENT, YES_NO, line, points

BOUNDED = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def test_every_kind_of_the_contract_is_registered():
    kinds = ["given", "increments", "per_item", "proportional", "punctual", "relative", "steps", "threshold", "yes_no"]

    assert sorted(RULES) == kinds


@pytest.mark.parametrize(("value", "expected"), [(39, 0), (40, 0), (55, 5), (70, 10), (71, 10)])
def test_proportional_points_begin_at_zero_at(value, expected):
    assert points({"kind": "proportional", "zero_at": 40, "full_at": 70}, value) == expected


@pytest.mark.parametrize(("value", "expected"), [(2, 10), (3, 10), (6, 5), (9, 0), (12, 0)])
def test_proportional_points_fall_where_less_is_better(value, expected):
    assert points({"kind": "proportional", "zero_at": 9, "full_at": 3}, value) == expected


def test_proportional_points_are_not_rounded():
    assert points({"kind": "proportional", "full_at": 3}, 1, 10) == Fraction(10, 3)


@pytest.mark.parametrize(
    ("comparison", "below", "at", "above"),
    [("at_least", 1, 9, 9), ("more_than", 1, 1, 9), ("at_most", 9, 9, 1), ("less_than", 9, 1, 1), ("equals", 1, 9, 1)],
)
def test_a_threshold_gives_the_maximum_or_otherwise(comparison, below, at, above):
    rule = {"kind": "threshold", comparison: 5, "otherwise": 1}

    assert [points(rule, value, 9) for value in ("4.999", 5, "5.001")] == [below, at, above]


def test_the_first_step_that_holds_counts():
    rule = {"kind": "steps", "steps": [{"at_least": 90, "points": 4}, {"at_least": 98, "points": 10}], "otherwise": 1}

    assert [points(rule, value) for value in (99, 90, 89)] == [4, 4, 1]


@pytest.mark.parametrize(("items", "expected"), [(0, 0), (2, 0), (3, 2), (4, 4), (9, 5)])
def test_items_count_beyond_the_free_ones_up_to_the_cap(items, expected):
    assert points({"kind": "per_item", "points_each": 2, "free": 2, "cap": 5}, items, measure=COUNT) == expected


@pytest.mark.parametrize(("items", "cap", "expected"), [(0, 6, 0), (1, 6, -2), (5, 6, -6), (5, None, -10), (5, 0, 0)])
def test_items_that_deduct_stop_at_the_cap_if_there_is_one(items, cap, expected):
    rule = {"kind": "per_item", "points_each": -2} | ({} if cap is None else {"cap": cap})

    assert points(rule, items, 0, measure=COUNT, outside=True) == expected


@pytest.mark.parametrize(("value", "expected"), [(0, 3), (100, 3), (150, 3), ("199.9", 3), (200, 5), (1000, 8)])
def test_increments_give_their_base_points_at_and_below_the_base(value, expected):
    rule = {"kind": "increments", "base_value": 100, "base_points": 3, "per": 100, "points_each": 2, "cap": 8}

    assert points(rule, value) == expected


@pytest.mark.parametrize(("value", "expected"), [(10, 1), (20, 1), (50, "5.5"), (80, 10), (95, 10)])
def test_a_relative_value_is_held_at_the_goalposts(value, expected):
    rule = {"kind": "relative", "better": "higher", "scale": [1, 10], "goalposts": [20, 80]}

    assert points(rule, value) == Fraction(expected)


def test_goalposts_are_given_after_the_transform():
    rule = {"kind": "relative", "better": "higher", "scale": [0, 1], "goalposts": [0, 1]}
    built = line(1, rule=rule, transform="log")

    assert built.points(Fraction(1, 2)) == Fraction(1, 2)


@pytest.mark.parametrize(("answer", "expected"), [(1, 10), (0, 0)])
def test_yes_gives_everything_and_no_nothing(answer, expected):
    assert points({"kind": "yes_no"}, answer, measure=YES_NO) == expected


@pytest.mark.parametrize(("value", "expected"), [(0, 0), ("9.75", "9.75"), (10, 10), (11, 10), (-1, 0)])
def test_given_points_stay_within_the_maximum(value, expected):
    assert points({"kind": "given"}, value) == Fraction(expected)


@pytest.mark.parametrize(("days", "expected"), [(-30, 5), (0, 5), (1, "4.5"), (6, 2), (60, 2)])
def test_points_melt_with_every_day_late_down_to_the_floor(days, expected):
    rule = {"kind": "punctual", "minus_per_day": Fraction(1, 2), "floor": 2}
    on = worlds.DUE.toordinal() + days

    assert points(rule, on, 5, measure=DATE, due="2025-10-10") == Fraction(expected)


def test_a_line_without_parts_and_unit_is_a_percentage():
    assert line(rule={"kind": "proportional", "full_at": 98}, measure=PERCENT).measure.is_percent


def _line_and_value(r, size):
    spec = {**worlds.line(r), "code": "L", "name": {"vi": "L"}}
    if spec["rule"]["kind"] == "relative" and "goalposts" not in spec["rule"]:
        spec["rule"]["goalposts"] = [Fraction(1), Fraction(9)]
    return build_line(spec), worlds.value(r, spec), worlds.part_of(r, spec["max_points"])


@BOUNDED
@given(worlds.drawn(_line_and_value))
def test_exactly_the_values_of_the_stretches_earn_the_points(case):
    built, value, aim = case
    stretches = RULES[built.rule["kind"]].earning(built.rule, built, aim)

    assert any(value in part for part in stretches) == (built.points(value) >= aim)


@BOUNDED
@given(worlds.drawn(_line_and_value))
def test_no_value_earns_more_than_the_best(case):
    built, value, _ = case

    assert built.points(value) <= RULES[built.rule["kind"]].best(built.rule, built) <= built.max_points
