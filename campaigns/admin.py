"""Campaigns in the administration: to look things up. Changes go through the pages and their verbs."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, Confirmation, Definition, LifecycleAct, Participation, ParticipationAct
from common.formats import localised_text
from units.admin import ReadOnlyAdmin


@admin.register(Campaign)
class CampaignAdmin(ReadOnlyAdmin):
    list_display = ["code", "__str__", "status", "organiser_unit", "start", "end", "is_practice"]
    list_filter = ["status", "kind", "is_practice"]
    list_select_related = ["organiser_unit"]
    search_fields = ["=code"]
    date_hierarchy = "start"
    fields = [
        *("code", "full_name", "brief_name", "kind", "organised_by", "organiser_unit", "start", "end", "status"),
        *("visibility", "public_detail", "lines_seen_by", "overall_order", "is_practice", "demo_seed"),
        *("copied_from", "definition", "created_at"),
    ]

    @admin.display(description=_("name"))
    def full_name(self, campaign: Campaign) -> str:
        return localised_text(campaign.name)

    @admin.display(description=_("short name"))
    def brief_name(self, campaign: Campaign) -> str:
        return localised_text(campaign.short_name)

    @admin.display(description=_("organiser"))
    def organised_by(self, campaign: Campaign) -> str:
        return localised_text(campaign.organiser)


@admin.register(Definition)
class DefinitionAdmin(ReadOnlyAdmin):
    list_display = ["campaign", "number", "made_at", "made_by", "reason", "sha256"]
    list_select_related = ["campaign", "made_by"]
    search_fields = ["=campaign__code", "=sha256"]


@admin.register(LifecycleAct)
class LifecycleActAdmin(ReadOnlyAdmin):
    list_display = ["campaign", "from_status", "to_status", "made_at", "made_by", "reason"]
    list_select_related = ["campaign", "made_by"]
    search_fields = ["=campaign__code"]


@admin.register(Participation)
class ParticipationAdmin(ReadOnlyAdmin):
    list_display = ["campaign", "unit", "block", "is_active", "is_unlocked", "alternate_verifier"]
    list_filter = ["is_active", "is_unlocked"]
    list_select_related = ["campaign", "unit", "block", "alternate_verifier"]
    search_fields = ["=campaign__code", "=unit__code"]
    fields = ["campaign", "unit", "block", "position", "is_active", "remark", "is_unlocked", "alternate_verifier"]

    @admin.display(description=_("remark"))
    def remark(self, participation: Participation) -> str:
        return localised_text(participation.note) or self.get_empty_value_display()


@admin.register(ParticipationAct)
class ParticipationActAdmin(ReadOnlyAdmin):
    list_display = ["participation", "kind", "effective", "decision", "made_at", "made_by"]
    list_filter = ["kind"]
    list_select_related = ["participation__campaign", "participation__unit", "made_by"]
    search_fields = ["=participation__campaign__code", "=participation__unit__code", "=decision"]


@admin.register(Confirmation)
class ConfirmationAdmin(ReadOnlyAdmin):
    list_display = ["campaign", "subject", "confirmed_by", "confirmed_at", "note"]
    list_select_related = ["campaign", "confirmed_by"]
    search_fields = ["=campaign__code", "=subject"]
