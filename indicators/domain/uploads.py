"""A unit's own figures out of a file: all of it becomes drafts in one act, or nothing does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from common.actors import Actor
from common.faults import Fault, Faults
from common.permissions import require
from indicators import permissions
from indicators.choices import CellState, Origin
from indicators.domain.filing import file_references
from indicators.domain.gates import refuse_after_self_scoring
from indicators.domain.progress import open_period
from indicators.domain.staging import Staged
from indicators.domain.writing import About, Cells, audit, seat_of, writing
from indicators.gauges import same_figure
from indicators.models import Batch, Cell, Entry
from indicators.queries.lines import CampaignLines, series_of
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Uploaded:
    """How many drafts were written, how many rows said what stands already."""

    written: int
    unchanged: int


def says_nothing_new(row: Staged, latest: Entry | None) -> bool:
    """The same figure; a note that is not in the file takes none away."""
    return latest is not None and same_figure(row.typed, latest) and row.typed.note in ("", latest.note)


def upload_drafts(
    *,
    actor: Actor,
    lines: CampaignLines,
    unit: Unit,
    rows: Sequence[Staged],
    based_on: Sequence[int | None],
    title: str,
    sha256: str,
    at: datetime,
) -> Uploaded:
    """Write every row that says something new as a draft. ``based_on``: the entry each row's preview showed.

    Raises ``Faults`` or ``PermissionDenied``; then nothing is written."""
    faults = period_faults(lines, unit, rows, at)
    if faults:
        raise Faults(faults)
    wanted = [(row.line, row.period) for row in rows]
    refuse_after_self_scoring(actor=actor, lines=lines, unit=unit, cells=wanted, at=at)
    with writing(keys=[row.key for row in rows], at=at) as cells:
        seat = seat_of(lines, unit.pk)
        for line in {row.line.pk: row.line for row in rows}.values():
            require(permissions.may_enter(actor, seat, lines, line, unit))
        _refuse_overtaken(rows, based_on, cells)
        new = [row for row in rows if _is_new(row, cells[row.key])]
        entries = _write(actor, new, cells, title, sha256, at)
        file_references(actor=actor, rows=rows, at=at)
        facts = [About(unit, row.line, entry) for row, entry in zip(new, entries, strict=True)]
        audit(actor=actor, verb="upload", campaign=lines.campaign.code, facts=facts, file=title, sha256=sha256)
    return Uploaded(len(new), len(rows) - len(new))


def _is_new(row: Staged, cell: Cell) -> bool:
    return cell.state == CellState.EMPTY or not says_nothing_new(row, cell.latest)


def period_faults(lines: CampaignLines, unit: Unit, rows: Sequence[Staged], at: datetime) -> list[Fault]:
    """Rows whose line or period takes no figure of the unit (yet)."""
    faults: list[Fault] = []
    for row in rows:
        try:
            open_period(lines, row.line, unit, row.period, at)
        except Faults as refused:
            faults += [Fault(fault.message, row.number) for fault in refused.faults]
    return faults


def _refuse_overtaken(rows: Sequence[Staged], based_on: Sequence[int | None], cells: Cells) -> None:
    message = _("Somebody entered another figure meanwhile. Upload the file again to see what would change.")
    faults = [
        Fault(message, row.number)
        for row, base in zip(rows, based_on, strict=True)
        if cells[row.key].latest_id != base and not says_nothing_new(row, cells[row.key].latest)
    ]
    if faults:
        raise Faults(faults)


def _write(actor: Actor, rows: Sequence[Staged], cells: Cells, title: str, sha256: str, at: datetime) -> list[Entry]:
    if not rows:
        return []
    batch = Batch.objects.create(
        kind=Origin.IMPORT, title=title[:255], sha256=sha256, rows=len(rows), made_by_id=actor.user_id, made_at=at
    )
    return Entry.objects.bulk_create(
        Entry(
            unit=row.unit, series_id=series_of(row.line), period=row.period, origin=Origin.IMPORT, batch=batch,
            based_on_id=cells[row.key].latest_id, value=row.typed.value, numerator=row.typed.numerator,
            denominator=row.typed.denominator, is_na=row.typed.is_na, note=row.typed.note,
            made_by_id=actor.user_id, acting_unit_id=actor.unit_id, made_at=at,
        )
        for row in rows
    )  # fmt: skip
