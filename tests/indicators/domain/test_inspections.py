"""Inspections: minutes, findings by line, a finding that becomes a task once."""

from datetime import date

import pytest

from common.faults import Faults
from common.models import AuditRecord
from indicators.domain.inspections import task_of_finding
from indicators.models import Finding, Inspection, Task
from tests.factories.duties import inspect
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def season() -> Season:
    return make_season()


def test_it_is_kept_with_its_minutes_and_findings(season):
    made = inspect(season)

    assert made.cited == "Biên bản kiểm tra số 12/BB-KT ngày 16/8/2025"
    assert [row.line and row.line.code for row in made.findings.order_by("pk")] == ["I.2", None]
    assert "Thiếu 2 hồ sơ" in AuditRecord.objects.get(verb="record_inspection").detail


def test_a_finding_becomes_a_task_that_cites_the_minutes_once(season):
    finding = Finding.objects.filter(inspection=inspect(season)).first()
    told = {"actor": season.actor("VP", Role.MANAGER), "at": NOON, "due": date(2025, 9, 10)}
    task = task_of_finding(finding=finding, what="Bổ sung 2 hồ sơ", **told)

    assert (task.unit, task.source) == (season.units["P1"], "Biên bản kiểm tra số 12/BB-KT ngày 16/8/2025")
    with pytest.raises(Faults):
        task_of_finding(finding=finding, what="Lại", **told)
    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"held_on": date(2025, 8, 25)}, "held_on"),
        ({"dated_on": date(2025, 8, 14)}, "dated_on"),
        ({"kept_at": " "}, "kept_at"),
        ({"team": ""}, "team"),
        ({"number": "a\x00"}, "number"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(season, wrong, field):
    with pytest.raises(Faults) as refused:
        inspect(season, **wrong)
    assert field in [fault.field for fault in refused.value.faults]
    assert not Inspection.objects.exists()


def test_nobody_inspects_their_own_unit(season):
    with pytest.raises(Faults):
        inspect(season, unit="SNV", by="SNV")
