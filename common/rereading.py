"""A page that somebody reads again while nothing in the database has changed: the same bytes, at once.

Everything written anywhere – a figure, a right taken away, a session ended – voids every kept page. What a page
takes from the clock, or from answers that are kept for a while themselves, may be ``SECONDS`` older."""

import threading
from collections.abc import Callable, Hashable
from functools import wraps
from itertools import count
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from common.kept import Kept

View = Callable[..., HttpResponse]
SECONDS = 30
MOST_PAGES = 400
ASKED_BY = (
    *("QUERY_STRING", "HTTP_COOKIE", "HTTP_HOST", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING"),
    *("HTTP_X_FORWARDED_PROTO", "HTTP_HX_REQUEST", "HTTP_HX_TARGET", "HTTP_HX_BOOSTED"),
)
# Where the cookies stand in a key, behind the state and the path.
COOKIES_AT = 2 + ASKED_BY.index("HTTP_COOKIE")
LONGEST = 400_000
PAGES: Kept[tuple[bytes, dict[str, str]]] = Kept(most=MOST_PAGES, seconds=SECONDS)
# Addresses that answered with such a page: no other is worth asking the database for its state.
ADDRESSES: Kept[bool] = Kept(most=2000, seconds=3600)


class RereadingMiddleware:
    """Stands ahead of session and language; what it gives is given to the same cookies only."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        state = database_state() if _is_known(request) else None
        key = (state, request.path_info, *(request.META.get(name, "") for name in ASKED_BY))
        if state is not None and (found := PAGES.find(key)):
            return HttpResponse(found[0], headers=found[1])
        response = self.get_response(request)
        if _may_be_kept(request, response):
            ADDRESSES.keep(request.path_info, answer=True)
            if state is not None:
                PAGES.keep(key, (response.content, dict(response.items())))
        return response


def forget_pages_of(request: HttpRequest) -> None:
    """What this reader's pages show besides the database was renewed: the number of duties in the header."""
    cookies = request.META.get("HTTP_COOKIE", "")
    PAGES.drop(lambda key: key[COOKIES_AT] == cookies)


def rereadable(view: View) -> View:
    """Marks a page that only reads, and follows from the database, the reader's cookies and the address alone."""

    @wraps(view)
    def marked(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response.is_rereadable = True  # type: ignore[attr-defined]  # read by the middleware
        return response

    return marked


def _is_known(request: HttpRequest) -> bool:
    """A signed-in reader without a message to be shown once, at an address that has had such a page."""
    if request.method != "GET" or "HTTP_AUTHORIZATION" in request.META or "HTTP_IF_NONE_MATCH" in request.META:
        return False
    cookies = request.COOKIES
    is_plain = settings.SESSION_COOKIE_NAME in cookies and "messages" not in cookies
    return is_plain and ADDRESSES.find(request.path_info) is not None


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """A whole page that sets no cookie the browser does not send already: Django renews that of the forms each time."""
    if response.status_code != 200 or not getattr(response, "is_rereadable", False) or len(response.content) > LONGEST:
        return False
    return all(request.COOKIES.get(name) == cookie.value for name, cookie in response.cookies.items())


def database_state() -> Hashable | None:
    """Equal for two moments only if nothing was committed between them; None inside a transaction."""
    if connection.in_atomic_block:
        return None
    connection.ensure_connection()
    return _snapshot() if connection.vendor == "postgresql" else _generation()


def _snapshot() -> str:
    """PostgreSQL's own name for what is visible now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return str(cursor.fetchone()[0])


_seen = threading.local()
_numbers = count(1)
_current = [0]


def _generation() -> int:
    """SQLite tells each connection only whether others wrote since *it* asked last; whoever notices starts a new
    generation for all threads, before reading anything."""
    raw = connection.connection
    told = (raw.execute("PRAGMA data_version").fetchone()[0], raw.total_changes)
    if getattr(_seen, "raw", None) is not raw or _seen.told != told:
        _seen.raw, _seen.told = raw, told
        _current[0] = next(_numbers)
    return _current[0]
