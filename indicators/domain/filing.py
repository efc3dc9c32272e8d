"""References named in a file of entries: one document a unit and title, tied to each figure it is named beside."""

from collections.abc import Iterable
from datetime import datetime

from common.actors import Actor
from indicators.domain.staging import Staged
from indicators.models import Evidence, EvidenceLink

BATCH = 1000
TITLE_LIMIT = 255


def file_references(*, actor: Actor, rows: Iterable[Staged], at: datetime) -> int:
    """Register what is not registered yet; how many ties are new. Part of the load that names it in the audit."""
    named = [(row, row.evidence[:TITLE_LIMIT]) for row in rows if row.evidence]
    if not named:
        return 0
    papers = _papers(actor, {(row.unit.pk, title) for row, title in named}, at)
    links = [
        EvidenceLink(
            evidence=papers[row.unit.pk, title], unit_id=row.unit.pk, series_id=row.key[1],
            period=row.period, made_by_id=actor.user_id, made_at=at,
        )
        for row, title in named
    ]  # fmt: skip
    before = EvidenceLink.objects.count()
    EvidenceLink.objects.bulk_create(links, ignore_conflicts=True, batch_size=BATCH)
    return EvidenceLink.objects.count() - before


def _papers(actor: Actor, wanted: set[tuple[int, str]], at: datetime) -> dict[tuple[int, str], Evidence]:
    units, titles = {unit_id for unit_id, _ in wanted}, {title for _, title in wanted}
    known = Evidence.objects.filter(unit__in=units, title__in=titles, file=None).order_by("-pk")
    found = {(paper.unit_id, paper.title): paper for paper in known}
    new = [
        Evidence(unit_id=unit_id, title=title, made_by_id=actor.user_id, made_at=at)
        for unit_id, title in sorted(wanted - found.keys())
    ]
    for paper in Evidence.objects.bulk_create(new, batch_size=BATCH):
        found[paper.unit_id, paper.title] = paper
    return found
