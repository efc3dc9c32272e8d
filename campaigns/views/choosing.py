"""Choosing the participants in the plan."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.domain.choosing import Leaving, choose_participants
from campaigns.forms.choosing import ChoosingForm, initial
from campaigns.forms.seen import version_of
from campaigns.models import Campaign
from campaigns.permissions import may_change_plan
from campaigns.queries.documents import document_of

from .opening import for_those, kept


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_change_plan)
def choose(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """POST the choice; where units leave, their names come back, and ``agreed`` says that just these shall."""
    start = initial(document_of(campaign)["participants"])
    form = ChoosingForm(request.POST or None, initial=start, version=version_of(campaign), campaign=campaign)
    if form.is_valid() and _saved(request, campaign, form):
        return redirect("campaigns:participants", campaign.code)
    context = {"campaign": campaign, "form": form}
    return render(request, "campaigns/choose.html", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, campaign: Campaign, form: ChoosingForm) -> bool:
    given: dict[str, Any] = {key: form.cleaned_data[key] for key in ("reason", "decision", "seen")}
    given |= {"agreed": request.POST.get("agreed", ""), "participants": form.participants()}
    act = {"actor": request.acting.actor(), "campaign": campaign, "at": timezone.now(), **given}
    return kept(request, form, _("The choice of units has been saved."), lambda: _chosen(form, act))


def _chosen(form: ChoosingForm, act: dict[str, Any]) -> None:
    try:
        choose_participants(**act)
    except Leaving as asked:
        form.leaving = asked
        raise
