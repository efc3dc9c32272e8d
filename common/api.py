"""What every endpoint of the API shares: pages and the shape of a refusal (RFC 9457)."""

from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import exceptions, fields
from rest_framework.pagination import PageNumberPagination
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


def problem(exc: Exception, context: dict[str, Any]) -> Response | None:
    """``application/problem+json`` for every refusal; one item in ``errors`` per fault."""
    errors = _errors(exc)
    if isinstance(exc, Faults | DjangoValidationError):
        exc = exceptions.ValidationError()
    response = exception_handler(exc, context)
    if response is None:
        return None
    detail = getattr(exc, "detail", "")
    response.data = {
        "type": "about:blank",
        "title": response.status_text,
        "status": response.status_code,
        "detail": errors[0]["message"] if errors else str(detail),
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
        return _flat(exc.detail)
    return []


def _of_fault(fault: Fault) -> dict[str, Any]:
    error = {"message": str(fault.message), "line": fault.line, "source": fault.source, "field": fault.field}
    return {key: value for key, value in error.items() if value}


def _flat(detail: Any, field: str = "") -> list[dict[str, Any]]:
    if isinstance(detail, dict):
        return [error for key, part in detail.items() for error in _flat(part, _join(field, key))]
    if isinstance(detail, list):
        nested = any(isinstance(part, dict | list) for part in detail)
        return [
            error
            for number, part in enumerate(detail)
            for error in _flat(part, _join(field, number) if nested else field)
        ]
    return [{"message": str(detail), **({"field": field} if field else {})}]


def _join(field: str, part: object) -> str:
    return f"{field}.{part}" if field and part != "non_field_errors" else field or str(part)
