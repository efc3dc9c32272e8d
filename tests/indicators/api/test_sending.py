"""Sending figures by the API: every fate, nothing half done, nothing done twice."""

import json

import pytest

from campaigns.choices import Status
from common.models import AuditRecord
from indicators.choices import Origin
from indicators.models import Cell, Entry
from tests.factories.callers import caller, data_of, of_unit
from tests.factories.season import make_season
from tests.factories.units import make_membership, make_unit, make_user
from units.choices import Role

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/campaigns/thi-diem/entries/"
COUNT = {"line": "I.2", "period": "2025-07", "value": 3}


@pytest.fixture
def season():
    return make_season()


def post(client, rows, status=200, **headers):
    return data_of(client.post(ADDRESS, {"entries": rows}, format="json", **headers), status)


def fates(answer):
    return [result["fate"] for result in answer["results"]]


def only_error(answer):
    [result] = answer["results"]
    assert result["fate"] == "error", result
    return result["errors"][0]


def raw(client, body, status=400):
    return data_of(client.post(ADDRESS, body, content_type="application/json"), status)


def test_every_row_meets_its_own_fate(season):
    reporter = of_unit(season, "P1", Role.REPORTER)
    post(reporter, [COUNT, {"line": "I.3", "period": "all", "value": True}])
    answer = post(
        reporter,
        [
            {**COUNT, "value": "4"},
            {"line": "I.1", "period": "2025-07", "numerator": "9", "denominator": 10},
            {"line": "I.3", "period": "all", "value": True},
            {"line": "I.9", "period": "2025-07", "value": 1},
        ],
    )
    assert fates(answer) == ["update", "new", "skip", "error"]
    assert answer["totals"] == {"new": 1, "update": 1, "skip": 1, "error": 1}
    assert [result["row"] for result in answer["results"]] == [1, 2, 3, 4]
    assert "I.9" in answer["results"][3]["errors"][0]["message"]
    assert Entry.objects.count() == 4
    assert set(Entry.objects.values_list("origin", flat=True)) == {Origin.API}


def test_a_units_figures_are_kept_as_drafts_and_leave_a_trail(season):
    answer = post(of_unit(season, "P1", Role.REPORTER), [COUNT])
    entry = Entry.objects.get()
    assert answer["results"] == [{"row": 1, "fate": "new", "entry": entry.pk, "state": "draft"}]
    assert (entry.unit, entry.acting_unit, entry.value) == (season.units["P1"], season.units["P1"], 3)
    assert AuditRecord.objects.filter(verb="enter").count() == 1


def test_nobody_enters_for_another_unit_or_in_another_role(season):
    foreign = [{**COUNT, "unit": "P2"}]
    assert only_error(post(of_unit(season, "P1", Role.HEAD), foreign))["message"]
    assert only_error(post(of_unit(season, "VP", Role.MANAGER), foreign))
    assert only_error(post(of_unit(season, "P1", Role.COORDINATOR), [COUNT]))
    assert only_error(post(of_unit(season, "SNV", Role.VERIFIER), [{**COUNT, "line": "TRU.1", "unit": "P1"}]))
    assert not Entry.objects.exists()


def test_strangers_visitors_and_people_without_a_unit_send_nothing(season):
    data_of(caller(make_membership(unit=make_unit()).user).post(ADDRESS, {"entries": [COUNT]}, format="json"), 404)
    data_of(caller().post(ADDRESS, {"entries": [COUNT]}, format="json"), 401)
    it = caller(make_user(is_superuser=True))
    assert only_error(post(it, [COUNT]))["field"] == "unit"
    assert only_error(post(it, [{**COUNT, "unit": "P1"}]))
    assert not Entry.objects.exists()


@pytest.mark.parametrize("status", [Status.LAUNCHED, Status.CLOSED, Status.PUBLISHED])
def test_nothing_is_taken_while_entry_is_closed(season, status):
    season.move(status)
    assert only_error(post(of_unit(season, "P1", Role.REPORTER), [COUNT]))["message"]
    assert not Entry.objects.exists()


def test_a_department_provides_for_all_units_in_one_request(season):
    provider = of_unit(season, "STC", Role.PROVIDER)
    table = [{"line": "II.1", "period": "2025-07", "value": "96.35", "unit": unit} for unit in ("P1", "P2", "P3")]
    answer = post(provider, table)
    assert fates(answer) == ["new"] * 3
    assert {result["state"] for result in answer["results"]} == {"provided"}
    assert fates(post(provider, [table[0], {**table[1], "value": "97"}, {**table[2], "unit": "P9"}])) == [
        "skip",
        "update",
        "error",
    ]
    assert only_error(post(of_unit(season, "SNV", Role.PROVIDER), table[:1]))


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({**COUNT, "value": 1.5}, "value"),
        ({**COUNT, "value": "1,5"}, "value"),
        ({**COUNT, "value": "1e3"}, "value"),
        ({**COUNT, "value": "NaN"}, "value"),
        ({**COUNT, "value": "9" * 21}, "value"),
        ({**COUNT, "value": "0." + "1" * 13}, "value"),
        ({**COUNT, "value": "2.5"}, "value"),
        ({**COUNT, "value": -1}, "value"),
        ({**COUNT, "value": True}, "value"),
        ({**COUNT, "value": "2025-07-01"}, "value"),
        ({**COUNT, "value": [1]}, "value"),
        ({**COUNT, "value": None}, "value"),
        ({**COUNT, "na": True}, "value"),
        ({"line": "I.2", "period": "2025-07", "na": True}, "note"),
        ({"line": "I.1", "period": "2025-07", "numerator": 1}, "denominator"),
        ({"line": "I.1", "period": "2025-07", "numerator": 11, "denominator": 10}, "numerator"),
        ({"line": "I.1", "period": "2025-07", "value": 90, "numerator": 1, "denominator": 10}, "value"),
        ({"line": "I.3", "period": "all", "value": 2}, "value"),
        ({**COUNT, "note": "a" * 4001}, "note"),
        ({**COUNT, "note": "a\u202eb"}, "note"),
        ({**COUNT, "line": "I\0"}, "line"),
        ({**COUNT, "unit": "P1@gestern"}, "unit"),
        ({**COUNT, "valeu": 1}, "valeu"),
        ({**COUNT, "based_on": "x"}, "based_on"),
        ({"period": "2025-07", "value": 1}, "line"),
    ],
)
def test_a_wrong_row_says_what_is_wrong_and_writes_nothing(season, row, field):
    assert only_error(post(of_unit(season, "P1", Role.REPORTER), [row]))["field"] == field
    assert not Entry.objects.exists()
    assert not Cell.objects.exists()


@pytest.mark.parametrize("row", [None, 5, "x", [], [COUNT]])
def test_a_row_that_is_no_object_is_refused_alone(season, row):
    assert fates(post(of_unit(season, "P1", Role.REPORTER), [row, COUNT])) == ["error", "new"]


@pytest.mark.parametrize("change", [{"period": "2025-7"}, {"period": "2024-07"}, {"line": "I"}, {"unit": "P9"}])
def test_periods_lines_and_units_that_are_none_are_named(season, change):
    message = only_error(post(of_unit(season, "P1", Role.REPORTER), [{**COUNT, **change}]))["message"]
    assert next(iter(change.values())).lower() in message.lower()


def test_a_cell_named_twice_is_taken_once(season):
    answer = post(of_unit(season, "P1", Role.REPORTER), [COUNT, {**COUNT, "value": 9}])
    assert fates(answer) == ["new", "error"]
    assert Entry.objects.get().value == 3


def test_a_figure_based_on_an_old_entry_is_refused_and_the_new_one_stays(season):
    reporter = of_unit(season, "P1", Role.REPORTER)
    first = post(reporter, [COUNT])["results"][0]["entry"]
    assert fates(post(reporter, [{**COUNT, "value": 4, "based_on": first}])) == ["update"]
    assert only_error(post(reporter, [{**COUNT, "value": 5, "based_on": first}]))["field"] == "based_on"
    assert Cell.objects.get().latest.value == 4


def test_not_applicable_takes_its_reason_along(season):
    answer = post(of_unit(season, "P1", Role.REPORTER), [{**COUNT, "value": None, "na": True, "note": "Không có"}])
    assert fates(answer) == ["new"]
    entry = Entry.objects.get()
    assert (entry.is_na, entry.value, entry.note) == (True, None, "Không có")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "nonsense",
        "[]",
        "null",
        '{"entries": {}}',
        '{"entries": []}',
        '{"entries": [{"line": "I.2", "period": "2025-07", "value": NaN}]}',
        '{"entries": [{"line": "I.2", "period": "2025-07", "value": -Infinity}]}',
        "[" * 100_000,
        '{"entries": [' + "9" * 5000 + "]}",
        b"\xff\xfe{}",
    ],
)
def test_a_body_that_cannot_be_read_changes_nothing(season, body):
    raw(of_unit(season, "P1", Role.REPORTER), body)
    assert not Entry.objects.exists()


def test_a_hostile_size_is_refused_before_it_is_read(season):
    reporter = of_unit(season, "P1", Role.REPORTER)
    raw(reporter, json.dumps({"entries": ["x" * 3_000_000]}), 413)
    assert post(reporter, [COUNT] * 1001, 400)["errors"][0]["field"] == "entries"


def test_other_kinds_of_body_are_not_taken(season):
    reporter = of_unit(season, "P1", Role.REPORTER)
    data_of(reporter.post(ADDRESS, "a=1", content_type="application/x-www-form-urlencoded"), 415)


def test_the_same_request_again_is_answered_and_not_done_again(season):
    reporter = of_unit(season, "P1", Role.REPORTER)
    first = post(reporter, [COUNT], HTTP_IDEMPOTENCY_KEY="thang-7")
    post(reporter, [{**COUNT, "value": 8}])
    assert post(reporter, [COUNT], HTTP_IDEMPOTENCY_KEY="thang-7") == first
    assert Entry.objects.count() == 2


def test_a_key_used_for_other_rows_is_refused(season):
    reporter = of_unit(season, "P1", Role.REPORTER)
    post(reporter, [COUNT], HTTP_IDEMPOTENCY_KEY="k")
    post(reporter, [{**COUNT, "value": 8}], 422, HTTP_IDEMPOTENCY_KEY="k")
    post(reporter, [COUNT], 400, HTTP_IDEMPOTENCY_KEY="k" * 201)
    assert Entry.objects.count() == 1


def test_two_people_may_choose_the_same_key(season):
    for unit in ("P1", "P2"):
        assert fates(post(of_unit(season, unit, Role.REPORTER), [COUNT], HTTP_IDEMPOTENCY_KEY="k")) == ["new"]
