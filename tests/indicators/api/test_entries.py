"""Reading figures by the API: drafts are their unit's own, of others what was submitted."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.choices import LinesSeenBy, Status
from campaigns.models import Campaign
from indicators.domain.progress import save_draft
from indicators.gauges import Typed
from indicators.models import Cell
from tests.factories.callers import caller, data_of, of_unit
from tests.factories.season import NOON
from tests.factories.units import make_membership, make_unit
from units.choices import Role

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/campaigns/thi-diem/entries/"


def rows(client, **query):
    return data_of(client.get(ADDRESS, query))["results"]


def draft(season, unit, line, period, typed):
    key = {"unit": season.units[unit], "series": season.line(line).series_id, "period": period}
    cell = Cell.objects.filter(**key).first()
    act = {"actor": season.actor(unit), "lines": season.lines, "line": season.line(line), "at": NOON}
    base = cell.latest_id if cell else None
    return save_draft(unit=season.units[unit], period=period, typed=typed, based_on_id=base, **act).entry


def test_the_manager_reads_every_submitted_figure(season):
    found = rows(of_unit(season, "VP", Role.MANAGER))
    assert [(row["unit"], row["line"], row["value"], row["numerator"]) for row in found] == [
        ("P1@2025-07-01", "I.1", None, "9"),
        ("P1@2025-07-01", "I.2", "5", None),
        ("P2@2025-07-01", "I.2", "4", None),
        ("P3@2025-07-01", "I.2", "1", None),
    ]
    assert {row["state"] for row in found} == {"accepted"}
    assert found[1]["appraised"]["value"] == "5"


def test_a_unit_reads_its_own_alone(season):
    assert {row["unit"] for row in rows(of_unit(season, "P2", Role.REPORTER))} == {"P2@2025-07-01"}


def test_a_draft_is_seen_by_its_unit_and_by_nobody_else(season):
    draft(season, "P3", "I.2", "2025-08", Typed(value=Decimal(2)))
    assert [row["period"] for row in rows(of_unit(season, "P3", Role.HEAD))] == ["2025-07", "2025-08"]
    for unit, role in (("VP", Role.MANAGER), ("SNV", Role.VERIFIER)):
        assert [row["period"] for row in rows(of_unit(season, unit, role), unit="P3")] == ["2025-07"]


def test_a_draft_over_an_appraised_figure_hides_nothing_and_shows_nothing(season):
    draft(season, "P3", "I.2", "2025-07", Typed(value=Decimal(3)))
    own = rows(of_unit(season, "P3", Role.HEAD))[0]
    assert (own["value"], own["state"], own["appraised"]["value"]) == ("3", "draft", "1")
    seen = rows(of_unit(season, "SNV", Role.VERIFIER), unit="P3")[0]
    assert (seen["value"], seen["state"]) == ("1", "accepted")


def test_a_department_reads_what_it_provides_and_nothing_more(season):
    assert rows(of_unit(season, "STC", Role.PROVIDER)) == []


def test_strangers_and_visitors_read_nothing(season):
    data_of(caller(make_membership(unit=make_unit()).user).get(ADDRESS), 404)
    data_of(caller().get(ADDRESS), 401)


def test_what_the_plan_opens_is_open_until_the_results_are_out(season):
    Campaign.objects.update(lines_seen_by=LinesSeenBy.PARTICIPANTS)
    reporter = of_unit(season, "P2", Role.REPORTER)
    assert len(rows(reporter)) == 4
    season.move(Status.PUBLISHED)
    assert {row["unit"] for row in rows(reporter)} == {"P2@2025-07-01"}


def test_the_list_is_narrowed_and_divided_into_pages(season):
    manager = of_unit(season, "VP", Role.MANAGER)
    assert [row["line"] for row in rows(manager, unit="P1", line="I.1", period="2025-07")] == ["I.1"]
    assert rows(manager, line="none") == []
    page = data_of(manager.get(ADDRESS, {"page_size": 1, "page": 2}))
    assert (page["count"], len(page["results"])) == (4, 1)
    assert "page=3" in page["next"]
    data_of(manager.get(ADDRESS, {"page": 99}), 404)
    data_of(manager.get(ADDRESS, {"unit": "x" * 61}), 400)


def test_the_list_costs_the_same_for_one_row_and_for_three(season):
    def cost(size):
        with CaptureQueriesContext(connection) as queries:
            assert len(data_of(manager.get(ADDRESS, {"page_size": size}))["results"]) == size
        return len(queries)

    manager = of_unit(season, "VP", Role.MANAGER)
    assert cost(1) == cost(3)
