"""Facts of many periods, own and inherited, become one value."""

from fractions import Fraction

import pytest

from indicators.scoring import KNOWN, NO_DATA, NOT_APPLICABLE, Fact, build_measure, reduce_facts
from tests.indicators.scoring.builders import COUNT, DATE, NUMBER, PARTS, PERCENT, POINTS, YES_NO

HALF = Fraction(1, 2)


def fact(order, value=None, n=None, d=None, *, na=False):
    parts = (None if part is None else Fraction(part) for part in (n, d))
    return Fact(f"2025-{order:02}", order, None if value is None else Fraction(value), *parts, is_na=na)


def reduced(over_time, *owners, measure=NUMBER):
    """Own facts first, then (share, facts) of predecessors."""
    own, *inherited = owners
    return reduce_facts([(Fraction(1), own), *inherited], measure=build_measure(measure), over_time=over_time)


@pytest.mark.parametrize(("over_time", "expected"), [("last", 4), ("sum", 15), ("mean", 5), ("max", 9), ("min", 2)])
def test_own_facts_are_put_together_as_the_line_says(over_time, expected):
    found = reduced(over_time, [fact(2, 9), fact(1, 2), fact(3, 4)])

    assert (found.state, found.value, found.count, found.last_period) == (KNOWN, expected, 3, "2025-03")
    assert found.inherited is False


def test_a_ratio_of_sums_weighs_every_case_alike():
    found = reduced("ratio_of_sums", [fact(1, n=1, d=2), fact(2, n=98, d=98)], measure=PARTS)

    assert (found.value, found.n, found.d) == (99, 99, 100)


def test_the_last_ratio_keeps_its_parts():
    found = reduced("last", [fact(1, n=1, d=2), fact(2, n=3, d=4)], measure=PARTS)

    assert (found.value, found.n, found.d) == (75, 3, 4)


def test_a_ratio_that_is_no_percentage_is_the_plain_quotient():
    per_head = {**PARTS, "unit": {"vi": "hồ sơ/người"}}

    assert reduced("last", [fact(1, n=3, d=4)], measure=per_head).value == Fraction(3, 4)


def test_n_a_periods_are_dropped():
    found = reduced("mean", [fact(1, 4), fact(2, na=True), fact(3, 8)])

    assert (found.value, found.count, found.na_count) == (6, 2, 1)
    assert found.periods == {"2025-01", "2025-02", "2025-03"}


def test_only_n_a_periods_are_not_applicable():
    found = reduced("sum", [fact(1, na=True), fact(2, na=True)])

    assert (found.state, found.value, found.count, found.na_count, found.last_period) == (
        NOT_APPLICABLE,
        None,
        0,
        2,
        None,
    )


def test_no_facts_are_no_data():
    assert reduced("sum", []).state == NO_DATA


def test_an_empty_cell_is_no_data():
    assert reduced("sum", [fact(1)]).state == NO_DATA


@pytest.mark.parametrize("over_time", ["last", "mean", "max", "min", "ratio_of_sums"])
def test_a_zero_denominator_is_not_applicable_and_not_zero(over_time):
    assert reduced(over_time, [fact(1, n=0, d=0)], measure=PARTS).state == NOT_APPLICABLE

    mixed = reduced(over_time, [fact(1, n=1, d=2), fact(2, n=0, d=0)], measure=PARTS)
    assert (mixed.value, mixed.count, mixed.na_count) == (50, 1, 1)


def test_two_merged_units_have_their_counts_added():
    found = reduced("sum", [fact(3, 5)], (Fraction(1), [fact(1, 2), fact(2, 3)]), (HALF, [fact(1, 4)]), measure=COUNT)

    assert (found.value, found.count, found.inherited) == (5 + 2 + 3 + 2, 3, True)


def test_numerators_and_denominators_pass_by_share():
    found = reduced("ratio_of_sums", [fact(2, n=9, d=10)], (HALF, [fact(1, n=10, d=20)]), measure=PARTS)

    assert (found.n, found.d, found.value) == (14, 20, 70)


@pytest.mark.parametrize(("over_time", "expected"), [("max", 9), ("min", 1)])
def test_extremes_are_not_scaled_by_a_share(over_time, expected):
    assert reduced(over_time, [fact(2, 4)], (HALF, [fact(1, 9), fact(3, 1)])).value == expected


def test_a_mean_combines_each_period_first():
    found = reduced("mean", [fact(2, 10)], (Fraction(1), [fact(1, 4), fact(2, 2)]), measure=COUNT)

    assert (found.value, found.count) == (Fraction(4 + 12, 2), 2)


def test_a_mean_of_numbers_weighs_units_of_one_period_by_share():
    found = reduced("mean", [fact(1, 10)], (HALF, [fact(1, 4)]))

    assert found.value == Fraction(10 + 2) / Fraction(3, 2)


def test_the_successors_own_newest_value_is_the_last_one():
    found = reduced("last", [fact(1, 7)], (Fraction(1), [fact(5, 99)]))

    assert (found.value, found.inherited) == (7, False)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [(COUNT, 8 + 3), (NUMBER, Fraction(8 + 3) / Fraction(3, 2)), (POINTS, Fraction(22, 3)), (PERCENT, Fraction(22, 3))],
)
def test_without_own_facts_the_last_ones_of_the_predecessors_are_put_together(measure, expected):
    found = reduced("last", [], (Fraction(1), [fact(1, 1), fact(4, 8)]), (HALF, [fact(3, 6)]), measure=measure)

    assert (found.value, found.inherited, found.last_period) == (expected, True, "2025-04")


def test_without_own_facts_the_last_parts_of_the_predecessors_are_summed():
    found = reduced("last", [], (Fraction(1), [fact(4, n=8, d=10)]), (HALF, [fact(3, n=2, d=20)]), measure=PARTS)

    assert (found.n, found.d, found.value) == (9, 20, 45)


def test_the_latest_date_of_the_predecessors_counts():
    found = reduced("last", [], (Fraction(1), [fact(1, 739000)]), (HALF, [fact(1, 739009)]), measure=DATE)

    assert found.value == 739009


@pytest.mark.parametrize(("answers", "expected"), [((1, 1), 1), ((1, 0), 0)])
def test_yes_is_inherited_only_when_all_said_yes(answers, expected):
    first, second = answers
    found = reduced("last", [], (Fraction(1), [fact(1, first)]), (HALF, [fact(1, second)]), measure=YES_NO)

    assert found.value == expected


def test_a_successor_that_said_n_a_takes_what_its_predecessors_said():
    found = reduced("last", [fact(2, na=True)], (Fraction(1), [fact(1, 6)]))

    assert (found.value, found.na_count, found.inherited) == (6, 1, True)


def test_a_part_without_a_share_is_missing_and_shown_as_such():
    found = reduced("sum", [], (None, [fact(1, 5)]))

    assert (found.state, found.not_apportioned, found.periods) == (NO_DATA, True, frozenset())


def test_a_part_without_a_share_and_without_facts_is_nothing():
    assert reduced("sum", [fact(1, 1)], (None, [])).not_apportioned is False


def test_a_share_of_nothing_passes_nothing():
    found = reduced("max", [fact(1, 5)], (Fraction(0), [fact(2, 50)]))

    assert (found.value, found.count) == (5, 1)


def test_a_predecessors_fact_settles_its_period():
    found = reduced("sum", [fact(2, 1)], (Fraction(1), [fact(1, 1)]), measure=COUNT)

    assert found.periods == {"2025-01", "2025-02"}


def test_a_bare_quotient_among_parts_weighs_as_a_hundred():
    found = reduced("ratio_of_sums", [fact(1, 50), fact(2, n=100, d=100)], measure=PARTS)

    assert found.value == 75


@pytest.mark.parametrize(("middle", "expected"), [([fact(5, 40)], 10), ([], 8)])
def test_along_a_chain_the_later_state_replaces_the_earlier_one(middle, expected):
    """P became Q, a quarter of Q became the unit; R, a fifth of which passed, stands beside the chain."""
    owners = [(Fraction(1), []), (Fraction(1, 4), middle), (Fraction(1, 4), [fact(3, 32)]), (Fraction(1, 5), [])]
    found = reduce_facts(owners, measure=build_measure(COUNT), over_time="last", heirs=[0, 1, 0])

    assert found.value == expected


def test_along_a_chain_sums_keep_what_every_unit_did():
    owners = [(Fraction(1), []), (Fraction(1, 4), [fact(5, 40)]), (Fraction(1, 4), [fact(3, 32)])]
    found = reduce_facts(owners, measure=build_measure(COUNT), over_time="sum", heirs=[0, 1])

    assert found.value == 18
