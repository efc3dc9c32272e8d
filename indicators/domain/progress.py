"""What a unit does with its own figures: enter, amend, take a draft back.

Entries are never updated: a correction is a further entry, and which one counts follows from the acts and
verdicts on them. A figure already appraised may be amended; the amendment waits for its own verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.periods import Period
from common.actors import Actor
from common.faults import Faults
from common.permissions import require
from indicators import permissions
from indicators.choices import ActKind, CellState, Origin
from indicators.domain.gates import refuse_after_self_scoring
from indicators.domain.writing import About, Cells, audit, note_acts, seat_of, writing
from indicators.gauges import Typed, same_figure
from indicators.models import Batch, Cell, Criterion, Entry
from indicators.queries.lines import CampaignLines, series_of
from units.models import Unit


class Conflict(Exception):
    """Somebody else's entry superseded the one this figure was based on; nothing was written."""

    def __init__(self, yours: Typed | None, theirs: Entry | None) -> None:
        self.yours, self.theirs = yours, theirs
        super().__init__(_("Somebody entered another figure here meanwhile."))


@dataclass(frozen=True, slots=True)
class Wanted:
    """One cell to be written: None takes the own draft back. ``based_on_id``: the entry the page showed."""

    line: Criterion
    period: str
    typed: Typed | None
    based_on_id: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one cell: its newest entry, None where nothing is left; ``is_new`` when one was written."""

    entry: Entry | None
    is_new: bool


Result = Saved | Conflict | Faults


def save_draft(
    *,
    actor: Actor,
    lines: CampaignLines,
    line: Criterion,
    unit: Unit,
    period: str,
    typed: Typed | None,
    based_on_id: int | None,
    at: datetime,
) -> Saved:
    """Keep one figure as a draft. The same figure again writes nothing.

    Raises ``Conflict``, ``Faults`` or ``PermissionDenied``; then nothing is written."""
    wanted = Wanted(line, period, typed, based_on_id)
    [result] = save_many(actor=actor, lines=lines, unit=unit, wanted=[wanted], at=at)
    if isinstance(result, Exception):
        raise result
    return result


def save_many(
    *,
    actor: Actor,
    lines: CampaignLines,
    unit: Unit,
    wanted: Sequence[Wanted],
    at: datetime,
    origin: str = Origin.GRID,
) -> list[Result]:
    """Keep a pasted block in one transaction, one result a cell in order: a refused cell, which holds its
    ``Conflict`` or ``Faults``, does not hold up the others."""
    refusals = [_refusal(actor, lines, unit, one, at) for one in wanted]
    keys = [(unit.pk, series_of(one.line), one.period) for one in wanted]
    with writing(keys=[key for key, no in zip(keys, refusals, strict=True) if not no], at=at) as cells:
        seat = seat_of(lines, unit.pk)
        for line in {one.line.pk: one.line for one in wanted}.values():
            require(permissions.may_enter(actor, seat, lines, line, unit))
        desk = Desk(actor, lines, unit, cells, at, origin)
        rows = zip(wanted, keys, refusals, strict=True)
        results = [no or desk.save(one, cells[key]) for one, key, no in rows]
        desk.audit("enter")
    return results


def _refusal(actor: Actor, lines: CampaignLines, unit: Unit, wanted: Wanted, at: datetime) -> Faults | None:
    """Before any lock: a cell that cannot be must not leave a row."""
    try:
        open_period(lines, wanted.line, unit, wanted.period, at)
        cells = [(wanted.line, wanted.period)]
        refuse_after_self_scoring(actor=actor, lines=lines, unit=unit, cells=cells, at=at)
    except Faults as faults:
        return faults
    return None


class Desk:
    """One unit's cells while they are being written; keeps what was written for the audit row."""

    def __init__(
        self,
        actor: Actor,
        lines: CampaignLines,
        unit: Unit,
        cells: Cells,
        at: datetime,
        origin: str = Origin.GRID,
    ) -> None:
        self.actor, self.lines, self.unit, self.cells, self.at = actor, lines, unit, cells, at
        self.origin = origin
        self.latest = {cell.latest.pk: cell.latest for cell in cells.values() if cell.latest}
        self.written: list[About] = []

    def save(self, wanted: Wanted, cell: Cell) -> Result:
        latest = self.latest.get(cell.latest_id or 0)
        try:
            return self._save(wanted, cell, latest)
        except (Conflict, Faults) as refusal:
            return refusal

    def _save(self, wanted: Wanted, cell: Cell, latest: Entry | None) -> Saved:
        if wanted.typed and latest and _says_the_same(wanted.typed, latest):
            return Saved(latest, is_new=False)
        if cell.latest_id != wanted.based_on_id:
            raise Conflict(wanted.typed, latest)
        if wanted.typed is None:
            return self._take_back(wanted, cell, latest)
        entry = self.add(wanted.line, wanted.period, wanted.typed, self.origin, cell)
        return Saved(entry, is_new=True)

    def _take_back(self, wanted: Wanted, cell: Cell, latest: Entry | None) -> Saved:
        if latest is None:
            return Saved(None, is_new=False)
        if cell.state != CellState.DRAFT:
            raise Faults(_("A figure that was submitted is not emptied. Withdraw it, or enter the right one."))
        note_acts(actor=self.actor, entry_ids=[latest.pk], kind=ActKind.WITHDRAWN, at=self.at)
        self.written.append(About(self.unit, wanted.line, latest))
        return Saved(None, is_new=True)

    def add(
        self, line: Criterion, period: str, typed: Typed, origin: str, cell: Cell, batch: Batch | None = None
    ) -> Entry:
        entry = Entry.objects.create(
            unit=self.unit, series_id=series_of(line), period=period, origin=origin, batch=batch,
            based_on_id=cell.latest_id, value=typed.value, numerator=typed.numerator,
            denominator=typed.denominator, is_na=typed.is_na,
            note=typed.note, made_by_id=self.actor.user_id, acting_unit_id=self.actor.unit_id, made_at=self.at,
        )  # fmt: skip
        self.written.append(About(self.unit, line, entry))
        return entry

    def audit(self, verb: str, **detail: object) -> None:
        code = self.lines.campaign.code
        audit(actor=self.actor, verb=verb, campaign=code, facts=self.written, **detail)


def open_period(lines: CampaignLines, line: Criterion, unit: Unit, code: str, at: datetime) -> Period:
    """The line's period with this code; raises ``Faults`` where the line has none, it has not begun, or the line
    does not apply to the unit."""
    if not lines.applies(line, unit):
        raise Faults(_("The line %(line)s does not apply to this unit.") % {"line": line.number})
    period = next((each for each in lines.periods(line) if each.code == code), None)
    if period is None:
        raise Faults(_("The line %(line)s has no period %(period)s.") % {"line": line.number, "period": code})
    answer = permissions.has_begun(period, unit, localdate(at))
    if not answer:
        raise Faults(str(answer.reason))
    return period


def _says_the_same(typed: Typed, entry: Entry) -> bool:
    return same_figure(typed, entry) and typed.note == entry.note
