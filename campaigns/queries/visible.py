"""Which campaigns a person may know of. Several organisers share an installation and see only their own
and what was launched to them."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from campaigns.choices import RESULT, PublicDetail, Status, Visibility
from campaigns.models import Campaign, Participation
from campaigns.registry import visibility_hooks
from units.choices import Role

if TYPE_CHECKING:
    from units.acting import Acting

# Those of the organiser's unit who prepare a campaign; everybody else learns of it at its launch.
PREPARING = frozenset({Role.MANAGER})


def visible_to(acting: "Acting") -> QuerySet[Campaign]:
    """Campaigns the person may open in the role they act in.

    The province's IT sees all. Managers see every campaign of their unit, drafts too; all who act for the
    organiser, for a participant, a provider or a verifier see it from its launch on; everybody sees what is
    published, and a running campaign whose board its organiser opened to the public."""
    if acting.is_it:
        return Campaign.objects.all()
    return Campaign.objects.filter(_public() | _of_unit(acting))


def counted() -> QuerySet[Campaign]:
    """Campaigns that count: practice is left out of lists, boards and duties outside itself."""
    return Campaign.objects.filter(is_practice=False)


def _public() -> Q:
    published = Q(status__in=RESULT) & ~Q(public_detail=PublicDetail.NONE)
    opened = Q(visibility=Visibility.PUBLIC) & ~Q(status=Status.DRAFT)
    return Q(is_practice=False) & (published | opened)


def _of_unit(acting: "Acting") -> Q:
    unit = acting.unit
    if unit is None:
        return Q(pk__in=())
    taking_part = Participation.objects.filter(campaign=OuterRef("pk"), unit=unit)
    known = Q(organiser_unit=unit) | Q(Exists(taking_part))
    for hook in visibility_hooks:
        known |= hook(unit.pk)
    launched = known & ~Q(status=Status.DRAFT)
    return launched | Q(organiser_unit=unit) if PREPARING & acting.roles else launched
