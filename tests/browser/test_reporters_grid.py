"""The reporter's grid on the running product: typed, pasted, reloaded, kept through an ended session, submitted."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from indicators.domain.verification import accept
from indicators.models import Cell
from tests.factories.season import NOON, Season, make_season
from tests.harness.fixtures import PHONE
from tests.indicators.domain.appraising import THREE, reported, verifier
from tests.journeys.people import paste
from units.choices import Role

pytestmark = pytest.mark.browser
SAVED = "Đã lưu"
ADDRESS = "/campaigns/thi-diem/grid/"


@pytest.fixture(scope="module")
def season(live) -> Season:
    made = make_season()
    made.user("P1", Role.REPORTER)
    made.user("P1", Role.HEAD)
    return made


@pytest.fixture
def seated(open_page: Callable[..., Page], season: Season, live) -> Callable[..., Page]:
    """Opens the grid as somebody of the first ward."""

    def opened(role: str = Role.REPORTER, address: str = ADDRESS, **more: object) -> Page:
        page = open_page(**more)
        sign_in(page, season, role, live.url)
        page.goto(address)
        return page

    return opened


def sign_in(page: Page, season: Season, role: str, url: str) -> None:
    client = Client()
    client.force_login(season.user("P1", role))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])


def cell(page: Page, season: Season, line: str, period: str) -> Locator:
    return page.locator(f"#c{season.line(line).pk}-{period}")


def stored(season: Season, line: str, period: str) -> Cell:
    cells = Cell.objects.select_related("latest")
    return cells.get(unit=season.units["P1"], series=season.line(line).series_id, period=period)


def test_what_is_typed_is_there_after_a_reload(seated, season) -> None:
    page = seated()
    cell(page, season, "I.2", "2025-10").click()
    page.keyboard.type("1.240")
    page.keyboard.press("Enter")
    expect(cell(page, season, "I.2", "2025-10")).to_contain_text(SAVED)
    page.reload()
    expect(cell(page, season, "I.2", "2025-10").locator("[data-text]")).to_have_text("1.240")
    assert stored(season, "I.2", "2025-10").latest.value == 1240


def test_a_pasted_block_fills_the_column_the_first_time(seated, season) -> None:
    page = seated(address=f"{ADDRESS}?period=2025-08")
    cell(page, season, "I.1", "2025-08").click()
    paste(page, "96\t100\n7")
    expect(cell(page, season, "I.1", "2025-08")).to_contain_text("96,00")
    expect(cell(page, season, "I.2", "2025-08")).to_contain_text(SAVED)
    assert stored(season, "I.1", "2025-08").latest.numerator == 96
    assert stored(season, "I.2", "2025-08").latest.value == 7


def test_one_key_each_for_nothing_and_as_last_period(seated, season) -> None:
    page = seated(address=f"{ADDRESS}?period=2025-09")
    cell(page, season, "I.2", "2025-09").click()
    page.keyboard.press("0")
    expect(cell(page, season, "I.2", "2025-09")).to_contain_text(f"không phát sinh · {SAVED}")
    cell(page, season, "I.1", "2025-09").click()
    page.keyboard.press("=")
    expect(cell(page, season, "I.1", "2025-09")).to_contain_text(SAVED)
    assert stored(season, "I.2", "2025-09").latest.value == 0
    assert stored(season, "I.1", "2025-09").latest.denominator == 100


def test_an_appraised_figure_opens_only_on_purpose_and_says_that_it_is_amended(seated, season) -> None:
    case = reported(season, THREE, period="2025-08")
    accept(actor=verifier(season), lines=season.lines, cases=[case], at=NOON)
    page = seated(address=f"{ADDRESS}?period=2025-08")
    one = cell(page, season, "I.2", "2025-08")

    cell(page, season, "I.1", "2025-08").click()
    page.keyboard.press("Enter")
    expect(one).to_be_focused()
    expect(one.locator("input")).to_have_count(0)
    page.keyboard.press("x")
    page.keyboard.press("=")
    expect(one.locator("input")).to_have_count(0)

    page.keyboard.press("F2")
    expect(one).to_contain_text("nhập vào đây là sửa số đã thẩm định")
    page.keyboard.press("Escape")
    expect(one.locator("input")).to_have_count(0)
    one.get_by_role("button", name="Sửa").click()
    expect(one.locator("input")).to_have_value("3")
    page.keyboard.press("Escape")
    page.keyboard.type("45")
    page.keyboard.press("Enter")
    expect(one).to_contain_text(SAVED)
    assert stored(season, "I.2", "2025-08").latest.value == 45


def test_a_refused_figure_stays_where_it_was_typed_with_the_reason(seated, season) -> None:
    page = seated(address=f"{ADDRESS}?period=2025-07")
    cell(page, season, "I.2", "2025-07").click()
    page.keyboard.type("2,5")
    page.keyboard.press("Enter")
    expect(cell(page, season, "I.2", "2025-07")).to_contain_text("không phải là số nguyên")
    expect(cell(page, season, "I.2", "2025-07").locator("[data-text]")).to_have_text("2,5")
    expect(page.locator("#unsaved")).to_have_text("1 mục chưa lưu")


def test_a_second_tab_is_asked_whose_figure_stays(seated, season) -> None:
    first, second = seated(), seated(Role.HEAD)
    for page, figure in ((first, "11"), (second, "12")):
        cell(page, season, "I.2", "2025-10").click()
        page.keyboard.type(figure)
        page.keyboard.press("Enter")
    there = cell(second, season, "I.2", "2025-10")
    expect(there).to_contain_text("Giữ số của tôi: 12")
    there.get_by_text("Giữ số của tôi").click()
    expect(there).to_contain_text(SAVED)
    assert stored(season, "I.2", "2025-10").latest.value == 12


def test_an_ended_session_keeps_what_was_typed_until_one_is_back(seated, season, live) -> None:
    page = seated()
    page.context.clear_cookies(name="sessionid")
    cell(page, season, "I.2", "2025-10").click()
    page.keyboard.type("77")
    page.keyboard.press("Enter")
    expect(page.locator("[data-grid-note]")).to_contain_text("Đăng nhập lại")
    sign_in(page, season, Role.REPORTER, live.url)
    page.get_by_role("link", name="Đăng nhập lại").click()
    page.goto(ADDRESS)
    page.get_by_role("button", name="Lưu ngay").click()
    expect(cell(page, season, "I.2", "2025-10")).to_contain_text(SAVED)
    assert stored(season, "I.2", "2025-10").latest.value == 77


def test_beside_the_cell_stands_what_it_is_about(seated, season) -> None:
    page = seated()
    cell(page, season, "I.2", "2025-10").click()
    expect(page.locator("[data-grid-panel]")).to_contain_text("I.2 – tháng 10/2025")
    page.locator("[data-grid-panel] textarea").fill("Chờ quyết định")
    cell(page, season, "I.1", "2025-10").click()
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.locator("main")).to_contain_text("Chờ quyết định")


def test_without_script_the_plain_form_saves(seated, season) -> None:
    page = seated(address=f"{ADDRESS}2025-07/", javascript=False, size=PHONE)
    page.locator(f"[name=l{season.line('I.2').pk}-value]").fill("5")
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.locator("main")).to_contain_text("Đã lưu")
    assert stored(season, "I.2", "2025-07").latest.value == 5


def test_the_head_submits_in_two_clicks(seated, season) -> None:
    page = seated(Role.HEAD)
    page.get_by_role("link", name="Nộp số liệu").first.click()
    page.get_by_role("button", name="Nộp các kỳ đã chọn").click()
    expect(page.locator("main")).to_contain_text("đang chờ thẩm định")
    assert stored(season, "I.2", "2025-10").state == "submitted"


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}2025-10/", f"{ADDRESS}submit/", f"{ADDRESS}import/"])
def test_nothing_sticks_out_of_a_phone(seated, address) -> None:
    page = seated(address=address, size=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
