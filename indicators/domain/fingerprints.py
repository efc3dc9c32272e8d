"""What a run was made from, in two hashes: its rules, and everything else that scoring reads."""

import json
from dataclasses import dataclass

from common.canonical import sha256_text
from indicators.models import Scoreboard
from indicators.queries.inputs import Inputs
from indicators.queries.schemes import document_of
from indicators.scoring import Cell, UnitInput, exact, fingerprint

# Rises when the engine gives other results for the same rules and inputs, so that boards are made anew.
ENGINE = "v2"


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """Of one run; equal ones give equal boards."""

    rules: str
    inputs: str

    @classmethod
    def of(cls, board: Scoreboard) -> "Fingerprints | None":
        """Those of the run that made the board; None before the first one."""
        return cls(board.run.rules_fingerprint, board.run.inputs_fingerprint) if board.run else None


def rules_fingerprint(definition_id: int) -> str:
    """Over the whole definition, since its options (rounding, bands, gaps) are rules too."""
    return fingerprint(document_of(definition_id))


def inputs_fingerprint(inputs: Inputs, closing: dict[str, str] | None) -> str:
    """Over every participant and its cells by natural keys: the same facts give the same text on any installation."""
    writer = _Writer(inputs)
    units = {
        f"{basis}/{inputs.by_key[unit.key].reference}": writer.unit(unit)
        for basis, units in inputs.units.items()
        for unit in units
    }
    text = json.dumps([units, closing], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{ENGINE}:{sha256_text(text)}"


class _Writer:
    """Cells that are shared are written once."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self._cells: dict[int, list] = {}

    def unit(self, unit: UnitInput) -> list:
        place = self.inputs.waiting[unit.key]
        why = [unit.unranked.vi, unit.unranked.en] if unit.unranked else None
        cells = {code: self._cell(cell) for code, cell in unit.cells.items()}
        return [unit.block, unit.sort_key, why, unit.band_cap, place, cells]

    def _cell(self, cell: Cell) -> list:
        found = self._cells.get(id(cell))
        return found or self._cells.setdefault(id(cell), self._written(cell))

    def _written(self, cell: Cell) -> list:
        numbers = self.inputs.texts.get(id(cell)) or [None if x is None else exact(x) for x in cell[1:4]]
        return [cell.state, *numbers, *cell[4:]]
