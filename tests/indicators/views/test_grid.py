"""Nhập số liệu: what the grid, the plain form and the page of one cell show, to whom, at what cost."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campaigns.choices import Status
from campaigns.domain.definition import define
from common.actors import system_actor
from indicators.domain.verification import Case, ask_more
from indicators.queries.progress import MOST_CELLS
from tests.factories.season import COUNT, Season, document, make_season
from tests.indicators.views.reporters import LATE, cell_fields, client, draft, hand_in, text_of, url
from units.choices import Role

pytestmark = pytest.mark.django_db
KB = 1000


@pytest.fixture
def season() -> Season:
    return make_season()


def cells_in(text: str) -> list[str]:
    """The tags of the cells that can be entered."""
    return re.findall(r"<td[^>]* data-cell [^>]*>", text)


def tag(text: str, season: Season, line: str, period: str) -> str:
    [found] = re.findall(rf'<td[^>]*id="c{season.line(line).pk}-{period}"[^>]*>', text)
    return found


def test_the_grid_shows_the_units_own_lines_and_no_others(season):
    text = text_of(client(season).get(url(season, "grid")))
    assert "Tỷ lệ hồ sơ đúng hạn" in text
    assert "Tỷ lệ giải ngân" not in text


def test_last_periods_figure_stands_beside_the_field_and_cannot_be_typed_over(season):
    draft(season, 4, period="2025-09")
    text = text_of(client(season).get(url(season, "grid")))
    assert 'data-previous="4"' in tag(text, season, "I.2", "2025-10")
    assert "data-cell" not in tag(text, season, "I.2", "2025-09")


def test_another_period_can_be_put_in_hand(season):
    text = text_of(client(season).get(url(season, "grid"), {"period": "2025-07"}))
    assert "data-cell" in tag(text, season, "I.2", "2025-07")
    assert "data-cell" in tag(text, season, "I.2", "2025-08")


def test_a_period_nobody_knows_shows_the_usual_one(season):
    assert cells_in(text_of(client(season).get(url(season, "grid"), {"period": "x" * 50})))


def test_the_cell_carries_what_its_input_begins_with(season):
    entry = draft(season, 4, period="2025-10")
    found = tag(text_of(client(season).get(url(season, "grid"))), season, "I.2", "2025-10")
    assert f'data-base="{entry.pk}"' in found
    assert 'data-value="4"' in found


def test_what_the_verifier_asks_for_stands_on_the_cell(season):
    entry = draft(season, 4, period="2025-10")
    hand_in(season, "2025-10")
    case = Case(season.line("I.2"), season.units["P1"], "2025-10", entry.pk)
    ask_more(actor=season.actor("SNV", Role.VERIFIER), lines=season.lines, case=case, reason="Thiếu QĐ", at=LATE)
    assert "Thiếu QĐ" in text_of(client(season).get(url(season, "grid")))


def test_closed_figures_are_shown_and_cannot_be_entered(season):
    draft(season, 4, period="2025-10")
    season.move(Status.CLOSED)
    text = text_of(client(season).get(url(season, "grid")))
    assert not cells_in(text)
    assert "khóa số liệu" in text


def test_a_unit_for_which_others_enter_everything_reads_so():
    plan = document()
    plan["criteria"] = plan["criteria"][1:]
    season = make_season(plan=plan)
    assert "không phải tự nhập" in text_of(client(season).get(url(season, "grid")))


def test_a_note_with_markup_stays_text(season):
    client(season).post(
        url(season, "grid_save"), cell_fields(season, period="2025-10", value="1", note='"><script>x</script>')
    )
    assert "<script>x" not in text_of(client(season).get(url(season, "grid")))


def test_a_page_never_holds_more_than_three_hundred_cells():
    plan = document()
    plan["criteria"][0]["children"] = [{**COUNT, "code": f"I.{n}", "max_points": 1} for n in range(160)]
    plan["criteria"][0]["max_points"] = 160
    season = make_season(plan=plan)
    text = text_of(client(season).get(url(season, "grid")))
    assert 0 < text.count("data-period=") <= MOST_CELLS


def cost(who: Client, address: str) -> int:
    text_of(who.get(address))
    with CaptureQueriesContext(connection) as queries:
        text_of(who.get(address))
    return len(queries)


@pytest.mark.parametrize("name", ["grid", "grid_submit", "evidence_list", "evidence_new", "entries_import"])
def test_a_page_costs_the_same_with_one_line_and_with_three(name):
    units = make_season().units
    assert lines_cost(units, name, 1) == lines_cost(units, name, 3)


def lines_cost(units: dict, name: str, lines: int) -> int:
    """Queries of a page on which so many lines stand, each with a figure now and before."""
    plan = document(code=f"dot-{lines}")
    plan["criteria"][0]["children"] = [{**COUNT, "code": f"I.{n}"} for n in range(lines)]
    plan["criteria"][0]["max_points"] = 10 * lines
    season = Season(define(actor=system_actor("test"), document=plan, at=LATE), units)
    season.move(Status.RUNNING)
    for n in range(lines):
        draft(season, 3, line=f"I.{n}", period="2025-09")
        draft(season, 4, line=f"I.{n}", period="2025-10")
    return cost(client(season), url(season, name))


def test_a_reporters_first_visit_is_under_a_hundred_kilobytes_without_fonts(season):
    text = text_of(client(season).get(url(season, "grid")))
    files = set(re.findall(r'(?:src|href)="/static/([^"?]+\.(?:js|css|svg))"', text))
    missing = files
    while missing:
        files |= missing
        missing = {each for name in files for each in modules_of(name)} - files
    assert "js/grid-save.js" in files
    assert sum(map(weight, files)) + len(gzip.compress(text.encode())) < 100 * KB


def source(name: str) -> Path:
    """The file behind an address, which may bear the hash of its content."""
    found = finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", name))
    assert found, name
    return Path(found)


def modules_of(name: str) -> set[str]:
    return {f"js/{each}" for each in re.findall(r'"\./([\w-]+\.js)"', source(name).read_text())}


def weight(name: str) -> int:
    return len(gzip.compress(source(name).read_bytes()))


@pytest.mark.parametrize(("unit", "role"), [("P1", Role.LEADER), ("SNV", Role.VERIFIER), ("VP", Role.MANAGER)])
def test_who_enters_nothing_for_a_unit_reads_why(season, unit, role):
    who = client(season, unit, role)
    for address in (url(season, "grid"), url(season, "grid_form", "2025-10"), url(season, "grid_cell")):
        assert who.get(address).status_code == 403
    for name in ("grid_say", "grid_withdraw"):
        assert who.post(url(season, name), {"line": season.line("I.2").pk, "period": "2025-10"}).status_code == 403


def test_nothing_of_another_unit_is_shown(season):
    draft(season, 77, period="2025-10", unit="P2")
    assert "77" not in tag(text_of(client(season).get(url(season, "grid"))), season, "I.2", "2025-10")


def test_a_visitor_is_asked_to_sign_in_and_comes_back(season):
    answer = Client().get(url(season, "grid"))
    assert answer.status_code == 302
    assert url(season, "grid") in answer["Location"]


def test_a_draft_campaign_does_not_exist_for_its_units(season):
    season.move(Status.DRAFT)
    assert client(season).get(url(season, "grid")).status_code == 404


@pytest.mark.parametrize("name", ["grid", "grid_submit"])
def test_an_english_reader_meets_no_vietnamese_words_of_the_page(season, name):
    draft(season, 4, period="2025-10")
    text = text_of(client(season, language="en").get(url(season, name)))
    assert not re.search(r"Nhập số liệu|Yêu cầu|Hạn nộp", text)


def test_a_line_that_ended_earlier_has_an_empty_cell_in_the_period_in_hand(season):
    plan = document()
    [ended] = [line for group in plan["criteria"] for line in group["children"] if line["code"] == "I.2"]
    ended["due"] = "2025-09-05"
    define(actor=system_actor("test"), document=plan, reason="hết hạn", at=LATE)

    text = text_of(client(season).get(url(season, "grid"), {"period": "2025-10"}))

    assert "data-cell" not in tag(text, season, "I.2", "2025-10")
    assert "data-cell" in tag(text, season, "I.1", "2025-10")
