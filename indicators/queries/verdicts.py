"""The verdicts a person gave lately, so that a mistaken one is found again."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min
from django.utils.timezone import localdate

from indicators.choices import VerdictKind
from indicators.models import Criterion, Verdict
from indicators.queries.lines import CampaignLines
from units.models import Unit

NEWEST = 100
NEWEST_ACTS = 3


@dataclass(frozen=True, slots=True)
class Given:
    """One verdict with what it was about; ``taken_back``: why, where it was."""

    verdict: Verdict
    line: Criterion
    unit: Unit
    taken_back: str = ""

    @property
    def is_standing(self) -> bool:
        return not self.taken_back


def given_by(lines: CampaignLines, user_id: int, unit_id: int) -> list[Given]:
    """The newest verdicts of one person in one unit's name. One query."""
    rows = Verdict.objects.filter(
        made_by=user_id, acting_unit=unit_id, entry__series__in=[line.series_id for line in lines.lines]
    ).exclude(kind=VerdictKind.REVOKED)
    found = rows.select_related("entry__unit", "revoked_by").order_by("-pk")[:NEWEST]
    return [Given(row, lines.of_series(row.entry.series_id)[0], row.entry.unit, _why(row)) for row in found]


def _why(verdict: Verdict) -> str:
    taken_back: Verdict | None = getattr(verdict, "revoked_by", None)
    return taken_back.reason if taken_back else ""


@dataclass(frozen=True, slots=True)
class Act:
    """Many figures accepted by one act, named by any verdict of it; ``count`` of them still stand."""

    verdict_id: int
    made_at: datetime
    count: int

    @property
    def day(self) -> date:
        return localdate(self.made_at)


def acts_of(
    lines: CampaignLines, user_id: int, unit_id: int, *, line: Criterion | None = None, unit: Unit | None = None
) -> list[Act]:
    """The newest acts of one person that accepted more than one figure, on one line or unit where named. One query."""
    series = [line.series_id] if line else [each.series_id for each in lines.lines]
    rows = Verdict.objects.filter(made_by=user_id, acting_unit=unit_id, entry__series__in=series)
    rows = rows.filter(kind=VerdictKind.ACCEPTED, is_automatic=False, revoked_by__isnull=True)
    if unit:
        rows = rows.filter(entry__unit=unit)
    acts = rows.values("made_at").annotate(first=Min("pk"), count=Count("pk")).filter(count__gt=1).order_by("-made_at")
    return [Act(act["first"], act["made_at"], act["count"]) for act in acts[:NEWEST_ACTS]]
