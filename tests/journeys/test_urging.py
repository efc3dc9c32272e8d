"""Urging from the table of who is late to the register, in a real browser: letter, message, call, what came of it."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page, expect

from indicators.domain.progress import Wanted, save_many
from indicators.domain.submission import submit
from indicators.gauges import Typed
from indicators.models import Urging
from tests.factories import season as plan
from tests.factories.season import Season, make_season
from tests.harness.fixtures import PHONE, WIDE
from tests.indicators.letters.documents import document, words
from tests.journeys.people import signed_in
from units.choices import Role

pytestmark = pytest.mark.browser


@dataclass
class World:
    season: Season

    @property
    def code(self) -> str:
        return self.season.campaign.code


@pytest.fixture(scope="module")
def world(live) -> World:
    """A season whose first month is long over; ward P1 reported what was due, four units did not."""
    started = (timezone.localdate() - timedelta(days=70)).replace(day=1)
    dates = {"start": started.isoformat(), "end": (started + timedelta(days=200)).isoformat()}
    season = make_season(plan=plan.document(**dates), at=timezone.now() - timedelta(days=60))
    head = season.user("P2", Role.HEAD)
    head.phone = "0900 000 002"
    head.save()
    made = World(season)
    hand_in(made, "P1")
    return made


def hand_in(world: World, unit: str) -> None:
    """Every month that has begun."""
    season, figures = world.season, {"I.1": Typed(None, Decimal(9), Decimal(10)), "I.2": Typed(Decimal(2))}
    begun = [each.code for each in season.lines.periods(season.line("I.1")) if each.first <= timezone.localdate()]
    wanted = [Wanted(season.line(line), period, typed) for line, typed in figures.items() for period in begun]
    given = {"lines": season.lines, "unit": season.units[unit], "at": timezone.now()}
    save_many(actor=season.actor(unit), wanted=wanted, **given)
    cells = [(one.line, one.period) for one in wanted]
    submit(actor=season.actor(unit, Role.HEAD), cells=cells, **given)


@pytest.fixture
def look(pictures: Path) -> Callable[[Page, str], None]:
    """Keeps a picture of the page at both widths; nothing may stand wider than the window."""

    def looked(page: Page, name: str) -> None:
        for size in (PHONE, WIDE):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.screenshot(path=pictures / f"urging-{name}-{size[0]}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], (name, size)

    return looked


def test_urging_from_the_table_of_who_is_late_to_the_register(live, world, open_page, look, tmp_path):
    page = signed_in(open_page, world.season.user("VP", Role.MANAGER))
    read_letter(take_letter(page, world, tmp_path))
    message_and_ring(page, world, look)
    read_register(page, world, look)
    replace_template(page, world, look, tmp_path)
    short_address(world, signed_in(open_page, world.season.user("P3", Role.REPORTER)))


def take_letter(page: Page, world: World, folder: Path) -> bytes:
    """One click on the table; a second on the same day gives the same letter and no second entry."""
    page.goto(f"/campaigns/{world.code}/tracking/?kind=monthly")
    path = folder / "letter.docx"
    for _click in range(2):
        with page.expect_download() as given:
            page.get_by_role("button", name="Công văn đôn đốc (.docx)").click()
        given.value.save_as(path)
    assert given.value.suggested_filename.endswith(".docx")
    assert Urging.objects.count() == 1
    return path.read_bytes()


def read_letter(content: bytes) -> None:
    text = words(content)
    letter = Document(io.BytesIO(content))
    assert (round(letter.sections[0].page_width.mm), round(letter.sections[0].left_margin.mm)) == (210, 30)
    assert "Cụm phường (2 đơn vị)" in text
    assert "Khối sở (2 đơn vị)" in text
    assert {"Phường Bến Thành", "Phường Chợ Quán", "Sở Tài chính", "Sở Nội vụ"} <= set(text.splitlines())
    assert "Phường An Đông" not in text
    assert not {"{", "}"} & set(text)
    about = next(line for line in text.splitlines() if line.startswith("V/v"))
    assert len(about) <= 80


def message_and_ring(page: Page, world: World, look: Callable) -> None:
    page.get_by_role("link", name="Tin nhắn, danh sách gọi").click()
    look(page, "desk")
    text = page.locator("#message-1-1").inner_text()
    assert len(text) < 1000
    assert "điểm" not in text.replace("Thi đua thí điểm", "")
    assert f"/d/{world.code}" in text
    page.locator("[data-copy='#message-1-1']").click()
    expect(page.locator("#toasts")).to_contain_text("chép")
    row = page.locator(f"#unit-{world.season.units['P2'].pk}")
    expect(row.get_by_role("link", name="0900 000 002")).to_be_visible()
    row.get_by_role("button", name="Đã gọi").click()
    expect(page.locator("main")).to_contain_text("Đã ghi sổ đôn đốc: Phường Bến Thành.")
    expect(row).to_contain_text("điện thoại")
    page.get_by_role("button", name="Đã nhắn cả cụm").first.click()
    expect(page.locator("main")).to_contain_text("Đã ghi sổ đôn đốc: 2 đơn vị.")


def read_register(page: Page, world: World, look: Callable) -> None:
    """What came of it follows from the figures, without anybody typing it."""
    hand_in(world, "P2")
    page.get_by_role("link", name="Sổ đôn đốc").first.click()
    look(page, "register")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(7)
    expect(rows.filter(has_text="Phường Bến Thành").filter(has_text="nộp đủ trong ngày")).to_have_count(3)
    expect(rows.filter(has_text="Phường Chợ Quán").filter(has_text="nội dung chưa nộp")).to_have_count(2)
    page.get_by_role("link", name="Đã nộp đủ").click()
    expect(rows).to_have_count(3)


def replace_template(page: Page, world: World, look: Callable, folder: Path) -> None:
    """A broken placeholder is named and changes nothing; a sound one is filled from then on."""
    page.goto(f"/campaigns/{world.code}/tracking/urging/template/")
    look(page, "template")
    path = folder / "mau-cua-so.docx"
    for text, said in (("Gửi {{ co_quann }}", "“co_quann”"), ("Của {{ co_quan }}", "theo mẫu của đơn vị")):
        path.write_bytes(document(text))
        page.set_input_files("input[type=file]", path)
        page.get_by_role("button", name="Kiểm tra và dùng mẫu này").click()
        expect(page.locator("#notices")).to_contain_text(said)
    look(page, "own-template")
    assert words(take_letter_again(page, world, folder)).strip() == "Của Văn phòng UBND"


def take_letter_again(page: Page, world: World, folder: Path) -> bytes:
    page.goto(f"/campaigns/{world.code}/tracking/urging/")
    with page.expect_download() as given:
        page.get_by_role("button", name="Công văn đôn đốc (.docx)").click()
    given.value.save_as(folder / "own.docx")
    return (folder / "own.docx").read_bytes()


def short_address(world: World, page: Page) -> None:
    page.goto(f"/d/{world.code}")
    page.wait_for_url(f"**/campaigns/{world.code}/grid/")
