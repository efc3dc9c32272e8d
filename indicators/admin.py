"""Figures in the administration: the rankings of a campaign as a workbook, and entries from a table."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ImportMixin
from import_export.forms import ConfirmImportForm

from campaigns.admin import CampaignAdmin
from campaigns.models import Campaign
from campaigns.period_names import period_name
from common.imports import ImportThroughVerb, TableForm
from indicators.models import Entry
from indicators.queries.board_choice import Choice
from indicators.resources import EntryResource
from indicators.views.files import board_download
from units.admin import ReadOnlyAdmin

admin.site.unregister(Campaign)


@admin.register(Campaign)
class CampaignWithRankings(CampaignAdmin):
    """The same list; of a chosen campaign the workbook that the board page gives."""

    actions = ("export_rankings",)

    @admin.action(description=gettext_lazy("Export the rankings to Excel"), permissions=["view"])
    def export_rankings(self, request: HttpRequest, queryset: QuerySet[Campaign]) -> HttpResponse | None:
        chosen = list(queryset[:2])
        if len(chosen) != 1:
            messages.error(request, _("Choose one campaign: its rankings make one workbook."))
            return None
        answer = board_download(request, chosen[0], Choice())
        if answer is None:
            messages.error(request, _("Nothing has been scored yet."))
        return answer


class EntriesForm(TableForm):
    campaign = forms.ModelChoiceField(Campaign.objects.order_by("-start", "code"), label=gettext_lazy("Campaign"))
    field_order = ("campaign", "resource", "import_file", "format")


class ConfirmEntriesForm(ConfirmImportForm):
    campaign = forms.ModelChoiceField(Campaign.objects.all(), widget=forms.HiddenInput())


@admin.register(Entry)
class EntryAdmin(ImportThroughVerb, ImportMixin, ReadOnlyAdmin):
    """To look a fact up; tables of them are submitted in the administrator's name."""

    resource_classes = [EntryResource]
    import_form_class = EntriesForm
    confirm_form_class = ConfirmEntriesForm
    list_display = ["id", "unit", "named_period", "origin", "made_by", "made_at", "series"]
    list_filter = ["origin"]
    list_select_related = ["unit", "series", "made_by"]
    search_fields = ["=unit__code", "=period"]
    ordering = ["-pk"]

    @admin.display(description=gettext_lazy("reporting period"), ordering="period")
    def named_period(self, entry: Entry) -> str:
        return period_name(entry.period)

    def get_import_resource_kwargs(self, request: HttpRequest, **options: Any) -> dict[str, Any]:
        form = options.get("form")
        campaign = getattr(form, "cleaned_data", {}).get("campaign")
        return {**super().get_import_resource_kwargs(request, **options), "campaign": campaign}

    def get_confirm_form_initial(self, request: HttpRequest, import_form: Any) -> dict[str, Any]:
        initial = super().get_confirm_form_initial(request, import_form)
        return {**initial, "campaign": import_form.cleaned_data["campaign"].pk} if import_form else initial
