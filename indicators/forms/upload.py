"""A unit's file of figures: read, looked up, and every row told what would become of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from common.decimals import Notation, plain
from common.faults import Fault, Faults
from common.spreadsheets import Table, read_table
from indicators.choices import CellState
from indicators.domain.staging import Staged, stage
from indicators.domain.uploads import period_faults, says_nothing_new
from indicators.exports.entries_template import OWN_HEADINGS
from indicators.files.entries import COLUMNS, VIETNAMESE, scan_table
from indicators.gauges import Typed
from indicators.models import Cell
from indicators.queries.lines import CampaignLines
from indicators.showing import shown
from units.models import Unit

MOST_ROWS = 5000
NEW, UPDATE, SKIP, ERROR = "new", "update", "skip", "error"


@dataclass(frozen=True, slots=True)
class Fated:
    """A row of the file: what would become of it (words of ``state_chip``) and why."""

    number: int
    fate: str
    code: str = ""
    name: object = ""
    period: str = ""
    before: str = ""
    after: str = ""
    note: str = ""
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    rows: list[Fated]
    staged: list[Staged]
    based_on: list[int | None]
    notes: list[str]

    def of(self, *fates: str) -> list[Fated]:
        return [row for row in self.rows if row.fate in fates]

    def count(self, fate: str) -> int:
        return len(self.of(fate))


def preview(
    lines: CampaignLines, unit: Unit, content: bytes, *, name: str, decimal: Notation | None, at: datetime
) -> Preview:
    """Raises ``Faults`` where there is no table to show row by row."""
    headings = {*COLUMNS, *VIETNAMESE.values()}
    table = read_table(content, name=name, headings_wanted=headings, max_rows=MOST_ROWS)
    read, faults = scan_table(_without_own(table), name=name, decimal=decimal)
    staging = stage(lines=lines, rows=read.rows, name=name)
    own = [*_foreign(lines, unit, staging.rows), *period_faults(lines, unit, staging.rows, at)]
    faults = [*faults, *staging.faults, *own]
    if any(not fault.line for fault in faults):
        raise Faults(faults)
    wrong = {fault.line for fault in faults}
    sound = [row for row in staging.rows if row.number not in wrong]
    cells = _cells(unit, sound)
    rows = [*(_fated(row, cells.get(row.key[1:])) for row in sound), *_refused(faults)]
    bases = [_base(cells.get(row.key[1:])) for row in sound]
    return Preview(sorted(rows, key=lambda row: row.number), sound, bases, [*read.notes, *staging.notes])


def _without_own(table: Table) -> Table:
    """What the form itself puts there to be read by people is no unknown column."""
    kept = [place for place, heading in enumerate(table.headings) if heading.strip() not in OWN_HEADINGS]
    places = {place: at for at, place in enumerate(kept)}
    return replace(
        table,
        headings=[table.headings[place] for place in kept],
        rows=[(line, [cells[place] if place < len(cells) else None for place in kept]) for line, cells in table.rows],
        formulas=frozenset((line, places[place]) for line, place in table.formulas if place in places),
    )


def _foreign(lines: CampaignLines, unit: Unit, rows: Iterable[Staged]) -> Iterable[Fault]:
    for row in rows:
        if row.unit != unit:
            yield Fault(_("Only figures of your own unit are taken here."), row.number)
        elif lines.entered_by(row.line) != "unit":
            yield Fault(_("This line is not entered by the units: its figures come from elsewhere."), row.number)


def _cells(unit: Unit, rows: Sequence[Staged]) -> dict[tuple[int, str], Cell]:
    series, periods = {row.line.series_id for row in rows}, {row.period for row in rows}
    found = Cell.objects.filter(unit=unit, series__in=series, period__in=periods).select_related("latest")
    return {(cell.series_id, cell.period): cell for cell in found}


def _base(cell: Cell | None) -> int | None:
    return cell.latest_id if cell else None


def _fated(row: Staged, cell: Cell | None) -> Fated:
    latest = cell.latest if cell and cell.state != CellState.EMPTY else None
    fate = SKIP if says_nothing_new(row, latest) else UPDATE if latest else NEW
    before = shown(row.line, latest) if latest else ""
    after = shown(row.line, row.typed)
    return Fated(row.number, fate, row.line.code, row.line.name, row.period, before, after, row.typed.note)


def _refused(faults: Iterable[Fault]) -> list[Fated]:
    by_line: dict[int, list[str]] = {}
    for fault in faults:
        by_line.setdefault(fault.line, []).append(fault.message)
    return [Fated(line, ERROR, faults=tuple(dict.fromkeys(messages))) for line, messages in by_line.items()]


def packed(found: Preview) -> list[list[Any]]:
    """Rows as they travel in the page between preview and act, signed."""
    return [
        [row.number, row.line.code, row.period, *map(_plain, _numbers(row.typed)), row.typed.is_na, row.typed.note,
         row.evidence, base]
        for row, base in zip(found.staged, found.based_on, strict=True)
    ]  # fmt: skip


def unpacked(
    lines: CampaignLines, unit: Unit, rows: Iterable[Sequence[Any]]
) -> tuple[list[Staged], list[int | None]] | None:
    """The same rows again; None where the plan no longer has one of their lines."""
    staged, bases = [], []
    for number, code, period, value, top, bottom, is_na, note, evidence, base in rows:
        line = lines.line(code)
        if line is None or not line.is_line:
            return None
        typed = Typed(_number(value), _number(top), _number(bottom), is_na, note)
        staged.append(Staged(number, unit, line, period, typed, evidence))
        bases.append(base)
    return staged, bases


def _numbers(typed: Typed) -> tuple[Decimal | None, ...]:
    return typed.value, typed.numerator, typed.denominator


def _plain(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def notation_of(posted: Mapping[str, str]) -> Notation | None:
    asked = posted.get("decimal", "")
    return asked if asked in ("point", "comma") else None  # type: ignore[return-value]  # one of the two words
