"""A figure sent back is answered by evidence and submitted again where that was added."""

import pytest
from django.test import Client

from indicators.choices import CellState
from indicators.domain.verification import Case, ask_more
from indicators.models import Evidence
from tests.factories.season import Season, make_season
from tests.indicators.views.reporters import LATE, cell, client, draft, hand_in, text_of, url
from units.choices import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    """I.2 of P1 in July was sent back to it."""
    made = make_season()
    entry = draft(made, 4)
    hand_in(made)
    case = Case(made.line("I.2"), made.units["P1"], "2025-07", entry.pk)
    verifier = made.actor("SNV", Role.VERIFIER)
    ask_more(actor=verifier, lines=made.lines, case=case, reason="Thiếu danh sách", at=LATE)
    return made


def attach(season: Season, who: Client, asked: str = "") -> str:
    fields = {"title": "Danh sách", "number": "1/DS", "to": f"{season.line('I.2').pk}:2025-07"}
    return text_of(who.post(url(season, "evidence_new") + asked, fields, follow=True))


def again(season: Season, who: Client, entry: int | None = None):
    fields = {"line": season.line("I.2").pk, "period": "2025-07", "entry": entry or cell(season).latest_id}
    return who.post(url(season, "grid_again"), fields, follow=True)


@pytest.mark.parametrize("comes_from_the_cell", [True, False])
def test_after_evidence_was_added_the_head_submits_again_right_there(season, comes_from_the_cell):
    who = client(season, "P1", Role.HEAD)
    asked = f"?line={season.line('I.2').pk}&period=2025-07" if comes_from_the_cell else ""

    assert url(season, "grid_again") in attach(season, who, asked)
    assert "đang chờ thẩm định" in text_of(again(season, who))

    assert (cell(season).state, cell(season).latest.value) == (CellState.SUBMITTED, 4)
    assert url(season, "grid_again") not in attach(season, who, asked)


def test_a_document_tied_afterwards_leads_to_the_figure_too(season):
    who, line = client(season, "P1", Role.HEAD), season.line("I.2")
    fields = {"title": "Danh sách", "number": "1/DS", "to": f"{season.line('I.1').pk}:2025-07"}
    who.post(url(season, "evidence_new"), fields)
    paper = Evidence.objects.get().pk

    answer = who.post(url(season, "evidence_tie", paper), {"to": f"{line.pk}:"}, follow=True)

    assert url(season, "grid_again") in text_of(answer)


def test_who_may_not_submit_reads_who_does(season):
    who = client(season)

    text = attach(season, who)

    assert "người nộp là thủ trưởng đơn vị" in text
    assert url(season, "grid_again") not in text
    assert again(season, who).status_code == 403
    assert cell(season).state == CellState.RETURNED


def test_a_figure_changed_meanwhile_is_not_submitted_unseen(season):
    seen = cell(season).latest_id
    draft(season, 5)

    assert "Chưa nộp gì" in text_of(again(season, client(season, "P1", Role.HEAD), seen))

    assert cell(season).state == CellState.DRAFT
