"""What every page about reports opens with: the outline of this campaign, and who reads or manages it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.permissions import may_manage
from common.permissions import require
from indicators.models import Outline, Report
from indicators.queries.lines import CampaignLines
from indicators.report_permissions import may_read_register
from indicators.views.desk import Desk, desk_of
from indicators.views.opening import campaign_page
from units.models import Unit

View = Callable[..., HttpResponseBase]
REFUSED = 422


def outline_here(campaign: Campaign, pk: int) -> Outline:
    outline = get_object_or_404(Outline, campaign=campaign, pk=pk)
    outline.campaign = campaign
    return outline


def report_of(outline: Outline, unit: Unit) -> Report | None:
    rows = Report.objects.filter(outline=outline, unit=unit)
    return rows.select_related("submission__file", "submission__made_by").first()


def writing(view: View) -> View:
    """Passes the desk of those who write their unit's report, and the outline."""

    @wraps(view)
    def opened(request: HttpRequest, campaign: Campaign, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        desk = desk_of(request, campaign)
        return view(request, desk, outline_here(campaign, pk), *args, **kwargs)

    return campaign_page(opened)


def overseeing(view: View) -> View:
    """Passes lines and outline to those who read the register of all units."""

    @wraps(view)
    def opened(request: HttpRequest, campaign: Campaign, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        lines = CampaignLines(campaign)
        require(may_read_register(request.acting.actor(), lines))
        return view(request, lines, outline_here(campaign, pk), *args, **kwargs)

    return campaign_page(opened)


def managing(view: View) -> View:
    """Passes lines and outline to the campaign's managers alone."""

    @wraps(view)
    def opened(request: HttpRequest, campaign: Campaign, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(may_manage(request.acting, campaign))
        return view(request, CampaignLines(campaign), outline_here(campaign, pk), *args, **kwargs)

    return campaign_page(opened)


def participant(lines: CampaignLines, unit_id: int) -> Unit:
    """A unit that takes or took part; 404 for every other."""
    row = lines.row_of(unit_id)
    if row is None:
        raise Http404(_("This unit does not take part in the campaign."))
    return row.unit


__all__ = ["REFUSED", "Desk", "managing", "outline_here", "overseeing", "participant", "report_of", "writing"]
