"""Phát động đến đơn vị trực thuộc: a unit's own list, ticks of a month, the counts it reports; the register."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from campaigns.domain.sub_launches import add_sub_units, end_sub_unit, launch_on, save_ticks, send_counts
from campaigns.exports.sub_launches import sub_launches_book
from campaigns.forms.sub_launches import LaunchForm, NamesForm, posted_ticks
from campaigns.models import Campaign, Participation, SubLaunch
from campaigns.period_names import period_name
from campaigns.periods import Period
from campaigns.permissions import may_act_for, may_file_for, may_oversee, works_are_open
from campaigns.queries.grouping import by_block
from campaigns.queries.participants import participants_of
from campaigns.queries.sub_launches import Standing, begun, counts_now, launch_of, lines_of, register_of, sent_of
from common.faults import Faults
from common.permissions import Answer, require
from units.queries.authorisations import paper_for

from .files import reader, workbook
from .opening import campaign_page, done, for_those, names_spared, say_on_form

REFUSED = 422


@require_safe
@login_required
@campaign_page
def sub_launch(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    return _page(request, campaign, _row(request, campaign))


def _row(request: HttpRequest, campaign: Campaign) -> Participation:
    unit = request.acting.unit
    row = participants_of(campaign).filter(unit=unit).first() if unit else None
    if row is None:
        raise PermissionDenied(_("The unit you act for does not take part in this campaign."))
    return row


def _acting(request: HttpRequest, campaign: Campaign) -> Participation:
    row = _row(request, campaign)
    require(may_act_for(request.acting.actor(), row.unit, row))
    return row


def _may_launch(request: HttpRequest, row: Participation) -> Answer:
    paper = paper_for(request.user.pk, row.unit_id, localdate())
    return may_file_for(request.acting.actor(), row.unit, row, is_authorised=paper is not None)


def _page(request: HttpRequest, campaign: Campaign, row: Participation, form: Form | None = None) -> HttpResponse:
    launch = launch_of(campaign, row.unit)
    actor, period = request.acting.actor(), _period(request, campaign)
    may = may_act_for(actor, row.unit, row) and works_are_open(campaign)
    context = {
        "campaign": campaign,
        "launch": launch,
        "may": may,
        "may_launch": _may_launch(request, row) and works_are_open(campaign),
        "launch_form": form if isinstance(form, LaunchForm) else LaunchForm(),
        "names_form": form if isinstance(form, NamesForm) else NamesForm(),
        **(_table(campaign, launch, period) if launch else {}),
    }
    return render(request, "campaigns/sub_launch.html", context, status=REFUSED if form else 200)


def _period(request: HttpRequest, campaign: Campaign) -> Period | None:
    """The month asked for, else the newest that has begun."""
    code, periods = request.GET.get("period", ""), begun(campaign, localdate())
    if code and not any(period.code == code for period in periods):
        raise Http404(_("This period has not begun, or is none of the campaign's."))
    return next((period for period in periods if code in ("", period.code)), None)


def _table(campaign: Campaign, launch: SubLaunch, period: Period | None) -> dict[str, object]:
    if period is None:
        return {"lines": [], "period": None, "periods": []}
    return {
        "period": period,
        "periods": _pills(campaign, period),
        "lines": lines_of(launch, period.code),
        "counts": counts_now(launch, period.code),
        "sent": sent_of(launch).get(period.code),
    }


def _pills(campaign: Campaign, here: Period) -> list[dict[str, object]]:
    return [
        {"label": period_name(each.code), "url": f"?period={each.code}", "is_current": each.code == here.code}
        for each in reversed(begun(campaign, localdate()))
    ]


@require_POST
@login_required
@campaign_page
def sub_launch_start(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    row, form = _row(request, campaign), LaunchForm(request.POST)
    require(_may_launch(request, row))
    told = {"campaign": campaign, "unit": row.unit, "at": now()}
    if form.is_valid():
        try:
            launch_on(actor=request.acting.actor(), **told, **form.cleaned_data)
        except Faults as refused:
            say_on_form(form, refused)
        else:
            messages.success(request, _("The campaign is launched on; put your sub-units on the list."))
            return redirect("campaigns:sub_launch", campaign.code)
    return _page(request, campaign, row, form)


@require_POST
@login_required
@campaign_page
def sub_units_add(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    row, form = _acting(request, campaign), NamesForm(request.POST)
    if form.is_valid():
        told = {"campaign": campaign, "unit": row.unit, "kind": form.cleaned_data["kind"], "names": form.lines()}
        try:
            new = add_sub_units(actor=request.acting.actor(), at=now(), **told)
        except Faults as refused:
            say_on_form(form, refused)
        else:
            text = ngettext("%(n)s sub-unit is new on the list.", "%(n)s sub-units are new on the list.", new)
            messages.success(request, text % {"n": new})
            return redirect("campaigns:sub_launch", campaign.code)
    return _page(request, campaign, row, form)


@require_POST
@login_required
@campaign_page
def sub_unit_end(request: HttpRequest, campaign: Campaign, pk: int) -> HttpResponse:
    row = _acting(request, campaign)
    told = {"campaign": campaign, "unit": row.unit, "sub_unit_id": pk, "at": now()}
    done(request, _("Taken off the list."), lambda: end_sub_unit(actor=request.acting.actor(), **told))
    return redirect("campaigns:sub_launch", campaign.code)


@require_POST
@login_required
@campaign_page
def sub_ticks(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """POST the ticks of a ``period``; ``then=send`` reports the counts that follow from them."""
    row, period = _acting(request, campaign), request.POST.get("period", "")
    act = {"actor": request.acting.actor(), "campaign": campaign, "unit": row.unit, "period": period, "at": now()}
    saved = done(request, _("The list has been saved."), lambda: save_ticks(ticked=posted_ticks(request.POST), **act))
    if saved and request.POST.get("then") == "send":
        done(request, _("The counts have been reported to the organiser."), lambda: send_counts(**act))
    known = any(each.code == period for each in begun(campaign, localdate()))
    query = f"?period={period}" if known else ""
    return redirect(reverse("campaigns:sub_launch", args=[campaign.code]) + query)


@require_safe
@for_those(may_oversee)
@names_spared
def sub_launches(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The counts of all units that launched on, of one month."""
    period = _period(request, campaign)
    rows = _register(campaign, period)
    context = {
        "campaign": campaign,
        "period": period,
        "periods": _pills(campaign, period) if period else [],
        "rows": rows,
        "blocks": by_block(rows),
        "counts": _total(rows),
    }
    return render(request, "campaigns/sub_launches.html", context)


def _register(campaign: Campaign, period: Period | None) -> list[Standing]:
    if period is None:
        return []
    return register_of(campaign, list(participants_of(campaign)), period, today=localdate())


def _total(rows: list[Standing]) -> list[dict[str, object]]:
    told = (
        ("taking_part", _("sub-units taking part")),
        ("registered", _("have registered")),
        ("reported", _("have reported")),
        ("good", _("good results")),
    )
    return [
        {"n": sum(getattr(row.count, name) for row in rows if row.count), "label": label, "tone": "", "url": ""}
        for name, label in told
    ]


@require_safe
@for_those(may_oversee)
@names_spared
def sub_launches_file(request: HttpRequest, campaign: Campaign) -> FileResponse:
    period = _period(request, campaign)
    if period is None:
        raise Http404
    book = sub_launches_book(campaign, _register(campaign, period), period, by=reader(request))
    return workbook(f"{campaign.code}-don-vi-truc-thuoc-{period.code}.xlsx", book)
