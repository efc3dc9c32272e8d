"""Campaigns in the API: those the caller may know of, as on the pages."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.exceptions import NotAuthenticated, NotFound
from rest_framework.permissions import AllowAny
from rest_framework.viewsets import GenericViewSet

from campaigns.choices import CampaignKind, LinesSeenBy, PublicDetail, Status, Visibility
from campaigns.models import Block, Campaign
from campaigns.queries.visible import visible_to


class LocalisedSerializer(serializers.Serializer):
    """A text in Vietnamese and, where the plan gives it, in English."""

    vi = serializers.CharField()
    en = serializers.CharField(required=False)


class CampaignSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = LocalisedSerializer()
    short_name = LocalisedSerializer()
    kind = serializers.ChoiceField(CampaignKind.choices)
    organiser = LocalisedSerializer()
    organiser_unit = serializers.CharField(source="organiser_unit.reference", default=None, allow_null=True)
    start = serializers.DateField()
    end = serializers.DateField()
    status = serializers.ChoiceField(Status.choices)
    visibility = serializers.ChoiceField(Visibility.choices)
    public_detail = serializers.ChoiceField(PublicDetail.choices)
    lines_seen_by = serializers.ChoiceField(LinesSeenBy.choices)
    overall_order = serializers.BooleanField()
    is_practice = serializers.BooleanField()
    is_demo = serializers.BooleanField(help_text="Figures and points are made up for demonstration.")


class PhaseSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = LocalisedSerializer()
    start = serializers.DateField(allow_null=True)
    end = serializers.DateField(allow_null=True)
    due = serializers.DateField(allow_null=True)


class BlockSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = LocalisedSerializer()
    units = serializers.IntegerField(help_text="How many take part in it.")


class CampaignDetailSerializer(CampaignSerializer):
    phases = PhaseSerializer(many=True, source="phases.all")
    blocks = serializers.SerializerMethodField()
    units = serializers.SerializerMethodField(help_text="How many take part.")

    @extend_schema_field(BlockSerializer(many=True))
    def get_blocks(self, campaign: Campaign) -> Any:
        active = Count("participations", filter=Q(participations__is_active=True))
        rows = Block.objects.filter(campaign=campaign).annotate(units=active).order_by("position")
        return BlockSerializer(rows, many=True).data

    def get_units(self, campaign: Campaign) -> int:
        return campaign.participations.filter(is_active=True).count()


class CampaignFilter(filters.FilterSet):
    status = filters.MultipleChoiceFilter(choices=Status.choices)
    is_practice = filters.BooleanFilter()


class CampaignViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet):
    """What is not to be known of does not exist: 404; who has not said who they are is asked to (401)."""

    queryset = Campaign.objects.none()
    permission_classes = (AllowAny,)
    filterset_class = CampaignFilter
    serializer_class = CampaignSerializer
    detail_serializer_class: type[serializers.Serializer] = CampaignDetailSerializer
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[Campaign]:
        if getattr(self, "swagger_fake_view", False):
            return Campaign.objects.none()
        return visible_to(self.request.acting).select_related("organiser_unit").order_by("-start", "code")

    def get_object(self) -> Campaign:
        try:
            return super().get_object()
        except Http404:
            raise NotFound if self.request.user.is_authenticated else NotAuthenticated

    def get_serializer_class(self) -> type[serializers.Serializer]:
        return self.serializer_class if self.action == "list" else self.detail_serializer_class
