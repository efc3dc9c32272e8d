"""Sơ kết: reviews with their snapshot, the commended and what is to be put right; every task and what became of it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import Campaign
from campaigns.permissions import may_change_plan, may_manage
from campaigns.views.opening import done, for_those, names_spared
from common.permissions import require
from indicators.choices import TaskActKind
from indicators.domain.reviews import act_on_task, assign_task, commend, hold_review, take_back_commendation
from indicators.forms.stages import CommendForm, ReviewForm, TaskActForm, TaskForm
from indicators.models import Commendation, Review, Task
from indicators.queries.lines import CampaignLines
from indicators.review_permissions import (
    may_answer_task,
    may_read_all_tasks,
    may_read_reviews,
    may_read_tasks_of,
    review_is_open,
    tasks_are_open,
)
from indicators.views.opening import campaign_page
from indicators.views.stages import REFUSED, kept


@require_safe
@login_required
@campaign_page
def reviews(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    require(may_read_reviews(request.acting.actor(), CampaignLines(campaign)))
    rows = Review.objects.filter(campaign=campaign).select_related("snapshot", "made_by").order_by("-pk")
    manages = may_manage(request.acting, campaign).allowed and review_is_open(campaign).allowed
    context = {"campaign": campaign, "rows": rows, "form": ReviewForm() if manages else None}
    return render(request, "stages/reviews.html", context)


@require_POST
@for_those(may_manage)
def review_new(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """POST ``name``: the board is frozen under it."""
    form = ReviewForm(request.POST)
    told = {"actor": request.acting.actor(), "campaign": campaign, "at": now()}
    sentence = _("The figures have been frozen for the review.")
    if form.is_valid() and kept(request, form, sentence, lambda: hold_review(**told, **form.cleaned_data)):
        return redirect("review", campaign.code, Review.objects.filter(campaign=campaign).latest("pk").pk)
    rows = Review.objects.filter(campaign=campaign).select_related("snapshot", "made_by").order_by("-pk")
    return render(request, "stages/reviews.html", {"campaign": campaign, "rows": rows, "form": form}, status=REFUSED)


@require_safe
@login_required
@campaign_page
@names_spared
def review(request: HttpRequest, campaign: Campaign, pk: int) -> HttpResponse:
    return _review_page(request, campaign, _found(campaign, pk))


def _found(campaign: Campaign, pk: int) -> Review:
    found = get_object_or_404(Review.objects.select_related("snapshot"), campaign=campaign, pk=pk)
    found.campaign = campaign
    return found


def _review_page(request: HttpRequest, campaign: Campaign, found: Review, **forms: Any) -> HttpResponse:
    lines, actor = CampaignLines(campaign), request.acting.actor()
    require(may_read_reviews(actor, lines))
    sees_all = bool(may_read_all_tasks(actor, lines))
    tasks = found.tasks.select_related("unit").order_by("due", "pk")
    manages = may_change_plan(request.acting, campaign).allowed
    context = {
        "campaign": campaign, "review": found, "today": localdate(), "manages": manages,
        "commended": found.commendations.filter(taken_back_at=None).select_related("unit").order_by("pk"),
        "tasks": tasks if sees_all else tasks.filter(unit=request.acting.unit),
        "commend_form": forms.get("commend") or (CommendForm(lines, auto_id="c_%s") if manages else None),
        "task_form": forms.get("task") or (TaskForm(lines, auto_id="t_%s") if manages else None),
    }  # fmt: skip
    return render(request, "stages/review.html", context, status=REFUSED if forms else 200)


@require_POST
@for_those(may_change_plan)
def review_commend(request: HttpRequest, campaign: Campaign, pk: int) -> HttpResponse:
    found = _found(campaign, pk)
    form = CommendForm(CampaignLines(campaign), request.POST, auto_id="c_%s")
    told = {"actor": request.acting.actor(), "review": found, "at": now()}
    sentence = _("Noted among the commended.")
    if form.is_valid() and kept(
        request, form, sentence, lambda: commend(unit=form.chosen, praised=form.praised(), **told)
    ):
        return redirect("review", campaign.code, pk)
    return _review_page(request, campaign, found, commend=form)


@require_POST
@for_those(may_change_plan)
def commendation_end(request: HttpRequest, campaign: Campaign, pk: int) -> HttpResponse:
    found = get_object_or_404(Commendation.objects.select_related("review__campaign"), review__campaign=campaign, pk=pk)
    told = {"actor": request.acting.actor(), "commendation": found, "at": now()}
    done(request, _("Taken back."), lambda: take_back_commendation(**told))
    return redirect("review", campaign.code, found.review_id)


@require_POST
@for_those(may_change_plan)
def review_task(request: HttpRequest, campaign: Campaign, pk: int) -> HttpResponse:
    found = _found(campaign, pk)
    form = TaskForm(CampaignLines(campaign), request.POST, auto_id="t_%s")
    told = {"actor": request.acting.actor(), "campaign": campaign, "review": found, "at": now()}
    sentence = _("The task is among the unit's duties now.")
    if form.is_valid() and kept(
        request, form, sentence, lambda: assign_task(unit=form.chosen, assigned=form.assigned(), **told)
    ):
        return redirect("review", campaign.code, pk)
    return _review_page(request, campaign, found, task=form)


@require_safe
@login_required
@campaign_page
@names_spared
def tasks(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Of all units for those who run the campaign, else of the own one."""
    lines, actor = CampaignLines(campaign), request.acting.actor()
    require(may_read_reviews(actor, lines))
    rows = Task.objects.filter(campaign=campaign).select_related("unit").order_by("due", "pk")
    sees_all = bool(may_read_all_tasks(actor, lines))
    show = request.GET.get("show", "")
    rows = rows if sees_all else rows.filter(unit=request.acting.unit)
    shown = rows.filter(state=show) if show in ("open", "done", "confirmed", "dropped") else rows
    context = {"campaign": campaign, "rows": shown[:500], "today": localdate(), "sees_all": sees_all}
    return render(request, "stages/tasks.html", context | {"shows": _shows(list(rows), show)})


def _shows(rows: list[Task], chosen: str) -> list[dict[str, object]]:
    names = {
        "": _("All"), "open": _("To be done"), "done": _("Waiting for confirmation"), "confirmed": _("Confirmed"),
    }  # fmt: skip
    counts = {key: sum(row.state == key or not key for row in rows) for key in names}
    return [
        {"label": name, "count": counts[key], "url": f"?show={key}" if key else "?", "is_current": key == chosen}
        for key, name in names.items()
        if counts[key] or key == chosen
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@campaign_page
@names_spared
def task(request: HttpRequest, campaign: Campaign, pk: int) -> HttpResponse:
    """GET the task and what was said of it; POST ``kind`` with a note."""
    found = get_object_or_404(Task.objects.select_related("unit", "review"), campaign=campaign, pk=pk)
    found.campaign = campaign
    actor = request.acting.actor()
    require(may_read_tasks_of(actor, CampaignLines(campaign), found.unit))
    answers, manages = bool(may_answer_task(actor, found)), may_manage(request.acting, campaign).allowed
    form = TaskActForm(request.POST or None)
    if request.method == "POST":
        kind = TaskActKind(request.POST.get("kind") if request.POST.get("kind") in TaskActKind.values else "done")
        require(may_answer_task(actor, found) if kind == TaskActKind.DONE else may_manage(request.acting, campaign))
        told = {"actor": actor, "task": found, "kind": kind, "at": now()}
        if form.is_valid() and kept(request, form, _("Kept."), lambda: act_on_task(**told, **form.cleaned_data)):
            return redirect("task", campaign.code, pk)
    context = {
        "campaign": campaign, "task": found, "form": form, "today": localdate(),
        "acts": found.acts.select_related("made_by").order_by("-pk"),
        "is_open": tasks_are_open(campaign).allowed, "answers": answers, "manages": manages,
    }  # fmt: skip
    return render(request, "stages/task.html", context, status=REFUSED if form.errors else 200)
