"""Deductions, entered by whoever appraises them."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from common.faults import Faults
from common.models import AuditRecord
from indicators.choices import CellState, Origin, VerdictKind
from indicators.domain.deductions import enter_table
from indicators.gauges import Typed
from indicators.models import Batch, Cell, CurrentValue, Entry, Verdict
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def season() -> Season:
    return make_season()


def enter(season: Season, figures: dict[str, int], *, code="SNV", line="TRU.1"):
    rows = [(season.units[unit], Typed(value=Decimal(number))) for unit, number in figures.items()]
    actor, given = season.actor(code, Role.VERIFIER), {"line": season.line(line), "period": "2025-07", "at": NOON}
    return enter_table(actor=actor, lines=season.lines, rows=rows, **given)


def test_a_table_of_deductions_counts_at_once(season):
    done = enter(season, {"P1": 1, "P2": 0})

    assert (done.written, done.unchanged) == (2, 0)
    assert {row.state for row in Cell.objects.all()} == {CellState.ACCEPTED}
    assert {row.origin for row in Entry.objects.all()} == {Origin.APPRAISER}
    assert {row.kind for row in Verdict.objects.all()} == {VerdictKind.ACCEPTED}
    value = CurrentValue.objects.get(unit=season.units["P1"], criterion__code="TRU.1", basis="verified")
    assert value.value == "1"
    assert Batch.objects.get().rows == 2
    assert AuditRecord.objects.filter(verb="enter_as_verifier").count() == 1


def test_a_unit_that_stands_twice_is_refused_whole(season):
    rows = [(season.units["P1"], Typed(value=Decimal(number))) for number in (1, 2)]
    given = {"line": season.line("TRU.1"), "period": "2025-07", "at": NOON}
    with pytest.raises(Faults, match="stands twice"):
        enter_table(actor=season.actor("SNV", Role.VERIFIER), lines=season.lines, rows=rows, **given)
    assert not Entry.objects.exists()


def test_the_same_figures_again_write_nothing(season):
    enter(season, {"P1": 1, "P2": 0})
    done = enter(season, {"P1": 1, "P2": 3})

    assert (done.written, done.unchanged) == (1, 1)
    assert Entry.objects.count() == 3


@pytest.mark.parametrize(("code", "unit"), [("STC", "P1"), ("SNV", "SNV"), ("VP", "P1")])
def test_a_deduction_is_not_entered_by_others_nor_for_the_own_unit(season, code, unit):
    with pytest.raises(PermissionDenied):
        enter(season, {unit: 1}, code=code)
    assert not Entry.objects.exists()


def test_the_organiser_enters_the_deductions_of_the_leading_verifier(season):
    rows = [(season.units["SNV"], Typed(value=Decimal(1)))]
    given = {"line": season.line("TRU.1"), "period": "2025-07", "at": NOON}

    done = enter_table(actor=season.actor("VP", Role.MANAGER), lines=season.lines, rows=rows, **given)

    assert done.written == 1


def test_one_row_that_is_not_theirs_stops_the_whole_table(season):
    with pytest.raises(PermissionDenied):
        enter(season, {"P1": 1, "SNV": 1})
    assert not Entry.objects.exists()


def test_a_line_that_units_report_is_not_entered_here(season):
    with pytest.raises(Faults, match="not entered by its verifier"):
        enter(season, {"P1": 1}, line="I.2")
