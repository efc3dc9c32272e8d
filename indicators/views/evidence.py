"""Evidence: files and references of a unit, tied to many lines at once, served inert to those who may read them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.period_names import period_name
from campaigns.views.opening import done
from common.faults import Faults
from common.permissions import require
from indicators.domain.evidence import add_evidence, link, may_read, unlink
from indicators.domain.vault import Parcel, discard, path_of, receive
from indicators.filetypes import ENDINGS
from indicators.forms.evidence import EvidenceForm, Offered, Target, as_form_errors, chosen_targets, target_value
from indicators.models import Evidence
from indicators.queries.evidence import documents, still_due, targets
from indicators.views.desk import Desk, reporting
from indicators.views.grid_cell import cell_url

REFUSED = 422
PERIODS = 8


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


@require_http_methods(["GET", "HEAD", "POST"])
@reporting
def evidence_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Register a document; ``?line=&period=`` ticks what it is for."""
    form = EvidenceForm(request.POST or None)
    offered = _offered(desk)
    chosen = chosen_targets(offered, request.POST.getlist("to"))
    if request.method == "POST" and form.is_valid() and _kept(request, desk, form, chosen):
        return redirect(_way_back(request, desk))
    return _form_page(request, desk, form, offered)


def _kept(request: HttpRequest, desk: Desk, form: EvidenceForm, chosen: list[Target]) -> bool:
    """All or nothing: a document that cannot be tied is not registered, its file is forgotten."""
    try:
        if not chosen:
            raise Faults(_("Tick at least one criterion that the document supports."))
        with _received(request) as parcel:
            _register(desk, form, parcel, chosen)
    except Faults as faults:
        as_form_errors(form, faults.faults)
        return False
    messages.success(request, _("The document has been registered."))
    return True


@contextmanager
def _received(request: HttpRequest) -> Iterator[Parcel | None]:
    """The upload, checked; forgotten where its evidence is refused."""
    upload = request.FILES.get("file")
    parcel = receive(upload.chunks(), upload.name) if upload else None
    try:
        yield parcel
    except BaseException:
        if parcel:
            discard(parcel)
        raise


def _register(desk: Desk, form: EvidenceForm, parcel: Parcel | None, chosen: list[Target]) -> None:
    with transaction.atomic():
        made = add_evidence(actor=desk.actor, unit=desk.unit, reference=form.reference(), parcel=parcel, at=desk.at)
        link(actor=desk.actor, lines=desk.lines, evidence=made, targets=chosen, at=desk.at)


def _form_page(request: HttpRequest, desk: Desk, form: EvidenceForm, offered: list[Offered]) -> HttpResponse:
    asked = f"{request.GET.get('line', '')}:{request.GET.get('period', '')}"
    whole = f"{request.GET.get('line', '')}:"
    values = {target_value(each.line, period) for each in offered for period in each.periods}
    ticked = request.POST.getlist("to") if form.is_bound else [asked if asked in values else whole]
    context = {
        "desk": desk,
        "campaign": desk.campaign,
        "form": form,
        **_groups(desk, offered, ticked),
        "endings": ", ".join(ENDINGS),
        "accept": ",".join(ENDINGS),
        "megabytes": settings.EVIDENCE_MAX_BYTES // 2**20,
        "had_file": bool(request.FILES),
    }
    return render(request, "indicators/evidence_new.html", context, status=REFUSED if form.errors else 200)


def _offered(desk: Desk) -> list[Offered]:
    found = targets(desk.lines, desk.unit, today=desk.today, most=PERIODS)
    return [Offered(line, periods) for line, periods in found]


def _groups(desk: Desk, offered: list[Offered], ticked: list[str]) -> dict[str, Any]:
    """``groups``: a row a line; ``others``: whether some are neither the unit's to enter nor ticked."""
    groups = [_boxes(desk, each, ticked) for each in offered]
    return {"groups": groups, "others": any(not (row["is_own"] or row["is_ticked"]) for row in groups)}


def _boxes(desk: Desk, offered: Offered, ticked: list[str]) -> dict[str, Any]:
    boxes = [(target_value(offered.line, period), period) for period in offered.periods]
    return {
        "line": offered.line,
        "is_own": desk.lines.entered_by(offered.line) == "unit",
        "is_ticked": any(value in ticked for value, _period in boxes),
        "boxes": [
            {"value": value, "is_ticked": value in ticked, "label": period_name(period) if period else ""}
            for value, period in boxes
        ],
    }


def _way_back(request: HttpRequest, desk: Desk) -> str:
    line, period = request.GET.get("line", ""), request.GET.get("period", "")
    return cell_url(desk, desk.line(line), period) if line and period else _list_url(desk)


def _list_url(desk: Desk) -> str:
    return reverse("evidence_list", args=[desk.campaign.code])


@require_http_methods(["GET", "HEAD", "POST"])
@reporting
def evidence_tie(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Tie a document of the unit to further lines and periods."""
    evidence = get_object_or_404(Evidence.objects.select_related("unit"), pk=pk, unit=desk.unit)
    offered = _offered(desk)
    if request.method == "POST":
        chosen = chosen_targets(offered, request.POST.getlist("to"))
        made = _tied(request, desk, evidence, chosen)
        return redirect(_list_url(desk)) if made else redirect(request.path)
    held = set(evidence.links.filter(removed_at__isnull=True).values_list("series_id", "period"))
    ticked = [
        target_value(each.line, period)
        for each in offered
        for period in each.periods
        if (each.line.series_id, period) in held
    ]
    groups = _groups(desk, offered, ticked)
    context = {"desk": desk, "campaign": desk.campaign, "evidence": evidence, **groups}
    return render(request, "indicators/evidence_tie.html", context)


def _tied(request: HttpRequest, desk: Desk, evidence: Evidence, chosen: list[Target]) -> bool:
    if not chosen:
        messages.error(request, _("Tick at least one criterion that the document supports."))
        return False
    told = {"actor": desk.actor, "lines": desk.lines, "evidence": evidence, "targets": chosen, "at": desk.at}
    return done(request, _("The document is tied to what you ticked."), lambda: link(**told))


@require_POST
@reporting
def evidence_untie(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """End one tie; the document stays."""
    told = {"actor": desk.actor, "lines": desk.lines, "link_id": pk, "at": desk.at}
    done(request, _("The document is not tied to this line any more."), lambda: unlink(**told))
    return redirect(_list_url(desk))


@require_safe
@login_required
def evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as an inert download; of a reference without a file what identifies it."""
    found = get_object_or_404(Evidence.objects.select_related("file", "unit"), pk=pk)
    require(may_read(actor=request.acting.actor(), evidence=found))
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
