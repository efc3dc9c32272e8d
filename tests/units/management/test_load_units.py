"""The command as an administrator meets it: files in, register out, nothing by halves."""

from datetime import date
from fractions import Fraction
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from common.models import AuditRecord
from units.models import Succession, Unit
from units.queries.lineage import lineage
from units.queries.references import unit_by_reference

pytestmark = [pytest.mark.django_db, pytest.mark.both]

HEAD = "code,name,kind,parent,valid_from,valid_to\n"
SUCCESSION_HEAD = "old_code,new_code,effective,extent,is_default,share,decision\n"
DATA = Path(__file__).resolve().parents[3] / "units" / "data"
OLD = HEAD + "79,Thành phố Cũ,municipality,VN,,2025-06-30\n760,Quận 1,district,79,,2025-06-30\n"
NEW = HEAD + "79,Thành phố Mới,municipality,VN,2025-07-01,\n00001,Phường Sài Gòn,ward,79,2025-07-01,\n"


class Load:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, units: str, succession: str | None = None) -> tuple[int, str, list[str]]:
        """Exit status, standard output, lines of standard error."""
        paths = [self._write("units.csv", units)]
        if succession is not None:
            paths += ["--succession", self._write("succession.csv", succession)]
        out, err = StringIO(), StringIO()
        try:
            call_command("load_units", *paths, stdout=out, stderr=err)
        except SystemExit as ended:
            return int(ended.code or 0), out.getvalue(), err.getvalue().splitlines()
        return 0, out.getvalue(), err.getvalue().splitlines()

    def _write(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)


@pytest.fixture
def load(tmp_path: Path) -> Load:
    return Load(tmp_path)


def everything() -> list[tuple]:
    units = Unit.objects.order_by("pk").values_list()
    return [*units, *Succession.objects.order_by("pk").values_list()]


def test_lists_of_different_times_combine_and_a_code_names_two_units(load):
    assert load(OLD)[0] == 0
    assert load(NEW, SUCCESSION_HEAD + "79,79,2025-07-01,whole,1,,NQ 202/2025\n")[0] == 0
    old, new = unit_by_reference("79", date(2025, 6, 30)), unit_by_reference("79", date(2025, 7, 1))
    assert (old.name, new.name) == ("Thành phố Cũ", "Thành phố Mới")
    assert lineage(new, date(2025, 7, 1)) == [(old, Fraction(1))]
    assert Succession.objects.get().decision == "NQ 202/2025"


def test_a_parent_is_the_unit_that_bore_the_code_when_the_child_began(load):
    load(OLD)
    load(NEW)
    assert Unit.objects.get(code="760").parent.name == "Thành phố Cũ"
    assert Unit.objects.get(code="00001").parent.name == "Thành phố Mới"


def test_a_parent_may_stand_below_its_children_and_be_named_with_a_date(load):
    load(OLD)
    status, _out, _err = load(HEAD + "P1,Phòng,department,79@2025-06-01,2025-01-01,\nX,Ban,agency,P1,2025-02-01,\n")
    assert status == 0
    assert Unit.objects.get(code="P1").parent.reference == "79@"
    assert Unit.objects.get(code="X").parent.code == "P1"


def test_the_country_needs_no_row_of_its_own_and_takes_one_when_it_comes(load):
    load(OLD)
    country = Unit.objects.get(code="VN")
    load("code,name,name_en,kind,parent\nVN,Nước Việt Nam,Viet Nam,country,\n")
    country.refresh_from_db()
    assert country.name == "Nước Việt Nam"


def test_loading_twice_changes_nothing_and_leaves_no_trace(load):
    succession = SUCCESSION_HEAD + "79,79,2025-07-01,whole,1,,\n,00001,2025-07-01,whole,0,,\n"
    load(OLD)
    load(NEW, succession)
    before, trail = everything(), AuditRecord.objects.count()
    assert load(OLD)[1].startswith(("Units: 0", "Đơn vị: thêm 0"))
    load(NEW, succession)
    assert everything() == before
    assert AuditRecord.objects.count() == trail


def test_a_new_name_updates_the_unit_and_the_keys_by_which_it_is_found(load):
    load(OLD)
    load(OLD.replace("Quận 1", "Quận Nhất"))
    unit = Unit.objects.get(code="760")
    assert unit.name == "Quận Nhất"
    assert "quan nhat" in unit.search_key


def test_a_load_is_one_audit_row_that_names_its_units_by_hash(load):
    load(OLD)
    row = AuditRecord.objects.get(verb="load_units")
    assert '"units_created":3' in row.detail
    assert '"units_sha256":' in row.detail


@pytest.mark.parametrize(
    ("units", "line", "words"),
    [
        ("A,An,ward,NOWHERE,,\n", 2, "NOWHERE"),
        ("A,An,ward,79,2026-01-01,\n", 2, "79"),
        ("A,An,ward,A,,\n", 2, "A"),
        ("A,An,ward,B,,\nB,Bê,ward,A,,\n", 2, "A"),
        ("760,Quận Khác,district,79,2025-01-01,2025-12-31\n", 2, "760"),
        (",Không mã,ward,,,\n", 2, ""),
        ("A,An,ward,,2025-07-02,2025-07-01\n", 2, "valid_to"),
        ("A,An,ward,,2025-13-01,\n", 2, ""),
        ("A,,ward,,,\n", 2, "name"),
    ],
)
def test_a_fault_ends_with_status_one_its_line_and_nothing_written(load, units, line, words):
    load(OLD)
    before = everything()
    status, _out, faults = load(HEAD + units)
    assert status == 1
    assert any(f"units.csv:{line}:" in fault and words in fault for fault in faults)
    assert everything() == before


@pytest.mark.parametrize(
    ("succession", "words"),
    [
        ("760,00001,2025-08-01,whole,1,,\n", "760"),  # ended a month before
        ("760,00001,2025-06-01,whole,1,,\n", "00001"),  # not yet there
        ("999,00001,2025-07-01,whole,1,,\n", "999"),
        ("00001,00001,2025-08-01,part,0,0.5,\n", "00001"),
        ("760,00001,2025-07-01,part,1,0.7,\n760,79,2025-07-01,part,0,0.4,\n", "760"),
        ("760,00001,2025-07-01,part,1,1.5,\n", "share"),
    ],
)
def test_a_wrong_succession_refuses_the_units_of_the_same_command_too(load, succession, words):
    load(OLD)
    before = everything()
    status, _out, faults = load(NEW, SUCCESSION_HEAD + succession)
    assert status == 1
    assert any("succession.csv:" in fault and words in fault for fault in faults)
    assert everything() == before


def test_faults_of_both_files_are_told_in_one_run(load):
    status, _out, faults = load(HEAD + "A,An,ward,,x,\n", SUCCESSION_HEAD + "a,b,never,whole,1,,\n")
    assert status == 1
    assert any("units.csv:2" in fault for fault in faults)
    assert any("succession.csv:2" in fault for fault in faults)


def test_shares_are_summed_over_what_was_loaded_before(load):
    load(OLD)
    load(NEW, SUCCESSION_HEAD + "760,00001,2025-07-01,part,1,0.7,\n")
    status, _out, faults = load(NEW, SUCCESSION_HEAD + "760,79,2025-07-01,part,0,0.4,\n")
    assert status == 1
    assert "succession.csv:2:" in faults[0]


def test_an_altered_share_updates_the_row(load):
    load(OLD)
    load(NEW, SUCCESSION_HEAD + "760,00001,2025-07-01,part,1,,\n")
    assert lineage(Unit.objects.get(code="00001"), date(2025, 7, 1))[0][1] is None
    load(NEW, SUCCESSION_HEAD + "760,00001,2025-07-01,part,1,0.25,\n")
    assert lineage(Unit.objects.get(code="00001"), date(2025, 7, 1))[0][1] == Fraction(1, 4)


def test_unknown_columns_and_kinds_are_kept_out_with_a_note(load):
    status, _out, notes = load("code,name,kind,colour\nH,Bệnh viện,hospital,red\n")
    assert status == 0
    assert any("colour" in note for note in notes)
    assert any("hospital" in note for note in notes)


def test_a_missing_file_is_one_sentence_and_status_one():
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("load_units", "/nowhere/units.csv", stderr=err)
    assert ended.value.code == 1
    assert err.getvalue().count("\n") == 1


def test_the_lists_the_product_ships_load_in_either_order():
    for name, more in (
        ("vietnam-until-2025-06", ()),
        ("vietnam-2025", ("--succession", str(DATA / "succession-2025.csv"))),
        ("hcmc-agencies", ("--succession", str(DATA / "hcmc-agencies-succession.csv"))),
    ):
        call_command("load_units", str(DATA / f"{name}.csv"), *more, stdout=StringIO())
    assert Unit.objects.count() == 10_803 + 3_356 + 23
    assert Succession.objects.count() == 10_631 + 1
    ward = Unit.objects.get(name="Phường Sài Gòn", valid_to=None)
    assert {unit.name for unit, _share in lineage(ward, date(2025, 8, 1))} >= {"Phường Bến Nghé"}
