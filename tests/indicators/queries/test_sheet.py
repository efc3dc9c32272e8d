"""The self-scoring sheet: what waits, what is still asked for, what a line's figures come from."""

from copy import deepcopy
from decimal import Decimal
from fractions import Fraction

import pytest

from indicators.choices import Feed
from indicators.domain import scores
from indicators.domain.submission import submit, withdraw
from indicators.domain.verification import Case, accept, adjust, ask_more
from indicators.gauges import Typed
from indicators.models import Cell
from indicators.queries.lines import UNBUILT_FEEDS
from indicators.queries.progress import grid
from indicators.queries.scoreboard import live_board
from indicators.queries.sheet import SheetRow, SheetView, sheet_view, ways_up
from indicators.queries.story import story
from tests.factories.season import COUNT, NOON, RATE, Season, document, make_season
from tests.indicators.domain.appraising import ONE, TWO, reported, verifier
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]
BANDS = [
    {"code": "good", "name": {"vi": "Tốt"}, "at_least": 20},
    {"code": "weak", "name": {"vi": "Yếu"}, "at_least": 0},
]


@pytest.fixture
def season() -> Season:
    return make_season(bands=BANDS, bands_source="QĐ 1")


def view_of(season: Season) -> SheetView:
    scores.recompute(campaign=season.campaign, at=NOON)
    board = live_board(season.campaign)
    assert board
    return sheet_view(season.campaign, board, season.units["P1"])


def row_of(season: Season, code: str = "I.2") -> SheetRow:
    return next(row for row in view_of(season).rows if row.criterion.code == code)


def take(season: Season, case: Case) -> None:
    accept(actor=verifier(season), lines=season.lines, cases=[case], at=NOON)


def give_back(season: Season, case: Case, reason: str = "Thiếu QĐ") -> None:
    ask_more(actor=verifier(season), lines=season.lines, case=case, reason=reason, at=NOON)


def test_a_line_says_what_waits_and_what_it_earns_once_accepted(season):
    take(season, reported(season, TWO))
    reported(season, ONE, period="2025-08")

    row = row_of(season)

    assert (row.verified, row.prospect.waiting) == (4, ("tháng 8/2025: 1",))
    assert row.prospect_explanation.value_text.vi == "3"
    assert row.prospect_explanation.points_text.vi == "Được 6,00 điểm, tối đa 10"
    assert "thêm 2" in row.prospect_explanation.needed_text.vi


def test_what_a_verifier_changed_stays_changed_in_what_acceptance_would_give(season):
    case = reported(season, TWO)
    adjust(actor=verifier(season), lines=season.lines, case=case, typed=ONE, reason="Trùng", at=NOON)
    reported(season, ONE, period="2025-08")

    row = row_of(season)

    assert row.reported == 6  # as reported: 2 and 1
    assert row.prospect_explanation.points_text.vi == "Được 4,00 điểm, tối đa 10"


def test_the_whole_and_the_ways_up_start_from_where_acceptance_would_leave_the_unit(season):
    take(season, reported(season, ONE))
    assert ways_up(view_of(season)).vi.startswith("Để đạt 20,00: ")
    reported(season, Typed(value=Decimal(4)), period="2025-08")

    view = view_of(season)

    assert (view.verified.shown_points, view.supposed.points) == (Decimal(2), Fraction(10))
    assert ways_up(view) is None  # 10 of 50 points are the 20 % that the next band takes


def test_a_sheet_on_which_nothing_waits_supposes_nothing(season):
    take(season, reported(season, TWO))

    view = view_of(season)

    assert view.supposed is None
    assert [row.prospect for row in view.rows if row.prospect] == []


def test_points_that_hang_on_other_units_are_not_promised():
    plan = document()
    plan["criteria"][0]["children"][1]["rule"] = {
        "kind": "relative",
        "better": "higher",
        "scale": [0, 10],
        "scope": "block",
    }
    season = make_season(plan=plan)
    reported(season, ONE)

    row = row_of(season)

    assert (row.prospect.waiting, row.prospect.cell) == (("tháng 7/2025: 1",), None)


def test_a_request_stands_on_sheet_and_grid_until_a_newer_figure_is_submitted(season):
    case = reported(season, TWO)
    give_back(season, case)
    assert open_on_sheet(season) == open_on_grid(season) == ["Thiếu QĐ"]

    reported(season, ONE)
    assert open_on_sheet(season) == open_on_grid(season) == []

    act = {"actor": season.actor("P1", Role.HEAD), "lines": season.lines, "unit": season.units["P1"], "at": NOON}
    withdraw(line=season.line("I.2"), period="2025-07", **act)
    assert open_on_sheet(season) == open_on_grid(season) == ["Thiếu QĐ"]

    submit(cells=[(season.line("I.2"), "2025-07")], **act)
    assert open_on_sheet(season) == open_on_grid(season) == []
    told = story(season.line("I.2"), season.units["P1"], "2025-07", reader_unit_id=season.units["P1"].pk)
    assert any("Thiếu QĐ" in each.text for each in told)


def test_a_request_about_one_period_says_nothing_of_another(season):
    give_back(season, reported(season, TWO))
    reported(season, ONE, period="2025-08")

    assert open_on_sheet(season) == ["Thiếu QĐ"]


def test_a_second_request_stands_in_place_of_the_answered_one(season):
    give_back(season, reported(season, TWO))
    give_back(season, reported(season, ONE), "Thiếu danh sách")

    assert open_on_sheet(season) == open_on_grid(season) == ["Thiếu danh sách"]


def open_on_sheet(season: Season) -> list[str]:
    return [verdict.reason for verdict in row_of(season).reasons]


def open_on_grid(season: Season) -> list[str]:
    found = grid(season.lines, season.units["P1"], today=NOON.date())
    return [cell.asked for row in found.rows for cell in row.cells if cell and cell.asked]


def test_what_the_unit_wrote_beside_a_figure_stands_on_its_sheet_once_submitted(season):
    reported(season, Typed(value=Decimal(1), note="Mô hình cấp phường"))

    assert [entry.note for entry in row_of(season).notes] == ["Mô hình cấp phường"]


@pytest.mark.parametrize("feed", sorted(UNBUILT_FEEDS))
def test_a_line_that_the_system_is_to_count_itself_says_that_it_cannot_yet(feed):
    plan = document()
    plan["criteria"][0]["children"][1] = {**deepcopy(COUNT), "feed": feed}
    season = make_season(plan=plan)
    reported(season, ONE, line="I.2")

    assert "hệ thống tự tổng hợp; phần này chưa có" in row_of(season).feed_note
    assert row_of(season, RATE["code"]).feed_note == ""
    assert Feed.ENTRY not in UNBUILT_FEEDS


def test_one_waiting_figure_and_three_cost_the_same(season, django_assert_num_queries):
    for figures in ([("I.2", "2025-07")], [("I.2", "2025-08"), ("I.3", "all")]):
        for line, period in figures:
            reported(season, ONE, line=line, period=period)
        scores.recompute(campaign=season.campaign, at=NOON)
        board = live_board(season.campaign)
        with django_assert_num_queries(8):
            sheet_view(season.campaign, board, season.units["P1"])
    assert Cell.objects.filter(is_waiting=True).count() == 3
