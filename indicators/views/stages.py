"""Các giai đoạn: each stage with its days, where it stands, how many units are done, who was given longer."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.choices import STAGES, Status
from campaigns.domain.stages import extend_stage, set_stage_dates
from campaigns.models import Campaign, StageDates, StageExtension
from campaigns.permissions import may_change_plan
from campaigns.views.opening import for_those, names_spared
from common.faults import Faults
from common.permissions import require
from indicators.forms.evidence import as_form_errors
from indicators.forms.stages import StageExtensionForm, StageForm
from indicators.permissions import oversees
from indicators.queries.lines import CampaignLines
from indicators.queries.reports import outlines_of, registers
from indicators.queries.stage_progress import stage_rows
from indicators.review_permissions import may_read_reviews
from indicators.views.opening import campaign_page

REFUSED = 422


@require_safe
@login_required
@campaign_page
@names_spared
def stages(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    lines, actor, today = CampaignLines(campaign), request.acting.actor(), localdate()
    require(may_read_reviews(actor, lines))
    unit = request.acting.unit
    context = {
        "campaign": campaign,
        "rows": stage_rows(lines, on=today, own=unit),
        "phases": _phases(lines),
        "today": today,
        "manages": may_change_plan(request.acting, campaign).allowed,
        "sees_all": actor.is_it or oversees(actor, lines),
    }
    return render(request, "stages/stages.html", context)


def _phases(lines: CampaignLines) -> list[dict[str, object]]:
    """The parts of the plan, each with the reports received in it."""
    today = localdate()
    by_phase = {outline.phase: outline for outline in outlines_of(lines) if outline.phase}
    found = {one.outline.phase: one for one in registers(lines, list(by_phase.values()), today=today)}
    phases = lines.campaign.phases.all()
    return [{"phase": phase, "register": found.get(phase.code)} for phase in phases]


def _stage(given: str) -> Status:
    if given not in STAGES:
        raise Http404(_("The plan of this campaign has no such stage."))
    return Status(given)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_change_plan)
def stage_dates(request: HttpRequest, campaign: Campaign, stage: str) -> HttpResponse:
    """POST sets or shifts the days; a shift says why."""
    name, lines = _stage(stage), CampaignLines(campaign)
    held = lines.stages.dates.get(name)
    initial = {"opens": held.opens, "closes": held.closes} if held else {}
    form = StageForm(request.POST or None, initial=initial)
    told = {"actor": request.acting.actor(), "campaign": campaign, "stage": name, "at": now()}
    sentence = _("The days of “%(stage)s” have been set.") % {"stage": name.label}
    if form.is_valid() and kept(request, form, sentence, lambda: set_stage_dates(**told, **form.cleaned_data)):
        return redirect("stages", campaign.code)
    history = StageDates.objects.filter(campaign=campaign, stage=name).select_related("made_by").order_by("-pk")
    context = {"campaign": campaign, "stage": name, "form": form, "history": history, "is_set": held is not None}
    return render(request, "stages/dates.html", context, status=REFUSED if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_change_plan)
@names_spared
def stage_extend(request: HttpRequest, campaign: Campaign, stage: str) -> HttpResponse:
    """POST gives one unit longer."""
    name, lines = _stage(stage), CampaignLines(campaign)
    form = StageExtensionForm(lines, request.POST or None)
    told = {"actor": request.acting.actor(), "campaign": campaign, "stage": name, "at": now()}
    sentence = _("The unit was given longer in “%(stage)s”.") % {"stage": name.label}
    if form.is_valid() and kept(
        request, form, sentence, lambda: extend_stage(unit=form.chosen, granted=form.granted(), **told)
    ):
        return redirect("stages", campaign.code)
    given = StageExtension.objects.filter(campaign=campaign, stage=name).select_related("unit", "made_by")
    context = {"campaign": campaign, "stage": name, "form": form, "given": given.order_by("-pk")}
    context["closes"] = lines.stages.closes(name)
    return render(request, "stages/extend.html", context, status=REFUSED if form.errors else 200)


def kept(request: HttpRequest, form: Form, sentence: str, act: Callable[[], object]) -> bool:
    """Runs one act; what is refused stands at the field it concerns."""
    try:
        act()
    except Faults as faults:
        as_form_errors(form, faults.faults)
        return False
    messages.success(request, sentence)
    return True
