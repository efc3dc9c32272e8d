"""A campaign with its criteria and results: what a system must know before it sends figures."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers

from campaigns.api import CampaignDetailSerializer, CampaignViewSet, LocalisedSerializer
from campaigns.models import Campaign
from common.api import ExactDecimal
from indicators.api.opening import CODE
from indicators.audience import audience_of
from indicators.choices import Feed, SnapshotKind
from indicators.gauges import gauge_of
from indicators.models import Criterion, Snapshot
from indicators.queries.lines import CampaignLines


class CriterionSerializer(serializers.Serializer):
    """A group, or a line with what it takes: ``parts`` where a numerator and a denominator are entered."""

    code = serializers.CharField()
    parent = serializers.CharField(source="parent.code", default=None, allow_null=True)
    name = LocalisedSerializer()
    is_line = serializers.BooleanField()
    max_points = ExactDecimal(allow_null=True)
    measure = serializers.CharField(source="measure_kind")
    parts = serializers.SerializerMethodField()
    reported = serializers.CharField()
    periods = serializers.SerializerMethodField()
    feed = serializers.ChoiceField(Feed.choices, allow_blank=True)
    entered_by = serializers.SerializerMethodField(help_text="unit, provider or verifier; empty for a group.")
    provided_by = serializers.CharField(source="provided_by.reference", default=None, allow_null=True)
    verified_by = serializers.CharField(source="verified_by.reference", default=None, allow_null=True)

    def get_parts(self, line: Criterion) -> bool:
        return line.is_line and gauge_of(line.spec).measure.has_parts

    def get_periods(self, line: Criterion) -> list[str]:
        return [period.code for period in self.context["lines"].periods(line)] if line.is_line else []

    def get_entered_by(self, line: Criterion) -> str:
        return self.context["lines"].entered_by(line) if line.is_line else ""


class SnapshotSerializer(serializers.Serializer):
    number = serializers.IntegerField()
    kind = serializers.ChoiceField(SnapshotKind.choices)
    name = serializers.CharField()
    made_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)


class PlanSerializer(CampaignDetailSerializer):
    criteria = serializers.SerializerMethodField()
    snapshots = serializers.SerializerMethodField(help_text="Those that the caller may read by number.")

    @extend_schema_field(CriterionSerializer(many=True))
    def get_criteria(self, campaign: Campaign) -> Any:
        lines = CampaignLines(campaign)
        by_id = {criterion.pk: criterion for criterion in lines.criteria}
        for criterion in lines.criteria:
            criterion.parent = by_id.get(criterion.parent_id)
        return CriterionSerializer(lines.criteria, many=True, context={"lines": lines}).data

    @extend_schema_field(SnapshotSerializer(many=True))
    def get_snapshots(self, campaign: Campaign) -> Any:
        audience = audience_of(self.context["request"].acting, campaign)
        return SnapshotSerializer(snapshots_for(campaign, is_staff=audience.is_staff), many=True).data


def snapshots_for(campaign: Campaign, *, is_staff: bool) -> QuerySet[Snapshot]:
    """Published results stay readable by number; others are for those who run the campaign."""
    rows = Snapshot.objects.filter(campaign=campaign).order_by("number")
    return rows if is_staff else rows.filter(published_at__isnull=False)


@extend_schema_view(
    list=extend_schema(summary="Campaigns the caller may know of, the newest first"),
    retrieve=extend_schema(summary="A campaign with its phases, blocks, criteria and results", parameters=[CODE]),
)
class PlanViewSet(CampaignViewSet):
    """Campaigns with what is scored in them."""

    detail_serializer_class = PlanSerializer
