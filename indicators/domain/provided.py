"""Figures a department holds for all units: provided at once, seen before they count, contested, settled.

A provided figure counts on neither basis until the units had the line's check days to contest it; then it is
submitted and accepted by the clock in the provider's name, except for the provider's own unit, whose figure
waits for the verifier like any other (nobody verifies their own unit)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.choices import OPEN
from common.actors import Actor, system_actor
from common.calendar import add_working_days
from common.canonical import digest
from common.domain.audit import record
from common.faults import Fault, Faults
from common.permissions import require
from indicators import permissions
from indicators.choices import ActKind, CellState, Origin, VerdictKind
from indicators.domain.cells import Key
from indicators.domain.evidence import link_many
from indicators.domain.progress import open_period
from indicators.domain.writing import About, Cells, audit, figure_text, note_acts, note_verdicts, writing
from indicators.gauges import Typed, same_figure
from indicators.models import Batch, Cell, Criterion, Entry, EntryAct, Evidence, Verdict
from indicators.queries.lines import CampaignLines, series_of
from indicators.queries.seats import seats
from units.models import Unit
from units.queries.naming import unit_name

CHUNK = 500
# The newest entry of each unit's cell as the person saw it; a unit without one may be left out.
Seen = Mapping[int, int | None]
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Provided:
    """How many figures were written, how many were the same as before, and the day they count from."""

    written: int
    unchanged: int
    counts_from: date


@transaction.atomic
def provide(
    *,
    actor: Actor,
    lines: CampaignLines,
    line: Criterion,
    period: str,
    rows: Sequence[tuple[Unit, Typed]],
    evidence: Evidence | None = None,
    at: datetime,
    sha256: str = "",
    seen: Seen | None = None,
) -> Provided:
    """Keep one table: a figure for each unit of one line and period, all or nothing."""
    require(permissions.may_provide(actor, lines, line))
    for unit, _typed in rows:
        open_period(lines, line, unit, period, at)
    counts_from = add_working_days(localdate(at), line.check_days)
    wanted = rows_by_cell(line, period, rows)
    with writing(keys=list(wanted), at=at) as cells:
        _refuse_closed(actor, lines, [unit for unit, _typed in rows])
        entries = new_figures(wanted, cells, seen)
        if entries:
            kind, rows_kept = Origin.PROVIDED, len(entries)
            batch = note_batch(actor, lines, line, period, kind=kind, rows=rows_kept, at=at, sha256=sha256)
            _write(actor, batch, entries, counts_from, line, period, at)
            facts = [About(entry.unit, line, entry) for entry in entries]
            audit(actor=actor, verb="provide", campaign=lines.campaign.code, facts=facts, batch=batch.pk)
        if evidence:
            units = [unit for unit, _typed in rows]
            link_many(actor=actor, evidence=evidence, line=line, units=units, period=period, at=at)
    if counts_from <= localdate(at):
        settle(keys=[(entry.unit_id, entry.series_id, entry.period) for entry in entries], at=at)
    return Provided(len(entries), len(rows) - len(entries), counts_from)


def rows_by_cell(line: Criterion, period: str, rows: Sequence[tuple[Unit, Typed]]) -> dict[Key, tuple[Unit, Typed]]:
    """The rows of a table by the cell each one fills; ``Faults`` where a unit stands twice."""
    wanted = {(unit.pk, series_of(line), period): (unit, typed) for unit, typed in rows}
    if len(wanted) != len(rows):
        raise Faults(_("A unit stands twice in the table."))
    return wanted


def _refuse_closed(actor: Actor, lines: CampaignLines, units: Iterable[Unit]) -> None:
    units = list(units)
    places = seats(lines.campaign.pk, [unit.pk for unit in units])
    if actor.is_system:
        return
    for unit in units:
        answer = permissions.is_open(places.get(unit.pk))
        if not answer:
            raise Faults(f"{unit_name(unit)}: {answer.reason}")


def new_figures(wanted: dict, cells: Cells, seen: Seen | None = None) -> list[Entry]:
    """New entries where the figure differs from the newest one; a contested figure may be given again as it was,
    which is what ``uphold`` is for, so the same figure writes nothing there either."""
    if seen is not None:
        _refuse_unseen(wanted, cells, seen)
    found = []
    for key, (unit, typed) in wanted.items():
        before = cells[key].latest
        if before is None or not same_figure(typed, before) or cells[key].state == CellState.RETURNED:
            found.append(
                Entry(
                    unit=unit, series_id=key[1], period=key[2], value=typed.value, numerator=typed.numerator,
                    denominator=typed.denominator, is_na=typed.is_na, note=typed.note, based_on=before,
                )
            )  # fmt: skip
    return found


def _refuse_unseen(wanted: dict, cells: Cells, seen: Seen) -> None:
    """What a colleague gave since the person looked is not replaced without a word."""
    faults = [
        Fault(_("%(unit)s was given another figure meanwhile.") % {"unit": unit_name(unit)})
        for key, (unit, typed) in wanted.items()
        if cells[key].latest_id != seen.get(unit.pk)
        and not ((newest := cells[key].latest) and same_figure(typed, newest))
    ]
    if faults:
        why = Fault(_("Nothing was saved. The figures that stand now are shown; look at them, then save again."))
        raise Faults([*faults[:MOST_NAMED], why])


def note_batch(
    actor: Actor,
    lines: CampaignLines,
    line: Criterion,
    period: str,
    *,
    kind: str,
    rows: int,
    at: datetime,
    sha256: str,
) -> Batch:
    """The row that says one table was kept."""
    title = f"{lines.campaign.code} · {line.code} · {period}"
    return Batch.objects.create(
        kind=kind, title=title[:255], sha256=sha256, rows=rows, made_by_id=actor.user_id, made_at=at
    )


def _write(
    actor: Actor, batch: Batch, entries: list[Entry], counts_from: date, line: Criterion, period: str, at: datetime
) -> None:
    # A command acts in the named department's stead, so that its own unit is still recognised.
    acting = actor.unit_id or line.provided_by_id
    for entry in entries:
        entry.origin, entry.batch, entry.counts_from = Origin.PROVIDED, batch, counts_from
        entry.made_by_id, entry.acting_unit_id, entry.made_at = actor.user_id, acting, at
    Entry.objects.bulk_create(entries, batch_size=CHUNK)


def contest(
    *, actor: Actor, lines: CampaignLines, line: Criterion, unit: Unit, period: str, reason: str, at: datetime
) -> None:
    """The unit says that a figure provided about it is wrong, before it counts. Once upheld it is not contested
    again: the figure then goes its way, and the line may be asked to be looked at again after the freeze."""
    if not reason.strip():
        raise Faults(_("Say what is wrong with the figure: the department reads it."))
    key = (unit.pk, series_of(line), period)
    with writing(keys=[key], at=at) as cells:
        require(permissions.may_contest(actor, seats(lines.campaign.pk, [unit.pk]).get(unit.pk), unit))
        entry = _provided(cells[key], CellState.PROVIDED)
        if EntryAct.objects.filter(entry=entry, kind=ActKind.UPHELD).exists():
            raise Faults(_("The department has upheld this figure already."))
        note_acts(actor=actor, entry_ids=[entry.pk], kind=ActKind.CONTESTED, at=at, note=reason.strip())
        facts = [About(unit, line, entry)]
        audit(actor=actor, verb="contest", campaign=lines.campaign.code, facts=facts, reason=reason.strip())


def note_seen(
    *, actor: Actor, lines: CampaignLines, line: Criterion, unit: Unit, period: str, entry_id: int, at: datetime
) -> None:
    """The unit has seen a figure provided about it and has nothing to say. It counts from its day all the same, and
    may be contested until then."""
    key = (unit.pk, series_of(line), period)
    with writing(keys=[key], at=at) as cells:
        require(permissions.may_note_seen(actor, seats(lines.campaign.pk, [unit.pk]).get(unit.pk), unit))
        entry = _provided(cells[key], CellState.PROVIDED)
        if entry.pk != entry_id:
            raise Faults(_("The figure is not open to this any more. Load the page again."))
        if not EntryAct.objects.filter(entry=entry, kind=ActKind.SEEN).exists():
            note_acts(actor=actor, entry_ids=[entry.pk], kind=ActKind.SEEN, at=at)
            audit(actor=actor, verb="note_seen", campaign=lines.campaign.code, facts=[About(unit, line, entry)])


@transaction.atomic
def uphold(
    *, actor: Actor, lines: CampaignLines, line: Criterion, unit: Unit, period: str, reason: str, at: datetime
) -> None:
    """The department stands by a contested figure, with its reason; a wrong one it simply provides again."""
    if not reason.strip():
        raise Faults(_("Give the reason: the unit reads it."))
    require(permissions.may_provide(actor, lines, line))
    key = (unit.pk, series_of(line), period)
    with writing(keys=[key], at=at) as cells:
        entry = _provided(cells[key], CellState.CONTESTED)
        note_acts(actor=actor, entry_ids=[entry.pk], kind=ActKind.UPHELD, at=at, note=reason.strip())
        facts = [About(unit, line, entry)]
        audit(actor=actor, verb="uphold", campaign=lines.campaign.code, facts=facts, reason=reason.strip())
    if entry.counts_from and entry.counts_from <= localdate(at):
        settle(keys=[key], at=at)


def _provided(cell: Cell, state: str) -> Entry:
    if cell.state != state or cell.latest is None:
        raise Faults(_("The figure is not open to this any more. Load the page again."))
    return cell.latest


def settle_provided(*, at: datetime) -> int:
    """Let every provided figure count whose check days are over and which nobody contests; returns how many.

    Only where a campaign that asks for it still runs. Done in portions, each complete in itself."""
    lines = Criterion.objects.filter(is_active=True, is_line=True, campaign__status__in=OPEN)
    due = Cell.objects.filter(
        state=CellState.PROVIDED,
        latest__counts_from__lte=localdate(at),
        series__in=lines.values("series_id"),
    ).order_by("pk")
    settled = 0
    while keys := list(due.values_list("unit_id", "series_id", "period")[:CHUNK]):
        settled += settle(keys=keys, at=at)
    return settled


def settle(*, keys: Sequence[tuple[int, int, str]], at: datetime) -> int:
    """Submit and accept the provided figures of these cells by the clock."""
    with writing(keys=keys, at=at) as cells:
        ids = [cell.latest_id for cell in cells.values() if cell.latest_id and cell.state == CellState.PROVIDED]
        rows = Entry.objects.select_related("unit", "series")
        entries = list(rows.filter(pk__in=ids, counts_from__lte=localdate(at)))
        by_unit: dict[int | None, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_unit[entry.acting_unit_id].append(entry)
        for acting_unit_id, some in by_unit.items():
            _settle_for(acting_unit_id, some, at)
        if entries:
            name = digest(map(_name, entries))
            detail = {"entries": len(entries), "digest": name}
            record(actor=CLOCK, verb="settle_provided", subject=("entries", name), detail=detail)
    return len(entries)


def _name(entry: Entry) -> str:
    return f"{entry.unit.reference}/{entry.series.key}/{entry.period}/{figure_text(entry)}"


CLOCK = system_actor("settle_provided")


def _settle_for(acting_unit_id: int | None, entries: list[Entry], at: datetime) -> None:
    clock = Actor(user_id=None, name=CLOCK.name, unit_id=acting_unit_id, is_system=True)
    note_acts(actor=clock, entry_ids=[entry.pk for entry in entries], kind=ActKind.SUBMITTED, at=at)
    verdicts = [
        Verdict(entry=entry, kind=VerdictKind.ACCEPTED, is_automatic=True)
        for entry in entries
        if acting_unit_id is not None and entry.unit_id != acting_unit_id
    ]
    note_verdicts(verdicts=verdicts, actor=clock, at=at)
