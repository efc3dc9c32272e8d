"""What every endpoint of the API shares: pages and the shape of a refusal (RFC 9457)."""

import codecs
import json
from typing import Any, NoReturn

from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import exceptions, fields, serializers
from rest_framework.pagination import PageNumberPagination
from rest_framework.parsers import BaseParser
from rest_framework.response import Response
from rest_framework.views import exception_handler

from common.decimals import parse_plain, plain
from common.faults import Fault, Faults
from common.trace import request_id


class Pages(PageNumberPagination):
    """100 rows a page, up to 1,000 on request by ``page_size``."""

    page_size = 100
    max_page_size = 1000
    page_size_query_param = "page_size"


class TooLarge(exceptions.APIException):
    """More was sent than is read."""

    status_code = 413
    default_detail = _("More than 2 MB were sent; nothing was read. Send the rows in several requests.")


class StrictJSON(BaseParser):
    """JSON in UTF-8 of a bounded size; ``NaN`` and the like are no numbers, and no depth of nesting breaks it."""

    media_type = "application/json"
    most_bytes = 2 * 1024 * 1024

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        content = stream.read(self.most_bytes + 1)
        if len(content) > self.most_bytes:
            raise TooLarge
        try:
            return json.loads(content.removeprefix(codecs.BOM_UTF8).decode(), parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise exceptions.ParseError(_("The body is not JSON in UTF-8; nothing was changed."))


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


@extend_schema_field(OpenApiTypes.STR)
class ExactDecimal(fields.Field):
    """An exact decimal as text, never with an exponent; takes text or a JSON integer, no float."""

    def to_representation(self, value: Any) -> str:
        return plain(value)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, bool | float):
            data = ""
        try:
            return parse_plain(str(data))
        except DjangoValidationError as refused:
            raise exceptions.ValidationError(refused.messages)


class ErrorSerializer(serializers.Serializer):
    """One thing wrong, and where."""

    message = fields.CharField()
    field = fields.CharField(required=False)
    line = fields.IntegerField(required=False)
    source = fields.CharField(required=False)


class ProblemSerializer(serializers.Serializer):
    """Every refusal, as ``application/problem+json``."""

    type = fields.CharField()
    title = fields.CharField()
    status = fields.IntegerField()
    detail = fields.CharField(help_text="A sentence in the language of the request.")
    request_id = fields.CharField(help_text="Say it when you ask for help.")
    errors = ErrorSerializer(many=True, required=False)


def problem(exc: Exception, context: dict[str, Any]) -> Response | None:
    """``application/problem+json`` for every refusal; one item in ``errors`` per fault."""
    errors = _errors(exc)
    if isinstance(exc, Faults | DjangoValidationError):
        exc = exceptions.ValidationError()
    response = exception_handler(exc, context)
    if response is None:
        return None
    said = response.data.get("detail", "") if isinstance(response.data, dict) else ""
    response.data = {
        "type": "about:blank",
        "title": response.status_text,
        "status": response.status_code,
        "detail": errors[0]["message"] if errors else str(said),
        "request_id": request_id.get(),
        **({"errors": errors} if errors else {}),
    }
    response.content_type = "application/problem+json"
    return response


def _errors(exc: Exception) -> list[dict[str, Any]]:
    if isinstance(exc, Faults):
        return [_of_fault(fault) for fault in exc.faults]
    if isinstance(exc, DjangoValidationError):
        return [{"message": message} for message in exc.messages]
    if isinstance(exc, exceptions.ValidationError):
        return error_items(exc.detail)
    return []


def _of_fault(fault: Fault) -> dict[str, Any]:
    error = {"message": str(fault.message), "line": fault.line, "source": fault.source, "field": fault.field}
    return {key: value for key, value in error.items() if value}


def error_items(detail: Any, field: str = "") -> list[dict[str, Any]]:
    """What a serializer found wrong as one flat list, each with the way to its field."""
    if isinstance(detail, dict):
        return [error for key, part in detail.items() for error in error_items(part, _join(field, key))]
    if isinstance(detail, list):
        nested = any(isinstance(part, dict | list) for part in detail)
        return [
            error
            for number, part in enumerate(detail)
            for error in error_items(part, _join(field, number) if nested else field)
        ]
    return [{"message": str(detail), **({"field": field} if field else {})}]


def _join(field: str, part: object) -> str:
    return f"{field}.{part}" if field and part != "non_field_errors" else field or str(part)
