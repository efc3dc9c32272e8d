"""Who organises, who sees what: the settings of a campaign that are not its scoring."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.domain.settings import change_settings
from campaigns.forms.seen import version_of
from campaigns.forms.settings import SettingsForm, initial
from campaigns.models import Campaign
from campaigns.permissions import may_change_plan
from campaigns.queries.documents import document_of

from .opening import for_those, kept


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_change_plan)
def settings(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    section = document_of(campaign)["campaign"]
    form = SettingsForm(request.POST or None, initial=initial(section), version=version_of(campaign))
    if form.is_valid() and _saved(request, campaign, form):
        return redirect("campaigns:progress", campaign.code)
    context = {"campaign": campaign, "form": form}
    return render(request, "campaigns/settings.html", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, campaign: Campaign, form: SettingsForm) -> bool:
    given = {key: form.cleaned_data[key] for key in ("reason", "seen")}
    act = {"actor": request.acting.actor(), "campaign": campaign, "at": timezone.now(), **given}
    return kept(request, form, _("The settings have been saved."), lambda: change_settings(change=form.changed, **act))
