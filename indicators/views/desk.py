"""What every page of a reporter stands on: the campaign, the unit acted for, its lines and its seat."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.cache import add_never_cache_headers
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from campaigns.choices import Status
from campaigns.models import Campaign
from common.actors import Actor
from common.addresses import row_id
from indicators import permissions
from indicators.models import Criterion
from indicators.queries.lines import CampaignLines
from indicators.queries.seats import Seat, seats
from indicators.views.opening import campaign_page
from units.models import Unit

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Desk:
    """One unit's work in one campaign, as the request began."""

    campaign: Campaign
    unit: Unit
    lines: CampaignLines
    seat: Seat
    actor: Actor
    at: datetime

    @property
    def today(self) -> date:
        return localdate(self.at)

    @property
    def is_open(self) -> bool:
        """Whether figures may be written at all."""
        return bool(permissions.is_open(self.seat))

    @property
    def shut_because(self) -> str:
        """Why only what a verifier asked for is still written: self-scoring has closed by its date."""
        stages, stage = self.lines.stages, Status.SELF_SCORE
        if not stages.is_over(stage, self.today, self.unit.pk):
            return ""
        return str(stages.answer(stage, self.today, self.unit.pk).reason)

    @property
    def closed_because(self) -> str:
        return str(permissions.is_open(self.seat).reason)

    def line(self, given: object) -> Criterion:
        """The line with this id, which applies to the unit; 404 for every other."""
        number = row_id(given)
        found = self.lines.by_id(number) if number is not None else None
        if found is None or not found.is_line or not self.lines.applies(found, self.unit):
            raise Http404(_("There is no such line here. Load the page again."))
        return found


def reporting(view: View) -> View:
    """Passes the desk of those who enter figures for a unit that takes part; others read why not."""

    @wraps(view)
    def opened(request: HttpRequest, campaign: Campaign, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, desk_of(request, campaign), *args, **kwargs)

    return login_required(campaign_page(opened))


def reporting_json(view: View) -> View:
    """The same for scripts: every refusal is JSON, and an ended session is 401, never a page to sign in."""
    page = campaign_page(_at_desk(view))

    @wraps(view)
    def answered(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = _answer(page, request, code, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return answered


def _at_desk(view: View) -> View:
    def opened(request: HttpRequest, campaign: Campaign, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, desk_of(request, campaign), *args, **kwargs)

    return opened


def _answer(page: View, request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if not request.user.is_authenticated:
        return refusal(_("You have been signed out. Sign in again; what you typed is kept."), 401)
    try:
        return page(request, code, *args, **kwargs)
    except PermissionDenied as refused:
        return refusal(str(refused), 403)
    except Http404 as gone:
        return refusal(str(gone) or _("There is nothing here any more. Load the page again."), 404)


def refusal(message: str, status: int, **more: object) -> JsonResponse:
    return JsonResponse({"message": message, **more}, status=status)


def desk_of(request: HttpRequest, campaign: Campaign) -> Desk:
    """Raises ``PermissionDenied`` with the sentence for who has nothing to enter here."""
    unit, actor = request.acting.unit, request.acting.actor()
    seat = seats(campaign.pk, [unit.pk]).get(unit.pk) if unit else None
    if unit is None or seat is None:
        raise PermissionDenied(_("The unit you act for does not take part in this campaign."))
    if not actor.holds(*permissions.ENTERING):
        raise PermissionDenied(_("Only the unit's head and those in charge of its reports enter its figures."))
    return Desk(campaign, unit, CampaignLines(campaign), seat, actor, now())
