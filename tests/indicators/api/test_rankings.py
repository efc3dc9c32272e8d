"""Rankings in the API: the rows, the figures and the silence of the board page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.choices import PublicDetail, Status, Visibility
from campaigns.models import Campaign
from common.actors import system_actor
from indicators.audience import Audience, Kind
from indicators.choices import SnapshotKind
from indicators.domain import scores, snapshots
from indicators.queries.board import board_view
from tests.factories.callers import caller, data_of, of_unit
from tests.factories.season import NOON
from tests.factories.units import make_membership, make_unit, make_user
from tests.indicators.domain.test_scores import load
from units.choices import Role

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/campaigns/thi-diem/rankings/"


def freeze(season, *, publish):
    season.move(Status.PUBLISHED if publish else Status.CLOSED)
    act = {"actor": system_actor("test"), "at": NOON}
    frozen = snapshots.freeze(campaign=season.campaign, kind=SnapshotKind.FINAL, reason="", **act)
    if publish:
        snapshots.publish(snapshot=frozen, **act)


def units(answer):
    return [row["unit"] for row in answer["rows"]]


def test_the_manager_reads_the_rows_of_the_board(season):
    answer = data_of(of_unit(season, "VP", Role.MANAGER).get(ADDRESS))
    view = board_view(season.campaign, Audience(Kind.STAFF))
    shown = [(row.unit.code, row.sheet.block_rank, row.points) for block in view.blocks for row in block.rows]
    assert [unit for unit, _rank, _points in shown] == units(answer)
    assert [rank for _unit, rank, _points in shown] == [row["block_rank"] for row in answer["rows"]]
    first = answer["rows"][0]
    assert (first["unit"], first["points"], first["appraised"], first["block"]) == ("P1", "28.00", "28.00", "WARD")
    assert (answer["snapshot"], answer["ranked_by"], answer["hidden"]) == (None, view.ranked_by, 0)


def test_numbers_are_exact_text_and_never_floats(season):
    answer = data_of(of_unit(season, "VP", Role.MANAGER).get(ADDRESS))
    assert not [value for row in answer["rows"] for value in row.values() if isinstance(value, float)]


def test_a_unit_reads_itself_and_of_others_the_upper_third(season):
    answer = data_of(of_unit(season, "P3", Role.REPORTER).get(ADDRESS, {"block": "WARD"}))
    assert units(answer) == ["P1", "P3"]
    assert answer["hidden"] == 1
    assert {row["rank"] for row in answer["rows"]} == {None}


def test_the_overall_order_is_for_those_whom_the_plan_lets(season):
    assert data_of(of_unit(season, "VP", Role.MANAGER).get(ADDRESS, {"block": "overall"}))["rows"][0]["rank"] == 1
    reporter = of_unit(season, "P3", Role.REPORTER)
    data_of(reporter.get(ADDRESS, {"block": "overall"}), 403)
    Campaign.objects.update(overall_order=True)
    assert "P3" in units(data_of(reporter.get(ADDRESS, {"block": "overall"})))


def test_a_block_and_a_part_of_a_name_narrow_the_rows(season):
    manager = of_unit(season, "VP", Role.MANAGER)
    assert units(data_of(manager.get(ADDRESS, {"block": "WARD", "q": "ben thanh"}))) == ["P2"]
    assert data_of(manager.get(ADDRESS, {"block": "NONE"}), 400)["errors"][0]["field"] == "block"


def test_the_self_scored_basis_keeps_its_columns_apart(season):
    row = data_of(of_unit(season, "VP", Role.MANAGER).get(ADDRESS, {"basis": "reported"}))["rows"][0]
    assert (row["self_scored"], row["points"]) == ("28.00", "28.00")


def test_strangers_and_visitors_know_nothing_of_a_running_campaign(season):
    stranger = caller(make_membership(unit=make_unit()).user)
    data_of(stranger.get(ADDRESS), 404)
    data_of(caller().get(ADDRESS), 401)


def test_a_closed_board_is_refused_with_its_reason_and_a_visitor_is_asked_who_it_is(season):
    Campaign.objects.update(visibility=Visibility.CLOSED)
    data_of(of_unit(season, "P1", Role.REPORTER).get(ADDRESS), 403)
    season.move(Status.PUBLISHED)
    Campaign.objects.update(visibility=Visibility.PUBLIC, public_detail=PublicDetail.NONE)
    answer = caller().get(ADDRESS)
    data_of(answer, 401)
    assert answer["WWW-Authenticate"] == "Token"


def test_a_draft_is_its_managers_alone(season):
    season.move(Status.DRAFT)
    data_of(of_unit(season, "P1", Role.HEAD).get(ADDRESS), 404)
    data_of(of_unit(season, "VP", Role.MANAGER).get(ADDRESS))


def test_the_public_reads_what_is_published_without_points_and_lower_bands_unnamed(season):
    freeze(season, publish=True)
    answer = data_of(caller().get(ADDRESS, {"block": "WARD"}))
    assert answer["snapshot"] == 1
    assert answer["rows"][0]["name"] == "Phường An Đông"
    assert {row["points"] for row in answer["rows"]} == {None}
    assert {row["appraised"] for row in answer["rows"]} == {None}
    assert answer["rows"][-1]["unit"] is answer["rows"][-1]["name"] is None


def test_nothing_entered_after_publication_moves_the_published_answer(season, tmp_path):
    freeze(season, publish=True)
    before = data_of(caller().get(ADDRESS))
    load(season, tmp_path, "P3,I.1,2025-07,,10,10,,\nP3,I.3,all,có,,,,\n", "--verify")
    scores.recompute(campaign=season.campaign, at=NOON + timedelta(days=1))
    assert data_of(caller().get(ADDRESS)) == before


def test_an_unpublished_result_is_for_those_who_run_the_campaign(season):
    freeze(season, publish=False)
    assert data_of(of_unit(season, "VP", Role.MANAGER).get(ADDRESS, {"snapshot": 1}))["snapshot"] == 1
    data_of(of_unit(season, "P1", Role.HEAD).get(ADDRESS, {"snapshot": 1}), 404)
    data_of(of_unit(season, "VP", Role.MANAGER).get(ADDRESS, {"snapshot": 7}), 404)


@pytest.mark.parametrize(
    "query", [{"basis": "x"}, {"snapshot": "0"}, {"snapshot": "9" * 30}, {"q": "a" * 101}, {"q": "\0"}]
)
def test_odd_questions_are_refused_naming_the_field(season, query):
    answer = data_of(of_unit(season, "VP", Role.MANAGER).get(ADDRESS, query), 400)
    assert answer["errors"][0]["field"] == next(iter(query))


def test_a_board_costs_the_same_with_one_unit_and_with_three(season):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            data_of(manager.get(ADDRESS))
        return len(queries)

    manager = of_unit(season, "VP", Role.MANAGER)
    three = cost()
    season.campaign.participations.exclude(unit__code="P1").delete()
    scores.recompute(campaign=season.campaign, at=NOON)
    assert cost() == three


def test_a_token_acts_for_the_unit_it_names(season):
    person = make_user()
    make_membership(person, season.units["P3"], Role.REPORTER)
    make_membership(person, season.units["P1"], Role.REPORTER)
    own = [
        next(row["unit"] for row in data_of(caller(person, HTTP_X_ACTING_UNIT=code).get(ADDRESS))["rows"] if row["own"])
        for code in ("P1", "P3")
    ]
    assert own == ["P1", "P3"]
    data_of(caller(person, HTTP_X_ACTING_UNIT="P2").get(ADDRESS), 403)
