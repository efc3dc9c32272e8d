"""Where a demonstration would show a real unit as late, weak or last: numbers stand in place of names."""

from contextlib import AbstractContextManager, nullcontext

from campaigns.models import Campaign
from units.models import Unit
from units.queries.naming import sparing


def naming(campaign: Campaign, *own: Unit) -> AbstractContextManager[None]:
    """How units are called where somebody is late or last; ``own`` and the organiser keep their names."""
    if not campaign.spares_names:
        return nullcontext()
    return sparing(campaign.organiser_unit, *own)
