"""Saving a cell and a pasted block: the contract of static/js/grid.js, as the server keeps it."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campaigns.choices import Status
from indicators.models import Entry
from indicators.queries.progress import MOST_CELLS
from tests.factories.season import Season, make_season
from tests.indicators.views.reporters import cell, cell_fields, client, draft, hand_in, url
from units.choices import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    return make_season()


def save(who: Client, season: Season, line: str = "I.2", period: str = "2025-07", **typed: str) -> tuple[int, dict]:
    answer = who.post(url(season, "grid_save"), cell_fields(season, line, period, **typed))
    return answer.status_code, json.loads(answer.content)


def paste(who: Client, season: Season, cells: Any) -> tuple[int, dict]:
    body = cells if isinstance(cells, str) else json.dumps(cells)
    answer = who.post(url(season, "grid_paste"), body, content_type="application/json")
    return answer.status_code, json.loads(answer.content)


def test_a_saved_cell_answers_what_is_stored_now(season):
    status, answer = save(client(season), season, value="1.240")
    entry = Entry.objects.get()
    assert (status, answer["state"], answer["text"], answer["entry"]) == (200, "draft", "1.240", entry.pk)
    assert answer["value"] == "1240"
    assert answer["saved_at"].count(":") == 1
    assert (entry.value, entry.made_by) == (1240, season.user("P1", Role.REPORTER))


def test_a_decimal_comma_is_read_in_every_language(season):
    status, answer = save(client(season), season, "I.1", numerator="21", denominator="22")
    assert (status, answer["text"], answer["message"]) == (200, "21 / 22", "= 95,45\u00a0%")
    assert save(client(season, language="en"), season, "I.2", value="2,0")[0] == 200


def test_the_same_digits_are_read_in_the_language_of_the_page(season):
    assert save(client(season, language="en"), season, value="1,240")[1]["value"] == "1240"
    status, answer = save(client(season, language="en"), season, period="2025-08", value="1.240")
    assert (status, answer["field"]) == (422, "value")
    assert "1.24" in answer["message"]


def test_nought_says_that_nothing_arose_and_is_not_missing(season):
    assert save(client(season), season, value="0")[1]["message"] == "không phát sinh"
    status, answer = save(client(season), season, "I.1", numerator="0", denominator="0", note="không phát sinh")
    assert (status, answer["message"]) == (200, "không phát sinh")
    assert cell(season).latest.value == 0


def test_not_applicable_needs_a_reason(season):
    status, answer = save(client(season), season, na="1")
    assert (status, answer["field"]) == (422, "note")
    status, answer = save(client(season), season, na="1", note="Không có trường")
    assert (status, answer["na"], answer["note"]) == (200, "1", "Không có trường")


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("I.2", {"value": "NaN"}),
        ("I.2", {"value": "Infinity"}),
        ("I.2", {"value": "1e5"}),
        ("I.2", {"value": "=1+1"}),
        ("I.2", {"value": "2,5"}),
        ("I.2", {"value": "9" * 25}),
        ("I.1", {"numerator": "11", "denominator": "10"}),
        ("I.1", {"numerator": "1"}),
        ("I.3", {"value": "có lẽ"}),
        ("I.2", {"value": "3", "note": "a\0b"}),
        ("I.2", {"value": "3", "note": "x" * 4001}),
    ],
)
def test_what_cannot_be_taken_says_why_and_writes_nothing(season, line, typed):
    status, answer = save(client(season), season, line, "all" if line == "I.3" else "2025-07", **typed)
    assert status == 422
    assert answer["message"]
    assert answer["field"] in ("value", "numerator", "denominator", "note")
    assert not Entry.objects.exists()


def test_a_second_tab_is_told_of_the_other_figure_and_nothing_is_lost(season):
    first, second = client(season), client(season, "P1", Role.HEAD)
    save(first, season, value="4")
    status, answer = save(second, season, value="5")
    entry = Entry.objects.get()
    assert (status, answer["entry"]) == (409, entry.pk)
    assert (answer["yours"]["text"], answer["theirs"]["text"]) == ("5", "4")
    assert answer["theirs"]["by"] == season.user("P1", Role.REPORTER).full_name
    assert save(second, season, value="5", base=str(entry.pk))[0] == 200
    assert Entry.objects.count() == 2


def test_the_same_figure_from_a_second_tab_is_no_conflict(season):
    save(client(season), season, value="4")
    assert save(client(season), season, value="4")[0] == 200
    assert Entry.objects.count() == 1


def test_an_emptied_draft_is_taken_back_and_the_figure_before_returns(season):
    before = draft(season, 4)
    hand_in(season)
    status, answer = save(client(season), season, value="5", base=str(before.pk))
    status, answer = save(client(season), season, base=str(answer["entry"]))
    assert (status, answer["state"], answer["text"], answer["entry"]) == (200, "submitted", "4", before.pk)


def test_a_submitted_figure_is_not_emptied(season):
    entry = draft(season, 4)
    hand_in(season)
    status, answer = save(client(season), season, base=str(entry.pk))
    assert status == 422
    assert "rút lại" in answer["message"]


def test_a_submitted_figure_is_amended_by_a_new_draft(season):
    entry = draft(season, 4)
    hand_in(season)
    assert save(client(season), season, value="5", base=str(entry.pk))[1]["state"] == "draft"
    assert Entry.objects.get(pk=entry.pk).value == 4


def test_a_pasted_block_answers_cell_by_cell(season):
    cells = [
        cell_fields(season, period="2025-07", value="3"),
        cell_fields(season, period="2025-08", value="NaN"),
        cell_fields(season, "II.1", value="3"),
        cell_fields(season, period="1999-01", value="3"),
        {"line": "nichts"},
    ]
    status, answer = paste(client(season), season, cells)
    assert status == 200
    assert [one["status"] for one in answer["results"]] == [200, 422, 403, 422, 404]
    assert answer["results"][0]["period"] == "2025-07"
    assert Entry.objects.get().value == 3


@pytest.mark.parametrize("body", ["", "{}", "[]", "[1]", "null", '"x"', "[" * 2000])
def test_a_list_that_cannot_be_read_is_refused(season, body):
    status, answer = paste(client(season), season, body)
    assert status == 400
    assert answer["message"]


def test_more_cells_than_a_page_holds_are_refused(season):
    cells = [cell_fields(season, value="3")] * (MOST_CELLS + 1)
    assert paste(client(season), season, cells)[0] == 400
    assert not Entry.objects.exists()


def test_a_further_pasted_cell_costs_at_most_its_insert(season):
    who = client(season)
    single = [cell_fields(season, period="2025-10", value="3")]
    block = [cell_fields(season, period=month, value="3") for month in ("2025-07", "2025-08", "2025-09")]
    with CaptureQueriesContext(connection) as one:
        paste(who, season, single)
    with CaptureQueriesContext(connection) as three:
        paste(who, season, block)
    assert len(three) <= len(one) + 2


def test_an_ended_session_is_told_and_never_answered_with_a_page(season):
    for name in ("grid_save", "grid_paste"):
        answer = Client().post(url(season, name), {})
        assert (answer.status_code, answer["Content-Type"]) == (401, "application/json")
        assert "đăng nhập lại" in json.loads(answer.content)["message"]


def test_closed_figures_are_not_written(season):
    season.move(Status.CLOSED)
    status, answer = save(client(season), season, value="3")
    assert status == 403
    assert "khóa" in answer["message"]
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("unit", "role"), [("P1", Role.LEADER), ("SNV", Role.VERIFIER), ("VP", Role.MANAGER)])
def test_who_enters_nothing_is_refused_with_the_reason(season, unit, role):
    status, answer = save(client(season, unit, role), season, value="3")
    assert status == 403
    assert answer["message"]
    assert not Entry.objects.exists()


def test_a_cell_is_always_written_for_the_unit_acted_for(season):
    save(client(season, "P2"), season, value="3")
    assert Entry.objects.get().unit == season.units["P2"]


def test_answers_are_kept_by_no_cache(season):
    answer = client(season).post(url(season, "grid_save"), cell_fields(season, value="3"))
    assert "no-store" in answer["Cache-Control"]


def test_a_strange_base_is_a_conflict_not_a_fault(season):
    draft(season, 4)
    for base in ("x", "-1", "9" * 30, "٣"):
        assert save(client(season), season, value="5", base=base)[0] == 409


def test_reading_by_get_is_not_allowed(season):
    assert client(season).get(url(season, "grid_save")).status_code == 405


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000])
def test_a_line_with_a_number_that_no_row_has_is_not_found(season, number):
    answer = client(season).post(url(season, "grid_save"), {**cell_fields(season, value="1"), "line": number})

    assert answer.status_code == 404


def test_a_list_of_cells_that_is_not_json_is_refused_in_words(season):
    answer = client(season).post(url(season, "grid_paste"), {"cells": "[]"})
    assert answer.status_code == 400
    assert "chưa lưu gì" in answer.json()["message"].lower()
