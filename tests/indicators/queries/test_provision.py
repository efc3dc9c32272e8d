"""What a department provides, and what a unit is to check."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.domain.provided import contest, provide, settle_provided
from indicators.gauges import Typed
from indicators.queries.provision import provided_lines, table_rows, tables, to_check
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]
TODAY = date(2025, 8, 20)


@pytest.fixture
def season() -> Season:
    return make_season()


def give(season: Season, period: str = "2025-07", at=NOON, **figures: int) -> None:
    rows = [(season.units[code], Typed(value=Decimal(number))) for code, number in figures.items()]
    actor = season.actor("STC", Role.PROVIDER)
    provide(actor=actor, lines=season.lines, line=season.line("II.1"), period=period, rows=rows, at=at)


def dispute(season: Season, code: str) -> None:
    on = {"lines": season.lines, "line": season.line("II.1"), "unit": season.units[code], "period": "2025-07"}
    contest(actor=season.actor(code), **on, reason="Thiếu một hồ sơ", at=NOON)


def test_a_department_sees_the_tables_that_are_due_of_it(season):
    give(season, P1=80, P2=90)
    dispute(season, "P1")

    july, august = tables(season.lines, season.units["STC"].pk, today=TODAY)

    assert (july.period.code, july.expected, july.given, july.contested) == ("2025-07", 5, 2, 1)
    assert (august.period.code, august.given, august.is_complete) == ("2025-08", 0, False)
    assert july.due == date(2025, 7, 31)


def test_a_full_table_is_complete(season):
    give(season, P1=1, P2=2, P3=3, STC=4, SNV=5)

    assert tables(season.lines, season.units["STC"].pk, today=TODAY)[0].is_complete


def test_a_department_that_is_not_named_has_no_tables(season):
    assert provided_lines(season.lines, season.units["SNV"].pk) == []
    assert tables(season.lines, season.units["SNV"].pk, today=TODAY) == []


def test_a_table_lists_every_unit_with_what_is_known(season):
    give(season, "2025-07", P1=80)
    give(season, "2025-08", P1=85, P2=70)
    dispute(season, "P1")
    line = season.line("II.1")
    july, august = season.lines.periods(line)[:2]

    rows = {row.unit.code: row for row in table_rows(season.lines, line, august)}

    assert list(rows) == ["P1", "P2", "P3", "SNV", "STC"] or len(rows) == 5
    assert (rows["P1"].cell.latest.value, rows["P1"].previous.value) == (85, 80)
    assert (rows["P3"].cell, rows["P3"].previous) == (None, None)
    contested = {row.unit.code: row.contest for row in table_rows(season.lines, line, july)}
    assert (contested["P1"], contested["P2"]) == ("Thiếu một hồ sơ", "")


def test_a_unit_sees_what_was_provided_about_it_until_it_counts(season):
    give(season, P1=80, P2=90)
    dispute(season, "P2")

    [mine] = to_check(season.lines, season.units["P1"])
    assert (mine.line.code, mine.entry.counts_from, mine.is_contested) == ("II.1", date(2025, 8, 25), False)
    assert to_check(season.lines, season.units["P2"])[0].is_contested
    assert to_check(season.lines, season.units["P3"]) == []

    settle_provided(at=NOON.replace(day=26))

    assert to_check(season.lines, season.units["P1"]) == []


def test_tables_and_rows_cost_the_same_for_any_number_of_units(season, django_assert_max_num_queries):
    give(season, P1=80, P2=90)
    lines, line = season.lines, season.line("II.1")
    assert lines.participations

    with django_assert_max_num_queries(1):
        tables(lines, season.units["STC"].pk, today=TODAY)
    with django_assert_max_num_queries(2):
        table_rows(lines, line, lines.periods(line)[0])
    with django_assert_max_num_queries(1):
        to_check(lines, season.units["P1"])
