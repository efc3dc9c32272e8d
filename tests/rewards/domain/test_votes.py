"""Phiếu suy tôn: a rule confirmed, one ballot a unit, a secret that nothing stored gives away, a count that can be."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from common.canonical import canonical_json
from common.faults import Faults
from common.models import AuditRecord
from rewards.domain.votes import cast, close_vote, drop_vote, open_vote
from rewards.models import ClusterVote, Meeting, VoteCount, VoteSlip, VoteTurn
from rewards.queries.votes import counted, fresh
from tests.factories import clusters
from tests.factories.clusters import TERMS, appoint, prepare, told
from tests.factories.season import NOON, Season, make_season
from tests.factories.units import make_authorisation
from units.choices import Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
HERE = replace(TERMS, way="here")


@pytest.fixture
def season() -> Season:
    made = make_season()
    appoint(made)
    return made


@pytest.fixture
def meeting(season) -> Meeting:
    return clusters.open_meeting(season)


def opened(season: Season, meeting: Meeting, **more: Any) -> ClusterVote:
    made = prepare(season, meeting, replace(HERE, **more))
    return open_vote(vote=made, **told(season))


def chosen(vote: ClusterVote, season: Season, *codes: str) -> list[int]:
    units = [season.units[code].pk for code in codes]
    return [row.pk for row in vote.candidates.all() if row.unit_id in units]


def casts(season: Season, vote: ClusterVote, by: str, *codes: str) -> None:
    cast(actor=season.actor(by, Role.HEAD), vote=vote, chosen=chosen(vote, season, *codes), at=NOON)


class TestTheRule:
    def test_it_takes_effect_only_when_confirmed(self, season, meeting):
        with pytest.raises(Faults, match="cần xác nhận"):
            prepare(season, meeting, confirmed=False)
        made = prepare(season, meeting)
        assert (made.confirmed_by_id, made.confirmed_at) == (clusters.lead(season).user_id, NOON)

    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"title": " "}, "title"),
            ({"basis": ""}, "basis"),
            ({"threshold": Decimal(0)}, "threshold"),
            ({"threshold": Decimal("100.5")}, "threshold"),
            ({"places": 4}, "places"),
            ({"base": "everybody"}, "base"),
        ],
    )
    def test_what_is_wrong_with_it_is_named(self, season, meeting, more, field):
        with pytest.raises(Faults) as refused:
            prepare(season, meeting, replace(TERMS, **more))
        assert field in {fault.field for fault in refused.value.faults}

    def test_somebody_stands_on_the_ballot(self, season, meeting):
        with pytest.raises(Faults, match="ít nhất một đơn vị"):
            prepare(season, meeting, units=[])

    def test_a_vote_in_which_nobody_voted_is_taken_back(self, season, meeting):
        drop_vote(vote=prepare(season, meeting), **told(season))
        assert not ClusterVote.objects.exists()

    def test_one_that_has_begun_is_not(self, season, meeting):
        with pytest.raises(Faults, match="không rút được"):
            drop_vote(vote=opened(season, meeting), **told(season))


class TestCasting:
    def test_each_unit_present_has_one_ballot(self, season):
        meeting = clusters.open_meeting(season, absent=["P2"])
        vote = opened(season, meeting)
        casts(season, vote, "P1", "P3")
        with pytest.raises(PermissionDenied, match="đã bỏ phiếu"):
            casts(season, vote, "P1", "P3")
        with pytest.raises(PermissionDenied, match="có mặt"):
            casts(season, vote, "P2", "P3")
        assert VoteSlip.objects.count() == 1

    def test_it_is_cast_by_the_head_or_by_authorisation(self, season, meeting):
        vote = opened(season, meeting)
        reporter = season.actor("P1")
        with pytest.raises(PermissionDenied):
            cast(actor=reporter, vote=vote, chosen=[], at=NOON)
        make_authorisation(season.user("P1", Role.REPORTER), season.units["P1"], season.user("P1", Role.HEAD))
        cast(actor=reporter, vote=vote, chosen=[], at=NOON)
        assert VoteTurn.objects.get(unit=season.units["P1"]).has_voted

    def test_where_the_rule_forbids_it_no_unit_names_itself(self, season, meeting):
        vote = opened(season, meeting, own_allowed=False)
        with pytest.raises(Faults, match="không tự suy tôn"):
            casts(season, vote, "P1", "P1")
        assert not VoteTurn.objects.get(unit=season.units["P1"]).has_voted

    def test_no_more_are_named_than_there_are_places(self, season, meeting):
        vote = opened(season, meeting)
        with pytest.raises(Faults, match="tối đa 1"):
            casts(season, vote, "P1", "P2", "P3")

    def test_a_candidate_of_another_vote_is_none(self, season, meeting):
        other, vote = prepare(season, meeting), opened(season, meeting)
        with pytest.raises(Faults, match="ghi trên phiếu"):
            cast(actor=season.actor("P1", Role.HEAD), vote=vote, chosen=chosen(other, season, "P2"), at=NOON)

    def test_before_opening_and_after_closing_nobody_votes(self, season, meeting):
        vote = prepare(season, meeting, HERE)
        with pytest.raises(PermissionDenied):
            casts(season, vote, "P1", "P2")
        vote = opened(season, meeting)
        casts(season, vote, "P1", "P2")
        close_vote(vote=vote, **told(season))
        with pytest.raises(PermissionDenied, match="không mở"):
            casts(season, vote, "P2", "P1")


class TestTheSecret:
    def test_nothing_stored_ties_a_unit_to_its_choice(self, season, meeting):
        vote = opened(season, meeting)
        for by, to in (("P1", "P2"), ("P2", "P3"), ("P3", "P2")):
            casts(season, vote, by, to)

        assert {field.name for field in VoteSlip._meta.concrete_fields} == {"id", "vote", "unit", "choices"}
        assert not VoteSlip.objects.exclude(unit=None).exists()
        assert {field.name for field in VoteTurn._meta.concrete_fields} == {"id", "vote", "unit", "name", "has_voted"}

    def test_the_audit_says_who_voted_and_not_for_whom(self, season, meeting):
        vote = opened(season, meeting)
        casts(season, vote, "P1", "P2")
        kept = AuditRecord.objects.get(verb="cast_ballot")
        assert kept.acting_unit == "P1"
        assert kept.detail == canonical_json({"block": "WARD", "meeting": meeting.title, "vote": vote.pk})

    def test_with_every_ballot_all_slips_are_written_anew(self, season, meeting):
        vote = opened(season, meeting)
        casts(season, vote, "P1", "P2")
        first = set(VoteSlip.objects.values_list("pk", flat=True))
        casts(season, vote, "P2", "P3")
        assert not first & set(VoteSlip.objects.values_list("pk", flat=True))
        assert VoteSlip.objects.count() == 2

    def test_an_open_vote_says_who_chose_whom(self, season, meeting):
        vote = opened(season, meeting, is_secret=False)
        casts(season, vote, "P1", "P2")
        assert VoteSlip.objects.get().unit == season.units["P1"]

    def test_nothing_is_counted_before_closing(self, season, meeting):
        vote = opened(season, meeting)
        casts(season, vote, "P1", "P2")
        assert counted(clusters.newest_vote(meeting)) is None
        assert not VoteCount.objects.exists()


class TestClosing:
    def test_the_ballots_are_counted(self, season, meeting):
        vote = opened(season, meeting)
        for by, to in (("P1", ["P2"]), ("P2", []), ("P3", ["P2"])):
            casts(season, vote, by, *to)
        close_vote(vote=vote, **told(season))
        found = fresh(vote)

        assert {found.candidates[pk].unit.code: n for pk, n in found.votes.items()} == {"P1": 0, "P2": 2, "P3": 0}
        assert (found.count.members, found.count.present, found.count.handed_out, found.count.received) == (3, 3, 3, 3)
        assert [found.candidates[row.key].unit.code for row in found.result.elected] == ["P2"]

    def test_an_empty_urn_is_not_closed(self, season, meeting):
        with pytest.raises(Faults, match="Chưa có đơn vị nào bỏ phiếu"):
            close_vote(vote=opened(season, meeting), **told(season))


class TestPaper:
    def test_the_counts_of_the_counters_are_kept(self, season, meeting):
        vote = prepare(season, meeting)
        made = clusters.count(season, vote, {"P1": 2, "P2": 1})
        assert (made.number, made.received, fresh(vote).result.needed) == (1, 3, 2)

    @pytest.mark.parametrize(
        ("numbers", "ballots", "word"),
        [
            ({"P1": 4}, {}, "nhiều hơn số phiếu hợp lệ"),
            ({"P1": 2, "P2": 2}, {}, "vượt quá"),
            ({"P1": 1}, {"received": 4, "handed_out": 4}, "nhiều hơn số đơn vị thành viên"),
            ({"P1": 1}, {"handed_out": 2}, "phát ra"),
            ({"P1": 0}, {"invalid": 4}, "không hợp lệ nhiều hơn"),
        ],
    )
    def test_counts_that_cannot_be_are_refused(self, season, meeting, numbers, ballots, word):
        vote = prepare(season, meeting)
        with pytest.raises(Faults, match=word):
            clusters.count(season, vote, numbers, **ballots)
        assert not VoteCount.objects.exists()

    def test_a_recount_needs_a_reason_and_the_first_is_kept(self, season, meeting):
        vote = prepare(season, meeting)
        clusters.count(season, vote, {"P1": 2, "P2": 1})
        with pytest.raises(Faults, match="phải có lý do"):
            clusters.count(season, vote, {"P1": 1, "P2": 2})
        clusters.count(season, vote, {"P1": 1, "P2": 2}, reason="Đếm sót một phiếu")

        assert VoteCount.objects.count() == 2
        assert fresh(vote).count.reason == "Đếm sót một phiếu"

    def test_nothing_is_counted_before_all_were_called(self, season):
        made = clusters.plan_meeting(season)
        clusters.meetings.open_meeting(meeting=made, **told(season))
        vote = prepare(season, made)
        with pytest.raises(Faults, match="điểm danh đủ"):
            clusters.count(season, vote, {"P1": 3})

    def test_a_vote_held_here_takes_no_paper(self, season, meeting):
        with pytest.raises(Faults, match="trên phần mềm"):
            clusters.count(season, prepare(season, meeting, HERE), {"P1": 3})

    def test_only_the_lead_counts(self, season, meeting):
        vote = prepare(season, meeting)
        with pytest.raises(PermissionDenied):
            clusters.votes.record_counts(
                actor=season.actor("P1", Role.HEAD), cluster=clusters.ward(season), vote=vote,
                counts=clusters.counts(season, vote, {"P1": 3}), reason="", at=NOON,
            )  # fmt: skip
