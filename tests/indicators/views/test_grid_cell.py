"""The page of one cell: its past, what it would earn, its conversation, withdrawing."""

import pytest
from django.test import Client

from indicators.choices import CellState
from indicators.domain import scores
from indicators.models import Comment
from tests.factories.season import Season, make_season
from tests.indicators.views.reporters import LATE, cell, client, draft, hand_in, text_of, url
from units.choices import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    return make_season()


def panel(season: Season, who: Client, **more) -> str:
    asked = {"line": season.line("I.2").pk, "period": "2025-10"}
    return text_of(who.get(url(season, "grid_cell"), asked, **more))


def test_the_cell_tells_what_stood_there_before_and_what_happened(season):
    draft(season, 4, period="2025-09")
    draft(season, 5, period="2025-10")
    text = panel(season, client(season))
    assert "tháng 9/2025: 4." in text
    assert "đã nhập 5" in text


def test_beside_the_grid_only_the_fragment_comes(season):
    assert "<html" not in panel(season, client(season), headers={"HX-Request": "true"})
    assert "<html" in panel(season, client(season))


def test_the_cell_says_what_the_figures_entered_would_earn(season):
    draft(season, 4, period="2025-10")
    hand_in(season, "2025-10")
    scores.recompute(campaign=season.campaign, at=LATE)
    draft(season, 3, period="2025-09")
    text = panel(season, client(season))
    assert "<b>10,00</b> trên 10,00 điểm" in text
    assert "theo số đã nộp: <b>8,00</b>" in text


def test_a_cell_that_is_not_there_is_not_found(season):
    who = client(season)
    for asked in ({}, {"line": "x"}, {"line": season.line("II.1").pk, "period": "1999"}, {"line": "9" * 30}):
        assert who.get(url(season, "grid_cell"), asked).status_code == 404


def test_a_comment_joins_the_conversation(season):
    who = client(season)
    fields = {"line": season.line("I.2").pk, "period": "2025-10", "body": "Chờ quyết định <b>số 5</b>"}
    answer = who.post(url(season, "grid_say"), fields, follow=True)
    assert "Chờ quyết định &lt;b&gt;" in text_of(answer)
    assert Comment.objects.get().made_by == season.user("P1", Role.REPORTER)


@pytest.mark.parametrize("body", ["", "   ", "x" * 4001, "a\0b"])
def test_a_comment_of_nothing_or_too_much_is_refused(season, body):
    fields = {"line": season.line("I.2").pk, "period": "2025-10", "body": body}
    answer = client(season).post(url(season, "grid_say"), fields, follow=True)
    assert "1 đến 4000" in text_of(answer)
    assert not Comment.objects.exists()


def test_the_head_withdraws_a_submitted_figure(season):
    draft(season, 4, period="2025-10")
    hand_in(season, "2025-10")
    who = client(season, "P1", Role.HEAD)
    assert "Rút lại số liệu" in panel(season, who)
    fields = {"line": season.line("I.2").pk, "period": "2025-10", "reason": "Nhầm cột"}
    assert "Nhầm cột" in text_of(who.post(url(season, "grid_withdraw"), fields, follow=True))
    assert cell(season, period="2025-10").state == CellState.DRAFT
    assert "Chỉ rút lại được" in text_of(who.post(url(season, "grid_withdraw"), fields, follow=True))


def test_who_was_not_authorised_does_not_withdraw(season):
    draft(season, 4, period="2025-10")
    hand_in(season, "2025-10")
    who = client(season)
    assert "Rút lại số liệu" not in panel(season, who)
    fields = {"line": season.line("I.2").pk, "period": "2025-10"}
    assert who.post(url(season, "grid_withdraw"), fields).status_code == 403
    assert cell(season, period="2025-10").state == CellState.SUBMITTED


def test_nothing_of_another_unit_is_told(season):
    draft(season, 77, period="2025-10", unit="P2")
    assert "đã nhập 77" not in panel(season, client(season))
