"""The verifier's list on the running product: what is typed stays with its unit; keys act where nothing is typed."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from indicators.models import Verdict
from tests.factories.season import Season
from tests.harness.fixtures import PHONE
from tests.indicators.views.verifying import address, cell, three_waiting
from units.choices import Role

pytestmark = pytest.mark.browser
REASON = "rà soát, bổ sung dữ liệu a r d u"
FOCUSED = "document.activeElement.tagName"


@pytest.fixture(scope="module")
def season(live) -> Season:
    made = three_waiting()
    made.user("SNV", Role.VERIFIER)
    return made


@pytest.fixture
def page(open_page: Callable[..., Page], season: Season, live) -> Page:
    """The list of I.2 before its verifier, no verdict given yet."""
    return seated(open_page(), season, live.url)


def seated(page: Page, season: Season, url: str) -> Page:
    client = Client()
    client.force_login(season.user("SNV", Role.VERIFIER))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])
    page.goto(address(season, "queue_line", season.line("I.2").pk))
    return page


def row(page: Page, name: str) -> Locator:
    return page.locator("[data-queue-item]", has_text=name)


@pytest.mark.parametrize("opened", ["return", "adjust"])
def test_a_click_on_a_box_leads_into_it_and_what_is_typed_is_no_key(page, season, opened) -> None:
    given = Verdict.objects.count()
    row(page, "Bến Thành").locator(f"[data-{opened}]").click()
    if opened == "adjust":
        expect(page.locator("details[open] [name=value]")).to_be_focused()
        page.locator("details[open] textarea").focus()
    expect(page.locator("details[open] textarea")).to_be_focused()
    expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.type(REASON)
    typed = "all => all.map(one => one.value).filter(Boolean)"
    assert page.locator("[data-queue] textarea").evaluate_all(typed) == [REASON]
    assert row(page, "Bến Thành").locator("textarea").evaluate_all(typed) == [REASON]
    assert Verdict.objects.count() == given


def test_keys_are_dead_on_buttons_with_modifiers_and_while_composing(page, season) -> None:
    given = Verdict.objects.count()
    row(page, "Bến Thành").locator("[data-adjust]").focus()
    page.keyboard.press("a")
    page.keyboard.press("r")
    row(page, "Bến Thành").focus()
    for chord in ("Control+a", "Alt+a", "Shift+R", "Shift+D"):
        page.keyboard.press(chord)
    page.evaluate(
        """() => {
            for (const about of [{isComposing: true}, {keyCode: 229}])
                document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: "a", bubbles: true, ...about}));
        }"""
    )
    expect(page.locator("details.confirm[open]")).to_have_count(0)
    assert Verdict.objects.count() == given


def test_a_closed_box_gives_the_row_back_to_the_keys(page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("r")
    assert page.evaluate(FOCUSED) == "TEXTAREA"
    page.keyboard.press("Escape")
    page.wait_for_function(f"{FOCUSED} === 'TR'")
    page.keyboard.press("d")
    expect(page.locator("details.confirm[open] [name=value]")).to_be_focused()


def test_a_row_is_judged_counted_and_undone_by_keys(page, season) -> None:
    row(page, "An Đông").focus()
    page.keyboard.press("a")
    expect(row(page, "An Đông")).to_contain_text("đã thẩm định")
    expect(page.locator("#queue-head")).to_contain_text("Chấp nhận 2 số liệu bình thường")
    expect(row(page, "Bến Thành")).to_be_focused()
    page.keyboard.press("u")
    expect(row(page, "An Đông").locator("textarea")).to_be_focused()
    page.keyboard.type("Nhầm dòng")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(row(page, "An Đông").locator("[data-accept]")).to_be_visible()
    expect(page.locator("#queue-head")).to_contain_text("Chấp nhận 3 số liệu bình thường")
    assert cell(season).is_waiting


def test_all_usual_are_accepted_and_undone_at_once(page, season) -> None:
    page.keyboard.press("Shift+A")
    expect(page.locator("[data-all] .btn-primary:focus")).to_have_text("Chấp nhận")
    page.keyboard.press("Enter")
    expect(page.locator("#notices")).to_contain_text("Đã chấp nhận 3 số liệu")
    page.get_by_text("Hoàn tác cả 3 số liệu").click()
    expect(page.locator(".act textarea")).to_be_focused()
    page.keyboard.type("Nhầm danh sách")
    page.get_by_role("button", name="Rút lại các kết quả thẩm định").click()
    expect(page.locator("#notices")).to_contain_text("3 số liệu trở lại chờ thẩm định")
    assert all(cell(season, unit).is_waiting for unit in ("P1", "P2", "P3"))


def test_a_refused_adjustment_stays_in_its_row_with_what_was_typed(page, season) -> None:
    box = row(page, "Chợ Quán")
    box.locator("[data-adjust]").click()
    box.locator("[name=value]:visible").fill("2")
    box.locator("[name=reason]:visible").fill("Xem lại")
    box.get_by_role("button", name="Thẩm định theo số liệu này").click()
    expect(box.locator(".faults")).to_contain_text("Hãy chọn chấp nhận")
    expect(box.locator("[name=reason]:visible")).to_have_value("Xem lại")
    assert cell(season, "P3").is_waiting


def test_a_box_is_as_wide_as_a_phone(open_page, season, live) -> None:
    page = seated(open_page(size=PHONE), season, live.url)
    row(page, "Bến Thành").locator("[data-return]").click()
    assert page.locator("details[open] textarea").bounding_box()["width"] > 250
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
