"""The first page: what is published, for everybody; for those who signed in, what they owe."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from campaigns.choices import RESULT
from campaigns.queries.visible import visible_to


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("todo")
    campaigns = list(visible_to(request.acting).order_by("-end", "code"))
    request.is_demo = any(campaign.is_demo for campaign in campaigns)
    results = [campaign for campaign in campaigns if campaign.status in RESULT]
    running = [campaign for campaign in campaigns if campaign.status not in RESULT]
    return render(request, "pages/home.html", {"results": results, "running": running})
