"""Every piece of the look, empty, normal and overfull: readable by all, on both widths, within its weight."""

import gzip
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.harness.fixtures import PHONE, WIDE

PAGES = {
    "todo": "viec-can-lam/",
    "grid": "q100/nhap/",
    "sheet": "q100/phieu/",
    "board": "q100/bang/",
    "track": "q100/theo-doi/",
    "queue": "q100/tham-dinh/",
    "blocks": "q100/cum/",
    "pieces": "manh/",
    "forms": "mau/",
    "paper": "q100/in/",
    "sign_in": "vao/dang-nhap/",
}
SERIOUS = {"serious", "critical"}
REPORTERS_PAGE = 100_000


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_serious_stands_in_anybodys_way(open_page, style_pages: str, name: str, size) -> None:
    page = open_page(size=size)
    page.goto(f"{style_pages}/{PAGES[name]}")
    found = [one for one in Axe().run(page).response["violations"] if one["impact"] in SERIOUS]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_a_phone(open_page, style_pages: str, name: str) -> None:
    page = open_page(size=PHONE)
    for amount in ("empty", "normal", "overfull"):
        page.goto(f"{style_pages}/{PAGES[name]}?size={amount}")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, amount


@pytest.mark.parametrize("name", ["todo", "grid", "board"])
def test_a_page_reads_without_script(open_page, style_pages: str, name: str) -> None:
    page = open_page(javascript=False)
    page.goto(f"{style_pages}/{PAGES[name]}")
    expect(page.locator("h1")).to_be_visible()
    page.locator(".top details.menu summary").click()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()


def test_a_reporters_page_is_light(page: Page, style_pages: str) -> None:
    """What a first visit takes, compressed as the production server sends it; fonts apart."""
    bodies: dict[str, bytes] = {}
    page.on("response", lambda answer: bodies.setdefault(answer.url, answer.body()))
    page.goto(f"{style_pages}/q100/nhap/", wait_until="networkidle")
    weights = {url: len(gzip.compress(body)) for url, body in bodies.items() if "/fonts/" not in url}
    assert len(weights) > 10
    assert sum(weights.values()) < REPORTERS_PAGE, weights


def test_no_stylesheet_or_page_needs_an_inline_style(page: Page, style_pages: str) -> None:
    for path in PAGES.values():
        page.goto(f"{style_pages}/{path}")
        inline = "document.querySelectorAll('[style], style, script:not([src]):not([type])').length"
        assert page.evaluate(inline) == 0, path


def test_the_language_switches_and_stays_on_the_page(page: Page, style_pages: str) -> None:
    page.goto(f"{style_pages}/viec-can-lam/?size=empty")
    page.get_by_role("button", name="English").first.click()
    page.wait_for_url("**/viec-can-lam/?size=empty")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name="Enter figures").first).to_be_visible()


def test_a_menu_closes_on_escape_and_gives_the_focus_back(page: Page, style_pages: str) -> None:
    page.goto(f"{style_pages}/viec-can-lam/")
    page.locator(".menu summary").click()
    page.keyboard.press("Escape")
    expect(page.locator(".menu-body")).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_queue_is_worked_through_by_keys(page: Page, style_pages: str) -> None:
    page.goto(f"{style_pages}/q100/tham-dinh/")
    where = "document.activeElement.closest('[data-queue-item]')?.querySelector('th').innerText"
    page.keyboard.press("j")
    assert page.evaluate(where) == "Phường 031"
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate(where) == "Phường 019"
    page.keyboard.press("r")
    page.keyboard.type("jk")
    assert page.evaluate("document.activeElement.value") == "jk"
    assert page.evaluate(where) == "Phường 019"


def test_a_accepts_the_item_at_hand(page: Page, style_pages: str) -> None:
    page.goto(f"{style_pages}/q100/tham-dinh/")
    page.evaluate("document.addEventListener('click', e => (window.pressed = e.target.closest('tr').rowIndex))")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("a")
    assert page.evaluate("window.pressed") == 2


def counts(page: Page) -> list[str]:
    return page.locator("[data-block-count]").all_inner_texts()


def test_a_unit_changes_its_cluster_by_dragging(page: Page, style_pages: str) -> None:
    page.goto(f"{style_pages}/q100/cum/")
    page.locator('[data-unit="11"]').drag_to(page.locator('[data-block="C3"] h2'))
    expect(page.locator('[data-block="C3"] [data-unit="11"]')).to_be_visible()
    assert counts(page) == ["6", "7", "8", "7"]
    assert page.locator('[data-unit="11"] select').input_value() == "C3"
    assert "warn" in page.locator('[data-block="C1"] [data-block-count]').get_attribute("class")


def test_a_unit_changes_its_cluster_by_keyboard(page: Page, style_pages: str) -> None:
    page.goto(f"{style_pages}/q100/cum/")
    page.locator('[data-unit="11"] select').select_option("C2")
    expect(page.locator('[data-block="C2"] [data-unit="11"]')).to_be_visible()


def test_a_refused_move_goes_back_and_says_why(page: Page, style_pages: str) -> None:
    page.goto(f"{style_pages}/q100/cum/")
    page.locator('[data-unit="12"] select').select_option("C4")
    expect(page.locator(".toast.bad")).to_have_text("Cụm này đã khóa.")
    expect(page.locator('[data-block="C1"] [data-unit="12"]')).to_be_visible()


def test_a_pasted_table_is_understood_before_it_is_sent(page: Page, style_pages: str) -> None:
    page.goto(f"{style_pages}/mau/")
    expect(page.locator("#seen p")).to_have_text("6 dòng, 3 cột")
    page.locator("#table").fill("Phường 001\nPhường 002")
    expect(page.locator("#seen p.bad")).to_have_text("Cần ít nhất 3 cột.")


def test_a_changed_form_asks_before_it_is_left(page: Page, style_pages: str) -> None:
    page.goto(f"{style_pages}/mau/")
    page.locator("#table").fill("x")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{style_pages}/viec-can-lam/")
    assert asked == ["beforeunload"]


def test_a_list_follows_what_is_typed_into_its_filter(page: Page, style_pages: str) -> None:
    page.goto(f"{style_pages}/mau/?q=an")
    page.locator("#q").fill("p sài gòn")
    expect(page.locator("#found")).to_have_text("Tìm thấy: p sài gòn")
    expect(page).to_have_url(re.compile(r"/mau/\?q=p%20s"))
    assert page.url.count("q=") == 1
    page.get_by_role("link", name="Bỏ lọc").click()
    expect(page.locator("#found")).to_be_empty()
