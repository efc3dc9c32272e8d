"""The first page: what is published, for everybody; for those who signed in, what they owe."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from campaigns.queries.visible import visible_to


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("todo")
    campaigns = visible_to(request.acting).order_by("-start", "code")
    return render(request, "pages/home.html", {"campaigns": campaigns})
