"""Lines on the feed of reports: how many of a period's reports a unit owed and did not submit in time.

The register decides and nobody types: once a due day has passed its lateness changes only by an extension, so the
count of a period is written when the day turns and when one is given. A report that never comes is late too."""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from campaigns.models import Campaign
from campaigns.periods import Period
from common.actors import system_actor
from indicators.choices import Feed
from indicators.domain.counted import COUNTING, Wanted, write_counts
from indicators.models import Criterion, Outline
from indicators.queries.lines import CampaignLines, series_of
from indicators.queries.reports import outlines_of, registers
from units.models import Unit

REGISTER = system_actor("count_late_reports")


@transaction.atomic
def count_late_reports(*, campaign: Campaign, at: datetime) -> int:
    """Bring every line that counts late reports up to the register; how many figures were written.

    Run again it writes nothing. Units whose figures are closed keep them."""
    lines = CampaignLines(campaign)
    counting = [line for line in lines.lines if line.feed == Feed.REPORTS and line.measure_kind in COUNTING]
    wanted = _wanted(lines, counting, localdate(at)) if counting else {}
    return write_counts(lines=lines, wanted=wanted, register=REGISTER, at=at)


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
