"""Who looks at a board, and what of it they may see (product rule 13 and the campaign's own settings)."""

from dataclasses import dataclass, field
from enum import Enum

from campaigns.choices import PublicDetail, Status, Visibility
from campaigns.models import Campaign, Participation
from indicators.models import Criterion
from units.choices import Role

STAFF_ROLES = frozenset({Role.MANAGER, Role.LEADER, Role.SECRETARY, Role.COUNCIL, Role.CHAIR})
PUBLISHED = (Status.PUBLISHED, Status.ARCHIVED)


class Kind(Enum):
    """The three audiences; cache keys and every test of visibility are told apart by them."""

    STAFF = "staff"
    UNIT = "unit"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Audience:
    """One reader of one campaign: ``unit_ids`` are the participants the reader acts for."""

    kind: Kind
    unit_ids: frozenset[int] = field(default_factory=frozenset)
    is_published: bool = False

    @property
    def is_staff(self) -> bool:
        return self.kind is Kind.STAFF


def audience_of(acting: object, campaign: Campaign) -> Audience:
    """Staff: superusers and those who act in a leading role for the organiser, or verify a group of it.

    ``acting`` is ``request.acting``; None or a visitor without account is the public."""
    published = campaign.status in PUBLISHED
    user = getattr(acting, "user", None)
    if user is None or not user.is_authenticated:
        return Audience(Kind.PUBLIC, is_published=published)
    if user.is_superuser or _leads(acting, campaign):
        return Audience(Kind.STAFF, _own(acting, campaign), published)
    own = _own(acting, campaign)
    return Audience(Kind.UNIT if own else Kind.PUBLIC, own, published)


def _leads(acting: object, campaign: Campaign) -> bool:
    unit, roles = getattr(acting, "unit", None), getattr(acting, "roles", frozenset())
    if unit is None:
        return False
    if STAFF_ROLES & roles and unit.pk == campaign.organiser_unit_id:
        return True
    verifies = Criterion.objects.filter(campaign=campaign, verified_by=unit, is_active=True)
    return Role.VERIFIER in roles and (unit.pk == campaign.organiser_unit_id or verifies.exists())


def _own(acting: object, campaign: Campaign) -> frozenset[int]:
    unit = getattr(acting, "unit", None)
    if unit is None:
        return frozenset()
    rows = Participation.objects.filter(campaign=campaign, unit=unit)
    return frozenset(rows.values_list("unit_id", flat=True))


def may_see_board(audience: Audience, campaign: Campaign) -> bool:
    """Whether there is a board for this reader at all: the published one, or the running one by ``visibility``."""
    if audience.is_staff:
        return True
    if audience.is_published:
        return audience.kind is Kind.UNIT or campaign.public_detail != PublicDetail.NONE
    if audience.kind is Kind.UNIT:
        return campaign.visibility in (Visibility.UNITS, Visibility.PUBLIC)
    return campaign.visibility == Visibility.PUBLIC


def sees_points(audience: Audience, campaign: Campaign) -> bool:
    """Points of units other than one's own: never to the public before publication, then as decided."""
    if audience.kind is not Kind.PUBLIC:
        return True
    return audience.is_published and campaign.public_detail == PublicDetail.POINTS


def lower_bands(bands: list[str]) -> frozenset[str]:
    """Bands whose units the public does not read by name: those below the middle of the scale."""
    return frozenset(band for place, band in enumerate(bands) if 2 * place > len(bands) - 1)
