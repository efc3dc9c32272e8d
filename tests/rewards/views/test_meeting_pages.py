"""Pages of a cluster's meeting: what stays the lead's, voting, the documents and who downloads them."""

import pytest
from django.urls import reverse

from campaigns.choices import BlockPost
from rewards.choices import DocumentKind
from rewards.models import Attendance, ClusterVote, Meeting, MeetingPoint
from tests.factories import clusters
from tests.factories.clusters import TERMS, appoint, give, hand_out, held_meeting, prepare
from tests.factories.season import Season
from tests.indicators.views.reporters import client, text_of
from tests.rewards.views.asking import at, queries
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


class TestTheMeeting:
    def test_points_raised_are_the_leads_until_it_is_finished(self, season, lead):
        made = clusters.open_meeting(season)
        lead.post(at(season, "meeting_point", made.pk), {"text": "Đề nghị làm rõ"})
        member = client(season, "P1")
        assert "Đề nghị làm rõ" in text_of(lead.get(at(season, "meeting", made.pk) + "?part=points"))
        assert "Ý kiến" not in [tab["label"] for tab in member.get(at(season, "meeting", made.pk)).context["tabs"]]
        clusters.finish(season, made)
        assert "Đề nghị làm rõ" in text_of(member.get(at(season, "meeting", made.pk) + "?part=points"))

    def test_a_count_is_the_leads_until_its_result_is_kept(self, season, lead):
        made = clusters.open_meeting(season)
        vote = prepare(season, made)
        clusters.count(season, vote, {"P1": 3})
        member, votes = client(season, "P1"), at(season, "meeting", made.pk) + "?part=votes"
        assert "đang xác nhận kết quả" in text_of(member.get(votes))
        assert "được suy tôn" not in text_of(member.get(votes))
        assert "được suy tôn" not in text_of(lead.get(at(season, "meeting_screen", made.pk) + "?part=votes"))
        clusters.put_forward(season, vote)
        assert "được suy tôn, thứ 1" in text_of(member.get(votes))
        assert "được suy tôn, thứ 1" in text_of(lead.get(at(season, "meeting_screen", made.pk) + "?part=votes"))

    def test_the_room_sees_cross_scores_only_when_all_are_in(self, season, lead):
        hand_out(season)
        screen = at(season, "meeting_screen", clusters.plan_meeting(season).pk) + "?part=points"
        give(season, "P1", clusters.full_points(season, "P1"), send=True)
        assert "Chấm chéo" not in text_of(lead.get(screen))
        for code in ("P2", "P3"):
            give(season, code, clusters.full_points(season, code), send=True)
        assert "Chấm chéo" in text_of(lead.get(screen))

    def test_a_cluster_that_left_the_plan_keeps_its_meetings(self, season, manager):
        made = held_meeting(season)
        season.campaign.blocks.filter(code="WARD").delete()
        assert "Họp cụm tổng kết" in text_of(manager.get(at(season, "meeting", made.pk)))
        assert client(season, "P1").get(at(season, "meeting", made.pk)).status_code == 200
        assert client(season, "STC").get(at(season, "meeting", made.pk)).status_code == 403

    @pytest.mark.parametrize("part", ["called", "points", "votes"])
    def test_each_part_costs_the_same_however_long(self, season, lead, part):
        made = clusters.open_meeting(season)
        address = at(season, "meeting", made.pk) + f"?part={part}"
        self.fill(season, made)
        few = queries(lead, address)
        for _time in range(2):
            self.fill(season, made)
        assert queries(lead, address) == few

    def fill(self, season: Season, made: Meeting) -> None:
        MeetingPoint.objects.create(
            meeting=made, attendance=Attendance.objects.first(), text="Ý kiến", made_at=clusters.NOON
        )
        vote = prepare(season, made)
        clusters.count(season, vote, {"P1": 3})
        clusters.put_forward(season, vote)


class TestVoting:
    def test_the_rule_is_shown_as_a_proposal_with_its_source(self, season, lead):
        made = clusters.open_meeting(season)
        shown = lead.get(at(season, "vote_new", made.pk)).content.decode()
        assert "Cần xác nhận" in shown
        assert "Thông tư 01/2019/TT-VKSTC" in shown
        assert ClusterVote.objects.count() == 0

    def test_those_tied_at_the_last_place_vote_again_among_themselves(self, season, lead):
        made = clusters.open_meeting(season)
        vote = prepare(season, made, TERMS.__class__(**{**vars_of(TERMS), "is_strict": False, "threshold": 1}))
        clusters.count(season, vote, {"P1": 1, "P2": 1}, received=2)
        form = lead.get(at(season, "vote_new", made.pk) + f"?run_off={vote.pk}").context["form"]
        assert form["candidates"].value() == [season.units["P1"].pk, season.units["P2"].pk]
        assert form["title"].value() == "Cờ thi đua"

    def test_a_ballot_is_among_the_heads_duties(self, season):
        made = clusters.open_meeting(season)
        vote = prepare(season, made, TERMS.__class__(**{**vars_of(TERMS), "way": "here"}))
        clusters.votes.open_vote(vote=vote, **clusters.told(season))
        head = client(season, "P1", Role.HEAD)
        assert "Bỏ phiếu suy tôn của đơn vị: Cờ thi đua" in text_of(head.get(reverse("todo")))
        chosen = vote.candidates.first().pk
        head.post(at(season, "vote_cast", made.pk, vote.pk), {"choice": chosen})
        assert "Bỏ phiếu suy tôn" not in text_of(head.get(reverse("todo")))

    def test_counts_that_cannot_be_keep_what_was_typed(self, season, lead):
        made = clusters.open_meeting(season)
        vote = prepare(season, made)
        form = {"handed_out": "3", "received": "3", "invalid": "0", **{f"c{c.pk}": "3" for c in vote.candidates.all()}}
        answer = lead.post(at(season, "vote_count", made.pk, vote.pk), form)
        assert answer.status_code == 422
        assert "vượt quá" in answer.content.decode()
        assert answer.content.decode().count('value="3"') == 5


def vars_of(terms: object) -> dict[str, object]:
    return {name: getattr(terms, name) for name in terms.__slots__}  # type: ignore[attr-defined]  # it has slots


class TestDocuments:
    def test_the_draft_of_the_minutes_is_the_leads(self, season, lead):
        made = clusters.open_meeting(season)
        address = at(season, "meeting_document", made.pk, "minutes")
        assert lead.get(address).status_code == 200
        assert client(season, "P1").get(address).status_code == 403
        clusters.finish(season, made)
        assert client(season, "P1").get(address).status_code == 200

    def test_another_kind_does_not_exist(self, season, lead):
        made = held_meeting(season)
        assert lead.get(at(season, "meeting_document", made.pk, "decision")).status_code == 404

    def test_a_letter_without_a_number_is_not_sent(self, season, lead):
        made = held_meeting(season)
        answer = lead.post(at(season, "meeting_send", made.pk), {"number": "", "dated_on": "2025-08-20"})
        assert answer.status_code == 422
        assert not made.submissions.exists()

    def test_sending_keeps_three_files_that_the_organiser_downloads(self, season, lead, manager):
        made = held_meeting(season)
        lead.post(at(season, "meeting_send", made.pk), {"number": "05/TTr", "dated_on": "2025-08-20"})
        sent = made.submissions.get()
        assert {row.kind for row in sent.files.all()} == set(DocumentKind.values)
        for row in sent.files.all():
            answer = manager.get(at(season, "submission_file", made.pk, row.pk))
            assert answer.headers["Content-Disposition"].startswith("attachment")
            assert b"".join(answer).startswith(b"PK")
        assert "Nhận tờ trình 05/TTr" in text_of(manager.get(reverse("todo")))

    def test_the_deputy_may_send_too(self, season):
        appoint(season, "P2", BlockPost.DEPUTY)
        made = held_meeting(season)
        deputy = client(season, "P2", Role.HEAD)
        assert deputy.get(at(season, "meeting_send", made.pk)).status_code == 200
