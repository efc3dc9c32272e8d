"""A cluster's meeting: called, opened, members called, points noted, finished once and then unchanged."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from campaigns.domain.stages import Granted, extend_stage, set_stage_dates
from common.canonical import sha256_text
from common.faults import Faults
from common.models import AuditRecord
from rewards.domain.meetings import Called, call_members, change_meeting, open_meeting, raise_point, strike_point
from rewards.models import Meeting, MeetingPoint, Minutes
from tests.campaigns.domain.test_offices import merged
from tests.factories import clusters
from tests.factories.clusters import DAY, PLAN, appoint, finish, held_meeting, plan_meeting, told
from tests.factories.season import Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def season() -> Season:
    made = make_season()
    appoint(made)
    return made


def raised(season: Season, meeting: Meeting, text: str = "Đề nghị làm rõ", by: str = "P1") -> MeetingPoint:
    row = meeting.attendances.get(unit=season.units[by])
    return raise_point(meeting=meeting, by=row, text=text, **told(season))


class TestCalling:
    def test_it_keeps_the_clusters_and_the_leads_name_of_the_day(self, season):
        made = plan_meeting(season)
        assert (made.block_name["vi"], made.lead_name, made.items) == (
            "Cụm phường",
            "Phường Chợ Quán",
            ["Báo cáo", "Bỏ phiếu"],
        )

    @pytest.mark.parametrize("name", ["title", "place", "chair", "secretary"])
    def test_what_is_missing_is_named(self, season, name):
        with pytest.raises(Faults) as refused:
            plan_meeting(season, replace(PLAN, **{name: " "}))
        assert [fault.field for fault in refused.value.faults] == [name]

    def test_an_agenda_without_end_is_refused(self, season):
        with pytest.raises(Faults, match="30"):
            plan_meeting(season, replace(PLAN, agenda="\n".join("abc" for _ in range(31))))

    def test_only_lead_and_deputy_call_one(self, season):
        with pytest.raises(PermissionDenied):
            clusters.meetings.plan_meeting(
                actor=season.actor("P1", Role.HEAD), cluster=clusters.ward(season), plan=PLAN, at=clusters.NOON
            )

    def test_the_deputy_stands_in_for_the_lead(self, season):
        appoint(season, "P2", "deputy")
        made = clusters.meetings.plan_meeting(plan=PLAN, **told(season, unit="P2"))
        assert made.pk

    @pytest.mark.parametrize("state", ["draft", "launched", "published"])
    def test_before_the_first_day_and_after_the_results_none_is_called(self, season, state):
        season.move(state)
        with pytest.raises(PermissionDenied):
            plan_meeting(season)


class TestChanging:
    def test_what_another_changed_meanwhile_is_not_overwritten(self, season):
        made = plan_meeting(season)
        change_meeting(meeting=made, plan=replace(PLAN, place="Phòng họp 2"), seen=1, **told(season))
        with pytest.raises(Faults, match="Người khác"):
            change_meeting(meeting=made, plan=PLAN, seen=1, **told(season))
        assert Meeting.objects.get().place == "Phòng họp 2"

    def test_the_day_stands_once_it_is_open(self, season):
        made = clusters.open_meeting(season)
        with pytest.raises(Faults, match="không đổi ngày"):
            change_meeting(meeting=made, plan=replace(PLAN, held_on=date(2025, 8, 1)), seen=1, **told(season))


class TestOpening:
    def test_the_members_of_the_day_are_called(self, season):
        made = clusters.open_meeting(season, absent=["P2"])
        came = {row.unit.code: row.is_present for row in made.attendances.select_related("unit")}
        assert came == {"P1": True, "P2": False, "P3": True}

    def test_they_are_called_in_vietnamese_whatever_the_language_of_the_page(self, season):
        season.units["P1"].name_en = "An Dong Ward"
        season.units["P1"].save()
        with override("en"):
            made = clusters.open_meeting(season)
        assert made.attendances.first().name == "Phường An Đông"

    def test_it_is_not_opened_before_its_day_nor_twice(self, season):
        early = plan_meeting(season, replace(PLAN, held_on=DAY + timedelta(days=1)))
        with pytest.raises(Faults, match="ngày họp"):
            open_meeting(meeting=early, **told(season))
        made = clusters.open_meeting(season)
        with pytest.raises(Faults, match="đã bắt đầu"):
            open_meeting(meeting=made, **told(season))

    def test_a_member_merged_away_is_called_by_its_successor_and_past_meetings_keep_its_name(self, season):
        before = clusters.open_meeting(season)
        merged(season, "P1", on=date(2025, 8, 15))
        after = clusters.open_meeting(season)

        assert [row.name for row in before.attendances.all()] == [
            "Phường An Đông",
            "Phường Bến Thành",
            "Phường Chợ Quán",
        ]
        assert {(row.name, row.instead_of) for row in after.attendances.all()} >= {
            ("Phường Hợp Nhất", "Phường An Đông")
        }


class TestAttendance:
    def test_who_came_for_a_member_is_kept(self, season):
        made = clusters.open_meeting(season)
        row = made.attendances.first()
        changed = call_members(meeting=made, called={row.pk: Called(True, "Phó chủ tịch")}, **told(season))
        row.refresh_from_db()
        assert (changed, row.people) == (1, "Phó chủ tịch")

    def test_the_audit_names_no_person(self, season):
        made = clusters.open_meeting(season)
        row = made.attendances.first()
        call_members(meeting=made, called={row.pk: Called(True, "Nguyễn Văn A")}, **told(season))
        assert not AuditRecord.objects.filter(detail__contains="Nguyễn Văn A").exists()

    def test_who_was_present_when_votes_began_stays_so(self, season):
        made = clusters.open_meeting(season)
        clusters.count(season, clusters.prepare(season, made), {"P1": 3})
        row = made.attendances.first()
        with pytest.raises(Faults, match="giữ nguyên"):
            call_members(meeting=made, called={row.pk: Called(False, "")}, **told(season))


class TestPoints:
    def test_a_point_is_noted_and_struck_out_again(self, season):
        made = clusters.open_meeting(season)
        point = raised(season, made)
        strike_point(point=point, **told(season))
        assert MeetingPoint.objects.get().is_struck

    @pytest.mark.parametrize("text", ["  ", "x" * 2_001, "a\x00"])
    def test_what_cannot_be_kept_is_refused(self, season, text):
        made = clusters.open_meeting(season)
        with pytest.raises(Faults):
            raised(season, made, text)

    def test_nothing_is_noted_before_the_meeting_is_open(self, season):
        with pytest.raises(Faults, match="chưa bắt đầu"):
            raise_point(meeting=plan_meeting(season), by=None, text="Sớm", **told(season))


class TestFinishing:
    def test_the_minutes_are_written_in_this_moment(self, season):
        made = clusters.open_meeting(season, absent=["P2"])
        raised(season, made)
        strike_point(point=raised(season, made, "Bỏ đi"), **told(season))
        kept = finish(season, made)
        record = json.loads(kept.content)

        assert kept.sha256 == sha256_text(kept.content)
        assert [(row["name"], row["is_present"]) for row in record["called"]][1] == ("Phường Bến Thành", False)
        assert record["points"] == [{"by": "Phường An Đông", "text": "Đề nghị làm rõ"}]
        assert record["meeting"]["conclusion"] == "Thống nhất kết quả"
        assert record["block"] == "Cụm phường"

    def test_nothing_changes_afterwards(self, season):
        made = held_meeting(season)
        row = made.attendances.first()
        for act in (
            lambda: raised(season, made),
            lambda: call_members(meeting=made, called={row.pk: Called(False, "")}, **told(season)),
            lambda: change_meeting(meeting=made, plan=PLAN, seen=1, **told(season)),
            lambda: clusters.prepare(season, made),
            lambda: clusters.count(season, clusters.newest_vote(made), {"P2": 3}, reason="Nhầm"),
            lambda: clusters.put_forward(season, clusters.newest_vote(made)),
            lambda: finish(season, made),
        ):
            with pytest.raises(Faults, match="đã kết thúc"):
                act()
        assert Minutes.objects.count() == 1

    def test_it_does_not_end_before_everybody_was_called(self, season):
        made = plan_meeting(season)
        open_meeting(meeting=made, **told(season))
        with pytest.raises(Faults, match="điểm danh đủ"):
            finish(season, made)

    def test_it_does_not_end_while_a_vote_is_open_or_unsettled(self, season):
        made = clusters.open_meeting(season)
        vote = clusters.prepare(season, made)
        with pytest.raises(Faults, match="chưa kiểm phiếu"):
            finish(season, made)
        clusters.count(season, vote, {"P1": 3})
        with pytest.raises(Faults, match="xác nhận kết quả"):
            finish(season, made)
        clusters.put_forward(season, vote, "theo phiếu")
        assert finish(season, made).number == 1

    def test_a_renamed_cluster_keeps_the_name_of_then(self, season):
        made = held_meeting(season)
        season.campaign.blocks.filter(code="WARD").update(name={"vi": "Cụm số 1"})
        assert json.loads(made.minutes.get().content)["block"] == "Cụm phường"
        made.refresh_from_db()
        assert made.block_name["vi"] == "Cụm phường"


class TestTheStageOfTheClusters:
    def close(self, season: Season) -> None:
        days = {"opens": date(2025, 8, 1), "closes": date(2025, 8, 19)}
        told = {"actor": season.actor("VP", Role.MANAGER), "campaign": season.campaign, "at": clusters.NOON}
        set_stage_dates(stage="cluster", reason="", **days, **told)

    def test_before_it_opens_clusters_meet_as_ever_and_after_it_closed_no_more(self, season):
        plan_meeting(season)
        self.close(season)
        with pytest.raises(PermissionDenied, match="19/8/2025"):
            plan_meeting(season)

    def test_the_lead_that_was_given_longer_goes_on(self, season):
        self.close(season)
        granted = Granted(date(2025, 8, 30), "Họp dời lại", "Công văn 5/UBND")
        told = {"actor": season.actor("VP", Role.MANAGER), "campaign": season.campaign, "at": clusters.NOON}
        extend_stage(stage="cluster", unit=season.units["P3"], granted=granted, **told)
        assert plan_meeting(season).pk
