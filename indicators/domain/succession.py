"""What a merger of units sets in motion: values of the successors are derived again, nothing reported is touched."""

from collections.abc import Collection
from datetime import datetime

from campaigns.choices import OPEN, Status
from campaigns.models import Campaign
from indicators.domain import current


def follow_mergers(*, unit_ids: Collection[int], at: datetime) -> int:
    """Derive the current values of every open campaign in which one of the units takes part; how many."""
    affected = Campaign.objects.filter(
        participations__unit__in=list(unit_ids),
        status__in=(*OPEN, Status.LAUNCHED, Status.DRAFT),
        definition__isnull=False,
    ).distinct()
    for campaign in affected:
        current.rebuild(campaign=campaign, at=at)
    return len(affected)
