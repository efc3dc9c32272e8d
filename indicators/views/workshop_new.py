"""A new campaign, from nothing."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.models import Campaign
from campaigns.permissions import may_create
from campaigns.views.opening import say_on_form
from common.faults import Faults
from common.permissions import require
from indicators.domain.starting import start_campaign
from indicators.forms.campaign import NewCampaignForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_campaign(request: HttpRequest) -> HttpResponse:
    """The draft belongs to the unit acted for."""
    require(may_create(request.acting))
    if request.acting.unit is None:
        raise PermissionDenied(_("A campaign belongs to a unit: act for the one that organises it."))
    form = NewCampaignForm(request.POST or None, organiser=request.acting.unit)
    made = _started(request, form) if form.is_valid() else None
    if made is not None:
        return redirect("workshop", made.code)
    return render(request, "workshop/new.html", {"form": form}, status=422 if form.errors else 200)


def _started(request: HttpRequest, form: NewCampaignForm) -> Campaign | None:
    given: dict[str, Any] = {key: form.cleaned_data[key] for key in ("name", "start", "end", "kind", "participants")}
    given |= {"code": form.cleaned_data["code"], "stages": form.cleaned_data["stages"]}
    try:
        unit = request.acting.unit
        return start_campaign(actor=request.acting.actor(), organiser=unit, at=timezone.now(), **given)
    except Faults as refused:
        say_on_form(form, refused)
        return None
