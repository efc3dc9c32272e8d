"""The administration wears our look: our face and colours, no barrier, no overflow, both widths and languages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.real_pages import filled_season
from tests.browser.test_real_pages import barriers
from tests.factories.units import make_user
from tests.harness.fixtures import PHONE, WIDE
from tests.journeys.people import signed_in

pytestmark = pytest.mark.browser
PAGES = ("", "units/unit/", "units/user/", "units/membership/", "campaigns/campaign/", "common/auditrecord/")
PAGES += ("common/holiday/", "common/holiday/add/", "common/holiday/import/", "common/holiday/export/")
ACCENT = "rgb(159, 29, 32)"


@pytest.fixture(scope="module")
def administrator(live):
    filled_season()
    return make_user(is_superuser=True, is_staff=True)


@pytest.fixture(params=["vi-VN", "en-GB"])
def page(browser, live, administrator, request) -> Iterator[Page]:
    """Not ``open_page``: Django's own scripts set styles in place, which our policy refuses without harm."""
    context = browser.new_context(base_url=live.url, locale=request.param)
    page = signed_in(context.new_page, administrator)
    if request.param.startswith("en"):
        page.get_by_role("button", name="English").first.click()
        page.wait_for_load_state()
    yield page
    context.close()


def test_no_page_of_it_has_a_barrier_or_is_wider_than_its_window(page):
    complaints = []
    for address in PAGES:
        for width, height in (WIDE, PHONE):
            page.set_viewport_size({"width": width, "height": height})
            assert page.goto(f"/admin/{address}").status == 200
            complaints += barriers(page, f"{address} at {width}")
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            complaints += [f"{address} at {width}: {over} px too wide"] if over > 0 else []
    assert not complaints, "\n".join(complaints)


def test_it_wears_our_face_and_colours(page):
    page.goto("/admin/")
    style = "node => [getComputedStyle(node).color, getComputedStyle(node).fontFamily]"
    colour, face = page.locator("#site-name a").evaluate(style)
    assert colour == ACCENT
    assert "Be Vietnam Pro" in face
