"""First in the chain: what every later layer may rely on."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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
