"""Counting a vote: thresholds, bases, ties and places, held to plain integers by drawn elections."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rewards.tally import Base, Count, Rule, needed, overtakings, problems, tally


def rule(places: int = 1, percent: int = 80, base: Base = Base.MEMBERS, *, strict: bool = False) -> Rule:
    return Rule(places, Fraction(percent, 100), base, strict)


def count(votes: dict[str, int], members: int = 10, present: int = 10, received: int = 10, invalid: int = 0) -> Count:
    return Count(members, present, received, invalid, votes)


class TestTheVotesNeeded:
    @pytest.mark.parametrize(
        ("members", "ninety", "eighty", "seventy", "half"),
        [(9, 9, 8, 7, 5), (11, 10, 9, 8, 6), (13, 12, 11, 10, 7), (15, 14, 12, 11, 8), (25, 23, 20, 18, 13)],
    )
    def test_they_are_those_published_for_councils(self, members, ninety, eighty, seventy, half):
        assert [needed(rule(percent=p), members) for p in (90, 80, 70)] == [ninety, eighty, seventy]
        assert needed(rule(percent=50, strict=True), members) == half

    def test_nobody_passes_without_a_vote(self):
        assert needed(rule(percent=50), 0) == 1

    @given(st.integers(1, 100), st.integers(0, 60), st.booleans())
    def test_one_vote_fewer_does_not_pass(self, percent, base, strict):
        least = needed(rule(percent=percent, strict=strict), base)
        holds = (lambda n: 100 * n > percent * base) if strict else (lambda n: 100 * n >= percent * base)
        assert holds(least)
        assert least == 1 or not holds(least - 1)


class TestTheBase:
    def test_an_absent_member_counts_against(self):
        found = {"a": 12}
        by_members = tally(rule(percent=90), count(found, members=15, present=13, received=13))
        by_present = tally(rule(percent=90, base=Base.PRESENT), count(found, members=15, present=13, received=13))
        assert [by_members.needed, by_present.needed] == [14, 12]
        assert not by_members.elected
        assert by_present.elected

    def test_ballots_received_hold_the_invalid_ones(self):
        found = tally(rule(percent=80, base=Base.BALLOTS), count({"a": 8}, received=10, invalid=2))
        assert (found.base, found.needed, found.rows[0].share) == (10, 8, Fraction(4, 5))


class TestTies:
    def test_equal_votes_that_all_fit_are_all_elected(self):
        found = tally(rule(places=2, percent=50), count({"a": 6, "b": 6, "c": 5}))
        assert [(row.key, row.rank) for row in found.elected] == [("a", 1), ("b", 1)]
        assert found.open_places == 0

    def test_equal_votes_at_the_last_place_are_left_to_the_meeting(self):
        found = tally(rule(places=2, percent=50), count({"a": 9, "b": 6, "c": 6, "d": 5}))
        assert [row.key for row in found.elected] == ["a"]
        assert [row.key for row in found.tied] == ["b", "c"]
        assert found.open_places == 1
        assert not found.rows[3].is_elected

    def test_equal_votes_below_the_places_are_no_tie(self):
        assert not tally(rule(places=1, percent=50), count({"a": 9, "b": 6, "c": 6})).tied

    def test_equal_votes_that_do_not_pass_are_no_tie(self):
        assert not tally(rule(places=1, percent=80), count({"b": 6, "c": 6})).tied


elections = st.dictionaries(st.integers(0, 12), st.integers(0, 20), min_size=1, max_size=12)


class TestDrawnElections:
    @given(elections, st.integers(1, 6), st.integers(1, 100), st.sampled_from(Base), st.booleans())
    def test_who_is_elected_passes_and_nobody_with_more_votes_is_left_out(self, votes, places, percent, base, strict):
        drawn = Rule(places, Fraction(percent, 100), base, strict)
        found = tally(drawn, count(votes, members=20, present=18, received=17))
        elected, rest = found.elected, [row for row in found.rows if not row.is_elected]

        assert len(elected) <= places
        assert all(row.votes >= found.needed for row in elected)
        assert all(one.votes > other.votes for one in elected for other in rest)
        assert {row.key for row in found.rows} == set(votes)

    @given(elections, st.integers(1, 6), st.integers(1, 100))
    def test_a_place_stays_open_only_for_a_tie_or_for_want_of_votes(self, votes, places, percent):
        found = tally(rule(places=places, percent=percent), count(votes, members=20))
        passing = [row for row in found.rows if row.passes]
        if found.open_places and len(passing) > len(found.elected):
            assert found.tied == passing[len(found.elected) :][: len(found.tied)]
            assert len({row.votes for row in found.tied}) == 1
            assert len(found.tied) > found.open_places

    @given(elections, st.permutations(range(13)), st.integers(1, 6))
    def test_the_order_of_the_ballot_decides_nothing(self, votes, order, places):
        shuffled = {key: votes[key] for key in order if key in votes}
        one, other = (tally(rule(places=places, percent=50), count(each, members=20)) for each in (votes, shuffled))
        assert {(r.key, r.rank, r.is_elected, r.is_tied) for r in one.rows} == {
            (r.key, r.rank, r.is_elected, r.is_tied) for r in other.rows
        }


class TestWhatCannotBe:
    @pytest.mark.parametrize(
        ("votes", "more", "found"),
        [
            ({"a": -1}, {}, {"negative"}),
            ({"a": 3}, {"received": 11}, {"more_ballots_than_members"}),
            ({"a": 0}, {"received": 2, "invalid": 3}, {"more_invalid_than_received"}),
            ({"a": 9}, {"received": 10, "invalid": 2}, {"more_votes_than_ballots", "more_votes_than_places"}),
            ({"a": 6, "b": 6}, {}, {"more_votes_than_places"}),
            ({"a": 6, "b": 4}, {}, set()),
        ],
    )
    def test_it_is_named(self, votes, more, found):
        assert set(problems(rule(), count(votes, **more))) == found


class TestTheOrderOfThePoints:
    POINTS = {"a": Fraction(3), "b": Fraction(2), "c": Fraction(1)}

    def order(self, votes: dict[str, int], places: int = 1, **points: Fraction):
        found = tally(rule(places=places, percent=10), count(votes))
        return [(pair.above, pair.below) for pair in overtakings(found, points or self.POINTS)]

    def test_the_same_order_is_none(self):
        assert self.order({"a": 9, "b": 5, "c": 1}, places=2) == []

    def test_whoever_has_more_points_and_is_left_out_is_named(self):
        assert self.order({"a": 1, "b": 8}) == [("b", "a")]

    def test_two_put_forward_in_another_order_are_named(self):
        assert self.order({"a": 5, "b": 8}, places=2) == [("b", "a")]

    def test_equal_votes_or_equal_points_are_no_other_order(self):
        assert self.order({"a": 5, "b": 5}, places=2) == []
        assert self.order({"a": 1, "b": 8}, a=Fraction(2), b=Fraction(2)) == []

    def test_one_without_points_stands_below_all_that_have_some(self):
        assert self.order({"a": 8, "x": 1}) == []
        assert self.order({"a": 1, "x": 8}) == [("x", "a")]
