"""Where a campaign stands, what is still missing for the next step, and the step itself."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from campaigns.choices import Status, path
from campaigns.domain.lifecycle import advance, confirm_inference, next_moves, stages_of
from campaigns.forms.seen import seen_version
from campaigns.models import Campaign, LifecycleAct
from campaigns.permissions import may_change_plan, may_manage, may_prepare
from campaigns.queries.documents import document_of
from campaigns.queries.inference import confirmations, inferred
from campaigns.queries.readiness import Issue, missing_for

from .opening import address, done, for_those, names_spared

VERBS: dict[Status, str | Promise] = {
    Status.LAUNCHED: pgettext_lazy("move", "Launch"),
    Status.RUNNING: pgettext_lazy("move", "Begin"),
    Status.MIDTERM: pgettext_lazy("move", "Go on to the mid-term review"),
    Status.SELF_SCORE: pgettext_lazy("move", "Go on to self-scoring"),
    Status.APPRAISAL: pgettext_lazy("move", "Go on to appraisal"),
    Status.CLUSTER: pgettext_lazy("move", "Go on to the cluster meetings"),
    Status.FINAL: pgettext_lazy("move", "Go on to the final review"),
    Status.CLOSED: pgettext_lazy("move", "Close"),
    Status.PUBLISHED: pgettext_lazy("move", "Publish the results"),
    Status.ARCHIVED: pgettext_lazy("move", "Archive"),
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A state on the campaign's way: where it is now, and the act that brought it there."""

    status: Status
    is_here: bool
    act: LifecycleAct | None


@require_safe
@for_those(may_prepare)
@names_spared
def progress(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    moves = next_moves(campaign)
    issues = missing_for(campaign, moves[0], on=timezone.localdate()) if moves else []
    context = {
        "campaign": campaign,
        "stops": _stops(campaign),
        "steps": [_step(campaign, issue) for issue in issues if issue.is_blocking],
        "hints": [_step(campaign, issue) for issue in issues if not issue.is_blocking],
        "next": moves[0] if moves else None,
        "verb": VERBS[moves[0]] if moves else "",
        "passing": [(move, VERBS[move]) for move in moves[1:]],
        "blocked": _why_blocked(request, campaign, issues),
        "may_manage": may_manage(request.acting, campaign).allowed,
        "may_change_plan": may_change_plan(request.acting, campaign).allowed,
    }
    return render(request, "campaigns/progress.html", context)


def _stops(campaign: Campaign) -> list[Stop]:
    acts = campaign.lifecycle_acts.select_related("made_by").order_by("pk")
    made = {act.to_status: act for act in acts}
    states = path([*stages_of(campaign), campaign.status])
    return [Stop(status, status == campaign.status, made.get(status)) for status in states]


def _step(campaign: Campaign, issue: Issue) -> dict[str, Any]:
    """In the shape of components/missing_steps.html."""
    return {
        "done": False,
        "text": issue.text,
        "reason": issue.shown_items,
        "url": address(issue.page, campaign),
        "verb": issue.verb,
    }


def _why_blocked(request: HttpRequest, campaign: Campaign, issues: list[Issue]) -> str:
    answer = may_manage(request.acting, campaign)
    if not answer:
        return str(answer.reason)
    return " ".join(issue.text for issue in issues if issue.is_blocking)


@require_POST
@for_those(may_manage)
def advance_to(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """POST ``to`` and ``reason``."""
    to, reason = request.POST.get("to", ""), request.POST.get("reason", "")
    if to in Status.values:
        sentence = _("The campaign is now in the state “%(state)s”.") % {"state": Status(to).label}
        move = {"to": to, "reason": reason, "at": timezone.now()}
        done(request, sentence, lambda: advance(actor=request.acting.actor(), campaign=campaign, **move))
    return redirect("campaigns:progress", campaign.code)


@require_safe
@for_those(may_prepare)
def proposals(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    held = confirmations(campaign)
    rows = [(each, held.get(each.subject)) for each in inferred(document_of(campaign))]
    context = {
        "campaign": campaign,
        "rows": rows,
        "open": sum(1 for _each, confirmed in rows if confirmed is None),
        "may_manage": may_manage(request.acting, campaign).allowed,
    }
    return render(request, "campaigns/proposals.html", context)


@require_POST
@for_those(may_change_plan)
def confirm(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """POST ``subject`` (several) and ``note``."""
    given: dict[str, Any] = {"subjects": request.POST.getlist("subject"), "note": request.POST.get("note", "")}
    given |= {"seen": seen_version(request)}
    sentence = _("Confirmed under your name.")
    act = {"actor": request.acting.actor(), "campaign": campaign, "at": timezone.now(), **given}
    done(request, sentence, lambda: confirm_inference(**act))
    return redirect("campaigns:proposals", campaign.code)
