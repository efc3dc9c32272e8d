"""Making a campaign out of another: last year's again, or one to practise on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.domain.copying import copy_campaign, make_practice
from campaigns.forms.acts import CopyForm
from campaigns.models import Campaign
from campaigns.permissions import may_create, may_manage
from common.faults import Faults
from common.permissions import require

from .opening import campaign_page, done, for_those, say_on_form


@require_http_methods(["GET", "HEAD", "POST"])
@campaign_page
def copy(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """A draft of the same plan with every date moved to another first day."""
    require(may_create(request.acting))
    require(may_manage(request.acting, campaign))
    form = CopyForm(request.POST or None, initial={"name": campaign.name.get("vi", "")})
    if form.is_valid():
        made = _copied(request, campaign, form)
        if made is not None:
            return redirect("campaigns:progress", made.code)
    context = {"campaign": campaign, "form": form}
    return render(request, "campaigns/copy.html", context, status=422 if form.errors else 200)


def _copied(request: HttpRequest, campaign: Campaign, form: CopyForm) -> Campaign | None:
    given: dict[str, Any] = form.cleaned_data
    try:
        return copy_campaign(
            actor=request.acting.actor(),
            source=campaign,
            code=given["code"],
            start=given["start"],
            name={"vi": given["name"]},
            at=timezone.now(),
        )
    except Faults as refused:
        say_on_form(form, refused)
        return None


@require_POST
@for_those(may_manage)
def practice(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """POST: a practice campaign for the same units, open from today."""
    made: list[Campaign] = []
    sentence = _("A practice campaign is open to the same units; nothing in it counts.")
    act = {"actor": request.acting.actor(), "source": campaign, "at": timezone.now()}
    if done(request, sentence, lambda: made.append(make_practice(**act))):
        return redirect("campaigns:progress", made[0].code)
    return redirect("campaigns:progress", campaign.code)
