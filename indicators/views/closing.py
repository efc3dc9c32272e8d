"""Before closing: lines without data, whom each decision hits, and the decision."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.models import Campaign
from campaigns.permissions import may_manage
from campaigns.views.opening import done, for_those, names_spared
from indicators.choices import MissingChoice
from indicators.domain.closing import decide_missing
from indicators.queries.lines import CampaignLines
from indicators.queries.missing import decisions, without_data
from units.queries.naming import brief_name

PREFIX = "line-"


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_manage)
@names_spared
def closing(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """GET: the gaps. POST ``line-<code>`` = zero or exclude for the lines decided now."""
    if request.method == "POST":
        posted = {key.removeprefix(PREFIX): value for key, value in request.POST.items() if key.startswith(PREFIX)}
        act = {"actor": request.acting.actor(), "campaign": campaign, "at": timezone.now()}
        done(request, _("The decisions have been saved."), lambda: decide_missing(choices=posted, **act))
        return redirect("closing", campaign.code)
    gaps = without_data(CampaignLines(campaign))
    decided = decisions(campaign)
    rows = [(line, [brief_name(row.unit) for row in hit], decided.get(line.code)) for line, hit in gaps.items()]
    context = {"campaign": campaign, "rows": rows, "choices": MissingChoice.choices}
    return render(request, "indicators/closing.html", context)
