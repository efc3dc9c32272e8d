"""A unit's own figures out of a file: all or nothing, whoever was faster."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.choices import Status
from common.faults import Faults
from indicators.choices import Origin
from indicators.domain.progress import save_draft
from indicators.domain.staging import Staged
from indicators.domain.uploads import Uploaded, period_faults, says_nothing_new, upload_drafts
from indicators.gauges import Typed
from indicators.models import Batch, Entry, EvidenceLink
from tests.factories.season import NOON, Season, make_season

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("english")]


@pytest.fixture
def season() -> Season:
    return make_season()


def row(season: Season, number: int, *, period: str = "2025-07", line: str = "I.2", evidence: str = "") -> Staged:
    typed = Typed(value=Decimal(number))
    return Staged(number, season.units["P1"], season.line(line), period, typed, evidence)


def upload(season: Season, *rows: Staged, based_on=None, unit: str = "P1") -> Uploaded:
    return upload_drafts(
        actor=season.actor(unit), lines=season.lines, unit=season.units["P1"], rows=rows,
        based_on=based_on or [None] * len(rows), title="thang-7.xlsx", sha256="0" * 64, at=NOON,
    )  # fmt: skip


def enter(season: Season, number: int, based_on: int | None = None, note: str = "") -> Entry:
    saved = save_draft(
        actor=season.actor("P1"), lines=season.lines, line=season.line("I.2"), unit=season.units["P1"],
        period="2025-07", typed=Typed(value=Decimal(number), note=note), based_on_id=based_on, at=NOON,
    )  # fmt: skip
    assert saved.entry
    return saved.entry


def test_every_row_becomes_a_draft_of_one_batch(season):
    assert upload(season, row(season, 3), row(season, 4, period="2025-08")) == Uploaded(2, 0)
    assert {entry.batch for entry in Entry.objects.all()} == {Batch.objects.get()}
    assert {entry.origin for entry in Entry.objects.all()} == {Origin.IMPORT}


def test_the_same_file_again_writes_nothing(season):
    upload(season, row(season, 3))
    assert upload(season, row(season, 3)) == Uploaded(0, 1)
    assert Entry.objects.count() == Batch.objects.count() == 1


def test_one_overtaken_row_holds_up_all(season):
    enter(season, 5)
    with pytest.raises(Faults) as refused:
        upload(season, row(season, 3), row(season, 4, period="2025-08"))
    assert [fault.line for fault in refused.value.faults] == [3]
    assert Entry.objects.count() == 1


def test_a_row_stands_on_the_entry_its_preview_showed(season):
    before = enter(season, 5)
    upload(season, row(season, 3), based_on=[before.pk])
    assert Entry.objects.get(value=3).based_on == before


def test_a_period_not_begun_holds_up_all_and_leaves_no_cell(season):
    with pytest.raises(Faults):
        upload(season, row(season, 3), row(season, 4, period="2025-10"))
    assert not Entry.objects.exists()
    faults = period_faults(season.lines, season.units["P1"], [row(season, 4, period="2025-10")], NOON)
    assert [fault.line for fault in faults] == [4]


@pytest.mark.parametrize("line", ["II.1"])
def test_a_provided_line_is_not_uploaded_by_its_unit(season, line):
    with pytest.raises(PermissionDenied):
        upload(season, row(season, 3, line=line))
    assert not Entry.objects.exists()


def test_another_unit_uploads_nothing(season):
    with pytest.raises(PermissionDenied):
        upload(season, row(season, 3), unit="P2")


def test_closed_figures_take_nothing(season):
    season.move(Status.CLOSED)
    with pytest.raises(PermissionDenied):
        upload(season, row(season, 3))


def test_a_note_that_the_file_does_not_hold_takes_none_away(season):
    latest = enter(season, 3, note="theo báo cáo")
    assert says_nothing_new(row(season, 3), latest)
    assert not says_nothing_new(row(season, 4), latest)
    other = replace(row(season, 3), typed=Typed(value=Decimal(3), note="khác"))
    assert not says_nothing_new(other, latest)
    assert not says_nothing_new(row(season, 3), None)


def test_a_document_is_registered_once_for_all_rows_that_name_it(season):
    rows = [row(season, 3, evidence="12/KH"), row(season, 4, period="2025-08", evidence="12/KH")]
    upload(season, *rows)
    assert len({link.evidence_id for link in EvidenceLink.objects.all()}) == 1
    assert EvidenceLink.objects.count() == 2
