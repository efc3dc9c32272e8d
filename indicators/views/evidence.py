"""Evidence: the documents of a unit in one list, and their files served inert to those who may read them."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from common.transfers import handed_out
from indicators.domain.evidence import may_read
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
    return handed_out(found.file, found.file_name)
