"""The documents of a unit, and what each of them supports in one campaign."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from campaigns.period_names import period_name
from indicators.models import Criterion, Evidence, EvidenceLink
from indicators.queries.lines import CampaignLines
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Tie:
    """One document's tie to a line and period of the campaign at hand."""

    link: EvidenceLink
    line: Criterion

    @property
    def name(self) -> str:
        return f"{self.line.number} · {period_name(self.link.period)}" if self.link.period else self.line.number


@dataclass(slots=True)
class Document:
    evidence: Evidence
    ties: list[Tie] = field(default_factory=list)


def documents(lines: CampaignLines, unit: Unit) -> list[Document]:
    """The unit's own documents and those that departments tied to it, the newest first. Two queries."""
    ties = EvidenceLink.objects.filter(unit=unit, removed_at__isnull=True)
    own = Evidence.objects.filter(Q(unit=unit) | Q(pk__in=ties.values("evidence"))).select_related("file", "unit")
    found = {evidence.pk: Document(evidence) for evidence in own.order_by("-pk")}
    for link in ties.order_by("series_id", "period"):
        for line in lines.of_series(link.series_id):
            found[link.evidence_id].ties.append(Tie(link, line))
    return list(found.values())


def still_due(lines: CampaignLines, unit: Unit) -> list[Criterion]:
    """Lines that ask for evidence by the time of self-scoring and have none yet. One query."""
    asking = [line for line in lines.lines_of(unit) if lines.entered_by(line) == "unit" and _asks(line)]
    links = EvidenceLink.objects.filter(unit=unit, removed_at__isnull=True, series__in=[x.series_id for x in asking])
    having = set(links.values_list("series_id", flat=True))
    return [line for line in asking if line.series_id not in having]


def _asks(line: Criterion) -> bool:
    return line.evidence in ("at_final", "each_period")


def targets(lines: CampaignLines, unit: Unit, *, today: date, most: int) -> list[tuple[Criterion, list[str]]]:
    """Each line of the unit with the codes a document may be tied to: the whole line, and the newest periods begun."""
    found = defaultdict(list)
    for line in lines.lines_of(unit):
        begun = [period.code for period in lines.periods(line) if period.first <= today]
        found[line] = ["", *([] if begun == ["all"] else begun[-most:])]
    return list(found.items())


def documents_of(unit: Unit, line: Criterion, period: str) -> list[EvidenceLink]:
    """Ties of one cell: to its period and to the whole line, the newest first."""
    links = EvidenceLink.objects.filter(Q(period=period) | Q(period=""), unit=unit, series=line.series_id)
    return list(links.filter(removed_at__isnull=True).select_related("evidence__file").order_by("-pk"))
