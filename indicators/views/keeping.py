"""A published page as visitors read it: the same bytes for all of them, kept in the process, revalidated by ETag."""

import gzip
import hashlib
import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from campaigns.models import Campaign
from common.kept import Kept
from indicators.models import Scoreboard, Snapshot

View = Callable[..., HttpResponse]
LONGEST_QUERY = 200
ACCEPT_LANGUAGE = "HTTP_ACCEPT_LANGUAGE"
VARY = "Cookie, Accept-Language, Accept-Encoding"
_TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of bytes that serve everybody, plain and compressed, and what it follows from."""

    plain: bytes
    small: bytes
    etag: str
    language: str
    code: str
    version: Hashable

    @classmethod
    def of(cls, content: bytes, code: str, version: Hashable) -> "Page":
        # No token and no person stand in it, so compressing it gives nothing away.
        small, tag = gzip.compress(content, 6), hashlib.sha256(content).hexdigest()[:32]
        # Weak: it names the page, whichever way the bytes are packed.
        return cls(content, small, f'W/"{tag}"', get_language() or "", code, version)

    @property
    def stands(self) -> bool:
        return _version(self.code) == self.version

    def answer(self, request: HttpRequest) -> HttpResponse:
        is_small = _TAKES_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) is not None
        response = HttpResponse(self.small if is_small else self.plain)
        if is_small:
            response["Content-Encoding"] = "gzip"
        response["ETag"], response["Cache-Control"], response["Vary"] = self.etag, "no-cache", VARY
        response["Content-Language"], response["Content-Length"] = self.language, str(len(response.content))
        if "HTTP_IF_NONE_MATCH" in request.META:
            return get_conditional_response(request, etag=self.etag, response=response) or response
        return response


PAGES: Kept[Page] = Kept(most=60, seconds=30)
# The same pages by what a browser sends, before anything is worked out from it.
ASKED: Kept[Page] = Kept(most=300, seconds=30)
# How long a visitor may read what a publication has just replaced.
VERSIONS: Kept[Hashable] = Kept(most=1000, seconds=0.5)


class KeptPagesMiddleware:
    """Answers a visitor's page that stands from memory, ahead of session, language and routing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        page = ASKED.find(_asked(request)) if _is_shareable(request) else None
        return page.answer(request) if page is not None and page.stands else self.get_response(request)


def kept_for_visitors(view: View) -> View:
    """Visitors without a session share the bytes of a page; everybody else passes through."""

    @wraps(view)
    def answered(request: HttpRequest, code: str) -> HttpResponse:
        if not _is_shareable(request):
            return view(request, code)
        version = _version(code)
        key = (request.path, request.META.get("QUERY_STRING", ""), get_language(), version)
        page = PAGES.find(key)
        if page is None:
            request.is_shared = True  # type: ignore[attr-defined]  # read by the frame: no token stands in these bytes
            response = view(request, code)
            if response.status_code != 200:
                return response
            page = PAGES.keep(key, Page.of(response.content, code, version))
        return ASKED.keep(_asked(request), page).answer(request)

    return answered


def _asked(request: HttpRequest) -> tuple[str, ...]:
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return request.path_info, language, *(request.META.get(name, "") for name in ("QUERY_STRING", ACCEPT_LANGUAGE))


def _version(code: str) -> Hashable:
    return VERSIONS.get(code, lambda: version_of(code))


def _is_shareable(request: HttpRequest) -> bool:
    if request.method not in ("GET", "HEAD") or max(map(len, _asked(request))) > LONGEST_QUERY:
        return False
    return not {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()


def version_of(code: str) -> Hashable:
    """Everything a visitor's board follows from: the campaign's settings, what is published, the board in force."""
    campaign = Campaign.objects.filter(code=code).values_list("pk", "definition_id", "status", *SETTINGS).first()
    if campaign is None:
        return "none"
    snapshots = Snapshot.objects.filter(campaign=campaign[0]).values_list("pk", "published_at").order_by("pk")
    boards = Scoreboard.objects.filter(campaign=campaign[0], is_live=True).values_list("pk", "version")
    return campaign, tuple(snapshots), tuple(boards)


SETTINGS = ("visibility", "public_detail", "overall_order", "is_practice", "demo_seed")
