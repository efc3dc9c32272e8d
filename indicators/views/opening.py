"""What every page under a campaign does first: find it, see whether the reader may know of it, and say so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from campaigns.queries.visible import visible_to

View = Callable[..., HttpResponse]


def campaign_page(view: View) -> View:
    """Passes the campaign named in the address; 404 for those to whom it does not exist."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        campaign = visible_to(request.acting).filter(code=code).select_related("organiser_unit").first()
        if campaign is None and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if campaign is None:
            raise Http404
        request.campaign = campaign
        return view(request, campaign, *args, **kwargs)

    return opened


def require(answer: tuple[bool, str]) -> None:
    """Turns a predicate's (allowed, reason) into the page that says why not."""
    allowed, reason = answer
    if not allowed:
        raise PermissionDenied(reason)
