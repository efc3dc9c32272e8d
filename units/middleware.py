"""Who acts, and the one thing a new person must do first."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from units.acting import acting_in

# Pages that somebody who signed in with a first-login code may reach before choosing a password.
_BEFORE_PASSWORD = frozenset({"change_password", "sign_out", "sign_in", "set_language", "healthz", "favicon"})


class ActingMiddleware:
    """``request.acting``, looked up when first touched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = SimpleLazyObject(partial(acting_in, request))  # type: ignore[attr-defined]  # ours
        return self.get_response(request)


class FirstPasswordMiddleware:
    """A first-login code opens one page only: the one where it is replaced by a password."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        # Without the cookie nobody has signed in: public pages stay free of the session and its Vary header.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or _may_pass(request):
            return None
        must = request.user.is_authenticated and request.user.must_change_password
        return redirect("change_password") if must else None


def _may_pass(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.url_name in _BEFORE_PASSWORD
