"""Whose first accounts an organiser may open, and who is an office of its own."""

from django.db.models import Exists, OuterRef, Q

from campaigns.choices import OPEN, Status
from campaigns.models import Campaign, Participation

# From the launch, which everybody sees, until the results are out.
UNDER_WAY = (Status.LAUNCHED, *OPEN, Status.CLOSED)


def take_part_with(organiser_id: int) -> Q:
    """Units in a campaign that the organiser has launched and not yet published."""
    places = Participation.objects.filter(unit=OuterRef("pk"), is_active=True, campaign__status__in=UNDER_WAY)
    return Q(Exists(places.filter(campaign__organiser_unit=organiser_id)))


def organise_or_stand_in() -> Q:
    """Units that organise a campaign of any state, or appraise in another unit's place."""
    organised = Campaign.objects.filter(organiser_unit=OuterRef("pk"))
    return Q(Exists(organised)) | Q(Exists(Participation.objects.filter(alternate_verifier=OuterRef("pk"))))
