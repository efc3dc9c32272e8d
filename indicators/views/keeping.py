"""A published page as visitors read it: the same bytes for all of them, kept in the process, revalidated by ETag."""

import gzip
import hashlib
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
VARY = "Cookie, Accept-Language, Accept-Encoding"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of bytes that serve everybody, plain and compressed."""

    plain: bytes
    small: bytes
    etag: str

    @classmethod
    def of(cls, content: bytes) -> "Page":
        # No token and no person stand in it, so compressing it gives nothing away.
        return cls(content, gzip.compress(content, 6), f'"{hashlib.sha256(content).hexdigest()[:32]}"')

    def answer(self, request: HttpRequest) -> HttpResponse:
        is_small = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
        response = HttpResponse(self.small if is_small else self.plain)
        if is_small:
            response["Content-Encoding"] = "gzip"
        response["ETag"], response["Cache-Control"], response["Vary"] = self.etag, "no-cache", VARY
        if "HTTP_IF_NONE_MATCH" in request.META:
            return get_conditional_response(request, etag=self.etag, response=response) or response
        return response


PAGES: Kept[Page] = Kept(most=60, seconds=30)
# How long a visitor may read what a publication has just replaced.
VERSIONS: Kept[Hashable] = Kept(most=1000, seconds=0.5)


def kept_for_visitors(view: View) -> View:
    """Visitors without a session share the bytes of a page; everybody else passes through."""

    @wraps(view)
    def answered(request: HttpRequest, code: str) -> HttpResponse:
        if not _is_shareable(request):
            return view(request, code)
        version = VERSIONS.get(code, lambda: version_of(code))
        key = (request.path, request.META.get("QUERY_STRING", ""), get_language(), version)
        page = PAGES.find(key)
        if page is not None:
            return page.answer(request)
        request.is_shared = True  # type: ignore[attr-defined]  # read by the frame: no token stands in these bytes
        response = view(request, code)
        return PAGES.keep(key, Page.of(response.content)).answer(request) if response.status_code == 200 else response

    return answered


def _is_shareable(request: HttpRequest) -> bool:
    known = {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()
    return not known and len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY


def version_of(code: str) -> Hashable:
    """Everything a visitor's board follows from: the campaign's settings, what is published, the board in force."""
    campaign = Campaign.objects.filter(code=code).values_list("pk", "definition_id", "status", *SETTINGS).first()
    if campaign is None:
        return "none"
    snapshots = Snapshot.objects.filter(campaign=campaign[0]).values_list("pk", "published_at").order_by("pk")
    boards = Scoreboard.objects.filter(campaign=campaign[0], is_live=True).values_list("pk", "version")
    return campaign, tuple(snapshots), tuple(boards)


SETTINGS = ("visibility", "public_detail", "overall_order", "is_practice", "demo_seed")
