"""Submitting a unit's figures: what goes, what is missing, and whose act it is."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.views.opening import done
from common.faults import Faults
from common.permissions import Answer, require
from indicators import permissions
from indicators.domain.submission import Submitted, announce, submit
from indicators.models import Criterion
from indicators.queries.contacts import contacts
from indicators.queries.papers import paper_of
from indicators.queries.submitting import Offer, offers
from indicators.views.desk import Desk, reporting
from units.choices import Role

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@reporting
def grid_submit(request: HttpRequest, desk: Desk) -> HttpResponse:
    """GET lists what would go (``?period=`` ticks it); POST submits the ticked periods as they were shown."""
    ticked = request.POST.getlist("period") if request.method == "POST" else request.GET.getlist("period")
    found = offers(desk.lines, desk.unit, today=desk.today, wanted=ticked)
    if request.method == "POST":
        return _submitted(request, desk, found, ticked)
    return _page(request, desk, found, ticked)


def _submitted(request: HttpRequest, desk: Desk, found: list[Offer], ticked: list[str]) -> HttpResponse:
    chosen = [offer for offer in found if offer.period.code in ticked]
    fault = _not_as_shown(request, chosen)
    if fault:
        return _page(request, desk, found, ticked, [fault])
    try:
        outcome = submit(actor=desk.actor, lines=desk.lines, unit=desk.unit, cells=_cells(request, chosen), at=desk.at)
    except Faults as faults:
        return _page(request, desk, found, ticked, [fault.message for fault in faults.faults])
    _tell(request, outcome, sum(offer.submitted for offer in chosen))
    return redirect("grid", desk.campaign.code)


@require_POST
@reporting
def grid_ready(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Of those who enter and may not submit: the head is told that the ticked periods are entered."""
    require(permissions.is_open(desk.seat))
    ticked = request.POST.getlist("period")
    found = offers(desk.lines, desk.unit, today=desk.today, wanted=ticked)
    chosen = [offer for offer in found if offer.period.code in ticked]
    fault = _not_as_shown(request, chosen)
    if fault:
        return _page(request, desk, found, ticked, [fault])
    cells = [(figure.line, figure.period) for offer in chosen for figure in offer.drafts]
    told = {"actor": desk.actor, "lines": desk.lines, "unit": desk.unit, "cells": cells, "at": desk.at}
    done(request, _("It stands in the head's list of things to do until it is submitted."), lambda: announce(**told))
    return redirect("grid_submit", desk.campaign.code)


def _not_as_shown(request: HttpRequest, chosen: Sequence[Offer]) -> str:
    """The head signs what was on the screen. Nothing left to submit is no change: another tab was faster."""
    if not chosen:
        return _("Tick at least one period.")
    changed = [offer.name for offer in chosen if offer.drafts and request.POST.get(_seen(offer)) != offer.seen]
    if changed:
        return _("Figures of %(periods)s changed since this page was opened. Look again, then submit.") % {
            "periods": ", ".join(changed)
        }
    return ""


def _seen(offer: Offer) -> str:
    return f"seen-{offer.period.code}"


def _cells(request: HttpRequest, chosen: Sequence[Offer]) -> list[tuple[Criterion, str]]:
    figures = [figure for offer in chosen for figure in offer.drafts]
    again = set(request.POST.getlist("again"))
    figures += [one for offer in chosen for one in offer.returned if str(one.cell.latest_id) in again]
    return [(figure.line, figure.period) for figure in figures]


def _tell(request: HttpRequest, outcome: Submitted, before: int) -> None:
    if outcome.now:
        text = ngettext(
            "%(count)s figure has been submitted and waits for appraisal.",
            "%(count)s figures have been submitted and wait for appraisal.",
            outcome.now,
        )
        messages.success(request, text % {"count": outcome.now})
    elif before or outcome.already:
        messages.info(request, _("These figures had been submitted already; nothing was submitted twice."))
    else:
        messages.info(request, _("There was nothing to submit: no figure has been entered for these periods."))


def _page(
    request: HttpRequest, desk: Desk, found: list[Offer], ticked: Sequence[str], faults: Sequence[str] = ()
) -> HttpResponse:
    may, paper = _may_submit(desk)
    context: dict[str, Any] = {
        "desk": desk,
        "campaign": desk.campaign,
        "offers": found,
        "ticked": ticked,
        "faults": faults,
        "may": may,
        "paper": paper,
        "heads": [] if may else contacts([desk.unit], [Role.HEAD]).get(desk.unit.pk, []),
        "can_submit": any(offer.drafts or offer.returned for offer in found),
        "can_announce": not may and desk.is_open and any(offer.drafts and not offer.announced for offer in found),
        "grid_url": reverse("grid", args=[desk.campaign.code]),
    }
    return render(request, "indicators/submit.html", context, status=REFUSED if faults else 200)


def _may_submit(desk: Desk) -> tuple[Answer, Any]:
    paper = paper_of(desk.actor, desk.today)
    answer = permissions.may_submit(desk.actor, desk.seat, desk.unit, is_authorised=paper is not None)
    return answer, None if desk.actor.holds(Role.HEAD) else paper
