"""Rankings in the API: the rows of the board page, from the same query."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.models import Block, Campaign
from common.api import ExactDecimal
from common.choices import Basis
from indicators.api.opening import CODE, REFUSALS, campaign_of, checked, refuse
from indicators.api.plans import snapshots_for
from indicators.audience import Audience, audience_of, may_see_board
from indicators.exports.board_columns import board_records
from indicators.queries.board import BoardView, Source, board_view
from indicators.queries.board_choice import ALL, OVERALL, Choice, narrowed, overall_allowed


class RankingQuery(serializers.Serializer):
    basis = serializers.ChoiceField(Basis.choices, default=Basis.VERIFIED.value)
    block = serializers.CharField(default=ALL, max_length=60, help_text="Code of a cluster or block; all; overall.")
    q = serializers.CharField(default="", max_length=100, allow_blank=True, help_text="Part of a unit's name.")
    snapshot = serializers.IntegerField(
        default=None, min_value=1, max_value=10**9, help_text="A published result by its number."
    )


class RankingRow(serializers.Serializer):
    """Points are null where the reader may not see them, unit and name where the unit is not named to the reader."""

    rank = serializers.IntegerField(allow_null=True, help_text="Over all units, where the plan allows that order.")
    block_rank = serializers.IntegerField(allow_null=True)
    unit = serializers.CharField(allow_null=True)
    name = serializers.CharField(allow_null=True)
    block = serializers.CharField(allow_null=True)
    max_points = ExactDecimal(allow_null=True)
    self_scored = ExactDecimal(allow_null=True)
    appraised = ExactDecimal(allow_null=True)
    bonus = ExactDecimal(allow_null=True)
    deduction = ExactDecimal(allow_null=True)
    points = ExactDecimal(allow_null=True)
    band = serializers.CharField()
    note = serializers.CharField()
    percent = ExactDecimal(allow_null=True)
    missing = serializers.IntegerField(help_text="Lines without data.")
    waiting = serializers.IntegerField(help_text="Figures that wait for appraisal.")
    own = serializers.BooleanField()


class RankingSerializer(serializers.Serializer):
    campaign = serializers.CharField()
    basis = serializers.ChoiceField(Basis.choices)
    snapshot = serializers.IntegerField(allow_null=True, help_text="Null while the figures still move.")
    as_of = serializers.DateTimeField(allow_null=True)
    ranked_by = serializers.ChoiceField([("points", "points"), ("percent", "percent of the own maximum")])
    decimals = serializers.IntegerField()
    waiting = serializers.IntegerField()
    hidden = serializers.IntegerField(help_text="Units that are not listed to this reader before publication.")
    rows = RankingRow(many=True)


class RankingView(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        summary="The stored order, as the board page shows it to the caller",
        parameters=[CODE, RankingQuery],
        responses={200: RankingSerializer, **REFUSALS},
    )
    def get(self, request: Request, code: str) -> Response:
        campaign = campaign_of(request, code)
        asked = checked(RankingQuery, request.query_params)
        audience = audience_of(request.acting, campaign)
        if not may_see_board(audience, campaign):
            refuse(request, _("The order of this campaign is not open to you."))
        view = board_view(campaign, audience, basis=asked["basis"], source=_source(campaign, audience, asked))
        if view is None:
            raise NotFound(_("Nothing has been scored yet."))
        return Response(_answer(_chosen(request, view, audience, asked), audience))


def _source(campaign: Campaign, audience: Audience, asked: dict[str, Any]) -> Source | None:
    """None where no number was given: the board that the page shows."""
    if asked["snapshot"] is None:
        return None
    rows = snapshots_for(campaign, is_staff=audience.is_staff)
    found = rows.filter(number=asked["snapshot"]).select_related("scoreboard__run").first()
    if found is None or not (audience.is_staff or audience.is_published):
        raise NotFound(_("The campaign has no snapshot number %(number)d.") % {"number": asked["snapshot"]})
    return found.scoreboard, found


def _chosen(request: Request, view: BoardView, audience: Audience, asked: dict[str, Any]) -> BoardView:
    block = asked["block"]
    if block == OVERALL and not overall_allowed(view, audience):
        refuse(request, _("The plan orders units within their clusters only."))
    if block not in (ALL, OVERALL) and not Block.objects.filter(campaign=view.campaign, code=block).exists():
        raise serializers.ValidationError({"block": [_("The campaign has no block “%(code)s”.") % {"code": block}]})
    return narrowed(view, audience, Choice(block, asked["q"]))


def _answer(view: BoardView, audience: Audience) -> dict[str, Any]:
    return {
        "campaign": view.campaign.code,
        "basis": view.basis,
        "snapshot": view.snapshot.number if view.snapshot else None,
        "as_of": view.as_of,
        "ranked_by": view.ranked_by,
        "decimals": view.scheme.decimals,
        "waiting": view.waiting,
        "hidden": sum(block.hidden for block in view.blocks),
        "rows": board_records(view, audience),
    }
