"""Evidence: the documents of a unit in one list, and their files served inert to those who may read them."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.domain.evidence import may_read
from indicators.domain.vault import path_of
from indicators.models import Evidence
from indicators.queries.evidence import documents, still_due
from indicators.views.desk import Desk, reporting


@require_safe
@reporting
def evidence_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    found = documents(desk.lines, desk.unit)
    context = {
        "desk": desk,
        "campaign": desk.campaign,
        "documents": found,
        "due": still_due(desk.lines, desk.unit),
    }
    return render(request, "indicators/evidence_list.html", context)


@require_safe
@login_required
def evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as an inert download; of a reference without a file what identifies it."""
    found = get_object_or_404(Evidence.objects.select_related("file", "unit"), pk=pk)
    if not may_read(actor=request.acting.actor(), evidence=found):
        raise Http404  # as where there is none: numbers tell nobody what exists
    if found.file is None:
        return render(request, "indicators/evidence.html", {"evidence": found})
    path = path_of(found.file)
    if path is None:
        raise Http404(_("The file is not on this server any more. Tell the administrator."))
    return inert(FileResponse(path.open("rb"), as_attachment=True, filename=found.file_name), found.file.content_type)


def inert(response: FileResponse, content_type: str) -> FileResponse:
    """Whatever somebody uploaded: saved, never shown or run in the page's own name."""
    response["Content-Type"] = content_type
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
