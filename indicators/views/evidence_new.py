"""Registering a document: its file or reference, and the lines and periods it is for, all or nothing."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.domain.vault import Parcel
from common.faults import Faults
from common.filetypes import ENDINGS
from common.transfers import received
from indicators.domain.evidence import add_evidence, link
from indicators.forms.evidence import EvidenceForm, Offered, Target, as_form_errors, chosen_targets, target_value
from indicators.views.desk import Desk, reporting
from indicators.views.evidence_targets import offered_targets, target_groups
from indicators.views.grid_again import sent_back_url
from indicators.views.grid_cell import cell_url

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@reporting
def evidence_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Register a document; ``?line=&period=`` ticks what it is for."""
    form = EvidenceForm(request.POST or None)
    offered = offered_targets(desk)
    chosen = chosen_targets(offered, request.POST.getlist("to"))
    if request.method == "POST" and form.is_valid() and _kept(request, desk, form, chosen):
        return redirect(_way_back(request, desk, chosen))
    return _form_page(request, desk, form, offered)


def _kept(request: HttpRequest, desk: Desk, form: EvidenceForm, chosen: list[Target]) -> bool:
    """All or nothing: a document that cannot be tied is not registered, its file is forgotten."""
    try:
        if not chosen:
            raise Faults(_("Tick at least one criterion that the document supports."))
        with received(request) as parcel:
            _register(desk, form, parcel, chosen)
    except Faults as faults:
        as_form_errors(form, faults.faults)
        return False
    messages.success(request, _("The document has been registered."))
    return True


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
        **target_groups(desk, offered, ticked),
        "endings": ", ".join(ENDINGS),
        "accept": ",".join(ENDINGS),
        "megabytes": settings.EVIDENCE_MAX_BYTES // 2**20,
        "had_file": bool(request.FILES),
    }
    return render(request, "indicators/evidence_new.html", context, status=REFUSED if form.errors else 200)


def _way_back(request: HttpRequest, desk: Desk, chosen: list[Target]) -> str:
    """To the cell it came from; else to a figure sent back that is now answered; else to the list."""
    line, period = request.GET.get("line", ""), request.GET.get("period", "")
    if line and period:
        return cell_url(desk, desk.line(line), period)
    return sent_back_url(desk, chosen) or reverse("evidence_list", args=[desk.campaign.code])
