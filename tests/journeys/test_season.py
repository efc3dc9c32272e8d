"""The main job from end to end, in a real browser over PostgreSQL, Redis and a worker.

A department pastes its table, a ward fills the rest, its authorised person submits, the verifier asks for more
once and accepts, and a few seconds later order, sheet and workbook say so."""

import csv
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from common.formats import number_text
from indicators.models import Sheet
from tests.factories import season as plan
from tests.factories.season import Season
from tests.factories.units import make_authorisation, make_membership, make_unit
from tests.journeys.people import paste, signed_in
from units.choices import Role, UnitKind
from units.models import User

pytestmark = pytest.mark.browser
CITY = "79"
ROWS = 168
MISSPELT = (3, 70, 140)
PATIENCE = 30.0


def wards() -> list[tuple[str, str]]:
    """Code and name of the city's 168 wards and communes, as the product ships them."""
    with Path("units/data/vietnam-2025.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["parent"] == CITY]
    assert len(rows) == ROWS
    return [(row["code"], row["name"]) for row in rows]


@dataclass
class World:
    season: Season
    names: dict[str, str]
    ward: str
    month: str

    @property
    def code(self) -> str:
        return self.season.campaign.code


@pytest.fixture(scope="module")
def world(live) -> World:
    """A season in its second month: three lines of the wards' own, one that the finance department holds."""
    names = dict(wards())
    units = {code: make_unit(name, code=code, valid_from=date(2025, 7, 1)) for code, name in names.items()}
    for code, name in plan.DEPARTMENTS.items():
        units[code] = make_unit(name, code=code, kind=UnitKind.DEPARTMENT)
    started = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    document = plan.document(start=started.isoformat(), end=(started + timedelta(days=150)).isoformat())
    document["participants"] = {"units": [*names, "STC", "SNV"]}
    document["blocks"] = [
        {"code": "WARD", "name": {"vi": "Cụm phường, xã"}, "units": list(names)},
        {"code": "DEPT", "name": {"vi": "Khối sở"}, "units": ["STC", "SNV"]},
    ]
    held = document["criteria"][1]["children"][0]
    held["check_days"] = 0
    season = plan.make_season(plan=document, units=units, at=timezone.now())
    return World(season, names, next(iter(names)), f"{started:%Y-%m}")


def table(world: World) -> str:
    """Name and percentage of every unit, the ward at hand best of all; three names misspelt."""
    rows = []
    for place, (code, name) in enumerate(world.names.items()):
        figure = 95 if code == world.ward else 40 + place / 4
        written = name + name[-1] if place in MISSPELT else name
        rows.append(f"{written}\t{figure:.2f}".replace(".", ","))
    return "Đơn vị\tTỷ lệ (%)\n" + "\n".join(rows)


def test_a_season_from_the_departments_table_to_the_signed_workbook(live, world, open_page, tmp_path):
    provide(world, signed_in(open_page, world.season.user("STC", Role.PROVIDER)))
    assert shown_points(world) == Decimal("15.00")
    fill(world, signed_in(open_page, world.season.user(world.ward, Role.REPORTER)), tmp_path)
    submit(world, signed_in(open_page, authorised(world)))
    judge(world, signed_in(open_page, world.season.user("SNV", Role.VERIFIER)), open_page)
    # 95 % of 95: 15 of 15; 196 of 200 on time: 19.6 of 20; 6 models where 5 are full: 10 of 10.
    wait_until(lambda: shown_points(world) == Decimal("44.60"))
    manager = signed_in(open_page, world.season.user("VP", Role.MANAGER))
    board = read_board(world, manager)
    assert board[0] == ["1", world.names[world.ward], "44,60"]
    explain(world, manager)
    compare_workbook(world, manager, board, tmp_path)


def provide(world: World, page: Page) -> None:
    page.goto(f"/campaigns/{world.code}/provide/")
    page.locator(f'a[href*="/{world.month}/"]').first.click()
    page.fill("#table", table(world))
    page.click("button:has-text('Xem trước')")
    problems = page.locator("tr[id^=row-]")
    expect(problems).to_have_count(3)
    for row, place in enumerate(MISSPELT):
        problems.nth(row).locator("select").select_option(value=str(list(world.season.units.values())[place].pk))
    page.click("button[value=apply]")
    expect(page.locator("main")).to_contain_text(f"Đã lưu {ROWS} số liệu")
    wait_until(lambda: shown_points(world))


def fill(world: World, page: Page, folder: Path) -> None:
    """Types a ratio in its two parts, pastes the column below it, attaches a document to a line."""
    page.goto(f"/campaigns/{world.code}/grid/?period={world.month}")
    rate, count = (world.season.line(code).pk for code in ("I.1", "I.2"))
    cell(page, rate, world.month).click()
    paste(page, "190/200\n6")
    expect(cell(page, rate, world.month)).to_contain_text("95")
    expect(cell(page, count, world.month)).to_contain_text("Đã lưu")
    paper = folder / "bien-ban.pdf"
    paper.write_bytes(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    page.goto(f"{reverse('evidence_new', args=[world.code])}?line={count}&period={world.month}")
    page.fill("[name=title]", "Biên bản nghiệm thu mô hình")
    page.set_input_files("input[type=file]", paper)
    page.click("main button.btn-primary")
    expect(page.locator("main")).to_contain_text("Biên bản nghiệm thu mô hình")


def cell(page: Page, line: int, period: str):
    return page.locator(f'tr[data-line="{line}"] td[data-period="{period}"]')


def authorised(world: World) -> User:
    """A reporter who may sign in the head's place."""
    unit = world.season.units[world.ward]
    person = make_membership(unit=unit).user
    make_authorisation(person, unit, by=world.season.user(world.ward, Role.HEAD))
    return person


def submit(world: World, page: Page) -> None:
    page.goto(f"/campaigns/{world.code}/grid/submit/?period={world.month}")
    expect(page.locator("main")).to_contain_text("12/UQ-UBND")
    page.click("main button.btn-primary")
    expect(page.locator("main")).to_contain_text("2 số liệu")


def judge(world: World, page: Page, open_page: Callable[..., Page]) -> None:
    """The rate is sent back once; the ward enters it again; then everything is accepted by key."""
    rate, count = (world.season.line(code).pk for code in ("I.1", "I.2"))
    page.goto(f"/campaigns/{world.code}/queue/line/{rate}/")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.type("Đề nghị rà soát lại mẫu số.")
    page.click("[data-queue-item] details[open] .confirm-body button.btn-primary")
    expect(page.locator("[data-queue-item][aria-disabled=true]")).to_have_count(1)
    again(world, signed_in(open_page, authorised(world)), rate)
    for line in (rate, count):
        page.goto(f"/campaigns/{world.code}/queue/line/{line}/")
        page.keyboard.press("j")
        page.keyboard.press("a")
        expect(page.locator("[data-queue-item][aria-disabled=true]")).to_have_count(1)


def again(world: World, page: Page, rate: int) -> None:
    page.goto(f"/campaigns/{world.code}/grid/?period={world.month}")
    expect(cell(page, rate, world.month)).to_contain_text("rà soát lại mẫu số")
    cell(page, rate, world.month).click()
    paste(page, "196/200")
    expect(cell(page, rate, world.month)).to_contain_text("98")
    submit_again(world, page)


def submit_again(world: World, page: Page) -> None:
    page.goto(f"/campaigns/{world.code}/grid/submit/?period={world.month}")
    page.click("main button.btn-primary")
    expect(page.locator("main")).to_contain_text("1 số liệu")


def shown_points(world: World) -> Decimal | None:
    rows = Sheet.objects.filter(scoreboard__campaign=world.season.campaign, scoreboard__is_live=True, basis="verified")
    return rows.filter(unit=world.season.units[world.ward]).values_list("shown_points", flat=True).first()


def wait_until(answer: Callable[[], object]):
    until = time.monotonic() + PATIENCE
    while not (found := answer()):
        assert time.monotonic() < until, "the worker did not score in time"
        time.sleep(0.2)
    return found


def read_board(world: World, page: Page) -> list[list[str]]:
    """Rank, unit and total of the wards, as they stand on the screen."""
    page.goto(f"/campaigns/{world.code}/board/?block=WARD")
    rows = page.locator("table.board tbody tr")
    return rows.evaluate_all(
        "rows => rows.map(row => ['.rank', 'th', '.sum'].map(place => row.querySelector(place).innerText.trim()))"
    )


def explain(world: World, page: Page) -> None:
    """The sheet says what the points stand on, and in English too."""
    unit = world.season.units[world.ward]
    page.goto(f"/campaigns/{world.code}/sheet/{unit.pk}/")
    line = page.locator('tbody[id="I.1"]')
    line.locator("summary").click()
    expect(line).to_contain_text("196 / 200 = 98")
    page.click("button[lang=en]")
    expect(page.locator('tbody[id="I.1"]')).to_contain_text("196 / 200 = 98")
    expect(page.locator("main")).to_contain_text("Appraised")
    page.click("button[lang=vi]")


def compare_workbook(world: World, page: Page, board: list[list[str]], folder: Path) -> None:
    page.goto(f"/campaigns/{world.code}/board/?block=WARD")
    with page.expect_download() as given:
        page.click('a[href*="board.xlsx"]')
    path = folder / "board.xlsx"
    given.value.save_as(path)
    assert workbook_rows(path) == {row[1]: (row[0], row[2]) for row in board}


def workbook_rows(path: Path) -> dict[str, tuple[str, str]]:
    """Unit → (rank, total) of the sheet to be signed, written as on the screen."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(row for row in rows if "Đơn vị" in row)
    unit, total, rank = (next(i for i, cell in enumerate(head) if str(cell).startswith(name)) for name in COLUMNS)
    return {
        row[unit]: ("—" if row[rank] is None else str(row[rank]), number_text(Decimal(str(row[total])), 2))
        for row in rows
        if row[unit] and isinstance(row[total], int | float)
    }


COLUMNS = ("Đơn vị", "Tổng", "Xếp hạng")
