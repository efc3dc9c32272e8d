"""Campaigns in the API: those the caller may know of, with what a sender must know."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.choices import PublicDetail, Status, Visibility
from campaigns.models import Campaign
from common.actors import system_actor
from indicators.choices import SnapshotKind
from indicators.domain import snapshots
from tests.factories.callers import caller, data_of, of_unit
from tests.factories.plans import apply, plan
from tests.factories.season import NOON, make_season
from tests.factories.units import make_membership, make_unit
from units.choices import Role

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/campaigns/"
ONE = f"{ADDRESS}thi-diem/"


@pytest.fixture
def season():
    return make_season()


def codes(client, **query):
    return [row["code"] for row in data_of(client.get(ADDRESS, query))["results"]]


def test_participants_find_their_campaign_and_strangers_do_not(season):
    assert codes(of_unit(season, "P1", Role.REPORTER)) == ["thi-diem"]
    stranger = caller(make_membership(unit=make_unit()).user)
    assert codes(stranger) == codes(caller()) == []
    data_of(stranger.get(ONE), 404)
    data_of(caller().get(ONE), 401)


def test_a_draft_is_known_to_its_managers_alone(season):
    season.move(Status.DRAFT)
    assert codes(of_unit(season, "VP", Role.MANAGER)) == ["thi-diem"]
    assert codes(of_unit(season, "P1", Role.HEAD)) == []


def test_visitors_find_what_is_published_and_what_is_open(season):
    season.move(Status.PUBLISHED)
    assert codes(caller()) == ["thi-diem"]
    Campaign.objects.update(public_detail=PublicDetail.NONE)
    assert codes(caller()) == []
    Campaign.objects.update(visibility=Visibility.PUBLIC)
    assert codes(caller()) == ["thi-diem"]


def test_the_list_is_narrowed_by_state(season):
    reporter = of_unit(season, "P1", Role.REPORTER)
    assert codes(reporter, status="running") == ["thi-diem"]
    assert codes(reporter, status="closed") == []
    data_of(reporter.get(ADDRESS, {"status": "x"}), 400)


def test_a_campaign_says_what_a_sender_must_know(season):
    answer = data_of(of_unit(season, "P1", Role.REPORTER).get(ONE))
    assert [(block["code"], block["units"]) for block in answer["blocks"]] == [("WARD", 3), ("DEPT", 2)]
    lines = {row["code"]: row for row in answer["criteria"]}
    assert lines["I.1"]["periods"] == ["2025-07", "2025-08", "2025-09", "2025-10"]
    assert (lines["I.1"]["parts"], lines["I.1"]["parent"], lines["I"]["is_line"]) == (True, "I", False)
    assert (lines["II.1"]["entered_by"], lines["II.1"]["provided_by"]) == ("provider", "STC@")
    assert lines["I"]["verified_by"] == "SNV@"


def test_results_not_yet_published_are_listed_for_those_who_run_it(season):
    season.move(Status.CLOSED)
    act = {"actor": system_actor("test"), "at": NOON}
    snapshots.freeze(campaign=season.campaign, kind=SnapshotKind.FINAL, reason="", **act)
    assert [row["number"] for row in data_of(of_unit(season, "VP", Role.MANAGER).get(ONE))["snapshots"]] == [1]
    assert data_of(of_unit(season, "P1", Role.HEAD).get(ONE))["snapshots"] == []


def test_nothing_is_written_here(season):
    data_of(of_unit(season, "VP", Role.MANAGER).post(ADDRESS, {"code": "x"}, format="json"), 405)


def test_a_list_costs_the_same_for_one_and_for_three(season):
    def cost(size):
        with CaptureQueriesContext(connection) as queries:
            assert len(data_of(reporter.get(ADDRESS, {"page_size": size}))["results"]) == size
        return len(queries)

    for code in ("hai", "ba"):
        apply(plan(units=["P1"], code=code))
    Campaign.objects.update(status=Status.RUNNING)
    reporter = of_unit(season, "P1", Role.REPORTER)
    assert cost(1) == cost(3)
