"""Clusters of neighbours from coordinates."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.clusters import Place, propose_clusters


def places(count: int, seed: int = 7) -> list[Place]:
    dice = random.Random(seed)
    return [
        Place(number, f"P{number:03}", 10.6 + dice.random() * 0.6, 106.4 + dice.random() * 0.6)
        for number in range(count)
    ]


@given(st.integers(8, 400), st.integers(0, 50))
def test_every_unit_is_in_one_cluster_of_a_size_people_can_meet_in(count, seed):
    found = propose_clusters(places(count, seed))
    assert sorted(key for group in found for key in group) == list(range(count))
    assert all(8 <= len(group) <= 20 for group in found)
    assert max(map(len, found)) - min(map(len, found)) <= 2


def test_few_units_are_one_cluster():
    assert propose_clusters(places(5)) == [[0, 1, 2, 3, 4]]


def test_no_units_are_no_clusters():
    assert propose_clusters([]) == []


def test_the_order_in_which_units_come_changes_nothing():
    forward = places(168)
    backward = random.Random(1).sample(forward, len(forward))
    assert propose_clusters(forward) == propose_clusters(backward)


def test_neighbours_stay_together():
    north = [Place(number, f"N{number}", 11.0 + number / 1000, 106.5) for number in range(14)]
    south = [Place(100 + number, f"S{number}", 10.0 + number / 1000, 106.5) for number in range(14)]
    found = propose_clusters(south + north)
    assert [{key < 100 for key in group} for group in found] == [{True}, {False}]


@pytest.mark.parametrize(("count", "groups"), [(168, 12), (113, 8), (21, 2), (20, 1), (16, 1), (41, 3)])
def test_the_number_of_clusters_follows_the_middle_size(count, groups):
    assert len(propose_clusters(places(count))) == groups
