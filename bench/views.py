"""Pages that only the bench opens."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from campaigns.models import Campaign
from indicators.domain.progress import save_draft
from indicators.gauges import Texts
from indicators.queries.lines import CampaignLines
from indicators.values import read_typed
from indicators.views.board import board
from indicators.views.opening import campaign_page


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def cold(request: HttpRequest, code: str) -> HttpResponse:
    """The board as the first reader after a change meets it."""
    return board(request, code)


@campaign_page
def save(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """One cell by the verb the grid uses."""
    lines = CampaignLines(campaign)
    line = lines.line(request.POST["line"])
    saved = save_draft(
        actor=request.acting.actor(),
        lines=lines,
        line=line,
        unit=request.acting.unit,
        period=request.POST["period"],
        typed=read_typed(line, Texts(value=request.POST["value"]), language="vi"),
        based_on_id=int(request.POST["based_on"]) if request.POST["based_on"] else None,
        at=timezone.now(),
    )
    return HttpResponse(str(saved.entry.pk if saved.entry else ""))
