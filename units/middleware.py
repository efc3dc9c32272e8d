"""Who acts, and the one thing a new person must do first."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy

from units.acting import acting_in
from units.queries.naming import unit_name

# Pages that somebody who signed in with a first-login code may reach before choosing a password.
_BEFORE_PASSWORD = frozenset({"change_password", "sign_out", "sign_in", "set_language", "healthz", "favicon"})
# What a person does as themselves, in whichever role.
_WHOEVER = _BEFORE_PASSWORD | {"act_as"}
_OTHER = gettext_lazy(
    "This page was opened for another unit or role; you now act for %(unit)s. Nothing was saved. Choose the unit and"
    " role again at the top right, then send it once more."
)


class ActingMiddleware:
    """``request.acting``, looked up when first touched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = SimpleLazyObject(partial(acting_in, request))  # type: ignore[attr-defined]  # ours
        return self.get_response(request)


class SameActingMiddleware:
    """A page writes for the unit and role it was opened for, whatever another tab has chosen since.

    Pages name their membership in ``acting``: a header of scripts, a field of forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        meant = _meant(request)
        if not meant or not request.user.is_authenticated or _is_free(request):
            return None
        now = request.acting.membership  # type: ignore[attr-defined]  # ours
        if now is not None and meant == str(now.pk):
            return None
        sentence = _OTHER % {"unit": unit_name(now.unit) if now else "—"}
        if "application/json" in request.headers.get("Accept", "") or request.headers.get("HX-Request"):
            return JsonResponse({"message": sentence}, status=412)
        raise PermissionDenied(sentence)


def _meant(request: HttpRequest) -> str:
    """Empty for what changes nothing and for who does not say."""
    if request.method in ("GET", "HEAD", "OPTIONS", "TRACE"):
        return ""
    sent = request.headers.get("X-Acting", "")
    is_form = request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data")
    return sent or (request.POST.get("acting", "") if is_form else "")


def _is_free(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.url_name in _WHOEVER


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
