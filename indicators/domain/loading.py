"""A file of entries taken into a campaign: set by set, all or nothing, one act in the audit trail.

While it writes it holds the campaign's fact lock alone, so no cell needs a lock of its own."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import astuple, dataclass
from datetime import datetime

from django.db import connection, transaction

from common.actors import Actor
from common.bulk import field_of, insert_rows
from common.canonical import digest
from common.domain.audit import record
from common.locks import advisory_lock
from indicators.choices import ActKind, CellState, Origin, VerdictKind
from indicators.domain import current
from indicators.domain.cells import Key, within
from indicators.domain.filing import file_references
from indicators.domain.snapshots import facts_lock
from indicators.domain.staging import Staged
from indicators.domain.writing import campaigns_of, figure_text
from indicators.gauges import Typed, same_figure
from indicators.models import Batch, Cell, Entry, EntryAct, Verdict
from indicators.queries.lines import CampaignLines

SETTLED = (CellState.SUBMITTED, CellState.ACCEPTED, CellState.ADJUSTED)


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many figures were written, how many that stood already were accepted, how many changed nothing."""

    written: int
    accepted: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a cell holds before the load: its newest entry and the figure that was appraised."""

    state: str
    entry_id: int
    figure: Typed
    appraised: Typed | None


@transaction.atomic
def load(
    *,
    actor: Actor,
    lines: CampaignLines,
    staged: Sequence[Staged],
    is_verified: bool,
    at: datetime,
    title: str,
    sha256: str = "",
) -> Loaded:
    """Submit every figure that says something new, and accept it where ``is_verified``. An administrator's act:
    it passes over states and roles, never over what a line takes (``staging.stage`` checked that)."""
    keys = {row.key for row in staged}
    with ExitStack() as held:
        for campaign_id in campaigns_of({series_id for _, series_id, _ in keys}):
            held.enter_context(advisory_lock(facts_lock(campaign_id)))
        before = dict(_standings(keys))
        new = [row for row in staged if not _says_nothing_new(row.typed, before.get(row.key))]
        waiting = [before[row.key].entry_id for row in staged if is_verified and _only_waits(row, before)]
        batch = _batch(actor, lines, title, sha256, len(new), at)
        _write_entries(actor, batch, new, before, at)
        if is_verified:
            _accept(actor, batch, waiting, at)
        file_references(actor=actor, rows=staged, at=at)
        _derive_from_batch(batch, is_verified, at)
        _derive_from_ids(waiting, at)
        current.refresh(keys={row.key[:2] for row in staged}, at=at)
        detail = {"file": title, "sha256": sha256, "verified": is_verified, "written": len(new)}
        detail |= {"accepted": len(waiting), "rows": len(staged), "batch": batch.pk}
        subject = ("entries", digest(map(_name, new)))
        record(actor=actor, verb="load_entries", subject=subject, campaign=lines.campaign.code, detail=detail)
    return Loaded(len(new), len(waiting), len(staged) - len(new) - len(waiting))


def _standings(keys: set[Key]) -> Iterator[tuple[Key, Standing]]:
    rows = within(Cell.objects.filter(latest__isnull=False), keys).values_list(
        "unit_id", "series_id", "period", "state", "latest_id",
        "latest__value", "latest__numerator", "latest__denominator", "latest__is_na", "latest__note",
        "verdict__entry_id", "verdict__kind",
        "verdict__value", "verdict__numerator", "verdict__denominator", "verdict__is_na",
    )  # fmt: skip
    for unit_id, series_id, period, state, entry_id, *rest in rows.iterator(chunk_size=5000):
        figure = Typed(*rest[:5])
        is_adjusted = rest[5] == entry_id and rest[6] == VerdictKind.ADJUSTED
        appraised = Typed(*rest[7:11]) if is_adjusted else figure
        yield (unit_id, series_id, period), Standing(state, entry_id, figure, appraised)


def _says_nothing_new(typed: Typed, before: Standing | None) -> bool:
    """Equal to what stands; a note that is not in the file takes none away."""
    if before is None or before.state not in SETTLED:
        return False
    same = before.appraised if before.state == CellState.ADJUSTED else before.figure
    return same is not None and same_figure(typed, same) and typed.note in ("", before.figure.note)


def _only_waits(row: Staged, before: dict[Key, Standing]) -> bool:
    standing = before.get(row.key)
    return bool(standing and standing.state == CellState.SUBMITTED and _says_nothing_new(row.typed, standing))


def _batch(actor: Actor, lines: CampaignLines, title: str, sha256: str, rows: int, at: datetime) -> Batch:
    title = f"{lines.campaign.code}: {title}"[:255]
    return Batch.objects.create(
        kind=Origin.COMMAND, title=title, sha256=sha256, rows=rows, made_by_id=actor.user_id, made_at=at
    )


def _write_entries(
    actor: Actor, batch: Batch, rows: Iterable[Staged], before: dict[Key, Standing], at: datetime
) -> None:
    by = {"made_by": actor.user_id, "acting_unit": actor.unit_id, "made_at": at}
    names = ("unit", "series", "period", "value", "numerator", "denominator", "is_na", "note", "based_on")
    insert_rows(
        Entry,
        names,
        ((*row.key, *astuple(row.typed), _before(row, before)) for row in rows),
        constants={"origin": Origin.COMMAND, "batch": batch.pk, **by},
    )
    _for_each_entry(EntryAct, batch, kind=ActKind.SUBMITTED, note="", **by)


def _before(row: Staged, before: dict[Key, Standing]) -> int | None:
    return before[row.key].entry_id if row.key in before else None


def _accept(actor: Actor, batch: Batch, waiting: Iterable[int], at: datetime) -> None:
    values = {"kind": VerdictKind.ACCEPTED, "is_na": False, "reason": "", "is_automatic": False}
    values |= {"made_by": actor.user_id, "acting_unit": actor.unit_id, "made_at": at}
    _for_each_entry(Verdict, batch, **values)
    insert_rows(Verdict, ["entry"], ([entry_id] for entry_id in waiting), constants=values)


def _for_each_entry(model: type[EntryAct] | type[Verdict], batch: Batch, **values: object) -> None:
    """The same row about every entry of the batch, in their order, without taking them out of the database."""
    fields = {field_of(model, name): value for name, value in values.items()}
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    given = [field.get_db_prep_save(value, connection) for field, value in fields.items()]
    marks = ", ".join(["%s"] * len(given))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(model._meta.db_table)} (entry_id, {columns}) SELECT id, {marks}"
            f" FROM {quote(Entry._meta.db_table)} WHERE batch_id = %s ORDER BY id",
            [*given, batch.pk],
        )


def _derive_from_batch(batch: Batch, is_verified: bool, at: datetime) -> None:
    _derive("e.batch_id = %s", batch.pk, is_verified, at)


def _derive_from_ids(entry_ids: Iterable[int], at: datetime) -> None:
    listed = "SELECT value::bigint FROM json_array_elements_text(%s::json)"
    if connection.vendor != "postgresql":
        listed = "SELECT value FROM json_each(%s)"
    _derive(f"e.id IN ({listed})", json.dumps(list(entry_ids)), True, at)


def _derive(which: str, given: str | int, is_verified: bool, at: datetime) -> None:
    """What ``cells.derive_cells`` would find for cells whose newest entry is one of these, in one statement: it is
    submitted, and accepted by its newest verdict or waiting; an older verdict and the first submission stay."""
    quote = connection.ops.quote_name
    cell, entry, verdict = (quote(model._meta.db_table) for model in (Cell, Entry, Verdict))
    state = CellState.ACCEPTED if is_verified else CellState.SUBMITTED
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {cell} (unit_id, series_id, period, state, latest_id, reported_id, verdict_id, is_waiting,"
            " submitted_at, updated_at)"
            " SELECT e.unit_id, e.series_id, e.period, %s, e.id, e.id,"
            # "+ 0": else PostgreSQL without statistics walks all verdicts backwards for each entry.
            f" (SELECT max(v.id + 0) FROM {verdict} v WHERE v.entry_id = e.id), %s, %s, %s"
            f" FROM {entry} e WHERE {which}"
            " ON CONFLICT (series_id, unit_id, period) DO UPDATE SET state = excluded.state,"
            " latest_id = excluded.latest_id, reported_id = excluded.reported_id, is_waiting = excluded.is_waiting,"
            f" verdict_id = COALESCE(excluded.verdict_id, {cell}.verdict_id), updated_at = excluded.updated_at,"
            f" submitted_at = COALESCE({cell}.submitted_at, excluded.submitted_at)",
            [state, not is_verified, moment, moment, given],
        )


def _name(row: Staged) -> str:
    return f"{row.unit.reference}/{row.line.code}/{row.period}/{figure_text(row.typed)}"
