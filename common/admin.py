"""The calendar and the audit trail in the administration."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportExportMixin

from common.actors import Actor
from common.catalogues import HolidayResource
from common.domain.holidays import remove_holiday, save_holiday
from common.exports import Column
from common.imports import ImportThroughVerb
from common.labels import word_for
from common.models import AuditRecord, Holiday
from common.resources import StreamingExport


def acting(request: HttpRequest) -> Actor:
    """The actor the page chose, else the signed-in person without a unit."""
    return getattr(request, "actor", None) or Actor(user_id=request.user.pk, name=str(request.user))


@admin.register(Holiday)
class HolidayAdmin(ImportThroughVerb, ImportExportMixin, admin.ModelAdmin):
    resource_classes = [HolidayResource]
    list_display = ["date", "name", "is_working", "is_confirmed", "source"]
    list_filter = ["is_working", "is_confirmed"]
    date_hierarchy = "date"

    def save_model(self, request: HttpRequest, obj: Holiday, form: Any, change: bool) -> None:
        save_holiday(holiday=obj, actor=acting(request))

    def delete_model(self, request: HttpRequest, obj: Holiday) -> None:
        remove_holiday(day=obj.date, actor=acting(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Holiday]) -> None:
        for holiday in queryset:
            self.delete_model(request, holiday)


class WordFilter(admin.AllValuesFieldListFilter):
    """The codes that occur, each by its word."""

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        for choice in super().choices(changelist):
            yield {**choice, "display": word_for(str(choice["display"]))}


TRAIL = (
    Column("id", _("No."), lambda record: record.pk, "number", 0, 10),
    Column("at", _("time of the act"), lambda record: record.at, "datetime", width=18),
    Column("person_id", _("number of the person"), lambda record: record.person_id, "number", 0),
    Column("acting_unit", _("code of the acting unit"), lambda record: record.acting_unit, width=16),
    Column("role", _("role"), lambda record: word_for(record.role), width=24),
    Column("authorisation", _("authorisation"), lambda record: record.authorisation, width=16),
    Column("verb", _("act"), lambda record: word_for(record.verb), width=36),
    Column("subject_kind", _("kind of subject"), lambda record: word_for(record.subject_kind), width=20),
    Column("subject_key", _("subject of the act"), lambda record: record.subject_key, width=40),
    Column("campaign", _("campaign"), lambda record: record.campaign, width=24),
    Column("content_hash", _("SHA-256 of the content"), lambda record: record.content_hash, width=66),
)


@admin.register(AuditRecord)
class AuditRecordAdmin(StreamingExport):
    """To read and to export only: the trail grows by acts, never by hand."""

    export_columns = TRAIL

    list_display = ["id", "at", "act", "subject", "subject_key", "campaign", "acting_unit", "person_id"]
    list_filter = [("verb", WordFilter), ("subject_kind", WordFilter)]
    fields = [
        *("at", "person_id", "acting_unit", "role_held", "authorisation", "act", "subject", "subject_key"),
        *("campaign", "detail", "request_id", "content_hash"),
    ]
    search_fields = ["=subject_key", "=campaign", "=request_id"]
    show_full_result_count = False

    @admin.display(description=_("act"), ordering="verb")
    def act(self, record: AuditRecord) -> str:
        return word_for(record.verb)

    @admin.display(description=_("kind of subject"), ordering="subject_kind")
    def subject(self, record: AuditRecord) -> str:
        return word_for(record.subject_kind)

    @admin.display(description=_("role"))
    def role_held(self, record: AuditRecord) -> str:
        return word_for(record.role) or self.get_empty_value_display()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditRecord | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditRecord | None = None) -> bool:
        return False
