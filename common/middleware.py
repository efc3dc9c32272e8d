"""What every later layer and every view may rely on."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.defaults import bad_request

from common.trace import request_id, sane_or_new

logger = logging.getLogger(__name__)
TOO_LONG = "22001"  # string_data_right_truncation


class RequestIdMiddleware:
    """Accepts a sane ``X-Request-ID`` or makes one, and returns it with the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(sane_or_new(request.headers.get("X-Request-ID", "")))
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id.get()
            return response
        finally:
            request_id.reset(token)


class PrivateMiddleware:
    """What was answered to somebody in particular is theirs: no proxy keeps it, and a browser asks before showing it
    again. An answer that says more about keeping is left as it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_known = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
        if (is_known or response.cookies) and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-cache"
        return response


class UnstorableMiddleware:
    """What PostgreSQL cannot store – a NUL, a text longer than its column – is a bad request and no fault of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only where the page fell over it: forms refuse it at its field, in better words."""
        if _is_too_long(exception):
            logger.warning("A text that no form refused was longer than its column: %s", request.path)
            return bad_request(request, exception)
        is_nul = isinstance(exception, ValueError | DataError) and any(map(_holds_nul, (request.GET, request.POST)))
        return bad_request(request, exception) if is_nul else None


def _is_too_long(exception: Exception) -> bool:
    return isinstance(exception, DataError) and getattr(exception.__cause__, "pgcode", "") == TOO_LONG


def _holds_nul(fields: QueryDict) -> bool:
    return any("\x00" in text for name, values in fields.lists() for text in (name, *values))
