"""Figures in the API: read as far as the pages show them, and sent in bulk, each row with its fate."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from campaigns.models import Campaign
from common.actors import Actor
from common.api import Pages, error_items
from common.canonical import canonical_json, sha256_text
from common.domain.replies import KeyReused, once
from common.faults import Fault
from indicators.api.opening import CODE, REFUSALS, campaign_of, checked
from indicators.api.rows import EntrySerializer, FateSerializer, SentSerializer, as_sent, figure_row
from indicators.domain.sending import Fate, Sent, send, totals
from indicators.permissions import lines_seen
from indicators.queries.figures import Reading
from indicators.queries.lines import CampaignLines

MOST_ROWS = 1000
MOST_KEY = 200
KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The same key with the same rows is answered again within 7 days, and done once.",
)


class EntryQuery(serializers.Serializer):
    unit = serializers.CharField(required=False, max_length=60, help_text="CODE or CODE@DATE")
    line = serializers.CharField(required=False, max_length=120)
    period = serializers.CharField(required=False, max_length=12)


class SentList(serializers.Serializer):
    entries = SentSerializer(many=True, help_text="1,000 at most.")


class FatesSerializer(serializers.Serializer):
    totals = serializers.DictField(child=serializers.IntegerField())
    results = FateSerializer(many=True)


class EntryPage(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = EntrySerializer(many=True)


class UsedKey(APIException):
    status_code = 422


class EntriesView(APIView):
    permission_classes = (IsAuthenticated,)
    throttle_scope = "writes"

    def get_throttles(self) -> list[Any]:
        own = [ScopedRateThrottle()] if self.request.method == "POST" else []
        return [*super().get_throttles(), *own]

    @extend_schema(
        summary="Figures: drafts of the unit acted for, of others what was submitted",
        parameters=[CODE, EntryQuery, OpenApiParameter("page", int), OpenApiParameter("page_size", int)],
        responses={200: EntryPage, **REFUSALS},
    )
    def get(self, request: Request, code: str) -> Response:
        lines = CampaignLines(campaign_of(request, code))
        asked = checked(EntryQuery, request.query_params)
        reading = Reading(lines, lines_seen(request.acting.actor(), lines, **asked))
        cells = reading.cells()
        if "period" in asked:
            cells = cells.filter(period=asked["period"])
        pages = Pages()
        rows = [figure_row(reading.figure(cell)) for cell in pages.paginate_queryset(cells, request, view=self)]
        return pages.get_paginated_response(rows)

    @extend_schema(
        summary="Send figures: each row meets its own fate",
        parameters=[CODE, KEY],
        request=SentList,
        responses={200: FatesSerializer, **REFUSALS, 413: REFUSALS[400], 422: REFUSALS[400]},
    )
    def post(self, request: Request, code: str) -> Response:
        """Figures of the unit acted for are kept as drafts, which its head submits; a providing department's figures
        are shown to the units and count after the days the plan gives. A refused row does not hold up the others."""
        campaign, rows = campaign_of(request, code), _rows_of(request.data)
        answer = _once(request, campaign, rows)
        return Response(json.loads(answer))


def _rows_of(data: Any) -> list[Any]:
    rows = data.get("entries") if isinstance(data, dict) else None
    if not isinstance(rows, list) or not rows:
        raise ValidationError({"entries": [_("A list of rows was expected here; nothing was changed.")]})
    if len(rows) > MOST_ROWS:
        words = _("At most %(most)s rows are taken at once; nothing was changed. Send them in several requests.")
        raise ValidationError({"entries": [words % {"most": MOST_ROWS}]})
    return rows


def _once(request: Request, campaign: Campaign, rows: list[Any]) -> str:
    key = request.headers.get("Idempotency-Key", "").strip()
    actor, at = request.acting.actor(), timezone.now()
    if not key:
        return _send(actor, campaign, request, rows)
    if len(key) > MOST_KEY or not key.isascii() or not key.isprintable():
        raise ValidationError({"Idempotency-Key": [_("At most 200 printable ASCII characters were expected.")]})
    said = sha256_text(json.dumps([campaign.code, actor.unit_code, actor.role, rows], sort_keys=True))
    try:
        return once(
            person_id=request.user.pk, key=key, sha256=said, at=at, act=lambda: _send(actor, campaign, request, rows)
        )
    except KeyReused:
        raise UsedKey(_("This Idempotency-Key was used for other rows; nothing was changed. Take a new one."))


def _send(actor: Actor, campaign: Campaign, request: Request, rows: list[Any]) -> str:
    sound, fates = _read(rows, request.acting.unit.reference if request.acting.unit else "")
    taken = send(actor=actor, lines=CampaignLines(campaign), rows=sound, at=timezone.now())
    fates |= {sent.row.line: fate for sent, fate in zip(sound, taken, strict=True)}
    results = [{"row": number, **_fate(fates[number])} for number in sorted(fates)]
    return canonical_json({"totals": totals(fates.values()), "results": results})


def _read(rows: list[Any], unit: str) -> tuple[list[Sent], dict[int, Fate]]:
    """The rows that have the right shape, and the fates of the others."""
    sound: list[Sent] = []
    fates: dict[int, Fate] = {}
    for number, row in enumerate(rows, 1):
        serializer = SentSerializer(data=row)
        if not serializer.is_valid():
            faults = [Fault(error["message"], field=error.get("field", "")) for error in error_items(serializer.errors)]
            fates[number] = Fate("error", faults)
        elif not (unit or "unit" in serializer.validated_data):
            fates[number] = Fate("error", [Fault(_("Name the unit: you act for none."), field="unit")])
        else:
            sound.append(as_sent(number, serializer.validated_data, unit))
    return sound, fates


def _fate(fate: Fate) -> dict[str, Any]:
    return {"fate": fate.name, **dict(_particulars(fate))}


def _particulars(fate: Fate) -> Iterator[tuple[str, Any]]:
    if fate.entry_id is not None:
        yield from (("entry", fate.entry_id), ("state", fate.state))
    if fate.faults:
        yield (
            "errors",
            [{"message": fault.message} | ({"field": fault.field} if fault.field else {}) for fault in fate.faults],
        )
