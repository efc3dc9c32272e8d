"""A unit's own file of figures: read, looked up, previewed row by row, then kept as drafts, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from common.actors import Actor
from common.faults import Fault, Faults
from common.permissions import require
from indicators import permissions
from indicators.choices import Origin
from indicators.domain.cells import key_of, within
from indicators.domain.filing import file_references
from indicators.domain.progress import Desk, open_period
from indicators.domain.staging import Staged, stage
from indicators.domain.writing import seat_of, writing
from indicators.files.entries import EntriesFile
from indicators.gauges import same_figure
from indicators.models import Batch, Cell, Entry
from indicators.queries.lines import CampaignLines
from units.models import Unit

# Keys of ``common.marks``.
NEW, UPDATE, SKIP, ERROR = "new", "update", "skip", "error"


@dataclass(frozen=True, slots=True)
class Fated:
    """One row of the preview: what will become of it. ``before`` is the newest figure of its cell now."""

    number: int
    fate: str
    staged: Staged | None = None
    before: Entry | None = None
    message: str = ""

    @property
    def before_id(self) -> int | None:
        return self.before.pk if self.before else None


@dataclass(frozen=True, slots=True)
class Preview:
    """Every row with its fate, in the order of the file; it can be applied only without an error."""

    rows: list[Fated]
    notes: list[str]

    @property
    def is_clean(self) -> bool:
        return bool(self.rows) and all(row.fate != ERROR for row in self.rows)

    def count(self, fate: str) -> int:
        return sum(row.fate == fate for row in self.rows)


@dataclass(frozen=True, slots=True)
class Applied:
    """How many figures were kept as drafts and how many were the same as before."""

    written: int
    unchanged: int


def preview(*, lines: CampaignLines, unit: Unit, file: EntriesFile, name: str, at: datetime) -> Preview:
    """What applying the file would do; writes nothing."""
    staging = stage(lines=lines, rows=file.rows, name=name)
    faulty = [Fated(fault.line, ERROR, message=str(fault.message)) for fault in staging.faults]
    keys = [row.key for row in staging.rows]
    cells = {key_of(cell): cell for cell in within(Cell.objects.select_related("latest"), keys)}
    good = [_fated(lines, unit, row, cells.get(row.key), at) for row in staging.rows]
    return Preview(sorted([*faulty, *good], key=lambda row: row.number), [*file.notes, *staging.notes])


def _fated(lines: CampaignLines, unit: Unit, row: Staged, cell: Cell | None, at: datetime) -> Fated:
    before = cell.latest if cell else None
    try:
        _refuse(lines, unit, row, at)
    except Faults as faults:
        return Fated(row.number, ERROR, row, before, str(faults.faults[0].message))
    if before is None:
        return Fated(row.number, NEW, row)
    same = same_figure(row.typed, before) and row.typed.note in ("", before.note)
    return Fated(row.number, SKIP if same else UPDATE, row, before)


def _refuse(lines: CampaignLines, unit: Unit, row: Staged, at: datetime) -> None:
    if row.unit.pk != unit.pk:
        raise Faults(_("This row is about another unit: %(unit)s.") % {"unit": row.unit.name})
    if lines.entered_by(row.line) != "unit":
        raise Faults(_("The line %(line)s is not entered by the units.") % {"line": row.line.code})
    open_period(lines, row.line, row.unit, row.period, at)


def apply_upload(
    *, actor: Actor, lines: CampaignLines, unit: Unit, rows: Sequence[Fated], title: str, sha256: str, at: datetime
) -> Applied:
    """Keep the previewed rows as drafts. Raises ``Faults`` where one has an error or changed since the preview;
    then nothing is written."""
    wrong = [Fault(row.message, row.number, title) for row in rows if row.fate == ERROR]
    if wrong:
        raise Faults(wrong)
    staged = [(row.staged, row.before_id) for row in rows if row.staged and row.fate != SKIP]
    for row, _before in staged:
        _refuse(lines, unit, row, at)
    with writing(keys=[row.key for row, _before in staged], at=at) as cells:
        seat = seat_of(lines, unit.pk)
        for line in {row.line.pk: row.line for row, _before in staged}.values():
            require(permissions.may_enter(actor, seat, lines, line, unit))
        moved = [row.number for row, before in staged if cells[row.key].latest_id != before]
        if moved:
            raise Faults([Fault(_("The figure has changed since the preview."), number, title) for number in moved])
        _write(Desk(actor, lines, unit, cells, at), [row for row, _before in staged], title, sha256)
    return Applied(len(staged), len(rows) - len(staged))


def _write(desk: Desk, rows: Sequence[Staged], title: str, sha256: str) -> None:
    if not rows:
        return
    name = f"{desk.lines.campaign.code}: {title}"[:255]
    batch = Batch.objects.create(
        kind=Origin.IMPORT, title=name, sha256=sha256, rows=len(rows), made_by_id=desk.actor.user_id, made_at=desk.at
    )
    for row in rows:
        desk.add(row.line, row.period, row.typed, Origin.IMPORT, desk.cells[row.key], batch)
    file_references(actor=desk.actor, rows=rows, at=desk.at)
    desk.audit("import_entries", file=title, sha256=sha256, batch=batch.pk)
