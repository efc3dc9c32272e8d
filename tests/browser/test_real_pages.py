"""Every page people meet, over the real stack: no barrier, no overflow, no foreign word, at both widths."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.architecture import texts
from tests.browser.real_pages import VISITOR, addresses, filled_season, named
from tests.factories.season import Season
from tests.harness.fixtures import PHONE, WIDE
from tests.journeys.people import signed_in
from tests.rights.test_truth_table import TABLE

pytestmark = pytest.mark.browser
SERIOUS = {"serious", "critical"}
# Words no Vietnamese sentence holds; names of people and places are not among them.
ENGLISH = re.compile(r"\b(the|of|is|are|and|your|with|not|this|that|from|units?|figures?|periods?|lines?)\b", re.I)
# What only the machine calls so: words tied by underscores, placeholders that nothing filled, Python's own.
CODE = re.compile(r"\b[a-z]+_[a-z_]+\b|%\(|\{\{|\b(None|True|False|nan)\b")
# A language is called as its speakers call it; how a placeholder is written is shown as it is written.
ENDONYMS, EXAMPLE = {"English"}, "Ghi ô điền trong hai dấu ngoặc nhọn"
NO_PAGES = {
    "board_file",
    "bundle_file",
    "campaigns:document_file",
    "campaigns:receipts_file",
    "campaigns:sub_launches_file",
    "campaigns:work_file",
    "campaigns:works_register_file",
    "cluster_template_file",
    "entries_template",
    "favicon",
    "grid_cell",
    "healthz",
    "inspection_file",
    "letter_template_file",
    "meeting",
    "meeting_document",
    "obligation_file",
    "pledge_file",
    "provide_form",
    "registration_register_file",
    "report_file",
    "report_form",
    "report_template_file",
    "sheet_file",
    "short_address",
    "submission_file",
    "workshop_add",
}
SPOKEN = """() => {
    const hidden = node => node.closest("script, style, template, code, kbd, [lang]:not(html)");
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [document.title];
    while (walker.nextNode())
        if (!hidden(walker.currentNode.parentElement)) found.push(walker.currentNode.data);
    for (const node of document.querySelectorAll("[aria-label], [placeholder], [title], [data-label]"))
        if (!hidden(node))
            for (const name of ["aria-label", "placeholder", "title", "data-label"])
                found.push(node.getAttribute(name) || "");
    return found.map(text => text.trim()).filter(Boolean);
}"""


@pytest.fixture(scope="module")
def season(live) -> Season:
    return filled_season()


def visitors(open_page, season: Season, language: str = "vi-VN"):
    """One browser a person, each taken to all its pages."""
    people: dict[tuple[str, str], Page] = {}
    for address, who in addresses(season):
        if who not in people:
            people[who] = visitor(open_page, season, who, language)
        yield people[who], address


def visitor(open_page, season: Season, who: tuple[str, str], language: str) -> Page:
    if who == VISITOR:
        page = open_page(language=language)
        page.goto("/")
    else:
        page = signed_in(open_page, season.user(*who), language=language)
    if language.startswith("en") and page.get_attribute("html", "lang") != "en":
        page.get_by_role("button", name="English").first.click()
        page.wait_for_load_state()
    return page


def barriers(page: Page, address: str) -> list[str]:
    found = [one for one in Axe().run(page).response["violations"] if one["impact"] in SERIOUS]
    return [f"{address}: {one['id']} {one['nodes'][0]['html'][:160]}" for one in found]


def test_no_page_is_refused_has_a_barrier_or_is_wider_than_its_window(open_page, season):
    complaints = []
    for page, address in visitors(open_page, season):
        for width, height in (WIDE, PHONE):
            page.set_viewport_size({"width": width, "height": height})
            answer = page.goto(address)
            if answer.status != 200:
                complaints.append(f"{address}: {answer.status}")
                continue
            complaints += barriers(page, f"{address} at {width}")
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            complaints += [f"{address} at {width}: {over} px too wide"] if over > 0 else []
    assert not complaints, "\n".join(complaints)


def test_every_page_of_the_url_map_is_among_them(season):
    """A file, a part of a page, a mere step from one to the next has no look of its own."""
    tried = {name for name, _given, _who in named(season)}
    pages = {name for name, method in TABLE if method == "get" and not name.startswith("api")}
    assert sorted(pages - tried) == sorted(NO_PAGES)


def test_no_vietnamese_page_falls_back_to_english_or_to_a_code(open_page, season):
    foreign, english = [], untranslated()
    for page, address in visitors(open_page, season):
        page.goto(address)
        for text in page.evaluate(SPOKEN):
            if text in ENDONYMS or text.startswith(EXAMPLE):
                continue
            if ENGLISH.search(text) or CODE.search(text) or text in english:
                foreign.append(f"{address}: {text[:120]}")
    assert not foreign, "\n".join(foreign)


def untranslated() -> set[str]:
    """What the code says in English and Vietnamese says otherwise."""
    found = set()
    for catalogue in texts.catalogues().values():
        for message in texts.messages(catalogue):
            english, vietnamese = texts.english(message)[0], texts.translations(message)[0]
            found |= {english} if vietnamese and english != vietnamese else set()
    return found


@pytest.mark.long
def test_no_english_page_has_a_barrier_or_is_too_wide_and_all_are_pictured(open_page, season, pictures):
    complaints = []
    for page, address in visitors(open_page, season, "en-GB"):
        for width, height in (WIDE, PHONE):
            page.set_viewport_size({"width": width, "height": height})
            page.goto(address)
            assert page.get_attribute("html", "lang") == "en"
            name = re.sub(r"[^a-z0-9]+", "-", address.strip("/")) or "home"
            page.screenshot(path=pictures / f"en-{name}-{width}.png", full_page=True)
            complaints += barriers(page, f"{address} at {width}")
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            complaints += [f"{address} at {width}: {over} px too wide"] if over > 0 else []
    assert not complaints, "\n".join(complaints)


@pytest.mark.long
def test_all_vietnamese_pages_are_pictured(open_page, season, pictures):
    for page, address in visitors(open_page, season):
        for width, height in (WIDE, PHONE):
            page.set_viewport_size({"width": width, "height": height})
            assert page.goto(address).status == 200
            name = re.sub(r"[^a-z0-9]+", "-", address.strip("/")) or "home"
            page.screenshot(path=pictures / f"vi-{name}-{width}.png", full_page=True)
