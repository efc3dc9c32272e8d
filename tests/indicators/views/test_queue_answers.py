"""What comes back to the verifier's list after an act in one of its rows."""

import pytest

from indicators.models import Verdict
from tests.factories.season import Season
from tests.indicators.views.verifying import address, cell, client, named, three_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    return three_waiting()


def in_list(season, name="queue_accept", unit="P1", who=None, **fields):
    """An act as the list of I.2 sends it with htmx."""
    there = address(season, "queue_line", season.line("I.2").pk)
    given = {"case": named(season, unit), "next": there, **fields}
    return (who or client(season)).post(address(season, name), given, headers={"HX-Request": "true"})


def test_after_an_act_the_head_counts_what_is_left(season):
    answer = in_list(season)

    text = answer.content.decode()
    assert 'id="queue-head"' in text
    assert "Accept 2 usual figures" in text
    assert 'hx-swap-oob="innerHTML:#notices"' in text


def test_an_accepted_row_is_undone_where_it_stands(season):
    who = client(season)
    in_list(season, who=who)
    place = {"line": season.line("I.2").pk, "unit": season.units["P1"].pk, "next": "/"}
    undo = address(season, "queue_revoke", Verdict.objects.get().pk)

    empty = who.post(undo, {**place, "reason": " "}, headers={"HX-Request": "true"})
    done = who.post(undo, {**place, "reason": "Nhầm dòng"}, headers={"HX-Request": "true"})

    assert (empty.status_code, "Give the reason" in empty.content.decode()) == (422, True)
    assert "data-accept" in done.content.decode()
    assert cell(season).is_waiting


def test_a_refused_act_in_a_row_comes_back_in_that_row_with_what_was_typed(season):
    refused = in_list(season, "queue_return", reason=" ")
    adjusted = in_list(season, "queue_adjust", value="1,5", reason="Xem lại")

    for answer, said in ((refused, "Give the reason"), (adjusted, "Xem lại")):
        text = answer.content.decode()
        assert (answer.status_code, text.lstrip().startswith("<tr"), said in text) == (422, True, True)
    assert 'value="1,5"' in adjusted.content.decode()
    assert not Verdict.objects.exists()


def test_a_figure_is_adjusted_in_its_row(season):
    text = in_list(season, "queue_adjust", value="1", reason="Trùng một mô hình").content.decode()

    assert "data-undo" in text
    assert "Trùng một mô hình" in text
    assert cell(season).state == "adjusted"


def test_a_reason_typed_for_a_figure_that_waits_no_more_is_shown_back(season):
    name, who = named(season), client(season)
    who.post(address(season, "queue_accept"), {"case": name})

    answer = in_list(season, "queue_return", who=who, case=name, reason="Thiếu biên bản")

    assert answer.status_code == 409
    assert "You had written: Thiếu biên bản" in answer.content.decode()
