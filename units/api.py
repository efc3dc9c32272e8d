"""Units in the API: the register as it stands, read by everybody, as on the pages."""

from datetime import date
from typing import Any

from django.db.models import Case, QuerySet, When
from django.http import Http404
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.permissions import AllowAny
from rest_framework.viewsets import GenericViewSet

from common.cells import forbidden_character
from common.decimals import plain
from units.choices import UnitKind
from units.models import Succession, Unit
from units.queries.lineage import predecessors, share_of, successors
from units.queries.naming import brief_name, unit_name
from units.queries.references import BrokenReference, CodeBook, split_reference
from units.queries.search import search_units
from units.queries.validity import since, valid_on


class UnitSerializer(serializers.Serializer):
    """``reference`` (CODE@DATE) is the identity: the statistics office gives a code out again."""

    reference = serializers.CharField()
    code = serializers.CharField()
    name = serializers.SerializerMethodField(help_text="In the language of the request.")
    short_name = serializers.SerializerMethodField()
    kind = serializers.ChoiceField(UnitKind.choices)
    parent = serializers.CharField(source="parent.reference", default=None, allow_null=True)
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    latitude = serializers.DecimalField(9, 6, allow_null=True)
    longitude = serializers.DecimalField(9, 6, allow_null=True)
    area_km2 = serializers.DecimalField(12, 4, allow_null=True)

    def get_name(self, unit: Unit) -> str:
        return unit_name(unit)

    def get_short_name(self, unit: Unit) -> str:
        return brief_name(unit)


class SuccessionSerializer(serializers.Serializer):
    """The unit on the other side of a dated succession; none for a creation without predecessor."""

    unit = serializers.SerializerMethodField()
    name = serializers.SerializerMethodField()
    effective = serializers.DateField()
    extent = serializers.CharField()
    is_default = serializers.BooleanField()
    share = serializers.SerializerMethodField(help_text="Exact text; null where it was not apportioned.")
    decision = serializers.CharField()

    def _other(self, row: Succession) -> Unit | None:
        return row.old if self.context["side"] == "old" else row.new

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_unit(self, row: Succession) -> str | None:
        other = self._other(row)
        return other.reference if other else None

    def get_name(self, row: Succession) -> str:
        other = self._other(row)
        return unit_name(other) if other else ""

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_share(self, row: Succession) -> str | None:
        return "1" if share_of(row) == 1 else plain(row.share) if row.share is not None else None


class UnitDetailSerializer(UnitSerializer):
    predecessors = serializers.SerializerMethodField()
    successors = serializers.SerializerMethodField()

    @extend_schema_field(SuccessionSerializer(many=True))
    def get_predecessors(self, unit: Unit) -> Any:
        return SuccessionSerializer(predecessors(unit), many=True, context={"side": "old"}).data

    @extend_schema_field(SuccessionSerializer(many=True))
    def get_successors(self, unit: Unit) -> Any:
        return SuccessionSerializer(successors(unit), many=True, context={"side": "new"}).data


class UnitFilter(filters.FilterSet):
    kind = filters.MultipleChoiceFilter(choices=UnitKind.choices)
    parent = filters.CharFilter(method="below", max_length=60, help_text="CODE or CODE@DATE of the unit above.")
    valid_on = filters.DateFilter(method="alive", help_text="Only units valid on this day.")
    search = filters.CharFilter(
        method="found",
        max_length=100,
        help_text="As people type it: no diacritics, abbreviated, former names; 50 at most.",
    )

    def below(self, rows: QuerySet[Unit], name: str, reference: str) -> QuerySet[Unit]:
        code, day = _split(reference)
        above = Unit.objects.filter(code=code)
        return rows.filter(parent__in=above.filter(valid_on(day)) if day else above)

    def alive(self, rows: QuerySet[Unit], name: str, day: date) -> QuerySet[Unit]:
        return rows.filter(valid_on(day))

    def found(self, rows: QuerySet[Unit], name: str, text: str) -> QuerySet[Unit]:
        day = self.form.cleaned_data.get("valid_on") or timezone.localdate()
        keys = [hit.unit.pk for hit in search_units(text, on=day)]
        best_first = Case(*(When(pk=key, then=place) for place, key in enumerate(keys)), default=len(keys))
        return rows.filter(pk__in=keys).order_by(best_first)


def _split(reference: str) -> tuple[str, date | None]:
    try:
        return split_reference(reference)
    except BrokenReference:
        raise serializers.ValidationError({"parent": [f"{reference}: CODE or CODE@YYYY-MM-DD"]})


REFERENCE = OpenApiParameter("reference", OpenApiTypes.STR, OpenApiParameter.PATH, description="CODE or CODE@DATE")


@extend_schema_view(
    list=extend_schema(summary="Units, in alphabetical order or best match first"),
    retrieve=extend_schema(summary="A unit with its predecessors and successors", parameters=[REFERENCE]),
)
class UnitViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet):
    """A bare code means the unit valid today, else the last that bore it."""

    queryset = Unit.objects.select_related("parent").order_by("sort_key", "pk")
    permission_classes = (AllowAny,)
    filterset_class = UnitFilter
    lookup_field = "reference"

    def get_serializer_class(self) -> type[serializers.Serializer]:
        return UnitSerializer if self.action == "list" else UnitDetailSerializer

    def get_object(self) -> Unit:
        unit = unit_named(self.kwargs["reference"])
        if unit is None:
            raise Http404
        return self.get_queryset().get(pk=unit.pk)


def unit_named(reference: str) -> Unit | None:
    """The unit of a reference in an address; None for what cannot be one."""
    if forbidden_character(reference):
        return None
    try:
        book = CodeBook([reference])
        living = book.on(reference, timezone.localdate())
    except BrokenReference:
        return None
    named = [] if "@" in reference else book.units.get(reference.strip(), [])
    return living or max(named, key=since, default=None)
