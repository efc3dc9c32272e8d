"""Kiểm tra: inspections with their minutes, findings by line; a finding becomes a task or is appraised."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import Campaign
from campaigns.permissions import may_manage
from campaigns.views.opening import for_those, names_spared
from common.faults import Faults
from common.permissions import require
from common.transfers import handed_out, received
from indicators.domain.inspections import record_inspection, task_of_finding
from indicators.forms.evidence import as_form_errors
from indicators.forms.inspections import FindingTaskForm, InspectionForm
from indicators.models import Finding, Inspection
from indicators.permissions import is_verifier_of
from indicators.queries.lines import CampaignLines, series_of
from indicators.queries.waiting_cells import waiting_periods
from indicators.review_permissions import may_read_all_tasks, may_read_inspection, may_read_reviews
from indicators.views.opening import campaign_page
from indicators.views.stages import REFUSED, kept


@require_safe
@login_required
@campaign_page
@names_spared
def inspections(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Of all units for those who run the campaign, else of the own one."""
    lines, actor = CampaignLines(campaign), request.acting.actor()
    require(may_read_reviews(actor, lines))
    rows = Inspection.objects.filter(campaign=campaign).select_related("unit").prefetch_related("findings__task")
    sees_all = bool(may_read_all_tasks(actor, lines))
    rows = rows if sees_all else rows.filter(unit=request.acting.unit)
    context = {"campaign": campaign, "rows": rows.order_by("-held_on", "-pk"), "sees_all": sees_all}
    context["manages"] = may_manage(request.acting, campaign).allowed
    return render(request, "stages/inspections.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_manage)
@names_spared
def inspection_new(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    form = InspectionForm(CampaignLines(campaign), request.POST or None)
    made = _made(request, campaign, form) if form.is_valid() else None
    if made is not None:
        return redirect("inspection", campaign.code, made.pk)
    context = {"campaign": campaign, "form": form, "had_file": bool(request.FILES)}
    return render(request, "stages/inspection_new.html", context, status=REFUSED if form.errors else 200)


def _made(request: HttpRequest, campaign: Campaign, form: InspectionForm) -> Inspection | None:
    told = {"actor": request.acting.actor(), "campaign": campaign, "unit": form.chosen, "at": now()}
    try:
        with received(request) as parcel:
            return record_inspection(visit=form.visit(), found=form.found(), parcel=parcel, **told)
    except Faults as faults:
        as_form_errors(form, faults.faults)
        return None


@require_safe
@login_required
@campaign_page
@names_spared
def inspection(request: HttpRequest, campaign: Campaign, pk: int) -> HttpResponse:
    return _page(request, campaign, _found(request, campaign, pk))


def _found(request: HttpRequest, campaign: Campaign, pk: int) -> Inspection:
    found = get_object_or_404(Inspection.objects.select_related("unit", "file"), campaign=campaign, pk=pk)
    require(may_read_inspection(request.acting.actor(), CampaignLines(campaign), found.unit))
    found.campaign = campaign
    return found


def _page(request: HttpRequest, campaign: Campaign, found: Inspection, bad: int = 0, form: Any = None) -> HttpResponse:
    rows = list(found.findings.select_related("line", "task").order_by("pk"))
    manages = may_manage(request.acting, campaign).allowed
    links = _appraised(request, campaign, found, rows)
    context = {
        "campaign": campaign, "inspection": found, "today": localdate(), "manages": manages,
        "rows": [
            {"finding": row, "links": links.get(row.pk, []), "is_bad": row.pk == bad,
             "form": (form if row.pk == bad else FindingTaskForm(initial={"what": row.text}, auto_id=f"f{row.pk}_%s"))
             if manages and not row.task_id else None}
            for row in rows
        ],
    }  # fmt: skip
    return render(request, "stages/inspection.html", context, status=REFUSED if bad else 200)


def _appraised(
    request: HttpRequest, campaign: Campaign, found: Inspection, rows: list[Finding]
) -> dict[int, list[tuple[str, str]]]:
    """For a verifier of the line the figures that wait, each opening with the minutes cited as the reason."""
    lines, actor, unit = CampaignLines(campaign), request.acting.actor(), found.unit
    mine = {row.pk: row.line for row in rows if row.line and is_verifier_of(actor, lines, row.line, unit)}
    waiting = waiting_periods(unit, [series_of(line) for line in mine.values()]) if mine else {}
    return {
        pk: [
            (code, reverse("queue_case", args=[campaign.code, line.pk, unit.pk, code]) + f"?finding={pk}")
            for code in waiting.get(series_of(line), [])
        ]
        for pk, line in mine.items()
    }


@require_POST
@for_those(may_manage)
@names_spared
def finding_task(request: HttpRequest, campaign: Campaign, finding_id: int) -> HttpResponse:
    """POST what is to be done and by when."""
    rows = Finding.objects.select_related("inspection__unit", "inspection__campaign")
    found = get_object_or_404(rows, inspection__campaign=campaign, pk=finding_id)
    form = FindingTaskForm(request.POST, auto_id=f"f{found.pk}_%s")
    told = {"actor": request.acting.actor(), "finding": found, "at": now()}
    sentence = _("The task is among the unit's duties now.")
    if form.is_valid() and kept(request, form, sentence, lambda: task_of_finding(**told, **form.cleaned_data)):
        return redirect("inspection", campaign.code, found.inspection_id)
    return _page(request, campaign, _found(request, campaign, found.inspection_id), found.pk, form)


@require_safe
@login_required
@campaign_page
def inspection_file(request: HttpRequest, campaign: Campaign, pk: int) -> HttpResponseBase:
    found = get_object_or_404(Inspection.objects.select_related("unit", "file"), campaign=campaign, pk=pk)
    if found.file is None or not may_read_inspection(request.acting.actor(), CampaignLines(campaign), found.unit):
        raise Http404
    return handed_out(found.file, found.file_name)
