"""Cross-scoring: handed out fairly, given line by line, sent once, never mixed into the other scores."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied

from common.faults import Faults
from common.models import AuditRecord
from indicators.domain import peers, scores
from indicators.models import DirtyMark, PeerMark, PeerRound, PeerSheet, Sheet
from indicators.queries.peers import averages, peer_lines, totals
from tests.campaigns.domain.test_offices import merged
from tests.factories.clusters import appoint, full_points, give, hand_out, lead, pairing, peers_of, told, ward
from tests.factories.season import NOON, Season, make_season

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def season() -> Season:
    made = make_season()
    appoint(made)
    return made


def ids(season: Season, *codes: str) -> list[int]:
    return [season.units[code].pk for code in codes]


class TestHandingOut:
    def test_everybody_scores_as_many_as_was_asked(self, season):
        hand_out(season, each=2)
        board = peers_of(season)

        assert len(board.pairings) == 6
        assert all(len(board.of(member.unit.pk)) == 2 for member in board.cluster.members)
        assert AuditRecord.objects.filter(verb="hand_out_peers").count() == 1

    def test_the_pairs_may_be_changed_by_hand(self, season):
        hand_out(season)
        one, two, three = ids(season, "P1", "P2", "P3")
        hand_out(season, pairs=[(one, three), (three, two), (two, one)])

        assert {(each.scorer.unit.pk, each.target.unit.pk) for each in peers_of(season).pairings} == {
            (one, three), (three, two), (two, one),
        }  # fmt: skip
        assert PeerRound.objects.count() == 1

    def test_nobody_scores_itself_or_a_stranger(self, season):
        one, two, three, other = ids(season, "P1", "P2", "P3", "STC")
        with pytest.raises(Faults, match="chính đơn vị mình"):
            hand_out(season, pairs=[(one, one), (two, three), (three, one)])
        with pytest.raises(Faults, match="đơn vị thành viên của cụm"):
            hand_out(season, pairs=[(one, other), (two, three), (three, one)])
        assert not PeerRound.objects.exists()

    def test_a_member_that_scores_too_few_is_named(self, season):
        one, two, three = ids(season, "P1", "P2", "P3")
        with pytest.raises(Faults, match="Chợ Quán"):
            hand_out(season, pairs=[(one, two), (two, three)])

    @pytest.mark.parametrize("each", [0, 3])
    def test_as_many_are_scored_as_there_are_others_at_most(self, season, each):
        with pytest.raises(Faults, match="từ 1 đến 2"):
            hand_out(season, each=each)

    def test_a_pair_with_points_stays(self, season):
        hand_out(season)
        give(season, "P1", {"I.2": "7,5".replace(",", ".")})
        one, two, three = ids(season, "P1", "P2", "P3")
        with pytest.raises(Faults, match="đã chấm điểm"):
            hand_out(season, pairs=[(one, three), (two, one), (three, two)])

    def test_only_the_lead_hands_out_and_only_while_clusters_work(self, season):
        asked = peers.Asked(each=1, opens=date(2025, 8, 1), closes=date(2025, 8, 30), pairs=[])
        with pytest.raises(PermissionDenied):
            peers.hand_out(actor=season.actor("P1"), cluster=ward(season), asked=asked, at=NOON)
        season.move("published")
        with pytest.raises(PermissionDenied):
            hand_out(season)


class TestGivingPoints:
    @pytest.fixture(autouse=True)
    def handed_out(self, season):
        hand_out(season)

    def test_points_and_remark_are_the_draft_of_the_member(self, season):
        assert give(season, "P1", {"I.1": "18.5", "I.2": "9"}, remark="Có minh chứng") == 2
        mark = PeerMark.objects.get(criterion__code="I.1")

        assert (mark.points, mark.remark, mark.acting_unit.code) == (Decimal("18.5"), "Có minh chứng", "P1")
        assert averages(peers_of(season)) == {}

    def test_what_says_the_same_is_not_written_again(self, season):
        give(season, "P1", {"I.1": "18.5"})
        seen = {"I.1": PeerMark.objects.get().pk}
        assert give(season, "P1", {"I.1": "18.50"}, seen=seen) == 0

    def test_a_colleague_who_was_faster_is_not_overwritten(self, season):
        give(season, "P1", {"I.1": "18"})
        with pytest.raises(Faults, match="Đồng nghiệp"):
            give(season, "P1", {"I.1": "12"})
        assert PeerMark.objects.count() == 1

    @pytest.mark.parametrize("points", ["20.1", "-1"])
    def test_points_lie_between_nothing_and_the_maximum(self, season, points):
        with pytest.raises(Faults, match="tối đa"):
            give(season, "P1", {"I.1": points, "I.2": "5"})
        assert not PeerMark.objects.exists()

    def test_a_sheet_is_sent_once_it_is_full(self, season):
        with pytest.raises(Faults, match="I.2"):
            give(season, "P1", {"I.1": "18"}, send=True)
        assert not PeerMark.objects.exists()

        give(season, "P1", full_points(season, "P1"), send=True)
        target = pairing(season, "P1").target.unit
        assert totals(averages(peers_of(season))) == {target.pk: Fraction(50)}

    def test_what_was_sent_is_changed_only_after_the_lead_gave_it_back(self, season):
        give(season, "P1", full_points(season, "P1"), send=True)
        with pytest.raises(PermissionDenied, match="trả lại"):
            give(season, "P1", {"I.1": "1"})
        with pytest.raises(Faults, match="lý do"):
            peers.give_back(
                actor=lead(season), board=peers_of(season), pairing=pairing(season, "P1"), reason="", at=NOON
            )
        told = {"actor": lead(season), "board": peers_of(season), "at": NOON}
        peers.give_back(pairing=pairing(season, "P1"), reason="Chấm nhầm dòng", **told)

        seen = {"I.1": PeerMark.objects.get(criterion__code="I.1").pk}
        assert give(season, "P1", {"I.1": "1"}, seen=seen) == 1
        assert averages(peers_of(season)) == {}

    def test_before_and_after_its_days_nothing_is_given(self, season):
        hand_out(season, opens=date(2025, 8, 25))
        with pytest.raises(PermissionDenied, match="25/8/2025|25/08/2025"):
            give(season, "P1", {"I.1": "18"})

    def test_nobody_fills_the_sheet_of_another(self, season):
        one = pairing(season, "P1")
        told = {"board": peers_of(season), "pairing": one, "lines": [], "send": False, "at": NOON}
        with pytest.raises(PermissionDenied):
            peers.give_points(actor=season.actor("P2"), given=[], **told)

    def test_bonus_and_deductions_are_not_scored_across(self, season):
        assert {line.code for line in peer_lines(season.lines, season.units["P1"])} == {"I.1", "I.2", "I.3", "II.1"}

    def test_it_changes_no_other_score(self, season):
        scores.recompute(campaign=season.campaign, at=NOON)
        before = list(Sheet.objects.values_list("unit", "points", "rank"))
        give(season, "P1", full_points(season, "P1"), send=True)

        assert not DirtyMark.objects.exists()
        scores.recompute(campaign=season.campaign, at=NOON)
        assert list(Sheet.objects.values_list("unit", "points", "rank")) == before


class TestAfterAMerger:
    def test_the_successor_scores_and_is_scored_and_nobody_itself(self, season):
        hand_out(season)
        new = merged(season, "P1", "P2")
        found = peers_of(season)

        pairs = {(each.scorer.unit.code, each.target.unit.code) for each in found.pairings}
        assert pairs == {("P9", "P3"), ("P3", "P9")}
        assert PeerSheet.objects.count() == 3
        assert found.short == []
        assert found.about(season.units["P3"].pk)[0].scorer.unit == new

    def test_what_was_given_before_stays(self, season):
        hand_out(season)
        give(season, "P2", full_points(season, "P2"), send=True)
        merged(season, "P2")
        assert totals(averages(peers_of(season))) == {season.units["P3"].pk: Fraction(50)}

    def test_handing_out_again_counts_the_new_members(self, season):
        hand_out(season)
        merged(season, "P1", "P2")
        hand_out(season)
        assert len(peers_of(season).pairings) == 2
        assert told(season)["cluster"].unit_ids == {each.scorer.unit.pk for each in peers_of(season).pairings}
