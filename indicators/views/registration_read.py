"""One unit's registration as filed, its versions and what the organiser answered; the print of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.choices import RegistrationState
from campaigns.domain.registrations import confirm_registration, return_registration
from campaigns.models import Campaign, Participation, Registration, RegistrationVersion
from campaigns.permissions import may_change_plan
from campaigns.queries.carrying import carriers
from campaigns.queries.registrations import registration_of, registrations_carried_on, standing_of
from campaigns.queries.works import works_of
from campaigns.views.opening import done, for_those, names_spared
from common.addresses import row_id
from indicators.forms.report import ReturnForm
from indicators.queries.targets import targets_of
from indicators.views.registration_desk import reading, row_here, version_here
from units.models import Unit
from units.queries.naming import unit_name
from units.views.addresses import say_faults


@require_safe
@reading
@names_spared
def registration_read(request: HttpRequest, campaign: Campaign, row: Participation) -> HttpResponse:
    """``?version=`` an earlier one; ``?print`` on A4 for signature."""
    held, today = registration_of(campaign, row.unit), localdate()
    version, versions = version_here(held, request.GET.get("version", ""))
    context = {
        "campaign": campaign,
        "unit": row.unit,
        "registration": held,
        "place": standing_of(campaign, row, today),
        "version": version,
        "versions": versions,
        "targets": targets_of(version).values(),
        "works": {work.terms.work_id: work for work in works_of(campaign, [row.unit], today)},
        "is_own": request.acting.unit is not None and request.acting.unit.pk == row.unit_id,
        "carrier": _carrier(row.unit),
        "before": registrations_carried_on(campaign, row.unit, today),
        **_answering(request, campaign, held, version),
    }
    page = "registration/print.html" if "print" in request.GET and version else "registration/read.html"
    return render(request, page, context)


def _carrier(unit: Unit) -> Unit | None:
    """Who carries it on, where the unit is no more."""
    onward = carriers([unit], localdate())[unit.pk]
    return Unit.objects.get(pk=onward) if onward != unit.pk else None


def _answering(
    request: HttpRequest, campaign: Campaign, held: Registration | None, version: RegistrationVersion | None
) -> dict[str, object]:
    """What a manager may answer to the newest version, while it waits."""
    waits = held is not None and held.state == RegistrationState.FILED and version == held.filed
    may = waits and may_change_plan(request.acting, campaign).allowed
    return {"answers": may, "return_form": ReturnForm() if may else None}


@require_POST
@for_those(may_change_plan)
@names_spared
def registration_confirm(request: HttpRequest, campaign: Campaign, unit_id: int) -> HttpResponse:
    """POST ``version``: the one that was read is in force from now on."""
    row, version = _read(request, campaign, unit_id)
    sentence = _("The registration of %(unit)s is confirmed.") % {"unit": unit_name(row.unit)}
    told = {"actor": request.acting.actor(), "version": version, "at": now()}
    done(request, sentence, lambda: confirm_registration(**told))
    return redirect("registration_read", campaign.code, unit_id)


@require_POST
@for_those(may_change_plan)
@names_spared
def registration_return(request: HttpRequest, campaign: Campaign, unit_id: int) -> HttpResponse:
    """POST ``version`` and a reason: more is asked for about the version that was read."""
    row, version = _read(request, campaign, unit_id)
    form = ReturnForm(request.POST)
    if form.is_valid():
        told = {"actor": request.acting.actor(), "version": version, "at": now(), **form.cleaned_data}
        sentence = _("%(unit)s is asked for more; it is among its duties now.") % {"unit": unit_name(row.unit)}
        done(request, sentence, lambda: return_registration(**told))
    say_faults(request, form)
    return redirect("registration_read", campaign.code, unit_id)


def _read(request: HttpRequest, campaign: Campaign, unit_id: int) -> tuple[Participation, RegistrationVersion]:
    row = row_here(campaign, unit_id)
    rows = RegistrationVersion.objects.filter(registration__campaign=campaign, registration__unit=unit_id)
    found = rows.filter(filed_at__isnull=False).select_related("registration__campaign")
    return row, get_object_or_404(found, pk=row_id(request.POST.get("version", "")) or 0)
