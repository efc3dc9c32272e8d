"""From facts in the database to stored sheets, held to the plain oracle on random campaigns.

The expected texts do not depend on the database, and this runs on both: so both hold the same bytes."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import Any

import pytest

from campaigns.choices import Status
from campaigns.domain.definition import define
from campaigns.files import check
from campaigns.models import Campaign, Participation
from common.actors import system_actor
from indicators.domain import scores
from indicators.domain.loading import load
from indicators.domain.scores import COLUMNS
from indicators.domain.staging import Staged
from indicators.gauges import Typed
from indicators.models import ClosingDecision, Sheet
from indicators.packing import unpack_groups, unpack_lines
from indicators.queries.lines import CampaignLines
from indicators.scoring import KNOWN, NO_DATA, NOT_APPLICABLE, Cell, exact, half_up
from tests.factories.units import make_unit, make_user
from tests.indicators.scoring import oracle
from tests.indicators.scoring.builders import PARTS
from tests.indicators.scoring.test_board_against_oracle import expected_of
from tests.indicators.scoring.worlds import WITHDRAWN, board, leaves

pytestmark = pytest.mark.django_db
AFTER = datetime(2025, 12, 1, 5, tzinfo=UTC)
ACTOR = system_actor("test")
NUMBERS = count(1)
SEEDS = pytest.mark.parametrize("seed", range(24))


def kept(cell: Cell) -> Cell:
    """As the database can hold it: twelve decimals, everything due, no verdict meaning no data."""
    value = None if cell.value is None else Fraction(half_up(cell.value, 12))
    return Cell(cell.state, value, waiting=cell.state == NO_DATA and cell.waiting, due=cell.state == NO_DATA)


def plain(value: Any) -> Any:
    """The drawn document with its fractions as the decimals a file holds."""
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key != "due_ordinal"}
    return [plain(item) for item in value] if isinstance(value, list) else value


def head(code: str, document: dict, units: list) -> dict[str, Any]:
    """The whole campaign file around drawn criteria; a line applies to the units that have a cell of it."""
    found = plain(document)
    for spec in leaves(found["criteria"]):
        spec["applies_to"] = {"units": [unit.key for unit in units if spec["code"] in unit.cells]}
    names = {"code": code, "name": {"vi": "Phong trào"}, "organiser": {"vi": "UBND"}}
    members = {block: [unit.key for unit in units if unit.block == block] for block in ("x", "y")}
    return {
        "format": 1,
        "campaign": {**found["campaign"], **names, "start": "2025-07-01", "end": "2025-10-10"},
        "participants": {"units": [unit.key for unit in units]},
        "blocks": [{"code": code, "name": {"vi": code}, "units": some} for code, some in members.items() if some],
        "criteria": found["criteria"],
    }


def legal(seed: int, size: int) -> tuple:
    """The first drawn board that a file may describe; the engine's own tests draw others too."""
    r = random.Random(seed)
    while True:
        document, units, closing = board(r, size)
        if not check(head("thu", document, units)):
            return document, units, closing


class World:
    """One drawn board as a campaign of the database; ``units`` are the oracle's, under the units' codes."""

    def __init__(self, drawn: tuple, mixer: random.Random) -> None:
        self.document, units, self.closing = drawn
        self.units = [
            replace(unit, band_cap=None, cells={code: kept(cell) for code, cell in unit.cells.items()})
            for unit in units
        ]
        self.specs = {spec["code"]: spec for spec in leaves(self.document["criteria"])}
        self.campaign = define(
            actor=ACTOR, document=head(f"phong-trao-{next(NUMBERS)}", self.document, self.units), at=AFTER
        )
        self._withdraw()
        self._load(mixer)

    def _withdraw(self) -> None:
        gone = [unit.key for unit in self.units if unit.unranked]
        rows = Participation.objects.filter(campaign=self.campaign, unit__code__in=gone)
        rows.update(is_active=False, note={"vi": WITHDRAWN.vi, "en": WITHDRAWN.en})

    def _load(self, mixer: random.Random) -> None:
        """Verdicts for all but what waits; rows and batches in any order."""
        lines = CampaignLines(Campaign.objects.select_related("organiser_unit").get(pk=self.campaign.pk))
        for is_verified in (True, False):
            rows = list(self._rows(lines, is_verified))
            mixer.shuffle(rows)
            cut = mixer.randint(0, len(rows))
            for part in (rows[:cut], rows[cut:]):
                load(actor=ACTOR, lines=lines, staged=part, is_verified=is_verified, at=AFTER, title="thử")

    def _rows(self, lines: CampaignLines, is_verified: bool):
        by_code = {row.unit.code: row.unit for row in lines.participations}
        for unit in self.units:
            for code, cell in unit.cells.items():
                typed = self._typed(code, cell)
                if typed is not None and is_verified != cell.waiting:
                    yield Staged(0, by_code[unit.key], lines.line(code), "all", typed)

    def _typed(self, code: str, cell: Cell) -> Typed | None:
        if cell.state == NOT_APPLICABLE:
            return Typed(is_na=True, note="không phát sinh")
        if cell.state == NO_DATA and not cell.waiting:
            return None
        value = plain(cell.value) if cell.state == KNOWN else Decimal(1)
        if self.specs[code]["measure"] == PARTS:
            return Typed(numerator=value, denominator=Decimal(100))
        return Typed(value=value)

    def score(self) -> dict[str, Sheet]:
        """Stored sheets of the verified basis by unit code."""
        if self.closing is not None:
            Campaign.objects.filter(pk=self.campaign.pk).update(status=Status.CLOSED)
            lines, person = CampaignLines(self.campaign), make_user()
            ClosingDecision.objects.bulk_create(
                ClosingDecision(criterion=lines.line(code), choice=choice, decided_at=AFTER, decided_by=person)
                for code, choice in self.closing.items()
            )
        scores.recompute(campaign=self.campaign, at=AFTER)
        rows = Sheet.objects.filter(scoreboard__campaign=self.campaign, basis="verified").select_related("unit")
        return {row.unit.code: row for row in rows}


@pytest.fixture
def register(db) -> None:
    for code in [*(f"u{at}" for at in range(6)), "twin"]:
        make_unit(f"Phường {code}", code=code)


def text(value: Fraction | None) -> str:
    return "" if value is None else exact(Fraction(value))


def rounded(value: Fraction | None, decimals: int) -> Decimal | None:
    return None if value is None else oracle.round_half_up(value, decimals)


@SEEDS
def test_stored_sheets_are_those_of_the_oracle(register, seed):
    world = World(legal(seed, 2 + seed % 4), random.Random(seed))
    sheets = world.score()
    expected = expected_of(world.document, world.units, world.closing)
    decimals = world.document["campaign"]["decimals"]

    assert set(sheets) == set(expected)
    for code, result in expected.items():
        row = sheets[code]
        assert [row.points, row.max_points, row.bonus, row.deduction] == [
            text(result[key]) for key in ("points", "max", "bonus", "deduction")
        ]
        assert (row.shown_points, row.shown_percent) == (
            rounded(result["points"], decimals),
            rounded(result["percent"], decimals),
        )
        found = row.rank, row.block_rank, row.band, row.missing
        assert found == (
            *(result.get(key) for key in ("rank", "block_rank")),
            result.get("band") or "",
            result["missing"],
        )
        assert {line: score.points for line, score in unpack_lines(row.lines).items()} == {
            line: score["points"] for line, score in result["lines"].items()
        }
        assert {group: points for group, (points, _most) in unpack_groups(row.groups).items()} == {
            group: node["points"] for group, node in result["nodes"].items()
        }


@SEEDS
def test_no_order_of_units_entries_and_batches_changes_a_stored_byte(register, seed):
    document, units, closing = legal(seed + 1000, 2 + seed % 4)
    mixer = random.Random(seed)
    shuffled = list(units)
    mixer.shuffle(shuffled)

    first = World((document, units, closing), mixer).score()
    second = World((document, shuffled, closing), mixer).score()

    assert {code: bytes_of(row) for code, row in first.items()} == {code: bytes_of(row) for code, row in second.items()}


def bytes_of(row: Sheet) -> list[Any]:
    return [getattr(row, name) for name in COLUMNS if name != "position"]
