"""Board, sheet, campaign page, submission board: who sees what, and at what cost."""

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.choices import Status
from campaigns.debts import debts_of
from common.actors import system_actor
from indicators.choices import SnapshotKind
from indicators.domain import scores, snapshots
from tests.factories.season import COUNT, NOON, Season, document, group, make_season
from tests.indicators.domain.test_scores import load
from units.acting import acting_as
from units.choices import Role

pytestmark = pytest.mark.django_db
ROWS = "P1,I.2,2025-07,5,,,,\nP2,I.2,2025-07,4,,,,\nP3,I.2,2025-07,1,,,,\nP1,I.1,2025-07,,9,10,,\n"


@pytest.fixture
def season(tmp_path) -> Season:
    made = make_season(missing_at_close="zero", bands=BANDS, bands_source="QĐ 1")
    load(made, tmp_path, ROWS, "--verify")
    scores.recompute(campaign=made.campaign, at=NOON)
    return made


MANAGER, WARD = ("VP", Role.MANAGER), ("P1", Role.HEAD)
BANDS = [
    {"code": "good", "name": {"vi": "Tốt"}, "at_least": 20},
    {"code": "weak", "name": {"vi": "Yếu"}, "at_least": 0},
]


def client(season: Season, unit: str, role: str) -> Client:
    found = Client()
    found.force_login(season.user(unit, role))
    return found


def page(who: Client, name: str, season: Season, *args: object) -> str:
    answer = who.get(reverse(name, args=[season.campaign.code, *args]))
    assert answer.status_code == 200, answer
    return answer.content.decode()


def board_part(text: str) -> str:
    """The page without its frame, which carries a fresh token."""
    return text[text.index('id="content"') :]


def publish(season: Season) -> None:
    season.move(Status.PUBLISHED)
    frozen = snapshots.freeze(
        actor=system_actor("test"), campaign=season.campaign, kind=SnapshotKind.FINAL, reason="", at=NOON
    )
    snapshots.publish(actor=system_actor("test"), snapshot=frozen, at=NOON)


def test_the_manager_sees_every_unit_and_all_points(season):
    text = page(client(season, "VP", Role.MANAGER), "board", season)
    assert all(name in text for name in ("An Đông", "Bến Thành", "Chợ Quán"))
    assert "28,00" in text


def test_a_row_says_both_what_is_missing_and_what_waits(season, tmp_path):
    load(season, tmp_path, "P2,I.2,2025-08,3,,,,\n")
    scores.recompute(campaign=season.campaign, at=NOON)
    text = board_part(page(client(season, "VP", Role.MANAGER), "board", season))
    row = text[text.index("Bến Thành") :].partition("</tr>")[0]
    assert re.search(r"thiếu \d+ chỉ tiêu.*<br>.*1 chờ thẩm định", row)


def test_the_red_mark_that_is_announced_is_drawn_on_every_bar(season):
    staff, ward = (board_part(page(client(season, *who), "board", season)) for who in (MANAGER, WARD))
    assert re.search(r"Vạch đỏ: ngưỡng 20\s% \(Tốt\)", staff)
    assert staff.count('<path class="mark" d="M40 0V14"/>') == staff.count('<svg class="bar"') > 0
    assert "Vạch đỏ" not in ward
    assert 'class="mark"' not in ward


def test_a_unit_sees_itself_and_of_others_the_upper_third(season):
    text = page(client(season, "P3", Role.REPORTER), "board", season)
    assert "An Đông" in text
    assert "Chợ Quán" in text
    assert "Bến Thành" not in text


def test_a_running_board_is_not_open_to_visitors(season):
    answer = Client().get(reverse("board", args=[season.campaign.code]))
    assert answer.status_code == 302


def test_the_public_reads_the_published_order_without_points_and_lower_bands_unnamed(season):
    publish(season)
    text = page(Client(), "board", season)
    assert "An Đông" in text
    assert "Chợ Quán" not in text
    assert "28,00" not in text


def test_what_is_entered_after_publication_moves_no_public_page(season, tmp_path):
    publish(season)
    before = board_part(page(Client(), "board", season))
    load(season, tmp_path, "P3,I.1,2025-07,,10,10,,\nP3,I.3,all,có,,,,\n", "--verify")
    scores.recompute(campaign=season.campaign, at=NOON + timedelta(days=1))
    assert board_part(page(Client(), "board", season)) == before


def test_a_unit_reads_its_own_sheet_and_no_other(season):
    who = client(season, "P3", Role.REPORTER)
    assert "2,00" in page(who, "sheet", season, season.units["P3"].pk)
    other = who.get(reverse("sheet", args=[season.campaign.code, season.units["P1"].pk]))
    assert other.status_code == 403


def test_the_sheet_explains_the_points_in_both_languages(season):
    who = client(season, "P1", Role.HEAD)
    assert "9 / 10 = 90" in page(who, "sheet", season, season.units["P1"].pk)
    who.cookies["django_language"] = "en"
    text = page(who, "sheet", season, season.units["P1"].pk)
    assert "Self-scoring sheet" in text
    assert "the rule" in text.lower()


def test_the_sheet_has_the_columns_of_the_form_in_their_order_and_does_not_scroll_in_itself(season):
    text = page(client(season, "P1", Role.HEAD), "sheet", season, season.units["P1"].pk)
    heads = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', text)
    assert heads == [
        "Tiêu chí", "Tối đa", "Tự chấm", "Giải trình", "Minh chứng", "Thẩm định", "Chênh lệch", "Lý do",
    ]  # fmt: skip
    assert 'data-label="Giải trình"><span class="clamp">9 / 10 = 90' in text
    assert 'class="scroll"' not in text


def test_words_of_the_campaign_file_are_no_names_for_people_and_unbuilt_feeds_are_marked():
    plan = document()
    bonus = {**COUNT, "code": "PLUS.1", "feed": "initiatives", "name": {"vi": "Sáng kiến được công nhận"}}
    plan["criteria"].append(group("PLUS", 10, [bonus], outside_total=True))
    made = make_season(plan=plan)
    scores.recompute(campaign=made.campaign, at=NOON)
    who, boss = client(made, "P1", Role.REPORTER), client(made, "VP", Role.MANAGER)
    pages = [page(who, name, made) for name in ("campaign", "grid")]
    pages += [page(who, "sheet", made, made.units["P1"].pk), page(boss, "workshop", made)]

    for text in pages:
        assert "<b>Thưởng 1</b> Sáng kiến được công nhận" in text
        assert "<b>PLUS.1</b>" not in text
    for text in (pages[0], pages[2], pages[3]):
        assert "do hệ thống tự tổng hợp; phần này chưa có" in text


def test_the_workbook_has_the_figures_of_the_screen(season):
    who = client(season, "VP", Role.MANAGER)
    answer = who.get(reverse("board_file", args=[season.campaign.code]))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    cells = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert "Phường An Đông" in cells
    assert 28 in cells
    assert "Phường An Đông" in page(who, "board", season)


def test_rows_are_ordered_by_name_where_asked(season, tmp_path):
    load(season, tmp_path, "P3,I.1,2025-07,,10,10,,\n", "--verify")
    scores.recompute(campaign=season.campaign, at=NOON)
    assert order_of_rows(season) == ["An Đông", "Chợ Quán", "Bến Thành"]
    assert order_of_rows(season, sort="name") == ["An Đông", "Bến Thành", "Chợ Quán"]


def order_of_rows(season, **asked: str) -> list[str]:
    address = reverse("board", args=[season.campaign.code])
    found = client(season, "VP", Role.MANAGER).get(address, {"block": "WARD", **asked}).content.decode()
    return sorted(("An Đông", "Bến Thành", "Chợ Quán"), key=lambda name: found.index(f">Phường {name}<"))


def test_a_unit_cannot_open_the_workbook_of_another(season):
    who = client(season, "P3", Role.REPORTER)
    answer = who.get(reverse("sheet_file", args=[season.campaign.code, season.units["P1"].pk]))
    assert answer.status_code == 403


def test_the_submission_board_is_for_those_who_run_the_campaign(season):
    assert "An Đông" in page(client(season, "VP", Role.MANAGER), "tracking", season)
    answer = client(season, "P1", Role.REPORTER).get(reverse("tracking", args=[season.campaign.code]))
    assert answer.status_code == 403


@time_machine.travel("2025-09-10 12:00+07:00", tick=False)
def test_urging_counts_what_the_duty_that_opens_it_counts_and_groups_units_by_cluster(season, tmp_path):
    load(season, tmp_path, "P2,I.1,2025-08,,9,10,,\nP2,I.2,2025-08,5,,,,\n", "--verify")
    acting = acting_as(season.user("VP", Role.MANAGER))
    debt = next(debt for debt in debts_of(acting, date(2025, 9, 10)) if debt.kind == "urge")
    who = client(season, "VP", Role.MANAGER)
    asked, every = (who.get(address).content.decode() for address in (debt.url, debt.url.partition("&")[0]))

    for text, late, wards in ((asked, 4, 2), (every, 5, 3)):
        assert f"{late} đơn vị" in debt.detail
        assert f"{late} đơn vị chậm nộp" in text
        assert f"Cụm phường: đến ngày 10/9/2025 còn {wards} đơn vị chưa nộp đủ" in text
        assert text.index("<h2>Cụm phường</h2>") < text.index("<h2>Khối sở</h2>")


def test_urging_is_the_managers(season):
    assert "Kính gửi" in page(client(season, "VP", Role.MANAGER), "urging", season)
    answer = client(season, "P1", Role.HEAD).get(reverse("urging", args=[season.campaign.code]))
    assert answer.status_code == 403


def test_pace_lists_what_is_still_open(season):
    assert "I.1" in page(client(season, "P1", Role.HEAD), "pace", season)


def cost(who: Client, name: str, season: Season) -> int:
    page(who, name, season)
    with CaptureQueriesContext(connection) as queries:
        page(who, name, season)
    return len(queries)


@pytest.mark.parametrize("name", ["board", "tracking", "campaign"])
def test_a_page_costs_the_same_with_one_unit_and_with_three(name, season):
    who = client(season, "VP", Role.MANAGER)
    three = cost(who, name, season)
    season.campaign.participations.exclude(unit__code="P1").delete()
    scores.recompute(campaign=season.campaign, at=NOON)
    assert cost(who, name, season) == three
