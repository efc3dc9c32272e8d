"""Lines on the feed of reports: how many of a period's reports a unit owed and did not submit in time.

The register decides and nobody types: once a due day has passed its lateness changes only by an extension, so the
count of a period is written when the day turns and when one is given. A report that never comes is late too."""

from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from campaigns.models import Campaign
from campaigns.periods import Period
from common.actors import system_actor
from indicators.choices import ActKind, Feed, Origin, VerdictKind
from indicators.domain.cells import Key
from indicators.domain.writing import BATCH, About, Cells, audit, note_acts, note_verdicts, writing
from indicators.models import Criterion, Entry, Outline, Verdict
from indicators.queries.lines import CampaignLines, series_of
from indicators.queries.reports import outlines_of, registers
from indicators.queries.seats import seats
from units.models import Unit

REGISTER = system_actor("count_late_reports")
COUNTING = ("count", "number")
# A figure to be written: whose, of which line, in which period, how many.
Wanted = dict[Key, tuple[Unit, Criterion, int]]


@transaction.atomic
def count_late_reports(*, campaign: Campaign, at: datetime) -> int:
    """Bring every line that counts late reports up to the register; how many figures were written.

    Run again it writes nothing. Units whose figures are closed keep them."""
    lines = CampaignLines(campaign)
    counting = [line for line in lines.lines if line.feed == Feed.REPORTS and line.measure_kind in COUNTING]
    wanted = _wanted(lines, counting, localdate(at)) if counting else {}
    if not wanted:
        return 0
    with writing(keys=list(wanted), at=at) as cells:
        return _write(lines, wanted, cells, at)


def _wanted(lines: CampaignLines, counting: list[Criterion], today: date) -> Wanted:
    past = [outline for outline in outlines_of(lines) if outline.due < today]
    found: Wanted = {}
    for line in counting:
        for period, some in _by_period(lines, line, past).items():
            for unit, late in _late(lines, some, today).items():
                if lines.applies(line, unit):
                    found[unit.pk, series_of(line), period.code] = (unit, line, late)
    return found


def _by_period(lines: CampaignLines, line: Criterion, outlines: list[Outline]) -> dict[Period, list[Outline]]:
    """A report belongs to the period in which the days it is about end."""
    found: dict[Period, list[Outline]] = defaultdict(list)
    for outline in outlines:
        day = min(max(outline.last, lines.campaign.start), lines.campaign.end)
        period = next((each for each in lines.periods(line) if each.first <= day <= each.last), None)
        if period is not None:
            found[period].append(outline)
    return found


def _late(lines: CampaignLines, outlines: list[Outline], today: date) -> dict[Unit, int]:
    found: dict[Unit, int] = defaultdict(int)
    for register in registers(lines, outlines, today=today):
        for row in register.rows:
            found[row.unit] += row.is_late
    return found


def _write(lines: CampaignLines, wanted: Wanted, cells: Cells, at: datetime) -> int:
    """Only what differs from the figure that stands, of units whose figures are open."""
    held = seats(lines.campaign.pk, {unit.pk for unit, _line, _late in wanted.values()})
    facts = [
        About(unit, line, _entry(key, late, cells, at))
        for key, (unit, line, late) in wanted.items()
        if held[unit.pk].is_open and not _stands(cells, key, late)
    ]
    entries = Entry.objects.bulk_create([fact.entry for fact in facts], batch_size=BATCH)
    note_acts(actor=REGISTER, entry_ids=[entry.pk for entry in entries], kind=ActKind.SUBMITTED, at=at)
    verdicts = [Verdict(entry=entry, kind=VerdictKind.ACCEPTED, is_automatic=True) for entry in entries]
    note_verdicts(verdicts=verdicts, actor=REGISTER, at=at)
    audit(actor=REGISTER, verb="count_late_reports", campaign=lines.campaign.code, facts=facts)
    return len(entries)


def _stands(cells: Cells, key: Key, late: int) -> bool:
    """The newest figure says so and came from the register: one typed before is replaced."""
    latest = cells[key].latest
    return latest is not None and latest.origin == Origin.REGISTER and latest.value == late


def _entry(key: Key, late: int, cells: Cells, at: datetime) -> Entry:
    unit_id, series_id, period = key
    return Entry(
        unit_id=unit_id, series_id=series_id, period=period, value=Decimal(late), origin=Origin.REGISTER,
        based_on_id=cells[key].latest_id, made_at=at,
    )  # fmt: skip
