"""What every page about registrations opens with: the unit's version, or another unit's for those who oversee."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Participation, Registration, RegistrationVersion
from campaigns.permissions import may_oversee
from campaigns.queries.carrying import carriers
from campaigns.queries.participants import participants_of
from campaigns.queries.registrations import registration_of, versions_of
from common.addresses import row_id
from common.permissions import ALLOWED, Answer, require
from indicators.views.opening import campaign_page
from units.models import Unit

View = Callable[..., HttpResponseBase]


def row_here(campaign: Campaign, unit_id: int) -> Participation:
    row = participants_of(campaign).filter(unit=unit_id).first()
    if row is None:
        raise Http404(_("This unit does not take part in the campaign."))
    return row


def reading(view: View) -> View:
    """Passes a unit's place to the unit itself, to its successor and to those who oversee the campaign."""

    @wraps(view)
    def opened(request: HttpRequest, campaign: Campaign, unit_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        row = row_here(campaign, unit_id)
        require(_may_read(request, campaign, row.unit))
        return view(request, campaign, row, *args, **kwargs)

    return campaign_page(opened)


def _may_read(request: HttpRequest, campaign: Campaign, unit: Unit) -> Answer:
    acting = request.acting
    if acting.unit is not None and acting.unit.pk in (unit.pk, carriers([unit], localdate())[unit.pk]):
        return ALLOWED
    return may_oversee(acting, campaign)


def version_here(
    registration: Registration | None, number: object
) -> tuple[RegistrationVersion | None, list[RegistrationVersion]]:
    """The filed version of that number, else the newest; and all of them."""
    versions = versions_of(registration)
    wanted = row_id(number)
    found = next((each for each in versions if wanted in (None, each.number)), None)
    if found is None and wanted is not None:
        raise Http404(_("There is no such version of the registration."))
    return found, versions


__all__ = ["reading", "registration_of", "row_here", "version_here"]
