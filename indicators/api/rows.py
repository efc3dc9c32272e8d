"""Figures in the API: one shape in and out. Numbers are exact text or integers, never floats."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.api import ExactDecimal
from common.cells import forbidden_character, iso_date
from common.decimals import plain
from indicators.choices import CellState, VerdictKind
from indicators.domain.sending import Sent
from indicators.files.entries import NOT_APPLICABLE, EntryRow
from indicators.files.values import Value
from indicators.gauges import Fact, gauge_of
from indicators.queries.figures import Figure
from indicators.values import NOTE_LIMIT
from units.queries.references import BrokenReference, split_reference

FATES = [(name, name) for name in ("new", "update", "skip", "error")]


@extend_schema_field(OpenApiTypes.ANY)
class ValueField(ExactDecimal):
    """A number as text or integer, ``true``/``false``, or a day (``2025-07-31``), as the line measures."""

    def to_representation(self, value: Any) -> Any:
        return value

    def to_internal_value(self, data: Any) -> Value:
        if isinstance(data, bool):
            return data
        day = iso_date(data) if isinstance(data, str) else None
        return day or super().to_internal_value(data)


class FigureSerializer(serializers.Serializer):
    """``value``, or ``numerator`` with ``denominator``, or ``na`` with its reason in ``note``."""

    unit = serializers.CharField(
        required=False, max_length=60, help_text="CODE or CODE@DATE; left out: the unit acted for."
    )
    line = serializers.CharField(max_length=120)
    period = serializers.CharField(max_length=12, help_text="Such as 2025-07, 2025-Q3 or all.")
    value = ValueField(required=False, allow_null=True)
    numerator = ExactDecimal(required=False, allow_null=True)
    denominator = ExactDecimal(required=False, allow_null=True)
    na = serializers.BooleanField(required=False, default=False, help_text="The line does not apply.")
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=NOTE_LIMIT)


class SentSerializer(FigureSerializer):
    based_on = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=2**63 - 1,
        help_text="The entry you had read: the row is refused where another stands there now.",
    )

    def validate_unit(self, unit: str) -> str:
        try:
            split_reference(unit)
        except BrokenReference:
            words = _("“%(text)s” is no reference to a unit; expected was CODE or CODE@2025-07-01.")
            raise serializers.ValidationError(words % {"text": unit})
        return unit

    def validate_note(self, note: str) -> str:
        if forbidden_character(note):
            raise serializers.ValidationError(_("The note holds a control character, which cannot be kept."))
        return note

    def validate(self, row: dict[str, Any]) -> dict[str, Any]:
        stranger = next((key for key in self.initial_data if key not in self.fields), None)
        if stranger is not None:
            raise serializers.ValidationError({str(stranger)[:60]: [_("There is no such field.")]})
        given = [name for name in ("value", "numerator", "denominator") if row.get(name) is not None]
        if row["na"] and given:
            raise serializers.ValidationError({given[0]: [_("Send either a figure or “na”, not both.")]})
        return row


def as_sent(number: int, row: dict[str, Any], unit: str) -> Sent:
    """A checked row; ``number`` from 1, ``unit`` where the row names none."""
    value = NOT_APPLICABLE if row["na"] else row.get("value")
    entry = EntryRow(
        line=number,
        unit=row.get("unit") or unit,
        indicator=row["line"],
        period=row["period"],
        value=value,
        numerator=row.get("numerator"),
        denominator=row.get("denominator"),
        note=row["note"],
        evidence="",
    )
    return Sent(entry, row.get("based_on"))


class AppraisalSerializer(FigureSerializer):
    """The official figure where one was appraised; it may rest on an earlier entry than the one shown."""

    unit = line = period = note = None
    reason = serializers.CharField()
    entry = serializers.IntegerField()


class EntrySerializer(FigureSerializer):
    unit = serializers.CharField()
    entry = serializers.IntegerField(help_text="Changes with every correction; send it back as based_on.")
    state = serializers.ChoiceField(CellState.choices)
    made_at = serializers.DateTimeField()
    appraised = AppraisalSerializer(allow_null=True)


class ErrorOfRow(serializers.Serializer):
    message = serializers.CharField()
    field = serializers.CharField(required=False)


class FateSerializer(serializers.Serializer):
    """``new`` and ``update`` were written, ``skip`` says nothing new, ``error`` was left out."""

    row = serializers.IntegerField(help_text="From 1, in the order sent.")
    fate = serializers.ChoiceField(FATES)
    entry = serializers.IntegerField(required=False, help_text="What stands there now.")
    state = serializers.ChoiceField(CellState.choices, required=False)
    errors = ErrorOfRow(many=True, required=False)


def figure_row(figure: Figure) -> dict[str, Any]:
    """One row of the list."""
    verdict = figure.verdict
    appraised = None
    if verdict is not None:
        official = verdict if verdict.kind == VerdictKind.ADJUSTED else verdict.entry
        appraised = _parts(figure, official) | {"reason": verdict.reason, "entry": verdict.entry_id}
    return {
        "unit": figure.cell.unit.reference,
        "line": figure.line.code,
        "period": figure.cell.period,
        **_parts(figure, figure.entry),
        "note": figure.entry.note,
        "entry": figure.entry.pk,
        "state": figure.state,
        "made_at": figure.entry.made_at,
        "appraised": appraised,
    }


def _parts(figure: Figure, fact: Fact) -> dict[str, Any]:
    return {
        "value": _value(gauge_of(figure.line.spec).measure.kind, fact.value),
        "numerator": _text(fact.numerator),
        "denominator": _text(fact.denominator),
        "na": fact.is_na,
    }


def _value(kind: str, value: Decimal | None) -> str | bool | None:
    if value is not None and kind == "yes_no":
        return bool(value)
    return date.fromordinal(int(value)).isoformat() if value is not None and kind == "date" else _text(value)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
