"""What every later layer and every view may rely on."""

from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.defaults import bad_request

from common.trace import request_id, sane_or_new


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


class NulMiddleware:
    """A NUL in a field, which PostgreSQL cannot store and nobody types, is a bad request and no fault of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only where the page fell over it: forms refuse it at its field, in better words."""
        is_nul = isinstance(exception, ValueError | DataError) and any(map(_holds_nul, (request.GET, request.POST)))
        return bad_request(request, exception) if is_nul else None


def _holds_nul(fields: QueryDict) -> bool:
    return any("\x00" in text for name, values in fields.lists() for text in (name, *values))
