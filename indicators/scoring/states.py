"""What a line is to a unit, in one small number that grows with how much of it there is."""

from collections.abc import Mapping

from indicators.scoring.cells import KNOWN, NOT_APPLICABLE, Cell
from indicators.scoring.lines import Line

ABSENT, EXCLUDED, BLANK, WAITING, ZEROED, SCORED = range(6)
APPLICABLE = BLANK  # from here on a line is in the unit's maximum
PRESENT = ZEROED  # from here on it has points

Closing = Mapping[str, str]
_AT_CLOSING = {"zero": ZEROED, "exclude": EXCLUDED}


def state_of(line: Line, cell: Cell | None, closing: Closing | None, *, rebase: bool) -> int:
    """A line that does not apply leaves the maximum; without ``rebase`` an n/a one stays and earns 0.

    The log of 0 or less does not exist: such a value, refused at entry, is no data.
    """
    if cell is None:
        return ABSENT
    if cell.state == KNOWN and cell.value is not None and (line.transform == "none" or cell.value > 0):
        return SCORED
    if cell.state == NOT_APPLICABLE:
        return ABSENT if rebase else SCORED
    return _unknown(line, cell, closing)


def _unknown(line: Line, cell: Cell, closing: Closing | None) -> int:
    """Bonus and deduction lines give 0 without data; others wait, or become what closing says."""
    if line.outside_total:
        return SCORED
    if cell.waiting:
        return WAITING
    return _AT_CLOSING.get((closing or {}).get(line.code, ""), BLANK)
