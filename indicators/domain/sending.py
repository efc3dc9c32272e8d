"""Rows that another system sends: each with its fate. A refused row does not hold up the others.

A unit's own figures are kept as drafts, which its head submits on the page; a department's are provided, as from its
table."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from common.actors import Actor
from common.faults import Fault, Faults
from common.permissions import Answer
from indicators import permissions
from indicators.choices import Origin
from indicators.domain.cells import Key, key_of, within
from indicators.domain.progress import Conflict, Result, Saved, Wanted, open_period, save_many
from indicators.domain.provided import provide
from indicators.domain.staging import Staged, stage
from indicators.files.entries import EntryRow
from indicators.gauges import same_figure
from indicators.models import Cell
from indicators.queries.lines import CampaignLines
from indicators.queries.seats import seats

FateName = Literal["new", "update", "skip", "error"]


@dataclass(frozen=True, slots=True)
class Sent:
    """One row; ``row.line`` is its place from 1. ``based_on_id``: the entry the sender had read, if it says so."""

    row: EntryRow
    based_on_id: int | None = None


@dataclass(slots=True)
class Fate:
    """What became of a row; ``entry_id`` and ``state`` of what now stands in its cell, for rows that were taken."""

    name: FateName
    faults: list[Fault] = field(default_factory=list)
    entry_id: int | None = None
    state: str = ""


def send(*, actor: Actor, lines: CampaignLines, rows: Sequence[Sent], at: datetime) -> list[Fate]:
    """The fate of every row, in their order: new, update, skip (nothing new) or error with its sentences."""
    with transaction.atomic():
        desk = _Desk(actor, lines, rows, at)
        desk.write()
        return desk.answers()


class _Desk:
    """One request while its rows are written; fates by the place of the row."""

    def __init__(self, actor: Actor, lines: CampaignLines, rows: Sequence[Sent], at: datetime) -> None:
        self.actor, self.lines, self.at = actor, lines, at
        self.based_on = {sent.row.line: sent.based_on_id for sent in rows}
        # A row that names a line the unit does not have as not applicable says nothing new.
        self.fates: dict[int, Fate] = {sent.row.line: Fate("skip") for sent in rows}
        self.staged: list[Staged] = []
        self._stage([sent.row for sent in rows])
        self.before = self._cells()

    def _stage(self, rows: Sequence[EntryRow]) -> None:
        staging = stage(lines=self.lines, rows=rows, name="")
        refused = defaultdict(list)
        for fault in staging.faults:
            refused[fault.line].append(Fault(fault.message, field=fault.field))
        for number, faults in refused.items():
            self.fates[number] = Fate("error", faults)
        places = seats(self.lines.campaign.pk, {row.unit.pk for row in staging.rows})
        for row in staging.rows:
            answer = self._may(row, places)
            if answer:
                self.staged.append(row)
            else:
                self._refuse([row], str(answer.reason))

    def _may(self, row: Staged, places: Mapping) -> Answer:
        if self.lines.entered_by(row.line) == "provider":
            answer = permissions.may_provide(self.actor, self.lines, row.line)
            return answer and permissions.is_open(places.get(row.unit.pk))
        return permissions.may_enter(self.actor, places.get(row.unit.pk), self.lines, row.line, row.unit)

    def _refuse(self, rows: Iterable[Staged], refusal: str | Faults) -> None:
        faults = refusal.faults if isinstance(refusal, Faults) else [Fault(refusal)]
        for row in rows:
            self.fates[row.number] = Fate("error", [Fault(fault.message, field=fault.field) for fault in faults])

    def _cells(self) -> dict[Key, Cell]:
        cells = within(Cell.objects.select_related("latest"), {row.key for row in self.staged})
        return {key_of(cell): cell for cell in cells}

    def write(self) -> None:
        """In one order for all, so that two requests wait for each other instead of both being stopped."""
        own, provided = defaultdict(list), defaultdict(list)
        for row in self.staged:
            if self.lines.entered_by(row.line) == "provider":
                provided[row.line.pk, row.period].append(row)
            else:
                own[row.unit.pk].append(row)
        for _unit, rows in sorted(own.items(), key=lambda pair: pair[0]):
            self._enter(rows)
        for _table, rows in sorted(provided.items(), key=lambda pair: pair[0]):
            self._provide(rows)

    def _enter(self, rows: list[Staged]) -> None:
        wanted = [Wanted(row.line, row.period, row.typed, self._base(row)) for row in rows]
        unit = rows[0].unit
        try:
            results = save_many(
                actor=self.actor, lines=self.lines, unit=unit, wanted=wanted, at=self.at, origin=Origin.API
            )
        except PermissionDenied as refused:
            self._refuse(rows, str(refused))
            return
        for row, result in zip(rows, results, strict=True):
            self._note(row, result)

    def _base(self, row: Staged) -> int | None:
        cell = self.before.get(row.key)
        return self.based_on[row.number] or (cell.latest_id if cell else None)

    def _note(self, row: Staged, result: Result) -> None:
        if isinstance(result, Saved):
            self.fates[row.number] = Fate(self._change(row) if result.is_new else "skip")
        elif isinstance(result, Conflict):
            self._refuse([row], Faults(Fault(str(result), field="based_on")))
        else:
            self._refuse([row], result)

    def _change(self, row: Staged) -> FateName:
        cell = self.before.get(row.key)
        return "update" if cell and cell.latest_id else "new"

    def _provide(self, rows: list[Staged]) -> None:
        sound = [row for row in rows if self._is_open(row)]
        line, period = rows[0].line, rows[0].period
        table = [(row.unit, row.typed) for row in sound]
        try:
            provide(actor=self.actor, lines=self.lines, line=line, period=period, rows=table, at=self.at)
        except (Faults, PermissionDenied) as refused:
            self._refuse(sound, refused if isinstance(refused, Faults) else str(refused))
            return
        for row in sound:
            cell = self.before.get(row.key)
            is_same = bool(cell and cell.latest and same_figure(row.typed, cell.latest))
            self.fates[row.number] = Fate("skip" if is_same else self._change(row))

    def _is_open(self, row: Staged) -> bool:
        try:
            self._check_base(row)
            open_period(self.lines, row.line, row.unit, row.period, self.at)
        except Faults as faults:
            self._refuse([row], faults)
            return False
        return True

    def _check_base(self, row: Staged) -> None:
        cell, base = self.before.get(row.key), self.based_on[row.number]
        if base and (cell is None or cell.latest_id != base):
            raise Faults(Fault(str(Conflict(row.typed, cell.latest if cell else None)), field="based_on"))

    def answers(self) -> list[Fate]:
        """Every taken row with what stands in its cell now."""
        after = self._cells()
        for row in self.staged:
            cell, fate = after.get(row.key), self.fates[row.number]
            if cell is not None and fate.name != "error":
                fate.entry_id, fate.state = cell.latest_id, cell.state
        return [self.fates[number] for number in sorted(self.fates)]


def totals(fates: Iterable[Fate]) -> dict[str, int]:
    """How many rows met each fate."""
    counted = Counter(fate.name for fate in fates)
    return {name: counted[name] for name in ("new", "update", "skip", "error")}
