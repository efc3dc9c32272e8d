"""Sums, means and roots: exact where the rationals allow it, fifty digits where they do not."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.scoring.arithmetic import exponential, geometric_mean, natural_log, rational, total, weighted_mean
from indicators.scoring.ramp import Ramp

fractions = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**4)


@given(st.lists(fractions))
def test_a_total_is_the_plain_sum(values):
    assert total(values) == sum(values)


@given(st.lists(st.tuples(fractions, st.integers(1, 20).map(Fraction)), min_size=1))
def test_a_weighted_mean_lies_between_its_values(pairs):
    values, weights = zip(*pairs, strict=True)

    assert min(values) <= weighted_mean(values, weights) <= max(values)


@given(st.integers(1, 1000), st.integers(1, 6))
def test_an_exact_root_is_exact(root, count):
    product = [Fraction(root)] * (count - 1) + [Fraction(root)]

    assert geometric_mean(product) == root


def test_the_geometric_mean_of_four_and_nine_is_six():
    assert geometric_mean([Fraction(4), Fraction(9)]) == 6


@pytest.mark.parametrize("value", [0, -1])
def test_a_child_of_zero_or_less_makes_a_geometric_mean_zero(value):
    assert geometric_mean([Fraction(5), Fraction(value)]) == 0


def test_a_root_has_fifty_digits():
    root = geometric_mean([Fraction(1), Fraction(2)])

    assert root == Fraction(Decimal("1.4142135623730950488016887242096980785696718753769"))


def test_a_logarithm_has_fifty_digits():
    assert natural_log(Fraction(2)) == Fraction(Decimal("0.69314718055994530941723212145817656807550013436026"))


@pytest.mark.parametrize("value", [0, -3])
def test_there_is_no_logarithm_of_zero_or_less(value):
    assert natural_log(Fraction(value)) is None


def test_the_exponential_leads_back():
    assert abs(exponential(natural_log(Fraction(7, 3))) - Fraction(7, 3)) < Fraction(1, 10**48)


@pytest.mark.parametrize("value", [1, Decimal("1.0"), Fraction(1), "1", "1.0"])
def test_exact_numbers_are_taken_as_they_come(value):
    assert rational(value) == 1


@pytest.mark.parametrize("value", [1.0, True, None, [1]])
def test_floats_and_the_rest_are_refused(value):
    with pytest.raises(TypeError, match="exact numbers only"):
        rational(value)


def test_text_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="exact number"):
        rational("yes")


@given(fractions, fractions, fractions, fractions, fractions)
def test_a_ramp_is_the_clamped_straight_line(zero, full, low, high, value):
    if zero != full:
        share = max(Fraction(0), min(Fraction(1), (value - zero) / (full - zero)))
        assert Ramp(zero, full, low, high).function()(value) == low + (high - low) * share
