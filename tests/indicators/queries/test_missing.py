"""What the lines still lack before closing."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.choices import Status
from campaigns.queries.readiness import Issue, missing_for
from indicators.choices import MissingChoice
from indicators.domain.progress import save_draft
from indicators.domain.submission import submit
from indicators.domain.verification import Case, accept
from indicators.gauges import Typed
from indicators.models import Cell, ClosingDecision
from indicators.queries.missing import without_data
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]
CLOSE = date(2025, 11, 3)


@pytest.fixture
def season() -> Season:
    return make_season(missing_at_close="choose")


def issues(season: Season) -> dict[str, Issue]:
    return {issue.code: issue for issue in missing_for(season.campaign, Status.CLOSED, on=CLOSE)}


def enter(season: Season, unit: str, number: int = 2) -> None:
    on = {"lines": season.lines, "unit": season.units[unit], "at": NOON}
    row, period = season.line("I.2"), "2025-07"
    typed = Typed(value=Decimal(number))
    save_draft(actor=season.actor(unit), line=row, period=period, typed=typed, based_on_id=None, **on)
    submit(actor=season.actor(unit, Role.HEAD), cells=[(row, period)], **on)


def test_submitted_figures_that_wait_are_held_against_the_unit_that_owes_the_verdict(season):
    enter(season, "P1")
    enter(season, "P2")
    enter(season, "SNV")
    waiting = issues(season)["waiting"]
    assert waiting.is_blocking
    assert waiting.items == ("Sở Nội vụ: 2", "Văn phòng UBND: 1")


def test_once_appraised_nothing_waits(season):
    enter(season, "P1")
    row = season.line("I.2")
    cell = Cell.objects.get(unit=season.units["P1"], series=row.series_id)
    case = Case(row, season.units["P1"], "2025-07", cell.latest_id)
    accept(actor=season.actor("SNV", Role.VERIFIER), lines=season.lines, cases=[case], at=NOON)
    assert "waiting" not in issues(season)


def test_a_draft_waits_for_nobody(season):
    row = season.line("I.2")
    save_draft(
        actor=season.actor("P1"),
        lines=season.lines,
        line=row,
        unit=season.units["P1"],
        period="2025-07",
        typed=Typed(value=Decimal(1)),
        based_on_id=None,
        at=NOON,
    )
    assert "waiting" not in issues(season)


def test_every_line_of_the_total_with_a_gap_is_to_be_decided(season):
    lines = season.lines
    assert {each.code for each in without_data(lines)} == {"I.1", "I.2", "I.3", "II.1"}
    decider = season.user("VP", Role.MANAGER)
    for each in lines.lines[:3]:
        ClosingDecision.objects.create(criterion=each, choice=MissingChoice.ZERO, decided_by=decider, decided_at=NOON)
    assert issues(season)["undecided"].items == ("II.1: 5",)


def test_a_unit_that_was_dissolved_or_withdrawn_is_hit_by_no_decision(season):
    season.campaign.participations.filter(unit__code__in=["P1", "P2"]).update(is_active=False)
    type(season.units["P3"]).objects.filter(code="P3").update(valid_to=date(2025, 9, 30))
    hit = {row.unit.code for rows in without_data(season.lines).values() for row in rows}
    assert hit == {"STC", "SNV"}
