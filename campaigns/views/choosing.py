"""Choosing the participants in the plan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.domain.choosing import choose_participants
from campaigns.forms.choosing import ChoosingForm, initial
from campaigns.models import Campaign
from campaigns.permissions import may_change_plan
from campaigns.queries.documents import document_of
from common.faults import Faults

from .opening import for_those


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_change_plan)
def choose(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    section = document_of(campaign)["participants"]
    form = ChoosingForm(request.POST or None, initial=initial(section), campaign=campaign)
    if form.is_valid() and _saved(request, campaign, form):
        count = campaign.participations.filter(is_active=True).count()
        messages.success(request, _("%(count)d units take part now.") % {"count": count})
        return redirect("campaigns:participants", campaign.code)
    context = {"campaign": campaign, "form": form}
    return render(request, "campaigns/choose.html", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, campaign: Campaign, form: ChoosingForm) -> bool:
    given = {key: form.cleaned_data[key] for key in ("reason", "decision")}
    act = {"actor": request.acting.actor(), "campaign": campaign, "at": timezone.now(), **given}
    try:
        choose_participants(participants=form.participants(), **act)
    except Faults as refused:
        for fault in refused.faults:
            form.add_error(fault.field if fault.field in form.fields else None, fault.message)
        return False
    return True
