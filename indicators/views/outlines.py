"""Asking for a report: its outline made from a phase of the plan or from nothing, and changed."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.forms.seen import seen_version
from campaigns.models import Campaign, Phase
from campaigns.permissions import may_change_plan
from campaigns.views.opening import for_those
from common.faults import Faults
from common.permissions import require
from indicators.domain.outlines import ask_for_report, change_outline
from indicators.forms.evidence import as_form_errors
from indicators.forms.outline import HeadingRow, OutlineForm, initial_of, posted_rows, rows_of, with_spare
from indicators.models import Outline
from indicators.report_permissions import outline_is_open
from indicators.views.report_desk import REFUSED, outline_here


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_change_plan)
def outline_new(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """``?phase=`` begins with what the plan says of that phase."""
    phase = _phase(request, campaign)
    form = OutlineForm(request.POST or None, initial=initial_of(campaign, phase, None))
    rows = posted_rows(request.POST) if form.is_bound else rows_of(None)
    told = {"actor": request.acting.actor(), "campaign": campaign, "phase": phase.code if phase else "", "at": now()}
    if form.is_valid() and _kept(request, form, lambda: ask_for_report(asked=form.asked(rows), **told)):
        return redirect("reports", campaign.code)
    return _page(request, campaign, form, rows, None)


def _phase(request: HttpRequest, campaign: Campaign) -> Phase | None:
    code = request.GET.get("phase", "")
    return get_object_or_404(Phase, campaign=campaign, code=code) if code else None


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_change_plan)
def outline_edit(request: HttpRequest, campaign: Campaign, pk: int) -> HttpResponse:
    outline = outline_here(campaign, pk)
    require(outline_is_open(outline))
    form = OutlineForm(request.POST or None, initial=initial_of(campaign, None, outline))
    rows = posted_rows(request.POST) if form.is_bound else rows_of(outline)
    told = {"actor": request.acting.actor(), "outline": outline, "seen": seen_version(request), "at": now()}
    if form.is_valid() and _kept(request, form, lambda: change_outline(asked=form.asked(rows), **told)):
        return redirect("reports", campaign.code)
    return _page(request, campaign, form, rows, outline)


def _kept(request: HttpRequest, form: OutlineForm, act: Callable[[], Outline]) -> bool:
    try:
        outline = act()
    except Faults as faults:
        as_form_errors(form, faults.faults)
        return False
    messages.success(request, _("“%(name)s” is asked of the units.") % {"name": outline.name})
    return True


def _page(
    request: HttpRequest, campaign: Campaign, form: OutlineForm, rows: list[HeadingRow], outline: Outline | None
) -> HttpResponse:
    version = Outline.objects.values_list("version", flat=True).get(pk=outline.pk) if outline else ""
    context = {"campaign": campaign, "form": form, "rows": with_spare(rows), "outline": outline, "seen": version}
    return render(request, "reports/outline.html", context, status=REFUSED if form.errors else 200)
