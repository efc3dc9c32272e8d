"""Units × periods: who has reported."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from campaigns.models import Participation
from indicators.domain.progress import Wanted, save_many
from indicators.domain.submission import submit
from indicators.gauges import Typed
from indicators.queries.tracking import Track, tracking
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]
TODAY = date(2025, 8, 20)
IN_TIME = NOON - timedelta(days=21)  # 30 July
FULL = (("I.1", Typed(None, Decimal(1), Decimal(2))), ("I.2", Typed(value=Decimal(2))))


@pytest.fixture
def season() -> Season:
    return make_season()


def hand_in(season: Season, unit: str, period: str, at, figures=FULL, *, only_draft=False) -> None:
    wanted = [Wanted(season.line(line), period, typed) for line, typed in figures]
    given = {"lines": season.lines, "unit": season.units[unit], "at": at}
    save_many(actor=season.actor(unit), wanted=wanted, **given)
    if not only_draft:
        cells = [(one.line, one.period) for one in wanted]
        submit(actor=season.actor(unit, Role.HEAD), cells=cells, **given)


def marks(season: Season, unit: str, **more) -> list[str]:
    board = tracking(season.lines, today=TODAY, **more)
    row = next(row for row in board.rows if row.participation.unit.code == unit)
    return [track.mark for track in row.tracks.values()]


def test_each_unit_has_one_mark_a_period(season):
    hand_in(season, "P1", "2025-07", IN_TIME)
    hand_in(season, "P2", "2025-07", NOON)
    hand_in(season, "P3", "2025-07", IN_TIME, FULL[:1])
    hand_in(season, "P1", "2025-08", NOON, only_draft=True)

    assert marks(season, "P1") == ["done", "due"]
    assert marks(season, "P2") == ["late", "not_due"]
    assert marks(season, "P3") == ["partial", "not_due"]
    assert marks(season, "STC") == ["missing", "not_due"]


def test_what_is_owed_and_missing_is_counted(season):
    hand_in(season, "P3", "2025-07", IN_TIME, FULL[:1])

    rows = {row.participation.unit.code: row for row in tracking(season.lines, today=TODAY).rows}

    assert rows["P3"].overdue == 1
    assert rows["P2"].overdue == 2
    july = rows["P3"].tracks["2025-07"]
    assert (july.owed, july.submitted, july.waiting, july.due) == (2, 1, 1, date(2025, 7, 31))


def test_each_figure_is_late_by_its_own_day_not_by_the_last_of_its_period(season):
    between = date(2025, 8, 1)  # I.2 was due on 31 July, I.1 has days of grace until 4 August

    row = tracking(season.lines, today=between).rows[0]

    assert (row.tracks["2025-07"].mark, row.overdue, row.late_periods) == ("missing", 1, ["2025-07"])


def test_a_board_narrowed_to_one_period_counts_that_one_alone(season):
    hand_in(season, "P1", "2025-07", IN_TIME)
    october = date(2025, 10, 20)
    hand_in(season, "P2", "2025-08", NOON)
    board = tracking(season.lines, today=october)

    late = {row.participation.unit.code: row.late_periods for row in board.late_rows}
    assert late["P1"] == ["2025-08", "2025-09", "2025-10"]
    august = board.of_period("2025-08")
    assert [row.late_periods for row in august.late_rows] == [["2025-08"]] * 4
    assert "P2" not in {row.participation.unit.code for row in august.late_rows}
    assert board.of_period("2025-12") is board


def test_units_stand_under_their_cluster(season):
    found = tracking(season.lines, today=TODAY).by_block()

    assert [(block.code, [row.participation.unit.code for row in rows]) for block, rows in found] == [
        ("WARD", ["P1", "P2", "P3"]),
        ("DEPT", ["STC", "SNV"]),
    ]


def test_a_unit_owes_no_period_at_whose_end_it_did_not_exist(season):
    unit = season.units["P1"]
    unit.valid_from = date(2025, 8, 1)
    unit.save()

    assert marks(season, "P1") == ["none", "not_due"]


def test_a_participant_that_left_is_not_tracked(season):
    Participation.objects.filter(unit=season.units["P1"]).update(is_active=False)

    board = tracking(season.lines, today=TODAY)

    assert "P1" not in {row.participation.unit.code for row in board.rows}


def test_only_so_many_of_the_newest_periods_are_shown(season):
    assert [each.code for each in tracking(season.lines, today=TODAY, columns=1).periods] == ["2025-08"]
    assert [each.code for each in tracking(season.lines, today=TODAY, kind="once").periods] == ["all"]
    assert tracking(season.lines, today=date(2025, 6, 1)).periods == []


def test_a_period_nobody_owes_has_no_mark():
    assert Track().mark == "none"


def test_the_matrix_costs_one_query_for_however_many_units(season, django_assert_num_queries):
    lines = season.lines
    assert lines.participations

    with django_assert_num_queries(1):
        tracking(lines, today=TODAY)
