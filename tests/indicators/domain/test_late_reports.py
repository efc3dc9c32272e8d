"""Late reports become figures of the lines that count them, and nobody types those."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from common.faults import Faults
from indicators.choices import CellState, Feed, Origin
from indicators.domain.deductions import enter_table
from indicators.domain.late_reports import count_late_reports
from indicators.domain.succession import turn_day
from indicators.gauges import Typed
from indicators.models import Cell, CurrentValue, Entry
from indicators.queries.lines import UNBUILT_FEEDS
from tests.factories import season as plan
from tests.factories.reports import IN_TIME, TOO_LATE, hand_in, make_outline
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]
ON_THE_DAY = datetime(2025, 8, 5, 15, 0, tzinfo=UTC)
NEXT_DAY = datetime(2025, 8, 6, 1, 0, tzinfo=UTC)


@pytest.fixture
def season() -> Season:
    document = plan.document()
    document["criteria"][2]["children"][0]["feed"] = "reports"
    return make_season(plan=document)


def cell(season: Season, unit: str, period: str = "2025-07") -> Cell | None:
    series = season.line("TRU.1").series_id
    return Cell.objects.filter(unit=season.units[unit], series=series, period=period).select_related("latest").first()


def late(season: Season, unit: str, period: str = "2025-07") -> Decimal | None:
    found = cell(season, unit, period)
    return found.latest.value if found and found.latest else None


def test_reports_are_counted_by_the_system_alone(season):
    assert Feed.REPORTS not in UNBUILT_FEEDS
    assert season.lines.entered_by(season.line("TRU.1")) == "register"
    told = {"line": season.line("TRU.1"), "period": "2025-07", "at": NOON}
    rows = [(season.units["P1"], Typed(value=Decimal(1)))]
    with pytest.raises(Faults):
        enter_table(actor=season.actor("SNV", Role.VERIFIER), lines=season.lines, rows=rows, **told)


def test_nothing_is_known_until_the_due_day_has_passed(season):
    make_outline(season)

    assert count_late_reports(campaign=season.campaign, at=ON_THE_DAY) == 0
    assert late(season, "P1") is None


def test_the_day_after_in_time_is_zero_and_late_or_missing_is_one(season):
    outline = make_outline(season)
    hand_in(season, outline, "P1", "Xong", at=IN_TIME)
    hand_in(season, outline, "P2", "Xong", at=TOO_LATE)

    count_late_reports(campaign=season.campaign, at=NEXT_DAY)

    assert [late(season, unit) for unit in ("P1", "P2", "P3")] == [0, 1, 1]


def test_the_count_is_appraised_and_counts_on_both_bases(season):
    make_outline(season)
    count_late_reports(campaign=season.campaign, at=NEXT_DAY)

    found = cell(season, "P1")
    assert (found.state, found.is_waiting, found.latest.origin) == (CellState.ACCEPTED, False, Origin.REGISTER)
    values = CurrentValue.objects.filter(unit=season.units["P1"], criterion=season.line("TRU.1"))
    assert {value.basis: value.value for value in values} == {"reported": "1", "verified": "1"}


def test_a_report_that_comes_at_last_stays_late_and_a_second_run_writes_nothing(season):
    outline = make_outline(season)
    count_late_reports(campaign=season.campaign, at=NEXT_DAY)
    hand_in(season, outline, "P3", "Xong", at=NOON)

    assert count_late_reports(campaign=season.campaign, at=NOON) == 0
    assert late(season, "P3") == 1


def test_reports_of_one_period_are_added_and_others_stand_apart(season):
    make_outline(season)
    make_outline(season, name="Báo cáo nhanh")
    count_late_reports(campaign=season.campaign, at=NEXT_DAY)

    assert late(season, "P1") == 2
    assert late(season, "P1", "2025-08") is None


def test_a_figure_that_was_typed_before_is_replaced(season):
    make_outline(season)
    line = season.line("TRU.1")
    Entry.objects.create(
        unit=season.units["P1"], series_id=line.series_id, period="2025-07", value=1, origin=Origin.APPRAISER,
        made_at=NOON,
    )  # fmt: skip
    count_late_reports(campaign=season.campaign, at=NEXT_DAY)

    assert cell(season, "P1").latest.origin == Origin.REGISTER


@pytest.mark.parametrize("state", ["launched", "closed"])
def test_figures_that_are_not_open_stay_as_they_are(season, state):
    make_outline(season)
    season.move(state)

    assert count_late_reports(campaign=season.campaign, at=NEXT_DAY) == 0


def test_the_turn_of_the_day_counts_them(season):
    make_outline(season)
    turn_day(at=NEXT_DAY)

    assert late(season, "P2") == 1
