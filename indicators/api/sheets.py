"""One unit's sheet in the API: what the page shows, line by line."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.models import Campaign
from common.api import ExactDecimal
from common.cells import forbidden_character
from common.exports import Column, api_row
from indicators.api.opening import CODE, REFUSALS, campaign_of, refuse
from indicators.exports.sheet_book import sheet_columns
from indicators.models import Sheet
from indicators.queries.sheet import SheetRow, SheetView, place_of
from indicators.sheets import OpenSheet, open_sheet
from units.api import REFERENCE
from units.models import Unit
from units.queries.naming import unit_name


class TotalsSerializer(serializers.Serializer):
    """One basis: the stored totals and place."""

    points = ExactDecimal(source="shown_points", allow_null=True)
    percent = ExactDecimal(source="shown_percent", allow_null=True)
    block_rank = serializers.IntegerField(allow_null=True)
    band = serializers.CharField()
    missing = serializers.IntegerField()
    waiting = serializers.IntegerField()


class SheetRowSerializer(serializers.Serializer):
    """A group or a line; ``applies`` is false where the line is not the unit's."""

    code = serializers.CharField()
    name = serializers.CharField()
    max_points = ExactDecimal(allow_null=True)
    self_scored = ExactDecimal(allow_null=True)
    explanation = serializers.CharField()
    evidence = serializers.CharField()
    appraised = ExactDecimal(allow_null=True)
    difference = ExactDecimal(allow_null=True)
    reason = serializers.CharField(help_text="Why the verifier adjusted or asked for more.")
    is_line = serializers.BooleanField()
    applies = serializers.BooleanField()


class SheetSerializer(serializers.Serializer):
    campaign = serializers.CharField()
    unit = serializers.CharField()
    name = serializers.CharField()
    block = serializers.CharField(allow_null=True)
    snapshot = serializers.IntegerField(allow_null=True, help_text="Null while the figures still move.")
    as_of = serializers.DateTimeField(allow_null=True)
    verified = TotalsSerializer(allow_null=True)
    reported = TotalsSerializer(allow_null=True)
    rows = SheetRowSerializer(many=True)


class UnitSheetView(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        summary="A unit's self-scoring sheet, both bases",
        parameters=[CODE, REFERENCE],
        responses={200: SheetSerializer, **REFUSALS},
    )
    def get(self, request: Request, code: str, reference: str) -> Response:
        campaign = campaign_of(request, code)
        unit = participant(campaign, reference)
        try:
            found = open_sheet(request.acting, campaign, unit)
        except PermissionDenied as refused:
            refuse(request, refused)
        return Response(_document(found))


def participant(campaign: Campaign, reference: str) -> Unit:
    """The unit of the reference among those that take part: a bare code may have passed to another unit since."""
    code, at, day = reference.partition("@")
    units = [] if forbidden_character(code) else Unit.objects.filter(participations__campaign=campaign, code=code)
    found = [unit for unit in units if not at or unit.reference == reference]
    if len(found) != 1:
        raise NotFound(_("No unit “%(code)s” takes part in this campaign.") % {"code": reference[:60]})
    return found[0]


def _document(found: OpenSheet) -> dict[str, Any]:
    view, _audience, snapshot = found
    columns = sheet_columns(view.scheme.decimals)
    either = view.verified or view.reported
    return {
        "campaign": view.campaign.code,
        "unit": view.unit.reference,
        "name": unit_name(view.unit),
        "block": either.block_code or None if either else None,
        "snapshot": snapshot.number if snapshot else None,
        "as_of": snapshot.made_at if snapshot else view.board.updated_at,
        "verified": _totals(view, view.verified),
        "reported": _totals(view, view.reported),
        "rows": [_row(columns, row) for row in view.rows],
    }


def _totals(view: SheetView, sheet: Sheet | None) -> dict[str, Any] | None:
    if sheet is None:
        return None
    place = place_of(view, sheet)
    return {**TotalsSerializer(sheet).data, "block_rank": place and place[0]}


def _row(columns: list[Column], row: SheetRow) -> dict[str, Any]:
    shown = api_row(columns, row)
    if not row.applies:
        shown["max_points"] = None
    return {**shown, "is_line": row.criterion.is_line, "applies": row.applies}
