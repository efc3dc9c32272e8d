"""manage.py rankings: the stored order in three shapes."""

import csv
import io
import json

import openpyxl
import pytest
from django.core.management import call_command

from campaigns.choices import Status
from common.actors import system_actor
from indicators.choices import SnapshotKind
from indicators.domain import scores, snapshots
from indicators.queries.rankings import COLUMNS
from tests.factories.season import NOON, make_season
from tests.indicators.domain.test_scores import load

pytestmark = pytest.mark.django_db
ROWS = "P1,I.2,2025-07,5,,,,\nP2,I.2,2025-07,4,,,,\nP1,I.1,2025-07,,9,10,,\n"


@pytest.fixture
def season(tmp_path):
    made = make_season(missing_at_close="zero")
    load(made, tmp_path, ROWS, "--verify")
    scores.recompute(campaign=made.campaign, at=NOON)
    return made


def run(*options):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("rankings", "thi-diem", *options, stdout=out, stderr=err)
    except SystemExit as ended:
        return int(ended.code), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_csv_has_exactly_the_columns_of_the_contract_best_first(season):
    _status, out, _err = run()
    rows = list(csv.DictReader(io.StringIO(out)))
    assert tuple(rows[0]) == COLUMNS
    assert [row["unit"] for row in rows[:2]] == ["P1", "P2"]
    assert (rows[0]["rank"], rows[0]["points"], rows[0]["block"]) == ("1", "28.00", "WARD")


def test_json_has_the_same_rows(season):
    table = list(csv.DictReader(io.StringIO(run("--block", "WARD")[1])))
    rows = json.loads(run("--format", "json", "--block", "WARD")[1])
    as_text = [{key: "" if value is None else str(value) for key, value in row.items()} for row in rows]
    assert as_text == table


def test_the_workbook_has_the_rows_of_the_block_and_says_its_basis(season, tmp_path):
    path = tmp_path / "bang.xlsx"
    assert run("--format", "xlsx", "--block", "WARD", "--basis", "reported", "--output", str(path))[0] == 0
    book = openpyxl.load_workbook(path)
    names = [row[1] for row in book.worksheets[0].values if isinstance(row[0], int)]
    assert names == ["Phường An Đông", "Phường Bến Thành", "Phường Chợ Quán"]
    assert "Tự chấm" in {cell for row in book.worksheets[2].values for cell in row}


def test_a_frozen_result_is_printed_as_it_was(season, tmp_path):
    season.move(Status.CLOSED)
    snapshots.freeze(actor=system_actor("t"), campaign=season.campaign, kind=SnapshotKind.FINAL, reason="", at=NOON)
    before = run("--snapshot", "1")[1]
    load(season, tmp_path, "P2,I.1,2025-07,,10,10,,\n", "--verify")
    assert run("--snapshot", "1")[1] == before
    assert run()[1] != before


@pytest.mark.parametrize(
    "options", [("--block", "NONE"), ("--snapshot", "9"), ("--format", "xlsx"), ("--output", "/nowhere/x.csv")]
)
def test_what_cannot_be_printed_ends_with_one_sentence(season, options):
    status, out, err = run(*options)
    assert (status, out) == (1, "")
    assert len(err.strip().splitlines()) == 1


def test_a_workbook_that_cannot_be_written_leaves_nothing_behind(season, tmp_path):
    status, _out, err = run("--format", "xlsx", "--output", str(tmp_path / "none" / "x.xlsx"))
    assert status == 1
    assert err.strip()
    assert not list(tmp_path.rglob("*.part"))
