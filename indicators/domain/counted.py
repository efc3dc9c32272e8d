"""Figures that a register of the system counts and nobody types: written where they differ from what stands."""

from datetime import datetime
from decimal import Decimal

from common.actors import Actor
from indicators.choices import ActKind, Origin, VerdictKind
from indicators.domain.cells import Key
from indicators.domain.writing import BATCH, About, Cells, audit, note_acts, note_verdicts, writing
from indicators.models import Criterion, Entry, Verdict
from indicators.queries.lines import CampaignLines
from indicators.queries.seats import seats
from units.models import Unit

# What such a line measures.
COUNTING = ("count", "number")
# A figure to be written: whose, of which line, in which period, how many.
Wanted = dict[Key, tuple[Unit, Criterion, int]]


def write_counts(*, lines: CampaignLines, wanted: Wanted, register: Actor, at: datetime) -> int:
    """Bring these figures up to the register, in whose name they stand appraised; how many were written.

    Run again it writes nothing. Units whose figures are closed keep them."""
    if not wanted:
        return 0
    with writing(keys=list(wanted), at=at) as cells:
        held = seats(lines.campaign.pk, {unit.pk for unit, _line, _count in wanted.values()})
        facts = [
            About(unit, line, _entry(key, count, cells, at))
            for key, (unit, line, count) in wanted.items()
            if unit.pk in held and held[unit.pk].is_open and not _stands(cells, key, count)
        ]
        _keep(facts, lines.campaign.code, register, at)
    return len(facts)


def _keep(facts: list[About], campaign: str, register: Actor, at: datetime) -> None:
    entries = Entry.objects.bulk_create([fact.entry for fact in facts], batch_size=BATCH)
    note_acts(actor=register, entry_ids=[entry.pk for entry in entries], kind=ActKind.SUBMITTED, at=at)
    verdicts = [Verdict(entry=entry, kind=VerdictKind.ACCEPTED, is_automatic=True) for entry in entries]
    note_verdicts(verdicts=verdicts, actor=register, at=at)
    audit(actor=register, verb=register.name, campaign=campaign, facts=facts)


def _stands(cells: Cells, key: Key, count: int) -> bool:
    """The newest figure says so and came from the register: one typed before is replaced."""
    latest = cells[key].latest
    return latest is not None and latest.origin == Origin.REGISTER and latest.value == count


def _entry(key: Key, count: int, cells: Cells, at: datetime) -> Entry:
    unit_id, series_id, period = key
    return Entry(
        unit_id=unit_id, series_id=series_id, period=period, value=Decimal(count), origin=Origin.REGISTER,
        based_on_id=cells[key].latest_id, made_at=at,
    )  # fmt: skip
