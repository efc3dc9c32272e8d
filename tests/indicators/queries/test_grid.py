"""The unit's grid."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.choices import CellState
from indicators.domain.conversation import say
from indicators.domain.evidence import Reference, add_evidence, link
from indicators.domain.progress import Wanted, save_many
from indicators.domain.submission import submit
from indicators.domain.verification import Case, accept, ask_more
from indicators.gauges import Typed
from indicators.queries.progress import MOST_CELLS, Grid, grid, owed_lines, own_lines, period_form
from tests.factories.season import COUNT, NOON, Season, document, group, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]
TODAY = date(2025, 8, 20)


@pytest.fixture
def season() -> Season:
    return make_season()


def fill(season: Season, *figures: tuple[str, str, int], unit="P1") -> None:
    wanted = [Wanted(season.line(line), period, Typed(value=Decimal(number))) for line, period, number in figures]
    save_many(actor=season.actor(unit), lines=season.lines, unit=season.units[unit], wanted=wanted, at=NOON)


def hand_in(season: Season, *cells: tuple[str, str], unit="P1") -> None:
    pairs = [(season.line(line), period) for line, period in cells]
    actor = season.actor(unit, Role.HEAD)
    submit(actor=actor, lines=season.lines, unit=season.units[unit], cells=pairs, at=NOON)


def shown(season: Season, **more) -> Grid:
    return grid(season.lines, season.units["P1"], today=TODAY, **more)


def test_the_grid_holds_only_what_the_unit_enters_itself(season):
    assert [line.code for line in own_lines(season.lines, season.units["P1"])] == ["I.1", "I.2", "I.3"]
    found = shown(season)
    assert (found.kind, found.kinds) == ("monthly", ["once", "monthly"])
    assert [row.line.code for row in found.rows] == ["I.1", "I.2"]
    assert {row.group.code for row in found.rows} == {"I"}


def test_the_grid_ends_with_the_newest_period_that_has_begun(season):
    found = shown(season)

    assert [period.code for period in found.periods] == ["2025-07", "2025-08", "2025-09"]
    assert found.hidden == 1
    assert [cell.has_begun for cell in found.rows[0].cells] == [True, True, False]


def test_another_period_can_be_looked_at(season):
    assert [each.code for each in shown(season, around="2025-10", columns=1).periods] == ["2025-10"]
    assert [each.code for each in shown(season, around="nonsense", columns=1).periods] == ["2025-08"]


def test_a_cell_shows_its_newest_figure_and_the_one_of_the_period_before(season):
    fill(season, ("I.2", "2025-07", 2), ("I.2", "2025-08", 3))

    july, august, _september = shown(season).rows[1].cells

    assert (july.entry.value, july.previous, july.state) == (2, None, CellState.DRAFT)
    assert (august.entry.value, august.previous.value) == (3, 2)


def test_the_period_before_the_first_shown_is_read_too(season):
    fill(season, ("I.2", "2025-07", 2))

    [august] = shown(season, around="2025-08", columns=1).rows[1].cells

    assert august.previous.value == 2


def test_drafts_are_what_the_button_submits(season):
    fill(season, ("I.2", "2025-07", 2), ("I.2", "2025-08", 3))
    hand_in(season, ("I.2", "2025-07"))

    assert [(line.code, period) for line, period in shown(season).drafts] == [("I.2", "2025-08")]


def test_a_returned_figure_says_what_is_wanted(season):
    fill(season, ("I.2", "2025-07", 2))
    hand_in(season, ("I.2", "2025-07"))
    entry = shown(season).rows[1].cells[0].entry
    case = Case(season.line("I.2"), season.units["P1"], "2025-07", entry.pk)
    ask_more(actor=season.actor("SNV", Role.VERIFIER), lines=season.lines, case=case, reason="Thiếu QĐ", at=NOON)

    assert shown(season).rows[1].cells[0].asked == "Thiếu QĐ"


def test_documents_and_words_are_counted_on_the_cell(season):
    unit, actor = season.units["P1"], season.actor("P1")
    paper = add_evidence(actor=actor, unit=unit, reference=Reference("KH", number="1"), at=NOON)
    targets = [(season.line("I.2"), "2025-07"), (season.line("I.1"), "")]
    link(actor=actor, lines=season.lines, evidence=paper, targets=targets, at=NOON)
    on = {"lines": season.lines, "line": season.line("I.2"), "unit": unit, "period": "2025-08"}
    say(actor=actor, **on, body="Chờ quyết định", at=NOON)

    rate, models = shown(season).rows

    assert [cell.evidence for cell in rate.cells] == [1, 1, 1]
    assert [(cell.evidence, cell.comments) for cell in models.cells] == [(1, 0), (0, 1), (0, 0)]


def test_a_cell_is_late_once_its_day_has_passed_unsubmitted(season):
    july = shown(season).rows[1].cells[0]
    assert july.due == date(2025, 7, 31)
    assert july.is_late(TODAY)
    assert not july.is_late(july.due)

    fill(season, ("I.2", "2025-07", 2))
    hand_in(season, ("I.2", "2025-07"))

    assert not shown(season).rows[1].cells[0].is_late(TODAY)


def test_a_bonus_line_is_entered_but_never_owed():
    plan = document()
    plan["criteria"].append(
        group("THUONG", 10, [{**COUNT, "code": "T.1"}], verified_by="SNV", outside_total=True, cap=10)
    )
    season = make_season(plan=plan)

    assert "T.1" in [line.code for line in own_lines(season.lines, season.units["P1"])]
    assert "T.1" not in [line.code for line in owed_lines(season.lines, season.units["P1"])]
    bonus = next(row for row in shown(season).rows if row.line.code == "T.1")
    assert not bonus.cells[0].is_late(TODAY)


def test_a_line_without_the_period_leaves_its_column_empty():
    plan = document()
    plan["criteria"][0]["children"][1]["due"] = "2025-07-31"
    season = make_season(plan=plan)

    cells = shown(season).rows[1].cells

    assert cells[0] is not None
    assert cells[1:] == [None, None]


def test_the_plain_form_holds_one_period(season):
    form = period_form(season.lines, season.units["P1"], "2025-07", today=TODAY)

    assert [period.code for period in form.periods] == ["2025-07"]
    once = period_form(season.lines, season.units["P1"], "all", today=TODAY)
    assert [row.line.code for row in once.rows] == ["I.3"]
    assert period_form(season.lines, season.units["P1"], "1999-01", today=TODAY).rows == []


def test_a_unit_for_which_others_enter_everything_has_an_empty_grid():
    plan = document()
    plan["criteria"] = plan["criteria"][1:]
    season = make_season(plan=plan)

    found = shown(season)

    assert (found.rows, found.periods, found.kinds) == ([], [], [])


def test_a_page_never_holds_more_than_three_hundred_cells():
    plan = document()
    plan["criteria"][0]["children"] = [{**COUNT, "code": f"I.{number}", "max_points": 1} for number in range(160)]
    plan["criteria"][0]["max_points"] = 160
    season = make_season(plan=plan)

    found = shown(season, columns=4)

    assert len(found.rows) * len(found.periods) <= MOST_CELLS


def test_the_grid_costs_at_most_four_queries_however_much_it_shows(season, django_assert_max_num_queries):
    fill(season, ("I.2", "2025-07", 2), ("I.2", "2025-08", 3))
    hand_in(season, ("I.2", "2025-07"))
    cell = shown(season).rows[1].cells[0]
    case = Case(season.line("I.2"), season.units["P1"], "2025-07", cell.entry.pk)
    accept(actor=season.actor("SNV", Role.VERIFIER), lines=season.lines, cases=[case], at=NOON)
    lines, unit = season.lines, season.units["P1"]

    for columns in (1, 3):
        with django_assert_max_num_queries(4):
            grid(lines, unit, today=TODAY, columns=columns)
