import logging
from datetime import date

import pytest
from django.db import DataError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from common.middleware import RequestIdMiddleware, UnstorableMiddleware
from common.models import Holiday
from common.trace import RequestIdFilter, request_id


def answered(**headers):
    seen = []

    def view(request):
        seen.append(request_id.get())
        return HttpResponse()

    response = RequestIdMiddleware(view)(RequestFactory().get("/", headers=headers))
    return response["X-Request-ID"], seen[0]


def test_a_sane_id_is_kept_through_the_page():
    assert answered(**{"X-Request-ID": "proxy-0123456789"}) == ("proxy-0123456789",) * 2


@pytest.mark.parametrize("offered", ["", "short", "x" * 65, "bad\tid-123456", "<script>alert</script>"])
def test_anything_else_is_replaced(offered):
    given, seen = answered(**{"X-Request-ID": offered})
    assert given == seen != offered
    assert len(given) == 32


def test_the_id_ends_with_its_request():
    answered()
    assert request_id.get() == ""


def test_log_lines_carry_the_id():
    line = logging.makeLogRecord({})
    assert RequestIdFilter().filter(line)
    assert line.request_id == "-"


@pytest.mark.parametrize(("text", "status"), [("an\0", 400), ("an", None)])
def test_only_a_page_that_fell_over_a_nul_is_a_bad_request(text, status):
    request = RequestFactory().post("/", {"reason": text})

    answer = UnstorableMiddleware(lambda _request: HttpResponse()).process_exception(request, ValueError("NUL"))

    assert getattr(answer, "status_code", None) == status


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite holds texts of any length")
def test_a_text_longer_than_its_column_is_a_bad_request_and_other_faults_are_ours():
    middleware, request = UnstorableMiddleware(lambda _request: HttpResponse()), RequestFactory().post("/")
    with pytest.raises(DataError) as refused, transaction.atomic():
        Holiday.objects.create(date=date(2031, 1, 1), name="x" * 3000)
    assert middleware.process_exception(request, refused.value).status_code == 400
    assert middleware.process_exception(request, DataError("division by zero")) is None
