"""The one way facts are written: campaigns held against a freeze, cells locked, then derived again."""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from common.actors import Actor
from common.canonical import digest
from common.decimals import plain
from common.domain.audit import record
from common.locks import advisory_lock
from indicators.domain.cells import Key, changed, lock_cells, stored
from indicators.domain.snapshots import facts_lock
from indicators.gauges import Fact
from indicators.models import Cell, Criterion, Entry, EntryAct, Verdict
from indicators.queries.lines import CampaignLines
from indicators.queries.seats import Seat, seats
from units.models import Unit

Cells = dict[Key, Cell]
BATCH = 1000


@contextmanager
def writing(*, keys: Collection[Key], at: datetime) -> Iterator[Cells]:
    """One transaction around a write: gives the locked cells and derives them again when the block ends well."""
    with transaction.atomic(), ExitStack() as held:
        for campaign_id in campaigns_of({series_id for _, series_id, _ in keys}):
            held.enter_context(advisory_lock(facts_lock(campaign_id), shared=True))
        cells = lock_cells(keys=keys, at=at)
        before = {key: stored(cell) for key, cell in cells.items()}
        yield cells
        changed(keys=keys, at=at, before=before)


def campaigns_of(series_ids: Collection[int]) -> list[int]:
    lines = Criterion.objects.filter(series__in=series_ids, is_active=True, is_line=True)
    return sorted(set(lines.values_list("campaign_id", flat=True)))


def seat_of(lines: CampaignLines, unit_id: int) -> Seat | None:
    """The unit's place as it is now; read under the lock, since the page may be old."""
    return seats(lines.campaign.pk, [unit_id]).get(unit_id)


def note_acts(
    *, actor: Actor, entry_ids: Collection[int], kind: str, at: datetime, note: str = "", paper_id: int | None = None
) -> None:
    """One act of the same kind on each entry."""
    rows = [
        EntryAct(
            entry_id=entry_id, kind=kind, note=note, made_by_id=actor.user_id, acting_unit_id=actor.unit_id,
            authorisation_id=paper_id, made_at=at,
        )
        for entry_id in entry_ids
    ]  # fmt: skip
    EntryAct.objects.bulk_create(rows, batch_size=BATCH)


def note_verdicts(*, verdicts: Collection[Verdict], actor: Actor, at: datetime) -> list[Verdict]:
    """Keep verdict rows in the actor's name."""
    for verdict in verdicts:
        verdict.made_by_id, verdict.acting_unit_id, verdict.made_at = actor.user_id, actor.unit_id, at
    return Verdict.objects.bulk_create(verdicts, batch_size=BATCH)


@dataclass(frozen=True, slots=True)
class About:
    """An entry with whose and what it is: how the audit trail names it."""

    unit: Unit
    line: Criterion
    entry: Entry

    @property
    def name(self) -> str:
        """Stable across installations, unlike ids."""
        return f"{self.unit.reference}/{self.line.code}/{self.entry.period}/{figure_text(self.entry)}"


def figure_text(fact: Fact) -> str:
    """A figure in canonical text, for the audit trail."""
    if fact.is_na:
        return "n/a"
    if fact.value is None and fact.numerator is not None and fact.denominator is not None:
        return f"{plain(fact.numerator)}/{plain(fact.denominator)}"
    return plain(fact.value) if fact.value is not None else ""


def audit(*, actor: Actor, verb: str, campaign: str, facts: Collection[About], **detail: object) -> None:
    """One row for the act: on a single entry it names the figure, on many it names them by hash."""
    names = sorted(fact.name for fact in facts)
    if len(names) == 1:
        found = {**detail, "entry": next(iter(facts)).entry.pk}
        record(actor=actor, verb=verb, subject=("entry", names[0][:300]), campaign=campaign, detail=found)
    elif names:
        name = digest(names)
        found = {**detail, "entries": len(names), "digest": name}
        record(actor=actor, verb=verb, subject=("entries", name), campaign=campaign, detail=found)
