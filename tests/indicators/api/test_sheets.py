"""A unit's sheet in the API: the page's rows, for the page's readers."""

import pytest

from campaigns.choices import LinesSeenBy, Status
from campaigns.models import Campaign
from indicators.exports.sheet_book import sheet_columns
from indicators.queries.scoreboard import live_board
from indicators.queries.sheet import sheet_view
from tests.factories.callers import caller, data_of, of_unit
from units.choices import Role

pytestmark = pytest.mark.django_db


def address(unit="P1"):
    return f"/api/v1/campaigns/thi-diem/sheets/{unit}/"


def test_a_unit_reads_its_sheet_with_the_figures_of_the_page(season):
    answer = data_of(of_unit(season, "P1", Role.REPORTER).get(address()))
    view = sheet_view(season.campaign, live_board(season.campaign), season.units["P1"])
    assert [row["code"] for row in answer["rows"]] == [row.criterion.code for row in view.rows]
    columns = {column.key: column for column in sheet_columns(view.scheme.decimals)}
    shown = [columns["appraised"].cell(row) for row in view.rows]
    assert [row["appraised"] for row in answer["rows"]] == [None if one is None else f"{one:f}" for one in shown]
    assert (answer["verified"]["points"], answer["verified"]["block_rank"]) == ("28", 1)
    assert (answer["unit"], answer["block"], answer["snapshot"]) == ("P1@2025-07-01", "WARD", None)


def test_the_sheet_of_another_unit_is_refused_with_the_reason(season):
    data_of(of_unit(season, "P3", Role.REPORTER).get(address()), 403)
    data_of(of_unit(season, "SNV", Role.VERIFIER).get(address()))
    data_of(of_unit(season, "VP", Role.MANAGER).get(address()))


def test_what_the_plan_opens_to_participants_is_open_to_them(season):
    Campaign.objects.update(lines_seen_by=LinesSeenBy.PARTICIPANTS)
    data_of(of_unit(season, "P3", Role.REPORTER).get(address()))


def test_a_visitor_is_asked_who_it_is(season):
    season.move(Status.PUBLISHED)
    answer = caller().get(address())
    data_of(answer, 401)


@pytest.mark.parametrize("unit", ["VP", "nobody", "P1@2024-01-01", "P1@x", "%00", "a" * 300])
def test_units_that_take_no_part_have_no_sheet(season, unit):
    data_of(of_unit(season, "VP", Role.MANAGER).get(address(unit)), 404)


def test_a_dated_reference_names_the_unit_too(season):
    assert data_of(of_unit(season, "P1", Role.HEAD).get(address("P1@2025-07-01")))["name"] == "Phường An Đông"


def test_explanations_come_in_the_language_asked_for(season):
    client = of_unit(season, "P1", Role.HEAD)
    english = data_of(client.get(address(), HTTP_ACCEPT_LANGUAGE="en"))
    vietnamese = data_of(client.get(address(), HTTP_ACCEPT_LANGUAGE="vi"))
    assert "Files on time" in [row["name"] for row in english["rows"]]
    assert "Tỷ lệ hồ sơ đúng hạn" in [row["name"] for row in vietnamese["rows"]]
