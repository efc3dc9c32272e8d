"""Which documents stand behind which figures."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from indicators.models import Evidence, EvidenceLink
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Ties:
    """The documents of one cell: those of its period and those of the whole line."""

    of_period: list[EvidenceLink]
    of_line: list[EvidenceLink]

    @property
    def count(self) -> int:
        return len(self.of_period) + len(self.of_line)


def ties(unit: Unit, series_id: int, period: str) -> Ties:
    """Newest first; one query."""
    rows = EvidenceLink.objects.filter(unit=unit, series=series_id, removed_at__isnull=True)
    found = list(rows.filter(period__in=("", period)).select_related("evidence__file").order_by("-pk"))
    return Ties(of_period=[row for row in found if row.period], of_line=[row for row in found if not row.period])


def library(unit: Unit) -> QuerySet[Evidence]:
    """A unit's documents, newest first, each with the number of figures it is tied to."""
    tied = Count("links", filter=Q(links__removed_at__isnull=True))
    return Evidence.objects.filter(unit=unit).select_related("file").annotate(tied=tied).order_by("-pk")


def documents_of(series: Collection[int], units: Sequence[int]) -> dict[tuple[int, int], list[Evidence]]:
    """Documents by (unit, series), for sheets and prints. One query."""
    rows = EvidenceLink.objects.filter(unit__in=units, series__in=series, removed_at__isnull=True)
    found: dict[tuple[int, int], list[Evidence]] = {}
    for row in rows.select_related("evidence").order_by("pk"):
        papers = found.setdefault((row.unit_id, row.series_id), [])
        if row.evidence not in papers:
            papers.append(row.evidence)
    return found
