"""The token page: shown once, kept as a digest, ended by its owner."""

import re

import pytest
from rest_framework.authtoken.models import Token

from common.models import AuditRecord
from tests.factories.callers import caller, data_of
from tests.factories.units import make_user

pytestmark = pytest.mark.django_db
PAGE = "/me/token/"


@pytest.fixture
def person(client):
    made = make_user()
    client.force_login(made)
    return made


def shown_in(answer) -> str:
    found = re.search(r'id="new-token">(\w+)<', answer.content.decode())
    return found[1] if found else ""


def answers(token: str, status: int) -> None:
    data_of(caller(HTTP_AUTHORIZATION=f"Token {token}").get("/api/v1/units/"), status)


def test_a_token_is_shown_in_the_answer_that_made_it_and_never_again(client, person):
    made = client.post(PAGE)
    token = shown_in(made)
    answers(token, 200)
    assert "no-store" in made["Cache-Control"]
    assert not shown_in(client.get(PAGE))
    assert Token.objects.get(user=person).key != token
    assert AuditRecord.objects.filter(verb="give_token").count() == 1


def test_a_new_token_replaces_the_old_one_at_once(client, person):
    old = shown_in(client.post(PAGE))
    new = shown_in(client.post(PAGE))
    answers(old, 401)
    answers(new, 200)


def test_an_ended_token_opens_nothing_and_ending_none_leaves_no_trail(client, person):
    token = shown_in(client.post(PAGE))
    for _time in range(2):
        assert client.post(f"{PAGE}end/").status_code == 302
    answers(token, 401)
    assert AuditRecord.objects.filter(verb="end_token").count() == 1


def test_a_visitor_has_no_token(client):
    assert client.post(PAGE).status_code == 302
    assert not Token.objects.exists()
