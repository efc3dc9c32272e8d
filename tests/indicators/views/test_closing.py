"""The page on which gaps are decided."""

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.choices import Status
from indicators.models import ClosingDecision
from tests.factories.season import Season, make_season
from units.choices import Role

pytestmark = pytest.mark.django_db
PAGE = ["thi-diem"]


@pytest.fixture
def season() -> Season:
    return make_season(status=Status.FINAL)


def client(season: Season, code: str = "VP", role: str = Role.MANAGER) -> Client:
    made = Client()
    made.force_login(season.user(code, role))
    return made


def test_the_page_shows_for_each_gap_whom_it_hits(season):
    rows = client(season).get(reverse("closing", args=PAGE)).context["rows"]
    hit = {line.code: len(names) for line, names, _decision in rows}
    assert hit == {"I.1": 5, "I.2": 5, "I.3": 5, "II.1": 5}


def test_what_is_chosen_is_kept_and_the_rest_stays_open(season):
    response = client(season).post(reverse("closing", args=PAGE), {"line-I.1": "zero", "line-II.1": "exclude"})
    assert response.status_code == 302
    kept = dict(ClosingDecision.objects.values_list("criterion__code", "choice"))
    assert kept == {"I.1": "zero", "II.1": "exclude"}


def test_a_forged_choice_is_refused_with_a_sentence(season):
    response = client(season).post(reverse("closing", args=PAGE), {"line-I.1": "half"}, follow=True)
    assert [str(message) for message in response.context["page"].messages]
    assert not ClosingDecision.objects.exists()


@pytest.mark.parametrize(("code", "role"), [("VP", Role.REPORTER), ("P1", Role.HEAD), ("SNV", Role.VERIFIER)])
def test_only_managers_decide(season, code, role):
    assert client(season, code, role).get(reverse("closing", args=PAGE)).status_code == 403
