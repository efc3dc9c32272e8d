"""Việc cần làm: what each role owes, each opening the very place."""

from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.choices import Status
from campaigns.debts import debts_of, next_day_of
from campaigns.domain.definition import define
from common.actors import system_actor
from indicators.domain.progress import Wanted, save_many
from indicators.domain.provided import contest, note_seen, provide
from indicators.domain.submission import announce, submit
from indicators.domain.verification import Case, ask_more
from indicators.gauges import Typed
from indicators.models import Cell, Entry
from tests.factories.season import NOON, YES, Season, document, make_season
from units.acting import acting_as
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]
TODAY = date(2025, 8, 20)


@pytest.fixture
def season() -> Season:
    return make_season()


def owed(season: Season, unit: str, role: str, today: date = TODAY) -> list:
    return debts_of(acting_as(season.user(unit, role)), today)


def kinds(season: Season, unit: str, role: str) -> list[str]:
    return [debt.kind for debt in owed(season, unit, role)]


def enter(season: Season, line: str, period: str = "2025-07") -> None:
    figure = Typed(None, Decimal(9), Decimal(10)) if line == "I.1" else Typed(Decimal(1))
    wanted = [Wanted(season.line(line), period, figure)]
    save_many(actor=season.actor("P1"), lines=season.lines, unit=season.units["P1"], wanted=wanted, at=NOON)


def hand_in(season: Season, line: str, period: str = "2025-07") -> None:
    enter(season, line, period)
    cells = [(season.line(line), period)]
    submit(actor=season.actor("P1", Role.HEAD), lines=season.lines, unit=season.units["P1"], cells=cells, at=NOON)


def test_a_reporter_owes_every_period_begun_and_is_led_to_the_first_empty_cell(season):
    found = owed(season, "P1", Role.REPORTER)

    assert [debt.title for debt in found] == [
        "Nhập số liệu tháng 7/2025",
        "Nhập số liệu tháng 8/2025",
        "Nhập số liệu cả đợt",
    ]
    line = season.line("I.2")  # due before I.1, which has days of grace
    assert found[0].url.endswith(f"/grid/?period=2025-07#c{line.pk}-2025-07")
    assert "(I.1, I.2)" in found[0].detail


def test_whole_season_lines_are_each_owed_until_their_own_day(season):
    plan = document()
    early = {**deepcopy(YES), "code": "I.4", "due": "2025-08-31"}
    plan["criteria"][0]["children"].append(early)
    plan["criteria"][0]["max_points"] += early["max_points"]
    define(actor=system_actor("test"), document=plan, at=NOON, reason="Bổ sung", legal_basis="KH 2")

    debt = next(debt for debt in owed(season, "P1", Role.REPORTER) if "cả đợt" in debt.title)
    assert debt.due == date(2025, 9, 3)  # 31 August is a Sunday, then come two days of the National Day
    assert debt.url.endswith(f"#c{season.line('I.4').pk}-all")
    assert debt.detail == "2 chỉ tiêu chưa có số liệu (I.3, I.4) · 1 chỉ tiêu hạn 10/10/2025 · Thi đua thí điểm"

    enter(season, "I.4", "all")
    debts = [(debt.kind, debt.due) for debt in owed(season, "P1", Role.REPORTER) if "cả đợt" in debt.title]
    assert debts == [("draft", date(2025, 9, 3)), ("empty", date(2025, 10, 10))]


def test_when_all_is_entered_what_is_left_is_to_submit(season):
    enter(season, "I.1")
    enter(season, "I.2")

    assert kinds(season, "P1", Role.REPORTER)[0] == "draft"
    assert owed(season, "P1", Role.HEAD)[0].url.endswith("/grid/submit/?period=2025-07")


def test_what_is_entered_stays_on_the_list_of_clerk_and_head_until_it_is_submitted(season):
    enter(season, "I.1")

    for role in (Role.REPORTER, Role.HEAD):
        july = [debt for debt in owed(season, "P1", role) if "tháng 7" in debt.title]
        assert [debt.kind for debt in july] == ["empty", "draft"]
        assert july[1].detail.startswith("đã nhập 1 số liệu, chưa nộp")
        assert july[1].url.endswith("/grid/submit/?period=2025-07")


def test_the_head_reads_who_reported_figures_as_entered_until_they_are_submitted(season):
    enter(season, "I.1")
    cells = [(season.line("I.1"), "2025-07")]
    given = {"lines": season.lines, "unit": season.units["P1"], "cells": cells, "at": NOON}
    announce(actor=season.actor("P1"), **given)

    told = f"{season.user('P1', Role.REPORTER).full_name} báo đã nhập xong số liệu tháng 7/2025, chờ anh/chị nộp"
    assert told in [debt.title for debt in owed(season, "P1", Role.HEAD)]
    assert "đã báo lãnh đạo" in next(debt.detail for debt in owed(season, "P1", Role.REPORTER) if debt.kind == "draft")

    submit(actor=season.actor("P1", Role.HEAD), **given)
    assert "draft" not in kinds(season, "P1", Role.HEAD)


def test_a_returned_figure_is_a_duty_of_its_own_with_the_verifiers_words(season):
    hand_in(season, "I.1")
    case = Case(season.line("I.1"), season.units["P1"], "2025-07", Cell.objects.get(state="submitted").latest_id)
    verifier = season.actor("SNV", Role.VERIFIER)
    ask_more(actor=verifier, lines=season.lines, case=case, reason="Thiếu mẫu số", at=NOON)

    debt = next(debt for debt in owed(season, "P1", Role.REPORTER) if debt.kind == "returned")
    assert "Thiếu mẫu số" in debt.detail


def test_provided_figures_are_a_duty_a_day_and_none_once_seen(season):
    given = {"actor": season.actor("STC", Role.PROVIDER), "lines": season.lines, "line": season.line("II.1")}
    one = season.units["P1"], Typed(Decimal(80))
    for period, at in (("2025-07", NOON), ("2025-08", NOON + timedelta(days=1))):
        provide(period=period, rows=[one], at=at, **given)

    def checks() -> list:
        return [debt.due for debt in owed(season, "P1", Role.REPORTER) if debt.kind == "provided"]

    assert checks() == [date(2025, 8, 25), date(2025, 8, 26)]
    entry = Entry.objects.get(period="2025-07")
    by = {"actor": season.actor("P1"), "lines": season.lines, "line": season.line("II.1"), "unit": season.units["P1"]}
    note_seen(period="2025-07", entry_id=entry.pk, at=NOON, **by)
    assert checks() == [date(2025, 8, 26)]


def test_a_provided_figure_is_to_be_checked_until_it_counts_and_contested_it_is_the_departments(season):
    line, unit = season.line("II.1"), season.units["P1"]
    act = {"lines": season.lines, "line": line, "period": "2025-07", "at": NOON}
    provide(actor=season.actor("STC", Role.PROVIDER), rows=[(unit, Typed(Decimal(90)))], **act)
    assert "provided" in kinds(season, "P1", Role.REPORTER)

    contest(actor=season.actor("P1"), unit=unit, reason="Không đúng", **act)

    assert "provided" not in kinds(season, "P1", Role.REPORTER)
    assert kinds(season, "STC", Role.PROVIDER) == ["provide", "contested"]


def test_a_department_owes_the_tables_of_ended_periods_only(season):
    titles = [debt.title for debt in owed(season, "STC", Role.PROVIDER)]

    assert titles == ["Cung cấp số liệu II.1 Tỷ lệ giải ngân, tháng 7/2025"]


def test_a_verifier_owes_a_row_a_line_and_is_led_down_its_units(season):
    hand_in(season, "I.1")

    (debt,) = owed(season, "SNV", Role.VERIFIER)
    assert debt.detail.startswith("1 số liệu chờ thẩm định, sớm nhất nộp lúc 12:00 ngày 20/8/2025")
    assert debt.url.endswith(f"/queue/line/{season.line('I.1').pk}/")


def test_a_manager_urges_for_the_newest_period_past_its_day(season):
    found = owed(season, "VP", Role.MANAGER)

    assert [debt.kind for debt in found] == ["urge"]
    assert found[0].detail == "5 đơn vị chưa nộp đủ · Thi đua thí điểm"
    assert found[0].url.endswith("/tracking/urging/?kind=monthly&period=2025-07")


def test_whole_season_lines_are_urged_for_once_their_own_day_is_past(season):
    assert len(owed(season, "VP", Role.MANAGER, date(2025, 10, 10))) == 1

    found = owed(season, "VP", Role.MANAGER, date(2025, 10, 20))

    assert [debt.url.partition("?")[2] for debt in found] == ["kind=once&period=all", "kind=monthly&period=2025-10"]


def test_urging_counts_the_period_it_names_and_says_how_many_owe_earlier_ones_too(season):
    for line in ("I.1", "I.2"):
        hand_in(season, line, "2025-08")

    detail = owed(season, "VP", Role.MANAGER, date(2025, 9, 10))[0].detail

    assert detail == "4 đơn vị chưa nộp đủ · tính cả các kỳ trước: 5 đơn vị · Thi đua thí điểm"


def test_a_draft_is_to_be_finished_by_its_first_day(season):
    season.move(Status.DRAFT)

    assert [debt.kind for debt in owed(season, "VP", Role.MANAGER)] == ["launch"]
    assert owed(season, "P1", Role.REPORTER) == []


def test_nobody_owes_anything_in_a_closed_campaign_or_in_practice(season):
    season.move(Status.CLOSED)
    assert owed(season, "P1", Role.REPORTER) == []

    season.move(Status.RUNNING)
    type(season.campaign).objects.update(is_practice=True)
    assert owed(season, "P1", Role.REPORTER) == []


def test_a_list_with_nothing_on_it_knows_the_next_date(season):
    season.campaign.phases.create(
        code="mid", name={"vi": "Sơ kết"}, end=TODAY + timedelta(days=9), due=None, position=1
    )

    assert next_day_of(acting_as(season.user("P1", Role.REPORTER)), TODAY) == (
        date(2025, 8, 29),
        "Sơ kết – Thi đua thí điểm",
    )


def test_one_figure_and_three_cost_the_same(season):
    acting = acting_as(season.user("P1", Role.REPORTER))
    enter(season, "I.1")
    with CaptureQueriesContext(
        connection,
    ) as one:
        debts_of(acting, TODAY)
    for line in ("I.2", "I.3"):
        enter(season, line, "all" if line == "I.3" else "2025-07")
    with CaptureQueriesContext(connection) as three:
        debts_of(acting, TODAY)

    assert len(three) == len(one)
