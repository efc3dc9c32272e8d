"""Lines on the feed of works: how many works a unit finished by their registered day, with evidence.

The register of works decides and nobody types. Only works that the organiser confirmed count; a work counts in the
period in which it was finished, for whoever finished it: after a merger that is the successor. A unit whose
registration was never confirmed has no figure, and one whose works are not finished yet has none before the period
is over: then it is zero."""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from campaigns.models import Campaign, Participation
from campaigns.periods import Period
from campaigns.queries.works import Tracked, terms_in_force
from common.actors import system_actor
from indicators.choices import Feed, Origin
from indicators.domain.cells import Key
from indicators.domain.counted import COUNTING, Wanted, write_counts
from indicators.models import Cell, Criterion
from indicators.queries.lines import CampaignLines, series_of

REGISTER = system_actor("count_finished_works")


@transaction.atomic
def count_finished_works(*, campaign: Campaign, at: datetime, unit_ids: Collection[int] | None = None) -> int:
    """Bring every line that counts finished works up to the register, for these units or all; how many figures were
    written. Run again it writes nothing. Units whose figures are closed keep them."""
    lines = CampaignLines(campaign)
    counting = [line for line in lines.lines if line.feed == Feed.WORKS and line.measure_kind in COUNTING]
    if not counting:
        return 0
    today = localdate(at)
    works = [Tracked(terms, today) for terms in terms_in_force(campaign)]
    wanted: Wanted = {}
    for line in counting:
        wanted |= _of_line(lines, line, works, today, unit_ids)
    return write_counts(lines=lines, wanted=wanted, register=REGISTER, at=at)


def _of_line(
    lines: CampaignLines, line: Criterion, works: list[Tracked], today: date, unit_ids: Collection[int] | None
) -> Wanted:
    found = _counted(lines, line, works)
    known = _from_register(line)
    registered = {work.work.unit_id for work in works} | {unit for unit, _series, _period in found}
    return {
        key: (row.unit, line, found[key])
        for row in lines.participations
        if row.unit_id in registered and (unit_ids is None or row.unit_id in unit_ids) and lines.applies(line, row.unit)
        for period in lines.periods(line)
        for key in [(row.unit_id, series_of(line), period.code)]
        if found[key] or key in known or _is_over(period, row, today)
    }


def _is_over(period: Period, row: Participation, today: date) -> bool:
    return period.last < today and row.unit.is_valid_on(period.last)


def _counted(lines: CampaignLines, line: Criterion, works: list[Tracked]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for work in works:
        period = _period_of(lines, line, work.work.finished_on)
        if work.is_in_time and period is not None and work.work.finished_by_unit_id is not None:
            found[work.work.finished_by_unit_id, series_of(line), period.code] += 1
    return found


def _period_of(lines: CampaignLines, line: Criterion, day: date | None) -> Period | None:
    """A day outside the campaign's dates belongs to the nearest of its periods."""
    periods = lines.periods(line)
    if day is None or not periods:
        return None
    nearest = min(max(day, periods[0].first), periods[-1].last)
    return next((each for each in periods if each.first <= nearest <= each.last), None)


def _from_register(line: Criterion) -> set[Key]:
    """Figures that the register gave before: they follow it down as well."""
    rows = Cell.objects.filter(series=series_of(line), latest__origin=Origin.REGISTER)
    return set(rows.values_list("unit_id", "series_id", "period"))
