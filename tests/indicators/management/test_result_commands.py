"""``rankings`` and ``receipt`` as the specification promises them."""

import csv
import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from campaigns.domain.definition import define
from common.actors import system_actor
from indicators.domain.succession import follow_mergers
from tests.factories.season import NOON, document, make_season
from tests.factories.units import make_succession, make_unit
from units.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.both]
HEADINGS = "rank,block_rank,unit,name,block,points,max_points,percent,band,missing,note"


def run(*arguments: str, **options: object) -> tuple[int, str, str]:
    out, errors = StringIO(), StringIO()
    try:
        call_command(*arguments, stdout=out, stderr=errors, **options)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue(), errors.getvalue()
    return 0, out.getvalue(), errors.getvalue()


def load(tmp_path: Path, rows: str) -> None:
    path = tmp_path / "entries.csv"
    path.write_text("unit,indicator,period,value,numerator,denominator\n" + rows, encoding="utf-8")
    assert run("load_entries", "thi-diem", str(path), "--verify")[2] == ""


def test_rankings_print_exactly_the_promised_columns(tmp_path):
    make_season()
    load(tmp_path, "P1,I.1,2025-07,,1190,1240\nP2,I.1,2025-07,,9,10\n")
    _code, out, _errors = run("rankings", "thi-diem")
    rows = list(csv.DictReader(StringIO(out)))

    assert out.splitlines()[0] == HEADINGS
    assert [(row["rank"], row["block_rank"], row["unit"], row["points"], row["max_points"]) for row in rows[:2]] == [
        ("1", "1", "P1", "19.19", "50.00"),
        ("2", "2", "P2", "18.00", "50.00"),
    ]
    assert {row["rank"] for row in rows[2:]} == {""}
    assert all(row["note"] for row in rows[2:])


@pytest.mark.parametrize("arguments", [(), ("--format", "json"), ("--format", "xlsx")])
def test_a_place_that_cannot_be_written_is_a_plain_fault(tmp_path, arguments):
    make_season()
    there = tmp_path / "absent" / "order.csv"
    code, _out, errors = run("rankings", "thi-diem", *arguments, "--output", str(there))

    assert (code, errors.strip()) == (1, f"{there}:1: Không ghi được tệp vào vị trí này.")


def test_the_output_is_whole_and_leaves_no_draft(tmp_path):
    make_season()
    target = tmp_path / "order.csv"
    run("rankings", "thi-diem", "--output", str(target))

    assert target.read_text(encoding="utf-8").startswith(HEADINGS)
    assert [path.name for path in tmp_path.iterdir()] == ["order.csv"]


def test_a_folder_is_no_place_to_export_to(tmp_path):
    make_season()
    code, _out, errors = run("export_campaign", "thi-diem", "--output", str(tmp_path))

    assert (code, errors.count("\n")) == (1, 1)


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("K", "Phường Cũ"),
        ("K@2025-07-15", "Phường Cũ"),
        ("K@2025-09-30", "Phường Nay"),
        ("K@2025-09-01", "Phường Nay"),
    ],
)
def test_a_receipts_unit_is_the_one_valid_on_its_date(reference, name):
    make_season()
    make_unit("Phường Cũ", code="K", valid_to=date(2025, 8, 31))
    make_unit("Phường Nay", code="K", valid_from=date(2025, 9, 1))
    plan = document()
    plan["participants"]["units"] += ["K", "K@2025-09-01"]
    define(actor=system_actor("test"), document=plan, at=NOON, reason="test")

    assert json.loads(run("receipt", "thi-diem", reference, format="json")[1])["name"] == name


@pytest.mark.parametrize("reference", ["P1@2025-13-01", "P1@x", "ZZ", "P1@1900-01-01x"])
def test_a_receipt_of_nobody_is_a_plain_fault(reference):
    make_season()
    code, out, errors = run("receipt", "thi-diem", reference)

    assert (code, out) == (1, "")
    assert reference in errors


@pytest.mark.parametrize(("language", "lost"), [("vi", "Mất 0,81 điểm"), ("en", "0.81 points lost")])
def test_a_receipt_speaks_both_languages(tmp_path, language, lost):
    make_season()
    load(tmp_path, "P1,I.1,2025-07,,1190,1240\n")
    with translation.override(language):
        _code, out, _errors = run("receipt", "thi-diem", "P1")

    assert lost in out


def receipt_line(code: str, unit: str = "P1", basis: str = "verified") -> dict:
    result = json.loads(run("receipt", "thi-diem", unit, format="json", basis=basis)[1])
    return next(line for line in result["lines"] if line["code"] == code)


def test_a_receipt_shows_every_digit_a_figure_is_judged_by(tmp_path):
    make_season()
    load(tmp_path, "P1,II.1,2025-07,94.9965,,\n")

    assert [given["shown"] for given in receipt_line("II.1")["inputs"]] == ["94,9965\N{NO-BREAK SPACE}%"]


def test_a_receipt_keeps_what_was_declared_not_applicable_on_each_basis(tmp_path):
    make_season()
    path = tmp_path / "entries.csv"
    path.write_text("unit,indicator,period,value,note\nP1,I.3,all,n/a,chưa phát sinh\n", encoding="utf-8")
    run("load_entries", "thi-diem", str(path), "--verify")
    path.write_text("unit,indicator,period,value\nP1,I.3,all,có\n", encoding="utf-8")
    run("load_entries", "thi-diem", str(path))

    assert (receipt_line("I.3")["points"], receipt_line("I.3")["max_points"]) == ("", "0.00")
    assert receipt_line("I.3")["inputs"][0]["shown"] == "không áp dụng"
    assert receipt_line("I.3")["inputs"][0]["note"] == "chưa phát sinh"
    assert receipt_line("I.3", basis="reported")["points"] == "5.00"
    assert receipt_line("I.3", basis="reported")["inputs"][0]["shown"] == "Có"


def test_a_receipt_names_the_periods_that_are_due_and_absent(tmp_path):
    make_season()
    load(tmp_path, "P1,I.2,2025-08,4,,\n")
    line = receipt_line("I.2")

    assert line["absent"] == ["2025-07", "2025-09", "2025-10"]
    assert "Kỳ đã đến hạn chưa có số liệu được tính: 2025-07, 2025-09, 2025-10" in line["sentences"]


@pytest.mark.parametrize(("share", "said", "points"), [(None, "chưa phân bổ", ""), ("0.5", "× 0.5", "4.00")])
def test_a_receipt_says_what_of_a_former_units_figures_passed(tmp_path, share, said, points):
    make_season()
    load(tmp_path, "P1,I.2,2025-07,4,,\n")
    heir = make_unit("Phường Mới", code="P9", valid_from=date(2025, 9, 1))
    make_succession(Unit.objects.get(code="P1"), heir, date(2025, 9, 1), extent="part", share=share)
    follow_mergers(unit_ids=[heir.pk, Unit.objects.get(code="P1").pk], at=timezone.now())

    assert said in run("receipt", "thi-diem", "P9")[1]
    assert receipt_line("I.2", "P9")["points"] == points
