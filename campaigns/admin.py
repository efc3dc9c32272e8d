"""Campaigns in the administration: to look things up. Changes go through the pages and their verbs."""

from django.contrib import admin

from campaigns.models import Campaign, Confirmation, Definition, LifecycleAct, Participation, ParticipationAct
from units.admin import ReadOnlyAdmin


@admin.register(Campaign)
class CampaignAdmin(ReadOnlyAdmin):
    list_display = ["code", "__str__", "status", "organiser_unit", "start", "end", "is_practice"]
    list_filter = ["status", "kind", "is_practice"]
    list_select_related = ["organiser_unit"]
    search_fields = ["=code"]
    date_hierarchy = "start"


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
