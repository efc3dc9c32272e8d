"""Submitting a unit's figures and taking them back, by the head or by the head's written authorisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from common.actors import Actor
from common.faults import Faults
from common.permissions import require
from indicators import permissions
from indicators.choices import ActKind, CellState, Origin
from indicators.domain.gates import refuse_after_self_scoring
from indicators.domain.progress import Desk, open_period
from indicators.domain.writing import About, audit, note_acts, seat_of, writing
from indicators.gauges import Typed
from indicators.models import Cell, Criterion
from indicators.queries.lines import CampaignLines, series_of
from indicators.queries.papers import paper_of
from indicators.queries.submitting import announced
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Submitted:
    """How many figures were submitted now, and how many had been before (from another tab)."""

    now: int
    already: int


def submit(
    *,
    actor: Actor,
    lines: CampaignLines,
    unit: Unit,
    cells: Sequence[tuple[Criterion, str]],
    at: datetime,
) -> Submitted:
    """Submit the drafts in these cells (line, period), as the head or by the head's written authorisation.

    A figure already submitted is counted, not submitted twice. One that was returned is offered again as it
    is: a new entry with the same figure, since the verdict on the old one stands."""
    for line, period in cells:
        _refuse_foreign(lines, line)
        open_period(lines, line, unit, period, at)
    refuse_after_self_scoring(actor=actor, lines=lines, unit=unit, cells=cells, at=at)
    by_key = {(unit.pk, series_of(line), period): line for line, period in cells}
    with writing(keys=list(by_key), at=at) as locked:
        paper = paper_of(actor, localdate(at))
        seat = seat_of(lines, unit.pk)
        require(permissions.may_submit(actor, seat, unit, is_authorised=paper is not None))
        desk = Desk(actor, lines, unit, locked, at)
        entries = [_to_submit(desk, line, locked[key]) for key, line in by_key.items()]
        offered = [fact for fact in entries if fact]
        ids = [fact.entry.pk for fact in offered]
        note_acts(actor=actor, entry_ids=ids, kind=ActKind.SUBMITTED, at=at, paper_id=paper.pk if paper else None)
        audit(actor=actor, verb="submit", campaign=lines.campaign.code, facts=offered)
        already = sum(cell.state in _SUBMITTED_BEFORE for cell in locked.values())
    return Submitted(now=len(offered), already=already)


def _refuse_foreign(lines: CampaignLines, line: Criterion) -> None:
    if lines.entered_by(line) != "unit":
        raise Faults(_("The line %(line)s is not entered by the units.") % {"line": line.number})


_SUBMITTED_BEFORE = (CellState.SUBMITTED, CellState.ACCEPTED, CellState.ADJUSTED)


def _to_submit(desk: Desk, line: Criterion, cell: Cell) -> About | None:
    latest = desk.latest.get(cell.latest_id or 0)
    if latest is None:
        return None
    if cell.state == CellState.DRAFT:
        return About(desk.unit, line, latest)
    if cell.state == CellState.RETURNED:
        same = Typed(latest.value, latest.numerator, latest.denominator, latest.is_na, latest.note)
        return About(desk.unit, line, desk.add(line, latest.period, same, Origin.GRID, cell))
    return None


def announce(
    *, actor: Actor, lines: CampaignLines, unit: Unit, cells: Sequence[tuple[Criterion, str]], at: datetime
) -> None:
    """Tell the head that the drafts in these cells are entered and wait to be submitted; they stay drafts.

    Said once of an entry."""
    for line, period in cells:
        _refuse_foreign(lines, line)
        open_period(lines, line, unit, period, at)
    by_key = {(unit.pk, series_of(line), period): line for line, period in cells}
    with writing(keys=list(by_key), at=at) as locked:
        seat = seat_of(lines, unit.pk)
        for line in by_key.values():
            require(permissions.may_enter(actor, seat, lines, line, unit))
        latest = Desk(actor, lines, unit, locked, at).latest
        drafts = {key: latest[cell.latest_id or 0] for key, cell in locked.items() if cell.state == CellState.DRAFT}
        said = announced(entry.pk for entry in drafts.values())
        facts = [About(unit, by_key[key], entry) for key, entry in drafts.items() if entry.pk not in said]
        if not facts:
            raise Faults(_("Nothing new to tell the head of was entered for the ticked periods."))
        note_acts(actor=actor, entry_ids=[fact.entry.pk for fact in facts], kind=ActKind.READY, at=at)
        audit(actor=actor, verb="announce", campaign=lines.campaign.code, facts=facts)


def withdraw(
    *, actor: Actor, lines: CampaignLines, line: Criterion, unit: Unit, period: str, at: datetime, reason: str = ""
) -> None:
    """Take a submitted figure back to a draft, as long as nobody has appraised it."""
    _refuse_foreign(lines, line)
    open_period(lines, line, unit, period, at)
    refuse_after_self_scoring(actor=actor, lines=lines, unit=unit, cells=[(line, period)], at=at)
    key = (unit.pk, series_of(line), period)
    with writing(keys=[key], at=at) as cells:
        paper = paper_of(actor, localdate(at))
        seat = seat_of(lines, unit.pk)
        require(permissions.may_submit(actor, seat, unit, is_authorised=paper is not None))
        cell = cells[key]
        if cell.state != CellState.SUBMITTED or cell.latest is None:
            raise Faults(_("Only a figure that was submitted and not yet appraised can be withdrawn."))
        entry = cell.latest
        note_acts(
            actor=actor, entry_ids=[entry.pk], kind=ActKind.WITHDRAWN, at=at, note=reason,
            paper_id=paper.pk if paper else None,
        )  # fmt: skip
        facts = [About(unit, line, entry)]
        audit(actor=actor, verb="withdraw", campaign=lines.campaign.code, facts=facts, reason=reason)
