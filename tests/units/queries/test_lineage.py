from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.units import make_succession, make_unit
from units.models import Extent
from units.queries.lineage import _Edge, _walk, followers, lineage, lineages, predecessors, successors

pytestmark = [pytest.mark.django_db, pytest.mark.both]
FIRST, SECOND, LATE = date(2024, 1, 1), date(2025, 7, 1), date(2026, 1, 1)


def part(old, new, day, share=None):
    return make_succession(old, new, day, extent=Extent.PART, share=None if share is None else Decimal(share))


def test_a_whole_passes_everything_and_shares_multiply_along_chains():
    a, b, c = (make_unit(name) for name in "ABC")
    part(a, b, FIRST, "0.3")
    part(b, c, SECOND, "0.5")
    other = make_unit("D")
    make_succession(other, c, SECOND)
    assert lineage(c, LATE) == [(a, Fraction(3, 20)), (b, Fraction(1, 2)), (other, Fraction(1))]


def test_only_what_has_taken_effect_by_the_day_counts():
    a, b = make_unit("A"), make_unit("B")
    make_succession(a, b, SECOND)
    assert lineage(b, date(2025, 6, 30)) == []
    assert lineage(b, SECOND) == [(a, Fraction(1))]


def test_a_part_without_a_share_is_not_apportioned_and_neither_is_what_came_through_it():
    a, b, c = (make_unit(name) for name in "ABC")
    make_succession(a, b, FIRST)
    part(b, c, SECOND)
    assert lineage(c, LATE) == [(a, None), (b, None)]


def test_facts_that_come_by_two_ways_add_up():
    a, left, right, end = (make_unit(name) for name in ("A", "B", "C", "D"))
    part(a, left, FIRST, "0.5")
    part(a, right, FIRST, "0.25")
    make_succession(left, end, SECOND)
    part(right, end, SECOND, "0.5")
    assert dict(lineage(end, LATE))[a] == Fraction(1, 2) + Fraction(1, 8)


def test_one_unknown_way_makes_the_sum_unknown():
    a, left, right, end = (make_unit(name) for name in ("A", "B", "C", "D"))
    part(a, left, FIRST, "0.5")
    part(a, right, FIRST)
    make_succession(left, end, SECOND)
    make_succession(right, end, SECOND)
    assert dict(lineage(end, LATE))[a] is None


def test_a_chain_runs_in_the_order_of_its_dates():
    """What B got after it had passed its facts on never reached C."""
    a, b, c = (make_unit(name) for name in "ABC")
    make_succession(b, c, FIRST)
    make_succession(a, b, SECOND)
    assert lineage(c, LATE) == [(b, Fraction(1))]


def test_two_units_that_exchange_parts_do_not_turn_in_circles():
    a, b = make_unit("A"), make_unit("B")
    part(a, b, FIRST, "0.3")
    part(b, a, SECOND, "0.5")
    assert lineage(a, LATE) == [(b, Fraction(1, 2))]
    assert lineage(b, LATE) == [(a, Fraction(3, 10))]


def test_a_creation_without_predecessor_has_a_row_but_no_lineage():
    new = make_unit("Mới")
    make_succession(None, new, FIRST)
    assert lineage(new, LATE) == []
    assert [row.old for row in predecessors(new)] == [None]


def test_the_default_successor_stands_first_and_followers_follow_chains():
    a, b, c, d = (make_unit(name) for name in "ABCD")
    part(a, b, FIRST)
    make_succession(a, c, FIRST, extent=Extent.PART, is_default=True)
    make_succession(c, d, SECOND)
    assert [row.new for row in successors(a)] == [c, b]
    assert followers([a.pk, b.pk]) == {a.pk: {b.pk, c.pk, d.pk}, b.pk: set()}


def test_many_units_cost_one_question_a_generation(django_assert_num_queries):
    ends = []
    for number in range(10):
        a, b, c = (make_unit(f"{letter}{number}") for letter in "ABC")
        make_succession(a, b, FIRST)
        make_succession(b, c, SECOND)
        ends.append(c.pk)
    with django_assert_num_queries(3):
        assert all(len(shares) == 2 for shares in lineages(ends, LATE).values())


@given(numerators=st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_along_any_chain_the_share_is_the_product_of_its_links(numerators):
    edges = {n + 1: [_Edge(n, date(2025, 1, 1 + n), Fraction(top, 10))] for n, top in enumerate(numerators)}
    product = Fraction(1)
    found = _walk(edges, len(numerators), LATE)
    for place in range(len(numerators) - 1, -1, -1):
        product *= Fraction(numerators[place], 10)
        assert found[place] == product
