"""Programs that call the API as somebody."""

from typing import Any

from rest_framework.test import APIClient

from tests.factories.season import Season
from units.acting import acting_as
from units.domain.tokens import give_token
from units.models import User


def caller(person: User | None = None, **headers: str) -> APIClient:
    """A program with the person's token; without a person it is nobody."""
    client = APIClient()
    if person is not None:
        headers["HTTP_AUTHORIZATION"] = f"Token {give_token(person=person, by=acting_as(person))}"
    client.credentials(**headers)
    return client


def of_unit(season: Season, unit: str, role: str) -> APIClient:
    return caller(season.user(unit, role))


def data_of(response: Any, status: int = 200) -> Any:
    """The JSON of an answer of that status; every refusal is a problem document."""
    found = response.json()
    assert response.status_code == status, found
    if status >= 400:
        assert response["Content-Type"] == "application/problem+json"
        assert found["detail"]
    return found
