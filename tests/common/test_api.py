from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from rest_framework import exceptions, serializers, status
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from common.api import ExactDecimal, Pages, problem
from common.faults import Fault, Faults


def refused(exc):
    class Refusing(APIView):
        authentication_classes = permission_classes = ()

        def get(self, request):
            raise exc

        def get_exception_handler(self):
            return problem

    response = Refusing.as_view()(APIRequestFactory().get("/"))
    response.render()
    return response


def test_faults_become_one_problem_with_all_of_them():
    response = refused(Faults([Fault("A", 3, "so-lieu.csv"), Fault("B", field="value")]))
    assert response.status_code == status.HTTP_400_BAD_REQUEST
    assert response["Content-Type"] == "application/problem+json"
    assert response.data["detail"] == "A"
    assert response.data["errors"] == [
        {"message": "A", "line": 3, "source": "so-lieu.csv"},
        {"message": "B", "field": "value"},
    ]


def test_a_refusal_of_the_domain_reads_the_same():
    response = refused(ValidationError(["A", "B"]))
    assert [error["message"] for error in response.data["errors"]] == ["A", "B"]


def test_errors_of_a_serializer_name_their_field():
    detail = {"unit": ["A"], "rows": [{}, {"value": ["B"]}], "non_field_errors": ["C"]}
    errors = refused(exceptions.ValidationError(detail)).data["errors"]
    assert errors == [
        {"message": "A", "field": "unit"},
        {"message": "B", "field": "rows.1.value"},
        {"message": "C", "field": "non_field_errors"},
    ]


def test_other_refusals_have_status_and_title():
    response = refused(exceptions.PermissionDenied("Không được"))
    assert (response.data["status"], response.data["title"]) == (403, "Forbidden")
    assert response.data["detail"] == "Không được"
    assert "errors" not in response.data


def test_a_mistake_of_ours_is_not_dressed_up():
    with pytest.raises(ZeroDivisionError):
        refused(ZeroDivisionError())


class Figure(serializers.Serializer):
    value = ExactDecimal()


def test_exact_decimals_travel_as_text():
    assert Figure({"value": Decimal("1E-7")}).data == {"value": "0.0000001"}
    figure = Figure(data={"value": "98.60"})
    assert figure.is_valid()
    assert figure.validated_data["value"] == Decimal("98.6")


@pytest.mark.parametrize("value", [98.6, True, "98,6", "NaN", ""])
def test_floats_and_other_texts_are_refused(value):
    assert not Figure(data={"value": value}).is_valid()


def test_pages_have_a_hundred_rows_and_a_thousand_at_most():
    pages = Pages()
    assert pages.page_size == 100
    request = APIRequestFactory().get("/", {"page_size": "5000"})
    request.query_params = request.GET
    assert pages.get_page_size(request) == 1000
