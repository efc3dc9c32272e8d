"""Xây dựng thang điểm: the criteria of a campaign, from the appendix table to what may be launched."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.choices import Status
from campaigns.domain.revision import Outdated, Unchanged
from campaigns.forms.seen import seen_version, version_of
from campaigns.models import Campaign
from campaigns.permissions import may_change_plan, may_prepare
from campaigns.queries.documents import document_of
from campaigns.queries.readiness import Issue, missing_for
from campaigns.views.opening import address, done, for_those
from common.faults import Faults
from indicators.domain import workshop as verbs
from indicators.forms.tables import table_text
from indicators.queries.plan_rows import plan_tree, rule_words
from indicators.queries.workload import BEARABLE, workload
from indicators.queries.workshop import is_empty
from indicators.workshop import tree
from indicators.workshop.draft import Draft, Item


@require_safe
@for_those(may_prepare)
def workshop(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    return _page(request, campaign)


def _page(request: HttpRequest, campaign: Campaign, **more: Any) -> HttpResponse:
    document = document_of(campaign)
    issues = missing_for(campaign, Status.LAUNCHED, on=timezone.localdate()) if is_draft(campaign) else []
    context = {
        "campaign": campaign,
        "is_empty": is_empty(document),
        "is_draft": is_draft(campaign),
        "tree": plan_tree(campaign, document),
        "steps": [_step(campaign, issue) for issue in issues if issue.is_blocking],
        "hints": [_step(campaign, issue) for issue in issues if not issue.is_blocking],
        "loads": [] if is_empty(document) else workload(campaign)[:6],
        "bearable": BEARABLE,
        "may_change": may_change_plan(request.acting, campaign).allowed,
        **more,
    }
    return render(request, "workshop/workshop.html", context, status=422 if more.get("faults") else 200)


def is_draft(campaign: Campaign) -> bool:
    return campaign.status == Status.DRAFT


def _step(campaign: Campaign, issue: Issue) -> dict[str, Any]:
    """In the shape of components/missing_steps.html; what is mended on this page leads to its place."""
    place = "#tree" if issue.page == "workshop" else address(issue.page, campaign)
    url = "#paste" if issue.code == "no_criteria" else "#confirm" if issue.code == "inference" else place
    return {"done": False, "text": issue.text, "reason": issue.shown_items, "url": url, "verb": issue.verb}


@require_POST
@for_those(may_change_plan)
def preview(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """POST ``table`` or a ``file``: what it would become; nothing is written."""
    pasted = request.POST.get("table", "")
    try:
        text = table_text(pasted, request.FILES.get("file"))
        draft = verbs.propose(campaign, text)
    except Faults as refused:
        return _page(request, campaign, faults=refused.faults, pasted=pasted)
    return _preview(request, campaign, text, draft)


def _preview(
    request: HttpRequest, campaign: Campaign, text: str, draft: Draft, refused: Faults | None = None
) -> HttpResponse:
    context = {
        "campaign": campaign,
        "text": text,
        "draft": draft,
        "rows": [_shown(item) for item in draft.items],
        "faults": refused.faults if refused else [],
        "is_draft": is_draft(campaign),
        "is_empty": is_empty(document_of(campaign)),
        "seen": refused.number if isinstance(refused, Outdated) else seen_version(request) or version_of(campaign),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "workshop/preview.html", context, status=422 if refused else 200)


def _shown(item: Item) -> dict[str, Any]:
    outside = ({"outside_total": True},) if item.is_apart else ()
    understood = item.proposal is not None and item.proposal.understood
    return {"item": item, "rule": rule_words(item.node, outside), "is_understood": understood}


@require_POST
@for_those(may_change_plan)
def accept(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """POST ``table`` and, after launch, ``reason``; ``edit`` names a line to open afterwards."""
    text = request.POST.get("table", "")
    try:
        campaign = verbs.accept(change_of(request, campaign), text)
        messages.success(request, _("The criteria have been taken over as proposals; check and confirm them."))
    except Unchanged as nothing:
        messages.info(request, str(nothing))
    except Faults as refused:
        return _refused(request, campaign, text, refused)
    return _opened(campaign, request.POST.get("edit", ""))


def _opened(campaign: Campaign, edit: str) -> HttpResponse:
    """The line that is to be changed next, else the whole."""
    edited = tree.find(document_of(campaign)["criteria"], edit)
    if edited is not None:
        return redirect("workshop_line", campaign.code, edited.node["code"])
    return redirect("workshop", campaign.code)


def _refused(request: HttpRequest, campaign: Campaign, text: str, refused: Faults) -> HttpResponse:
    """The preview again with what speaks against it; a table that cannot be read at all goes back to its box."""
    try:
        draft = verbs.propose(campaign, text)
    except Faults as unread:
        return _page(request, campaign, faults=unread.faults, pasted=text)
    return _preview(request, campaign, text, draft, refused)


@require_POST
@for_those(may_change_plan)
def confirm(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """POST ``note``: everything proposed is taken on, by name and date."""
    change, note = change_of(request, campaign), request.POST.get("note", "")
    done(request, _("Confirmed under your name."), lambda: verbs.confirm(change, note=note))
    return redirect("workshop", campaign.code)


def change_of(request: HttpRequest, campaign: Campaign) -> verbs.Change:
    reason = request.POST.get("reason", "")
    return verbs.Change(request.acting.actor(), campaign, timezone.now(), reason, seen_version(request))
