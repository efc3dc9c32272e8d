"""Submitting in the browser: what goes as it was shown, whose act it is, and a second tab."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from campaigns.choices import Status
from common.models import AuditRecord
from indicators.choices import CellState
from indicators.domain.progress import Wanted, save_many
from indicators.domain.verification import Case, ask_more
from indicators.gauges import Typed
from indicators.models import EntryAct
from tests.factories.season import Season, make_season
from tests.factories.units import make_authorisation
from tests.indicators.views.reporters import LATE, cell, client, draft, hand_in, text_of, url
from units.choices import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    return make_season()


@pytest.fixture
def head(season: Season) -> Client:
    return client(season, "P1", Role.HEAD)


def shown(who: Client, season: Season, *periods: str) -> dict[str, list[str]]:
    """The fields of the page as a browser would post them."""
    text = text_of(who.get(url(season, "grid_submit"), {"period": list(periods)}))
    seen = dict(re.findall(r'name="(seen-[^"]+)" value="([^"]*)"', text))
    ticked = re.findall(r'name="period" value="([^"]+)" checked', text)
    return {**{name: [value] for name, value in seen.items()}, "period": ticked}


def post(who: Client, season: Season, fields: dict):
    return who.post(url(season, "grid_submit"), fields, follow=True)


def state(season: Season, period: str = "2025-07") -> str:
    found = cell(season, period=period)
    return found.state if found else CellState.EMPTY


def test_the_head_submits_what_was_shown(season, head):
    draft(season, 4)
    answer = post(head, season, shown(head, season, "2025-07"))
    assert "Đã nộp 1 số liệu" in text_of(answer)
    assert state(season) == CellState.SUBMITTED


def test_the_page_says_until_when_the_figures_are_owed_and_which_may_take_longer(season, head):
    text = text_of(head.get(url(season, "grid_submit"), {"period": "2025-07"}))
    assert "Hạn nộp: Thứ Năm 31/7/2025; 1 chỉ tiêu hạn 04/8/2025" in text


def test_only_the_ticked_period_goes(season, head):
    draft(season, 4)
    draft(season, 5, period="2025-08")
    post(head, season, shown(head, season, "2025-08"))
    assert (state(season), state(season, "2025-08")) == (CellState.DRAFT, CellState.SUBMITTED)


def test_a_figure_that_changed_since_it_was_shown_is_not_submitted_unseen(season, head):
    draft(season, 4)
    fields = shown(head, season, "2025-07")
    draft(season, 400)
    answer = post(head, season, fields)
    assert answer.status_code == 422
    assert "đã thay đổi sau khi mở trang này" in answer.content.decode()
    assert "400" in answer.content.decode()
    assert state(season) == CellState.DRAFT


def test_a_second_submit_from_another_tab_does_nothing_twice(season, head):
    draft(season, 4)
    fields = shown(head, season, "2025-07")
    post(head, season, fields)
    assert "không nộp lần thứ hai" in text_of(post(head, season, fields))
    assert EntryAct.objects.count() == 1


def test_nothing_ticked_is_said(season, head):
    draft(season, 4)
    answer = post(head, season, {})
    assert answer.status_code == 422
    assert "Hãy chọn ít nhất một kỳ." in answer.content.decode()


def test_a_strange_period_is_no_fault_of_the_server(season, head):
    answer = post(head, season, {"period": ["x", "2099-01", ""]})
    assert answer.status_code == 422


def test_the_page_names_what_is_missing_and_the_evidence_still_due(season, head):
    draft(season, 4)
    text = text_of(head.get(url(season, "grid_submit"), {"period": "2025-07"}))
    assert "Chưa có số liệu:" in text
    assert f"#c{season.line('I.1').pk}-2025-07" in text
    assert "Còn thiếu minh chứng:" in text


def test_a_returned_figure_goes_again_only_where_it_is_asked_for(season, head):
    entry = draft(season, 4)
    hand_in(season)
    case = Case(season.line("I.2"), season.units["P1"], "2025-07", entry.pk)
    ask_more(actor=season.actor("SNV", Role.VERIFIER), lines=season.lines, case=case, reason="Thiếu QĐ", at=LATE)
    fields = shown(head, season, "2025-07")
    post(head, season, fields)
    assert state(season) == CellState.RETURNED
    post(head, season, {**fields, "again": [str(entry.pk)]})
    assert state(season) == CellState.SUBMITTED


def test_a_reporter_reads_who_submits_and_cannot(season):
    draft(season, 4)
    person = season.user("P1", Role.HEAD)
    who = client(season)
    text = text_of(who.get(url(season, "grid_submit"), {"period": "2025-07"}))
    assert "Chờ thủ trưởng nộp" in text
    assert person.full_name in text
    assert "Nộp các kỳ đã chọn" not in text
    assert who.post(url(season, "grid_submit"), shown(who, season, "2025-07")).status_code == 403
    assert state(season) == CellState.DRAFT


def test_a_figure_is_shown_with_the_grids_words_beside_it(season, head):
    draft(season, 0)
    fraction = Typed(None, Decimal(21), Decimal(22))
    wanted = [Wanted(season.line("I.1"), "2025-07", fraction)]
    save_many(actor=season.actor("P1"), lines=season.lines, unit=season.units["P1"], wanted=wanted, at=LATE)
    text = text_of(head.get(url(season, "grid_submit"), {"period": "2025-07"}))
    assert '0<span class="sub">không phát sinh</span>' in text
    assert '21 / 22<span class="sub">= 95,45\xa0%</span>' in text


def told(who, season, fields=None) -> str:
    asked = fields or shown(who, season, "2025-07")
    return text_of(who.post(url(season, "grid_ready"), asked, follow=True))


def test_a_reporter_tells_the_head_that_all_is_entered_and_moves_no_figure(season):
    entry = draft(season, 4)
    who = client(season)
    assert "Báo lãnh đạo: đã nhập xong" in text_of(who.get(url(season, "grid_submit"), {"period": "2025-07"}))
    fields = shown(who, season, "2025-07")
    text = told(who, season, fields)
    assert "Đã báo lãnh đạo." in text
    assert f"{season.user('P1', Role.REPORTER).full_name} đã báo lãnh đạo là nhập xong" in text
    assert "Báo lãnh đạo: đã nhập xong" not in text
    assert 'type="checkbox"' not in text[text.index("<main") :]
    assert (state(season), entry.acts.get().kind) == (CellState.DRAFT, "ready")
    assert AuditRecord.objects.filter(verb="announce").count() == 1

    assert "Không có gì mới để báo" in told(who, season, fields)
    assert EntryAct.objects.count() == 1


def test_what_was_told_is_submitted_and_once_withdrawn_is_to_be_told_again(season, head):
    draft(season, 4)
    who = client(season)
    told(who, season)
    post(head, season, shown(head, season, "2025-07"))
    assert state(season) == CellState.SUBMITTED
    again = {"line": season.line("I.2").pk, "period": "2025-07", "reason": "nhầm"}
    head.post(url(season, "grid_withdraw"), again)
    assert state(season) == CellState.DRAFT
    assert "Báo lãnh đạo: đã nhập xong" in text_of(who.get(url(season, "grid_submit"), {"period": "2025-07"}))


def test_nobody_tells_the_head_of_figures_that_changed_since_they_were_shown(season):
    draft(season, 4)
    who = client(season)
    fields = shown(who, season, "2025-07")
    draft(season, 5)
    assert who.post(url(season, "grid_ready"), fields).status_code == 422
    assert not EntryAct.objects.exists()


def test_an_authorised_reporter_submits_and_the_document_stands_on_the_act(season):
    draft(season, 4)
    make_authorisation(season.user("P1", Role.REPORTER), season.units["P1"], season.user("P1", Role.HEAD))
    who = client(season)
    assert "12/UQ-UBND" in text_of(who.get(url(season, "grid_submit"), {"period": "2025-07"}))
    post(who, season, shown(who, season, "2025-07"))
    assert EntryAct.objects.get().authorisation.document_number == "12/UQ-UBND"


def test_closed_figures_are_not_submitted(season, head):
    draft(season, 4)
    fields = shown(head, season, "2025-07")
    season.move(Status.CLOSED)
    assert post(head, season, fields).status_code == 403
    assert state(season) == CellState.DRAFT


def test_nobody_submits_for_another_unit(season):
    draft(season, 4)
    stranger = client(season, "P2", Role.HEAD)
    assert "2025-07" not in shown(stranger, season)["period"]
    post(stranger, season, {"period": ["2025-07"], "seen-2025-07": [str(cell(season).latest_id)]})
    assert state(season) == CellState.DRAFT


@pytest.mark.parametrize(("unit", "role"), [("P1", Role.LEADER), ("SNV", Role.VERIFIER), ("VP", Role.MANAGER)])
def test_who_enters_nothing_reads_why(season, unit, role):
    assert client(season, unit, role).get(url(season, "grid_submit")).status_code == 403


def test_a_visitor_is_asked_to_sign_in(season):
    assert Client().get(url(season, "grid_submit")).status_code == 302


def test_with_nothing_entered_the_page_says_so(season, head):
    assert "Chưa có gì để nộp" in text_of(head.get(url(season, "grid_submit")))
