"""Files on their way in and out: an upload checked and forgotten where it is refused, kept bytes handed out inert."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import gettext as _

from common.domain.vault import Parcel, discard, path_of, receive
from common.models import StoredFile


@contextmanager
def received(request: HttpRequest, name: str = "file") -> Iterator[Parcel | None]:
    """The upload under that name, checked; forgotten where what it belongs to is refused."""
    upload = request.FILES.get(name)
    parcel = receive(upload.chunks(), upload.name or "") if upload else None
    try:
        yield parcel
    except BaseException:
        if parcel:
            discard(parcel)
        raise


def handed_out(stored: StoredFile, name: str) -> FileResponse:
    """Whatever somebody uploaded: saved, never shown or run in the page's own name."""
    path = path_of(stored)
    if path is None:
        raise Http404(_("The file is not on this server any more. Tell the administrator."))
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name)
    response["Content-Type"] = stored.content_type
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
