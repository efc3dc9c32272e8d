"""Launching on: the unit's own list and ticks, and the counts alone that leave it."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.debts import debts_of
from campaigns.domain.sub_launches import Ticked, add_sub_units, end_sub_unit, launch_on, save_ticks, send_counts
from campaigns.models import SubCount, SubLaunch, SubUnit
from campaigns.queries.participants import participants_of
from campaigns.queries.sub_launches import begun, launch_of, lines_of, register_of
from common.faults import Faults
from common.models import AuditRecord
from tests.factories.season import NOON, Season, make_season
from units.acting import acting_as
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]
AT = datetime(2025, 8, 4, 2, 0, tzinfo=UTC)
NAMES = ("Khu phố 1", "Khu phố 2", "Trường THCS An Đông")


@pytest.fixture
def season() -> Season:
    return make_season()


def start(season: Season, unit: str = "P1", role: str = Role.HEAD, **more: object) -> SubLaunch:
    told = {"launched_on": date(2025, 7, 8), "paper": "15/KH-UBND", **more}
    return launch_on(actor=season.actor(unit, role), campaign=season.campaign, unit=season.units[unit], at=AT, **told)


def put(season: Season, *names: str, unit: str = "P1") -> int:
    told = {"campaign": season.campaign, "unit": season.units[unit], "kind": "village", "at": AT}
    return add_sub_units(actor=season.actor(unit), names=names or NAMES, **told)


def tick(season: Season, *ticked: Ticked, period: str = "2025-07", unit: str = "P1") -> None:
    told = {"campaign": season.campaign, "unit": season.units[unit], "period": period, "at": AT}
    save_ticks(actor=season.actor(unit), ticked=ticked, **told)


def send(season: Season, period: str = "2025-07", unit: str = "P1") -> SubCount:
    told = {"campaign": season.campaign, "unit": season.units[unit], "period": period, "at": AT}
    return send_counts(actor=season.actor(unit), **told)


def ids() -> list[int]:
    return list(SubUnit.objects.order_by("pk").values_list("pk", flat=True))


def all_done(pk: int) -> Ticked:
    return Ticked(pk, takes_part=True, has_registered=True, has_reported=True, is_good=True)


class TestLaunching:
    def test_the_head_launches_on_once_and_a_reporter_does_not(self, season):
        with pytest.raises(PermissionDenied):
            start(season, role=Role.REPORTER)
        start(season)
        with pytest.raises(Faults, match="rồi"):
            start(season)
        assert AuditRecord.objects.filter(verb="launch_on").count() == 1

    @pytest.mark.parametrize("given", [{"launched_on": date(2025, 8, 5)}, {"paper": "a\x00"}, {"paper": "x" * 121}])
    def test_what_is_wrong_is_said(self, season, given):
        with pytest.raises(Faults):
            start(season, **given)
        assert not SubLaunch.objects.exists()

    @pytest.mark.parametrize("state", ["draft", "published"])
    def test_only_while_the_campaign_goes(self, season, state):
        season.move(state)
        with pytest.raises(Faults):
            start(season)


class TestList:
    def test_names_come_once_however_often_they_are_pasted(self, season):
        assert put(season) == 3
        assert put(season, "Khu phố 1", "  Khu   phố 2 ", "Khu phố 3", "") == 1
        assert SubUnit.objects.count() == 4

    @pytest.mark.parametrize("names", [("",), ("x" * 201,), ("a\x00",), tuple(f"Khu phố {n}" for n in range(301))])
    def test_what_cannot_be_kept_leaves_the_list_as_it_is(self, season, names):
        with pytest.raises(Faults):
            put(season, *names)
        assert not SubUnit.objects.exists()

    def test_one_taken_off_may_come_back_and_another_units_list_is_its_own(self, season):
        put(season)
        first = ids()[0]
        told = {"campaign": season.campaign, "sub_unit_id": first, "at": AT}
        with pytest.raises(Faults):
            end_sub_unit(actor=season.actor("P2"), unit=season.units["P2"], **told)
        end_sub_unit(actor=season.actor("P1"), unit=season.units["P1"], **told)
        assert put(season, "Khu phố 1") == 1


class TestTicks:
    def test_ticks_are_kept_and_changed_in_place(self, season):
        launch = start(season)
        put(season)
        one, two, _three = ids()
        tick(season, all_done(one), Ticked(two, takes_part=True))
        tick(season, all_done(one), Ticked(two, takes_part=True, has_registered=True))
        lines = {line.sub_unit.pk: line for line in lines_of(launch, "2025-07")}
        assert (lines[one].is_good, lines[two].has_registered, lines[two].has_reported) == (True, True, False)

    @pytest.mark.parametrize(
        ("ticked", "word"),
        [({"has_reported": True}, "tham gia"), ({"takes_part": True, "is_good": True}, "đã báo cáo")],
    )
    def test_ticks_that_do_not_fit_are_refused_by_name(self, season, ticked, word):
        launch = start(season)
        put(season)
        with pytest.raises(Faults, match=word):
            tick(season, Ticked(ids()[0], **ticked))
        assert not lines_of(launch, "2025-07")[0].takes_part

    @pytest.mark.parametrize("period", ["2025-09", "2024-01", "x"])
    def test_a_month_that_has_not_begun_takes_none(self, season, period):
        start(season)
        put(season)
        with pytest.raises(Faults):
            tick(season, all_done(ids()[0]), period=period)

    def test_another_units_sub_unit_is_left_alone(self, season):
        put(season)
        launch = start(season, "P2")
        tick(season, all_done(ids()[0]), unit="P2")
        assert lines_of(launch, "2025-07") == []
        assert not launch.rows.exists()

    def test_without_a_launch_nothing_is_ticked_or_sent(self, season):
        put(season)
        with pytest.raises(Faults):
            tick(season, all_done(ids()[0]))
        with pytest.raises(Faults):
            send(season)


class TestCounts:
    def test_the_organiser_sees_the_newest_counts_that_were_sent(self, season):
        start(season)
        put(season)
        one, two, three = ids()
        tick(season, all_done(one), Ticked(two, takes_part=True, has_registered=True), Ticked(three))
        send(season)
        tick(season, all_done(one), all_done(two), Ticked(three))
        row = seen(season)[0]
        assert row.count is not None
        assert (row.count.taking_part, row.count.registered, row.count.reported, row.count.good) == (2, 2, 1, 1)
        send(season)
        assert seen(season)[0].count.reported == 2
        assert SubCount.objects.count() == 2

    def test_a_month_that_was_not_sent_is_missing_once_its_day_has_passed(self, season):
        start(season)
        assert seen(season, date(2025, 8, 7))[0].mark == "not_due"
        assert seen(season, NOON.date())[0].mark == "missing"

    def test_it_is_a_duty_when_the_month_is_over(self, season):
        start(season)

        def owed(today: date) -> list[date]:
            found = debts_of(acting_as(season.user("P1", Role.REPORTER)), today)
            return [debt.due for debt in found if debt.kind == "sub_counts"]

        assert owed(date(2025, 7, 31)) == []
        assert owed(date(2025, 8, 4)) == [date(2025, 8, 7)]
        send(season)
        assert owed(date(2025, 8, 4)) == []


def seen(season: Season, today: date = date(2025, 8, 20)) -> list:
    july = begun(season.campaign, date(2025, 7, 31))[0]
    assert launch_of(season.campaign, season.units["P1"]) is not None
    return register_of(season.campaign, list(participants_of(season.campaign)), july, today=today)
