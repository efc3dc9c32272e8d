"""People and units in the administration: to look things up and to help out. Changes go through the domain's verbs."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportExportMixin
from rest_framework.authtoken.models import TokenProxy

from common.imports import ImportThroughVerb
from units.domain.accounts import reset_password, save_by_it
from units.models import Authorisation, Membership, Succession, Unit, User
from units.resources import AccountResource, UnitResource
from units.views.letters import show_letters

# Rights follow dated roles, not groups; and nobody makes a token in another person's name.
admin.site.unregister([Group, TokenProxy])


class ReadOnlyAdmin(admin.ModelAdmin):
    """The register is loaded by ``load_units``, roles are given on the unit's page: here they are only read."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Unit)
class UnitAdmin(ImportThroughVerb, ImportExportMixin, ReadOnlyAdmin):
    resource_classes = [UnitResource]
    list_display = ["name", "code", "kind", "parent", "valid_from", "valid_to"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["search_key", "=code"]
    ordering = ["sort_key", "pk"]


@admin.register(Succession)
class SuccessionAdmin(ReadOnlyAdmin):
    list_display = ["old", "new", "effective", "extent", "is_default", "share", "decision"]
    list_filter = ["effective", "extent"]
    list_select_related = ["old", "new"]
    search_fields = ["=old__code", "=new__code"]


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ["user", "unit", "role", "valid_from", "valid_to"]
    list_filter = ["role"]
    list_select_related = ["user", "unit"]
    search_fields = ["user__username", "user__full_name", "=unit__code"]


@admin.register(Authorisation)
class AuthorisationAdmin(ReadOnlyAdmin):
    list_display = ["document_number", "person", "unit", "valid_from", "valid_to", "revoked_at"]
    list_select_related = ["person", "unit"]
    search_fields = ["=document_number", "person__full_name", "=unit__code"]


@admin.register(User)
class UserAdmin(ImportThroughVerb, ImportExportMixin, ReadOnlyAdmin):
    """IT corrects particulars and opens or closes an account; passwords are never typed for somebody else."""

    resource_classes = [AccountResource]
    list_display = ["username", "full_name", "post", "email", "phone", "is_active", "last_login"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["username", "full_name", "email"]
    fields = ["username", "full_name", "post", "email", "phone", "language", "is_active", "is_staff", "last_login"]
    readonly_fields = ["username", "is_staff", "last_login"]
    ordering = ["username"]
    actions = ("give_codes",)

    @admin.action(description=_("New first-login code"), permissions=["change"])
    def give_codes(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse:
        """Also for an account that was closed and opened again: its old password opens it no more."""
        people = queryset.filter(is_active=True)
        return show_letters(request, [reset_password(person=each, unit=None, by=request.acting) for each in people])

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "language":
            return forms.ChoiceField(label=capfirst(db_field.verbose_name), choices=settings.LANGUAGES)
        return super().formfield_for_dbfield(db_field, request, **options)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.is_superuser)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        """First-login codes exist in this one answer."""
        answer = super().process_result(result, request)
        return show_letters(request, result.letters) if result.letters else answer

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        save_by_it(person=obj, changed=form.changed_data, by=request.acting)
