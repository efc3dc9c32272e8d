"""The API as a whole: its description, its refusals, who it lets in."""

import pytest
from django.core.cache import cache
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from rest_framework.authtoken.models import Token
from rest_framework.settings import api_settings
from rest_framework.throttling import AnonRateThrottle, SimpleRateThrottle

from tests.factories.callers import caller, data_of
from tests.factories.season import make_season
from tests.factories.units import make_membership, make_user
from units.api import UnitViewSet
from units.choices import Role

pytestmark = pytest.mark.django_db
ENTRIES = "/api/v1/campaigns/thi-diem/entries/"


@pytest.fixture(autouse=True)
def calm():
    cache.clear()


def test_the_description_is_valid_and_names_every_address(capsys):
    schema = SchemaGenerator().get_schema(request=None, public=True)
    validate_schema(schema)
    assert capsys.readouterr().err == ""
    assert {address.removeprefix("/api/v1") for address in schema["paths"]} == {
        "/units/",
        "/units/{reference}/",
        "/campaigns/",
        "/campaigns/{code}/",
        "/campaigns/{code}/rankings/",
        "/campaigns/{code}/sheets/{reference}/",
        "/campaigns/{code}/entries/",
    }


def test_visitors_read_the_description_and_its_page():
    assert data_of(caller().get("/api/v1/schema/"))["info"]["title"] == "Thi Đua API"
    page = Client().get("/api/v1/docs/")
    assert page.status_code == 200
    assert b"cdn." not in page.content
    assert Client().get("/api/v1/").headers["Location"] == "/api/v1/docs/"


@pytest.mark.parametrize("address", ["nothing/", "units", "campaigns/x/y/", "users/"])
def test_an_address_that_is_none_is_refused_as_a_problem(address):
    assert data_of(caller().get(f"/api/v1/{address}"), 404)["status"] == 404


def test_every_refusal_carries_the_number_to_ask_for_help_with():
    answer = caller().get("/api/v1/units/none/", HTTP_X_REQUEST_ID="abc-12345")
    assert data_of(answer, 404)["request_id"] == "abc-12345"


@pytest.mark.parametrize("header", ["Token", "Token x", "Token a b", "Token é", f"Token {'a' * 5000}"])
def test_a_wrong_token_is_nobodys(header):
    answer = caller(HTTP_AUTHORIZATION=header).get("/api/v1/units/")
    data_of(answer, 401)
    assert answer["WWW-Authenticate"] == "Token"


def test_the_kept_digest_is_no_token():
    person = make_user()
    caller(person)
    kept = Token.objects.get(user=person).key
    data_of(caller(HTTP_AUTHORIZATION=f"Token {kept}").get("/api/v1/units/"), 401)


def test_closed_accounts_and_first_login_codes_open_nothing():
    person = make_user()
    client = caller(person)
    data_of(client.get("/api/v1/units/"))
    person.must_change_password = True
    person.save()
    data_of(client.get("/api/v1/units/"), 401)
    person.must_change_password, person.is_active = False, False
    person.save()
    data_of(client.get("/api/v1/units/"), 401)


def test_a_signed_in_person_reads_without_a_token_but_sends_only_with_the_forms_secret():
    season = make_season()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(season.user("P1", Role.REPORTER))
    data_of(browser.get(ENTRIES))
    rows = {"entries": [{"line": "I.2", "period": "2025-07", "value": 1}]}
    data_of(browser.post(ENTRIES, rows, content_type="application/json"), 403)


def test_a_role_that_is_not_held_is_refused():
    held = make_membership(role=Role.REPORTER)
    good = caller(held.user, HTTP_X_ACTING_UNIT=held.unit.code, HTTP_X_ACTING_ROLE=Role.REPORTER)
    data_of(good.get("/api/v1/units/"))
    data_of(caller(held.user, HTTP_X_ACTING_ROLE=Role.MANAGER).get("/api/v1/units/"), 403)


def test_a_visitor_who_asks_too_often_is_told_when_to_come_back(monkeypatch):
    monkeypatch.setattr(UnitViewSet, "throttle_classes", [AnonRateThrottle])
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "anon", "2/min")
    for _time in range(2):
        data_of(caller().get("/api/v1/units/"))
    answer = caller().get("/api/v1/units/")
    data_of(answer, 429)
    assert int(answer["Retry-After"]) > 0


@pytest.mark.parametrize(("trusted", "last"), [(0, 429), (1, 200)])
def test_a_visitor_is_the_address_our_own_proxies_saw_and_not_an_invented_one(monkeypatch, trusted, last):
    monkeypatch.setattr(UnitViewSet, "throttle_classes", [AnonRateThrottle])
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "anon", "2/min")
    monkeypatch.setattr(api_settings, "NUM_PROXIES", trusted)
    answers = [caller().get("/api/v1/units/", HTTP_X_FORWARDED_FOR=f"203.0.113.{host}") for host in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, last]


def test_the_api_and_the_lock_out_trust_the_same_proxies(settings):
    assert api_settings.NUM_PROXIES == settings.TRUSTED_PROXIES == 0
    assert settings.AXES_CLIENT_IP_CALLABLE == "common.clients.client_address"


def test_sending_is_counted_apart_from_reading(monkeypatch):
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "writes", "1/min")
    reporter = caller(make_season().user("P1", Role.REPORTER))
    rows = {"entries": [{"line": "I.2", "period": "2025-07", "value": 1}]}
    data_of(reporter.post(ENTRIES, rows, format="json"))
    data_of(reporter.post(ENTRIES, rows, format="json"), 429)
    data_of(reporter.get(ENTRIES))


def test_refusals_are_in_the_language_asked_for():
    refusals = {data_of(caller().get("/api/v1/x/", HTTP_ACCEPT_LANGUAGE=one), 404)["detail"] for one in ("vi", "en")}
    assert len(refusals) == 2
