"""Cells: the lock under which facts are written, and the derived row that says which of them count.

Every verb that writes an entry, an act or a verdict calls ``lock_cells`` before it reads and ``changed``
after it wrote. Cells are a function of the facts alone: ``rebuild`` derives the same rows from nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import astuple
from datetime import datetime

from django.db.models import QuerySet

from common.bulk import insert_rows
from indicators.choices import CellState
from indicators.domain import current
from indicators.domain.standing import Act, Outcome, Ruling, Standing, outcome, standing
from indicators.models import Cell, Entry, EntryAct, Verdict

# unit id, series id, period code
Key = tuple[int, int, str]
COLUMNS = ("state", "latest_id", "reported_id", "verdict_id", "is_waiting", "submitted_at")
BATCH = 1000


def lock_cells(*, keys: Iterable[Key], at: datetime) -> dict[Key, Cell]:
    """The cells of ``keys``, made where absent and locked until the transaction ends.

    Always in the order of the keys: first the missing rows, then the locks, so that two writers with
    overlapping keys wait for each other instead of both being stopped. One key alone is simply tried."""
    ordered = sorted(set(keys))
    is_one = len(ordered) == 1
    found = _locked(ordered) if is_one else {}
    if len(found) == len(ordered):
        return found
    known = set() if is_one else _known(ordered)
    missing = [_empty(key, at) for key in ordered if key not in known]
    if missing:
        Cell.objects.bulk_create(missing, ignore_conflicts=True, batch_size=BATCH)
    return _locked(ordered)


def _known(keys: list[Key]) -> set[Key]:
    return set(within(Cell.objects.all(), keys).values_list("unit_id", "series_id", "period"))


def _locked(keys: list[Key]) -> dict[Key, Cell]:
    rows = within(Cell.objects.select_for_update(no_key=True), keys)
    wanted = set(keys)
    ordered = rows.order_by("unit_id", "series_id", "period")
    found = {key_of(cell): cell for cell in ordered if key_of(cell) in wanted}
    _read_latest(found.values())
    return found


def _read_latest(cells: Collection[Cell]) -> None:
    """Once the locks are held: who waited for one is given the newest cell, yet what was joined to the old one."""
    latest = [cell.latest_id for cell in cells if cell.latest_id]
    entries = Entry.objects.in_bulk(latest) if latest else {}
    for cell in cells:
        cell.latest = entries.get(cell.latest_id or 0)


def key_of(row: Cell | Entry) -> Key:
    return row.unit_id, row.series_id, row.period


def within(rows: QuerySet, keys: Collection[Key], prefix: str = "") -> QuerySet:
    """Rows that may be of ``keys``: exact for one unit or one line and period, else a superset to be sifted."""
    units, series, periods = (sorted(set(column)) for column in zip(*keys, strict=True)) if keys else ([],) * 3
    return rows.filter(**{f"{prefix}unit__in": units, f"{prefix}series__in": series, f"{prefix}period__in": periods})


def changed(*, keys: Collection[Key], at: datetime, before: Mapping[Key, Outcome] | None = None) -> None:
    """Re-derive the cells of ``keys`` and, where something that counts changed, the current values they reach."""
    reached = derive_cells(keys=keys, at=at, before=before)
    if reached:
        current.refresh(keys=reached, at=at)


def derive_cells(
    *, keys: Collection[Key], at: datetime, before: Mapping[Key, Outcome] | None = None
) -> set[tuple[int, int]]:
    """Write the cells that differ from their facts; the (unit, series) pairs where what counts differs.

    ``before``: what the rows say now, where the caller holds them locked; else they are read."""
    keys = set(keys)
    if before is None:
        before = {key_of(cell): stored(cell) for cell in within(Cell.objects.all(), keys)}
    after = outcomes(keys)
    differing = {key: after[key] for key in keys if before.get(key) != after[key]}
    _write(differing, at)
    return {key[:2] for key, new in differing.items() if before.get(key, Outcome()).counting != new.counting}


def rebuild(*, series_ids: Iterable[int], at: datetime) -> set[tuple[int, int]]:
    """Derive every cell of these series from its facts; the pairs where what counts was wrong."""
    reached: set[tuple[int, int]] = set()
    for series_id in series_ids:
        entries = Entry.objects.filter(series=series_id)
        keys = set(entries.values_list("unit_id", "series_id", "period").distinct())
        reached |= derive_cells(keys=keys, at=at)
    return reached


def outcomes(keys: Collection[Key]) -> dict[Key, Outcome]:
    """What the facts of each key say, read in three queries however many keys there are."""
    wanted = set(keys)
    acts, rulings = _acts(wanted), _rulings(wanted)
    found: dict[Key, list[Standing]] = defaultdict(list)
    for entry_id, origin, *key in _entries(wanted):
        found[tuple(key)].append(standing(entry_id, origin, acts.get(entry_id, ()), rulings.get(entry_id, ())))
    return {key: outcome(found.get(key, ())) for key in wanted}


def _entries(keys: Collection[Key]) -> Iterator[tuple]:
    rows = within(Entry.objects.order_by("pk"), keys)
    rows = rows.values_list("pk", "origin", "unit_id", "series_id", "period")
    return (row for row in _read(rows, keys) if row[2:] in keys)


def _acts(keys: Collection[Key]) -> dict[int, list[Act]]:
    rows = within(EntryAct.objects.order_by("pk"), keys, "entry__")
    found: dict[int, list[Act]] = defaultdict(list)
    for entry_id, kind, made_at in _read(rows.values_list("entry_id", "kind", "made_at"), keys):
        found[entry_id].append(Act(kind, made_at))
    return found


def _rulings(keys: Collection[Key]) -> dict[int, list[Ruling]]:
    rows = within(Verdict.objects.order_by("pk"), keys, "entry__")
    found: dict[int, list[Ruling]] = defaultdict(list)
    for entry_id, *ruling in _read(rows.values_list("entry_id", "pk", "kind", "revokes_id"), keys):
        found[entry_id].append(Ruling(*ruling))
    return found


def _read(rows: QuerySet, keys: Collection[Key]) -> Iterable[tuple]:
    """A cursor of the server's for many, where all at once would fill the memory; for few it is only a detour."""
    return rows.iterator(chunk_size=5000) if len(keys) > BATCH else rows


def stored(cell: Cell) -> Outcome:
    return Outcome(*(getattr(cell, column) for column in COLUMNS))


def _empty(key: Key, at: datetime) -> Cell:
    unit_id, series_id, period = key
    return Cell(unit_id=unit_id, series_id=series_id, period=period, state=CellState.EMPTY, updated_at=at)


def _write(found: Mapping[Key, Outcome], at: datetime) -> None:
    rows = [(*key, *astuple(new)) for key, new in sorted(found.items())]
    insert_rows(
        Cell,
        ["unit", "series", "period", *COLUMNS],
        rows,
        constants={"updated_at": at},
        unique=["series", "unit", "period"],
        update=[*COLUMNS, "updated_at"],
    )
