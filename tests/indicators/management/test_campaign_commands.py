"""``load_campaign`` and ``export_campaign`` as the specification promises them."""

import json
import time
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from campaigns.choices import Status
from campaigns.files import parse
from campaigns.models import Campaign, Definition
from common.models import AuditRecord
from indicators.models import Criterion, RuleVersion
from tests.factories.units import make_unit
from units.choices import UnitKind
from units.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.both]
LIBRARY = Path("campaigns/library")
FILES = sorted(LIBRARY.glob("*.yaml"))


def references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key in ("within", "provided_by", "verified_by", "organiser_unit") and item:
                yield item
            yield from references(item)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def make_units_for(file: Path) -> None:
    """The units a file names, and one unit of each kind that takes part."""
    document = parse(file, name="x").document
    for code in set(references(document)):
        make_unit(code=code, kind=UnitKind.PROVINCE)
    within = document["participants"].get("within")
    for kind in document["participants"].get("kinds", ()):
        make_unit(f"Đơn vị {kind}", kind=kind, parent=Unit.objects.get(code=within))


def load(file: Path) -> tuple[int, str]:
    errors = StringIO()
    try:
        call_command("load_campaign", str(file), stdout=StringIO(), stderr=errors)
    except SystemExit as ended:
        return int(ended.code or 0), errors.getvalue()
    return 0, errors.getvalue()


def export(code: str, *more: str) -> str:
    out = StringIO()
    call_command("export_campaign", code, *more, stdout=out)
    return out.getvalue()


def counts() -> list[int]:
    return [model.objects.count() for model in (Campaign, Definition, Criterion, RuleVersion, AuditRecord)]


def test_the_library_is_there():
    assert len(FILES) >= 5


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_ready_file_loads_exports_and_loads_to_equal_documents(file, tmp_path):
    make_units_for(file)
    assert load(file) == (0, "")
    campaign = Campaign.objects.get()
    again = tmp_path / "again.yaml"
    export(campaign.code, "--output", str(again))
    assert parse(again, name="b").document == parse(file, name="a").document
    assert load(again) == (0, "")
    assert Definition.objects.count() == 1
    assert campaign.participations.exists()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_without_units_every_fault_names_its_line_and_nothing_is_written(file):
    before = counts()
    status, errors = load(file)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert status == 1
    assert counts() == before
    for error in errors.strip().splitlines():
        path, number, message = error.split(":", 2)
        assert path == str(file)
        named = message.split("“")[1].split("”")[0]
        assert named in lines[int(number) - 1]
    assert f"“{parse(file, name='x').document['participants']['within']}”" in errors


def test_export_to_standard_output_is_the_same_text(tmp_path):
    make_units_for(FILES[0])
    load(FILES[0])
    code = Campaign.objects.get().code
    export(code, "--output", str(tmp_path / "out.yaml"))
    assert export(code) == (tmp_path / "out.yaml").read_text(encoding="utf-8")


def test_an_unknown_campaign_ends_with_a_sentence(capsys):
    errors = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("export_campaign", "none", stdout=StringIO(), stderr=errors)
    assert ended.value.code == 1
    assert "none" in errors.getvalue()


TWICE = "- {code: I, name: {vi: x}, max_points: 1, measure: {kind: yes_no}, rule: {kind: yes_no}}\n"
GOOD = """\
format: 1
campaign:
  code: nho
  name: {vi: Nhỏ}
  organiser: {vi: UBND}
  start: 2025-07-01
  end: 2025-10-10
participants:
  units: [A]
criteria:
- code: I
  name: {vi: Một}
  max_points: 10
  measure: {kind: count}
  over_time: last
  reported: monthly
  rule: {kind: proportional, full_at: 5}
"""


@pytest.fixture
def small(tmp_path) -> Path:
    make_unit(code="A")
    file = tmp_path / "nho.yaml"
    file.write_text(GOOD, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("was", "becomes", "line", "named"),
    [
        ("name: {vi: Nhỏ}", "name: {vi: Nhỏ", 4, ""),
        ("kind: proportional", "kind: guess", 17, "guess"),
        ("units: [A]", "units: [B]", 9, "B"),
        ("full_at: 5", "full_at: .nan", 17, ".nan"),
        ("reported: monthly", "reported: monthly\n  due: 2025-11-01", 17, "2025-11-01"),
        ("end: 2025-10-10", "end: 2025-06-10", 7, "2025-06-10"),
        ("format: 1", "format: 2", 1, ""),
        ("criteria:\n", f"criteria:\n{TWICE}", 12, "I"),
    ],
)  # fmt: skip
def test_bad_input_names_file_and_line_and_changes_nothing(small, was, becomes, line, named):
    load(small)
    before = counts()
    small.write_text(GOOD.replace(was, becomes), encoding="utf-8")
    status, errors = load(small)
    assert status == 1
    assert f"{small}:{line}: " in errors
    assert named in errors
    assert "Traceback" not in errors
    assert counts() == before


def test_loading_works_in_any_state_and_notes_where_the_change_came_from(small):
    load(small)
    for status in Status.values:
        Campaign.objects.update(status=status)
        decimals = Status.values.index(status) % 6
        small.write_text(GOOD.replace("  end:", f"  decimals: {decimals}\n  end:"), encoding="utf-8")
        assert load(small) == (0, "")
    newest = Definition.objects.order_by("-number").first()
    assert newest.number == len(Status.values) + 1
    assert newest.reason
    assert Campaign.objects.get().status == Status.ARCHIVED


def test_the_administrator_is_named_in_the_audit(small):
    load(small)
    row = AuditRecord.objects.get(verb="define_campaign")
    assert json.loads(row.detail)["system"] == "load_campaign"


def test_a_country_of_communes_loads_in_seconds(small):
    country = make_unit(code="VN", kind=UnitKind.COUNTRY)
    provinces = [make_unit(code=f"P{number:02}", kind=UnitKind.PROVINCE, parent=country) for number in range(34)]
    Unit.objects.bulk_create(
        Unit(
            code=f"{number:05}", name=f"Xã {number}", kind=UnitKind.COMMUNE, parent=provinces[number % 34],
            sort_key=str(number), search_key="", valid_from=date(2025, 7, 1),
        )
        for number in range(3321)
    )  # fmt: skip
    small.write_text(GOOD.replace("units: [A]", "within: VN\n  kinds: [commune]"), encoding="utf-8")
    began = time.monotonic()
    assert load(small) == (0, "")
    assert time.monotonic() - began < 10
    assert Campaign.objects.get().participations.count() == 3321
