"""Published tables, reproduced by the engine from their indicators: PCI 2016, PAPI 2016, HDI 2022."""

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from indicators.scoring import KNOWN, NO_DATA, Cell, UnitInput, build_scheme, score_board

CASES = Path(__file__).resolve().parents[2] / "data" / "cases"


class ExactLoader(yaml.SafeLoader):
    """Numbers stay exact, dates stay text."""


def _decimal(loader, node):
    return Decimal(node.value)


ExactLoader.add_constructor("tag:yaml.org,2002:float", _decimal)


def rows(path):
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def board_of(case):
    scheme = build_scheme(yaml.load((CASES / case / "campaign.yaml").read_text(encoding="utf-8"), ExactLoader))
    values = {(row["unit"], row["indicator"]): Fraction(row["value"]) for row in rows(CASES / case / "entries.csv")}
    units = [
        UnitInput(row["unit"], None, {code: _cell(values.get((row["unit"], code))) for code in scheme.lines})
        for row in rows(CASES / case / "published.csv")
    ]
    return score_board(scheme, units)


def _cell(value):
    return Cell(NO_DATA, due=True) if value is None else Cell(KNOWN, value, due=True)


@pytest.mark.parametrize(("case", "units"), [("pci-2016", 63), ("papi-2016", 63), ("hdi-2022", 193)])
def test_a_published_table_is_reproduced(case, units):
    published = {row["unit"]: row for row in rows(CASES / case / "published.csv")}
    sheets = board_of(case).sheets

    assert len(sheets) == len(published) == units
    for sheet in sheets:
        row = published[sheet.key]
        assert abs(sheet.shown_points - Decimal(row["total"])) < Decimal("0.0001"), row
        assert row["rank"] in ("", str(sheet.rank)), row
