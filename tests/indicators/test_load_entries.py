"""manage.py load_entries."""

import io

import pytest
from django.core.management import call_command

from campaigns.choices import Status
from common.models import AuditRecord
from indicators.choices import CellState
from indicators.domain.cells import rebuild
from indicators.models import Batch, Cell, CurrentValue, Entry, EntryAct, Evidence, EvidenceLink, Verdict
from tests.factories.season import Season, make_season
from tests.factories.units import make_unit, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.both]
HEAD = "unit,indicator,period,value,numerator,denominator,note,evidence\n"


@pytest.fixture
def season() -> Season:
    return make_season()


@pytest.fixture
def run(tmp_path):
    def loaded(text: str, *options: str, code: str = "thi-diem") -> tuple[int, str, str]:
        path = tmp_path / "so-lieu.csv"
        path.write_text(HEAD + text, encoding="utf-8")
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command("load_entries", code, str(path), *options, stdout=out, stderr=err)
        except SystemExit as ended:
            return int(ended.code), out.getvalue(), err.getvalue().replace(str(tmp_path) + "/", "")
        return 0, out.getvalue(), err.getvalue()

    return loaded


def cell(season: Season, line="I.2", period="2025-07", unit="P1") -> Cell:
    return Cell.objects.get(unit=season.units[unit], series=season.line(line).series_id, period=period)


def test_rows_become_submitted_entries_of_one_batch(season, run):
    status, out, _err = run("P1,I.2,2025-07,2,,,,\nP2,I.1,2025-07,,21,22,,\nP1,I.3,all,có,,,,\n")

    assert status == 0
    assert "3 entries written" in out or "3 số liệu" in out
    assert (Batch.objects.get().rows, Entry.objects.count(), EntryAct.objects.count()) == (3, 3, 3)
    assert cell(season).state == CellState.SUBMITTED
    assert not Verdict.objects.exists()
    assert AuditRecord.objects.filter(verb="load_entries").count() == 1


def test_verified_rows_count_on_both_bases(season, run):
    run("P1,I.2,2025-07,2,,,,\n", "--verify")

    assert cell(season).state == CellState.ACCEPTED
    values = CurrentValue.objects.filter(unit=season.units["P1"], criterion__code="I.2")
    assert {row.basis: row.value for row in values} == {"reported": "2", "verified": "2"}


def test_cells_after_a_load_equal_a_rebuild(season, run):
    run("P1,I.2,2025-07,2,,,,\nP2,I.2,2025-07,3,,,,\n")
    run("P1,I.2,2025-07,4,,,,\nP2,I.2,2025-07,3,,,,\nP3,I.2,2025-08,1,,,,\n", "--verify")
    run("P1,I.2,2025-07,5,,,,\n")

    assert rebuild(series_ids=[season.line("I.2").series_id], at=Cell.objects.latest("updated_at").updated_at) == set()


def test_the_same_file_again_writes_nothing(season, run):
    text = "P1,I.2,2025-07,2,,,ghi chú,\n"
    run(text, "--verify")

    _status, out, _err = run(text, "--verify")

    assert Entry.objects.count() == 1
    assert Verdict.objects.count() == 1
    assert "1" in out


def test_a_row_equal_to_a_waiting_figure_is_accepted_as_it_stands(season, run):
    run("P1,I.2,2025-07,2,,,,\n")

    run("P1,I.2,2025-07,2,,,,\n", "--verify")

    assert Entry.objects.count() == 1
    assert cell(season).state == CellState.ACCEPTED


def test_a_different_value_supersedes_and_keeps_the_old_entry(season, run):
    run("P1,I.2,2025-07,2,,,,\n", "--verify")

    run("P1,I.2,2025-07,3,,,,\n")

    newest = Entry.objects.latest("pk")
    assert newest.based_on.value == 2
    found = cell(season)
    assert (found.reported, found.verdict.entry.value) == (newest, 2)


def test_an_empty_cell_never_overwrites(season, run):
    run("P1,I.2,2025-07,2,,,ghi chú,\n")

    status, out, _err = run("P1,I.2,2025-07,,,,,\nP2,I.2,2025-07,1,,,,\n")

    assert status == 0
    assert cell(season).latest.value == 2
    run("P1,I.2,2025-07,2,,,,\n")
    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    ("row", "line", "told"),
    [
        ("P9,I.2,2025-07,1,,,,", 2, "P9"),
        ("P1,I.9,2025-07,1,,,,", 2, "I.9"),
        ("P1,I,2025-07,1,,,,", 2, "I"),
        ("P1,I.2,2025-06,1,,,,", 2, "2025-06"),
        ("P1,I.2,all,1,,,,", 2, "all"),
        ("P1,I.2,2025-07,1.5,,,,", 2, "1,5"),
        ("P1,I.2,2025-07,NaN,,,,", 2, "NaN"),
        ("P1,I.2,2025-07,n/a,,,,", 2, "n/a"),
        ("P1,I.1,2025-07,101,,,,", 2, "100"),
        ("P1,I.1,2025-07,,23,22,,", 2, "Tử số"),
        ("P1,I.3,all,5,,,,", 2, ""),
        ("P1,I.2,2025-07,có,,,,", 2, ""),
        ("P1,I.2,2025-07,1,,,,\nP1@2025-07-05,I.2,2025-07,2,,,,", 3, "2"),
        ("VP,I.2,2025-07,1,,,,", 2, "VP"),
        ("P1,I.2,2025-07,1.240,,,,", 2, "1.240"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_by_file_and_line_and_nothing_is_written(season, run, row, line, told):
    status, _out, err = run(f"{row}\nP2,I.2,2025-07,1,,,,\n")

    assert status == 1
    first = err.splitlines()[0]
    assert first.startswith(f"so-lieu.csv:{line}: ")
    assert told in first
    assert not Entry.objects.exists()


def test_every_fault_has_its_own_line(season, run):
    _status, _out, err = run("P9,I.2,2025-07,1,,,,\nP1,I.9,2025-07,1,,,,\nP1,I.2,2025-13,1,,,,\n")

    assert len(err.splitlines()) == 3


def test_decimal_decides_what_the_file_leaves_open(season, run):
    status, _out, _err = run("P1,I.2,2025-07,1.240,,,,\n", "--decimal", "comma")

    assert status == 0
    assert Entry.objects.get().value == 1240


def test_an_unknown_campaign_file_or_user_ends_with_a_fault(season, run, tmp_path):
    assert run("P1,I.2,2025-07,1,,,,\n", code="khong-co")[0] == 1
    assert run("P1,I.2,2025-07,1,,,,\n", "--as", "ai-do")[0] == 1
    with pytest.raises(SystemExit):
        call_command("load_entries", "thi-diem", str(tmp_path / "absent.csv"), stderr=io.StringIO())


def test_entries_are_loaded_in_somebodys_name(season, run):
    user = make_user("quan-tri")

    run("P1,I.2,2025-07,1,,,,\n", "--as", "quan-tri", "--verify")

    assert Entry.objects.get().made_by == user
    assert Verdict.objects.get().made_by == user
    assert AuditRecord.objects.get(verb="load_entries").person_id == user.pk


@pytest.mark.parametrize("state", [Status.DRAFT, Status.LAUNCHED, Status.CLOSED, Status.ARCHIVED])
def test_a_load_acts_in_any_state_of_the_campaign(season, run, state):
    season.move(state)

    assert run("P1,I.2,2025-07,1,,,,\n")[0] == 0


def test_a_code_means_the_unit_of_the_periods_last_day(season, run):
    old = season.units["P3"]
    old.valid_to = "2025-08-15"
    old.save()
    new = make_unit("Chợ Quán mới", code="P3", valid_from="2025-08-16")
    season.campaign.participations.create(unit=new)

    run("P3,I.2,2025-07,1,,,,\nP3,I.2,2025-08,2,,,,\nP3,I.3,all,có,,,,\n")

    owners = {(entry.period, entry.unit_id) for entry in Entry.objects.all()}
    assert owners == {("2025-07", old.pk), ("2025-08", new.pk), ("all", old.pk)}


def test_references_become_evidence_tied_to_each_figure_once(season, run):
    text = "P1,I.2,2025-07,2,,,,Báo cáo 12/BC-UBND\nP1,I.1,2025-07,,1,2,,Báo cáo 12/BC-UBND\nP2,I.2,2025-07,1,,,,\n"

    run(text)
    run(text)

    assert Evidence.objects.get().title == "Báo cáo 12/BC-UBND"
    assert EvidenceLink.objects.count() == 2
