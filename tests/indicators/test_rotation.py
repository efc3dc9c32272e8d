"""Who scores whom: fair, never oneself, and it survives a merger."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from indicators.rotation import as_they_stand, rotation, short_of

members = st.lists(st.integers(1, 500), min_size=2, max_size=30, unique=True)


@given(members, st.integers(1, 40))
def test_everybody_scores_and_is_scored_equally_often_and_nobody_itself(units, each):
    pairs = rotation(units, each)
    wanted = min(each, len(units) - 1)

    assert set(Counter(one for one, _other in pairs).values()) == {wanted}
    assert set(Counter(other for _one, other in pairs).values()) == {wanted}
    assert all(one != other for one, other in pairs)
    assert len(set(pairs)) == len(pairs)
    assert short_of(units, wanted, pairs) == []


@given(members, st.integers(1, 10))
def test_while_fewer_than_half_are_scored_no_two_score_each_other(units, each):
    pairs = set(rotation(units, each))
    if 2 * each < len(units):
        assert not any((other, one) in pairs for one, other in pairs)


def test_one_alone_scores_nobody():
    assert rotation([7], 2) == []


def test_whoever_follows_a_member_scores_and_is_scored_in_its_place():
    found = as_they_stand({1: (10, 20), 2: (20, 30)}, {10: 10, 20: 99, 30: 30})
    assert found == {1: (10, 99), 2: (99, 30)}


def test_a_pair_that_became_one_unit_or_the_same_twice_drops_out():
    standing = {10: 99, 20: 99, 30: 30, 40: None}
    found = as_they_stand(
        {1: (10, 20), 2: (10, 30), 3: (20, 30), 4: (30, 40)}, {k: v for k, v in standing.items() if v}
    )
    assert found == {2: (99, 30)}
