"""Sổ theo dõi đăng ký: received, late, missing by cluster; the days set; the workbook; pledges of the clusters."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.domain.registrations import call_for_registration
from campaigns.models import Block, Campaign
from campaigns.permissions import may_change_plan, may_oversee
from campaigns.queries.grouping import by_block
from campaigns.queries.participants import participants_of
from campaigns.queries.registrations import Standing, call_of, register_of
from campaigns.views.files import reader, workbook
from campaigns.views.opening import campaign_page, for_those, names_spared, say_on_form
from common.calendar import add_working_days
from common.faults import Faults
from common.filetypes import WORD
from common.permissions import ALLOWED, require
from indicators.exports.pledge_docx import write_pledge
from indicators.exports.registrations import registrations_book
from indicators.forms.registration import CallForm
from indicators.queries.pledges import Pledge, counts_of, pledge_of
from units.views.addresses import say_faults

MARKS = {
    "waiting": ("received", "received_late"),
    "returned": ("returned",),
    "confirmed": ("confirmed",),
    "missing": ("missing", "not_due"),
}
USUAL_DAYS = 10


@require_safe
@for_those(may_oversee)
@names_spared
def registration_register(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    rows, show = _rows(campaign), request.GET.get("show", "")
    counts = counts_of(campaign)
    shown = [row for row in rows if _is_shown(row, show)]
    manages = may_change_plan(request.acting, campaign).allowed
    context = {
        "campaign": campaign,
        "call": call_of(campaign),
        "rows": rows,
        "filed": sum(row.filed is not None for row in rows),
        "late": sum(row.filed is not None and row.is_late for row in rows),
        "blocks": [(block, [(row, counts[row.unit.pk]) for row in part]) for block, part in by_block(shown)],
        "shows": _shows(rows, show),
        "manages": manages,
        "call_form": CallForm(initial=_usual(campaign)) if manages else None,
    }
    return render(request, "registration/register.html", context)


def _rows(campaign: Campaign) -> list[Standing]:
    return register_of(campaign, list(participants_of(campaign)), today=localdate())


def _is_shown(row: Standing, show: str) -> bool:
    if show == "late":
        return row.is_late
    return show not in MARKS or row.mark in MARKS[show]


def _shows(rows: list[Standing], chosen: str) -> list[dict[str, object]]:
    names = {
        "": _("All units"),
        "waiting": _("Waiting for an answer"),
        "returned": _("More asked for"),
        "confirmed": _("Confirmed registrations"),
        "late": _("Late registrations"),
        "missing": _("Not received"),
    }
    counted = [(key, name, sum(_is_shown(row, key) for row in rows)) for key, name in names.items()]
    return [
        {"label": name, "count": number, "url": f"?show={key}" if key else "?", "is_current": key == chosen}
        for key, name, number in counted
        if number or key == chosen or not key
    ]


def _usual(campaign: Campaign) -> dict[str, object]:
    """What was said before; else from the first day, for two weeks."""
    call = call_of(campaign)
    if call is not None:
        return {"opens_on": call.opens_on, "due": call.due}
    first = max(campaign.start, localdate())
    return {"opens_on": first, "due": add_working_days(first, USUAL_DAYS)}


@require_POST
@for_those(may_change_plan)
def registration_call(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    form = CallForm(request.POST)
    if form.is_valid():
        try:
            told = {"campaign": campaign, "at": now(), **form.cleaned_data}
            call_for_registration(actor=request.acting.actor(), **told)
            messages.success(request, _("The units find the registration among their duties."))
        except Faults as refused:
            say_on_form(form, refused)
    say_faults(request, form)
    return redirect("registration_register", campaign.code)


@require_safe
@for_those(may_oversee)
@names_spared
def registration_register_file(request: HttpRequest, campaign: Campaign) -> FileResponse:
    book = registrations_book(campaign, _rows(campaign), counts_of(campaign), by=reader(request))
    return workbook(f"{campaign.code}-dang-ky.xlsx", book)


@require_safe
@campaign_page
@names_spared
def pledge(request: HttpRequest, campaign: Campaign, block_id: int) -> HttpResponse:
    """The pledge of a whole cluster on A4, with all heads."""
    found = _pledge(request, campaign, block_id)
    return render(request, "registration/pledge.html", {"campaign": campaign, "pledge": found})


def _pledge(request: HttpRequest, campaign: Campaign, block_id: int) -> Pledge:
    """For the cluster's own units and for those who oversee the campaign."""
    unit = request.acting.unit
    is_own = unit is not None and campaign.participations.filter(unit=unit, block=block_id).exists()
    require(ALLOWED if is_own else may_oversee(request.acting, campaign))
    return pledge_of(campaign, get_object_or_404(Block, campaign=campaign, pk=block_id), today=localdate())


@require_safe
@campaign_page
@names_spared
def pledge_file(request: HttpRequest, campaign: Campaign, block_id: int) -> FileResponse:
    found = _pledge(request, campaign, block_id)
    name = f"{campaign.code}-giao-uoc-{block_id}.docx"
    return FileResponse(write_pledge(found), as_attachment=True, filename=name, content_type=WORD)
