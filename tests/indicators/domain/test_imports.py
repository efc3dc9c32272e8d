"""A unit's own file of figures."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from common.faults import Faults
from common.models import AuditRecord
from indicators.choices import CellState, Origin
from indicators.domain.imports import ERROR, NEW, SKIP, UPDATE, Applied, Preview, apply_upload, preview
from indicators.domain.progress import save_draft
from indicators.files.entries import read_entries
from indicators.gauges import Typed
from indicators.models import Batch, Cell, Entry, Evidence
from tests.factories.season import NOON, Season, make_season

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
HEAD = "unit,indicator,period,value,numerator,denominator,note,evidence\n"


@pytest.fixture
def season() -> Season:
    return make_season()


def look(season: Season, text: str, unit="P1") -> Preview:
    file = read_entries((HEAD + text).encode(), name="mau.csv")
    return preview(lines=season.lines, unit=season.units[unit], file=file, name="mau.csv", at=NOON)


def keep(season: Season, found: Preview, actor=None) -> Applied:
    return apply_upload(
        actor=actor or season.actor("P1"), lines=season.lines, unit=season.units["P1"], rows=found.rows,
        title="mau.csv", sha256="0" * 64, at=NOON,
    )  # fmt: skip


def save(season: Season, number: int, based_on: int | None = None) -> Entry:
    saved = save_draft(
        actor=season.actor("P1"), lines=season.lines, line=season.line("I.2"), unit=season.units["P1"],
        period="2025-07", typed=Typed(value=Decimal(number)), based_on_id=based_on, at=NOON,
    )  # fmt: skip
    assert saved.entry
    return saved.entry


def test_the_preview_gives_every_row_its_fate_in_the_order_of_the_file(season):
    save(season, 2)

    found = look(
        season,
        "P1,I.2,2025-07,2,,,,\nP1,I.2,2025-08,3,,,,\nP1,I.9,2025-07,1,,,,\nP2,I.2,2025-07,1,,,,\n"
        "P1,II.1,2025-07,80,,,,\nP1,I.2,2025-10,1,,,,\n",
    )

    assert [(row.number, row.fate) for row in found.rows] == [
        (2, SKIP), (3, NEW), (4, ERROR), (5, ERROR), (6, ERROR), (7, ERROR)
    ]  # fmt: skip
    assert all(row.message for row in found.rows if row.fate == ERROR)
    assert (found.is_clean, found.count(ERROR)) == (False, 4)
    assert Entry.objects.count() == 1


def test_a_clean_preview_is_kept_as_drafts_of_one_batch(season):
    before = save(season, 2)
    found = look(season, "P1,I.2,2025-07,5,,,,\nP1,I.1,2025-07,,1,2,,KH 12\nP1,I.3,all,có,,,,\n")
    assert [row.fate for row in found.rows] == [UPDATE, NEW, NEW]

    assert keep(season, found) == Applied(written=3, unchanged=0)

    cell = Cell.objects.get(series=season.line("I.2").series_id)
    assert (cell.state, cell.latest.value, cell.latest.based_on) == (CellState.DRAFT, 5, before)
    assert (cell.latest.origin, cell.latest.batch) == (Origin.IMPORT, Batch.objects.get())
    assert Evidence.objects.get().title == "KH 12"
    assert AuditRecord.objects.filter(verb="import_entries").count() == 1


def test_a_file_that_changes_nothing_writes_nothing(season):
    save(season, 2)

    assert keep(season, look(season, "P1,I.2,2025-07,2,,,,\n")) == Applied(written=0, unchanged=1)
    assert not Batch.objects.exists()


def test_a_preview_with_an_error_is_not_applied(season):
    found = look(season, "P1,I.2,2025-07,2,,,,\nP1,I.9,2025-07,1,,,,\n")

    with pytest.raises(Faults):
        keep(season, found)

    assert not Entry.objects.exists()


def test_a_figure_changed_since_the_preview_stops_the_whole_file(season):
    found = look(season, "P1,I.2,2025-07,5,,,,\nP1,I.3,all,có,,,,\n")
    save(season, 2)

    with pytest.raises(Faults, match="since the preview"):
        keep(season, found)

    assert Entry.objects.count() == 1


def test_somebody_elses_file_is_not_applied(season):
    found = look(season, "P1,I.2,2025-07,5,,,,\n")

    with pytest.raises(PermissionDenied):
        keep(season, found, actor=season.actor("P2"))


def test_an_empty_file_is_not_clean():
    assert not Preview([], []).is_clean
