"""The commands, from files to order, on published tables: what a province's IT would run."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

CASES = Path(__file__).parents[2] / "data" / "cases"

pytestmark = pytest.mark.django_db


def load(case: str) -> Path:
    folder = CASES / case
    call_command("load_units", str(folder / "units.csv"))
    call_command("load_campaign", str(folder / "campaign.yaml"))
    call_command("load_entries", case, str(folder / "entries.csv"), "--verify")
    call_command("recompute", case)
    return folder


def compare(folder: Path, output: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(CASES / "compare.py"), str(folder), str(output)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("case", ["pci-2016", "papi-2016", "hdi-2022"])
def test_rankings_reproduce_the_published_table(case, tmp_path):
    folder = load(case)
    output = tmp_path / "rankings.csv"
    call_command("rankings", case, "--output", str(output))
    result = compare(folder, output)
    assert result.returncode == 0, result.stdout


def test_the_comparison_notices_a_wrong_rank(tmp_path):
    folder = load("pci-2016")
    output = tmp_path / "rankings.csv"
    call_command("rankings", "pci-2016", "--output", str(output))
    lines = output.read_text(encoding="utf-8").splitlines()
    lines[1] = "2" + lines[1][1:]
    output.write_text("\n".join(lines), encoding="utf-8")
    assert compare(folder, output).returncode == 1


def test_both_bases_agree_when_everything_was_accepted_as_sent(tmp_path):
    load("pci-2016")
    for basis in ("verified", "reported"):
        call_command("rankings", "pci-2016", "--basis", basis, "--output", str(tmp_path / basis))
    assert (tmp_path / "verified").read_text() == (tmp_path / "reported").read_text()
