"""More time for one unit: recorded with its document, counted everywhere, taken back by everybody's day."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from common.faults import Faults
from common.models import AuditRecord
from indicators.domain.late_reports import count_late_reports
from indicators.domain.report_extensions import Longer, extend_report
from indicators.models import Cell, ReportExtension
from indicators.queries.reports import due_of, registers
from tests.factories import season as plan
from tests.factories.reports import DUE, TOO_LATE, extend, hand_in, make_outline
from tests.factories.season import Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]
LONGER = date(2025, 8, 15)  # a Friday
AFTERWARDS = datetime(2025, 8, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def season() -> Season:
    document = plan.document()
    document["criteria"][2]["children"][0]["feed"] = "reports"
    return make_season(plan=document)


def standing(season: Season, outline, unit: str, today: date = date(2025, 8, 8)):
    rows = registers(season.lines, [outline], today=today)[0].rows
    return next(row for row in rows if row.unit == season.units[unit])


def late(season: Season, unit: str) -> Decimal | None:
    series = season.line("TRU.1").series_id
    found = Cell.objects.filter(unit=season.units[unit], series=series, period="2025-07").select_related("latest").get()
    return found.latest.value


def test_the_unit_has_longer_and_the_others_have_not(season):
    outline = make_outline(season)
    extend(season, outline, "P1", LONGER)

    assert due_of(outline, season.units["P1"]) == LONGER
    assert standing(season, outline, "P1").mark == "not_due"
    assert standing(season, outline, "P2").mark == "missing"
    told = AuditRecord.objects.get(verb="extend_report").detail
    assert '"document":"45/UBND-VP ngày 01/8/2025"' in told
    assert f'"from":"{DUE.isoformat()}"' in told


def test_a_report_within_the_new_day_is_not_late_and_is_not_counted(season):
    outline = make_outline(season)
    hand_in(season, outline, "P1", "Xong", at=TOO_LATE)
    count_late_reports(campaign=season.campaign, at=TOO_LATE)
    assert late(season, "P1") == 1

    extend(season, outline, "P1", LONGER)
    assert standing(season, outline, "P1").mark == "received"
    assert late(season, "P1") == 0
    assert late(season, "P2") == 1


def test_who_misses_the_new_day_too_is_late(season):
    outline = make_outline(season)
    extend(season, outline, "P1", LONGER)
    assert late(season, "P1") == 0

    count_late_reports(campaign=season.campaign, at=AFTERWARDS)
    assert late(season, "P1") == 1
    assert standing(season, outline, "P1", AFTERWARDS.date()).mark == "missing"


def test_the_newest_counts_and_everybodys_day_takes_it_back(season):
    outline = make_outline(season)
    extend(season, outline, "P1", LONGER)
    extend(season, outline, "P1", DUE)

    assert not standing(season, outline, "P1").is_extended
    assert ReportExtension.objects.count() == 2


def test_a_day_without_work_moves_on(season):
    assert extend(season, make_outline(season), "P1", date(2025, 8, 16)).due == date(2025, 8, 18)


@pytest.mark.parametrize(
    ("due", "reason", "document", "field"),
    [
        (date(2025, 8, 4), "Mưa", "45/VP", "due"),
        (DUE, "Mưa", "45/VP", "due"),
        (LONGER, " ", "45/VP", "reason"),
        (LONGER, "Mưa", "", "document"),
        (LONGER, "Mưa\x00", "45/VP", "reason"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(season, due, reason, document, field):
    outline = make_outline(season)
    told = {"actor": season.actor("VP", Role.MANAGER), "outline": outline, "unit": season.units["P1"], "at": TOO_LATE}
    with pytest.raises(Faults) as refused:
        extend_report(longer=Longer(due, reason, document), **told)

    assert [fault.field for fault in refused.value.faults] == [field]
    assert not ReportExtension.objects.exists()


def test_a_unit_that_owes_nothing_is_given_nothing(season):
    outline = make_outline(season)
    row = season.lines.row_of(season.units["P1"].pk)
    row.is_active = False
    row.save()

    with pytest.raises(Faults):
        extend(season, outline, "P1", LONGER)
