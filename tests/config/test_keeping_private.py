"""What was answered to somebody in particular is kept by nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from indicators.domain import scores
from tests.factories.callers import caller
from tests.factories.season import NOON, make_season
from units.choices import Role

pytestmark = pytest.mark.django_db
PRIVATE = "private, no-cache"


@pytest.fixture
def season():
    made = make_season()
    scores.recompute(campaign=made.campaign, at=NOON)
    return made


@pytest.mark.parametrize("name", ["todo", "profile", "units:search", "campaign", "board", "board_file"])
def test_a_page_or_workbook_for_somebody_signed_in_says_so(season, name):
    client = Client()
    client.force_login(season.user("VP", Role.MANAGER))
    args = [season.campaign.code] if name in ("campaign", "board", "board_file") else []
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == PRIVATE


def test_so_does_an_answer_to_a_token(season):
    answer = caller(season.user("P1", Role.REPORTER)).get("/api/v1/campaigns/")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == PRIVATE


def test_so_does_a_page_that_brings_a_cookie():
    answer = Client().get("/sign-in/")
    assert answer.cookies
    assert "private" in answer["Cache-Control"]


def test_what_says_more_is_left_as_it_is(season):
    client = Client()
    client.force_login(season.user("VP", Role.MANAGER))
    assert "no-store" in client.get("/me/token/")["Cache-Control"]


def test_what_is_for_everybody_is_not_called_private():
    assert "private" not in Client().get("/favicon.ico").headers.get("Cache-Control", "")
