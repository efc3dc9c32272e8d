"""The documents that stand behind many cells at once."""

from collections import defaultdict
from collections.abc import Collection

from indicators.models import Evidence, EvidenceLink

CellKey = tuple[int, int, str]


def documents_of_cells(keys: Collection[CellKey]) -> dict[CellKey, list[Evidence]]:
    """Documents of the period and of the whole line, by (unit, series, period); one query."""
    wanted = set(keys)
    links = EvidenceLink.objects.filter(
        unit__in={key[0] for key in wanted}, series__in={key[1] for key in wanted}, removed_at__isnull=True
    )
    found: dict[CellKey, list[Evidence]] = defaultdict(list)
    for link in links.select_related("evidence").order_by("pk"):
        found[link.unit_id, link.series_id, link.period].append(link.evidence)
    return {key: list(dict.fromkeys([*found.get(key, ()), *found.get((*key[:2], ""), ())])) for key in wanted}
