"""Who organises, who sees what: the settings of a campaign that are not its scoring."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.domain.definition import define
from campaigns.forms.settings import SettingsForm, initial
from campaigns.models import Campaign
from campaigns.permissions import may_change_plan
from campaigns.queries.documents import document_of
from common.faults import Faults

from .opening import for_those


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_change_plan)
def settings(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    section = document_of(campaign)["campaign"]
    form = SettingsForm(request.POST or None, initial=initial(section))
    if form.is_valid() and _saved(request, campaign, form):
        messages.success(request, _("The settings have been saved."))
        return redirect("campaigns:progress", campaign.code)
    context = {"campaign": campaign, "form": form}
    return render(request, "campaigns/settings.html", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, campaign: Campaign, form: SettingsForm) -> bool:
    document = document_of(campaign)
    document["campaign"] = form.changed(document["campaign"])
    reason = form.cleaned_data["reason"]
    try:
        define(actor=request.acting.actor(), document=document, reason=reason, at=timezone.now())
    except Faults as refused:
        for fault in refused.faults:
            field = fault.field.rpartition(".")[2]
            form.add_error(field if field in form.fields else None, fault.message)
        return False
    return True
