"""The cell grid as a person uses it: static/js/grid.js against a server that keeps its contract."""

import json

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.harness.fixtures import PHONE
from tests.journeys.people import paste

SAVED = "Đã lưu 09:14"


@pytest.fixture
def grid(page: Page, style_pages: str) -> Page:
    return opened(page, style_pages)


def opened(page: Page, address: str) -> Page:
    page.goto(f"{address}/q100/nhap/")
    return page


def cell(page: Page, line: int, period: str = "2025-08") -> Locator:
    return page.locator(f'tr[data-line="{line}"] td[data-period="{period}"]')


def last_post(page: Page, act) -> dict:
    with page.expect_request(lambda request: request.method == "POST") as sent:
        act()
    return sent.value.post_data_json


def test_a_typed_figure_is_saved_and_says_when(grid: Page) -> None:
    cell(grid, 36).click()
    grid.keyboard.type("7")
    fields = last_post(grid, lambda: grid.keyboard.press("Enter"))
    assert fields == {
        "line": "36",
        "period": "2025-08",
        "value": "7",
        "numerator": "",
        "denominator": "",
        "note": "",
        "na": "",
        "base": "",
    }
    expect(cell(grid, 36)).to_contain_text(SAVED)
    assert grid.evaluate("document.activeElement.closest('tr').dataset.line") == "37"


def test_a_decimal_comma_goes_out_as_typed_and_names_what_it_replaces(grid: Page) -> None:
    cell(grid, 35).click()
    grid.keyboard.type("96,35")
    fields = last_post(grid, lambda: grid.keyboard.press("Tab"))
    assert (fields["value"], fields["base"]) == ("96,35", "503")


def test_the_next_post_stands_on_the_entry_just_saved(grid: Page) -> None:
    cell(grid, 36).click()
    grid.keyboard.type("7")
    grid.keyboard.press("Enter")
    expect(cell(grid, 36)).to_contain_text(SAVED)
    cell(grid, 36).click()
    grid.keyboard.type("8")
    assert last_post(grid, lambda: grid.keyboard.press("Enter"))["base"].startswith("7")


def test_arrows_and_tab_go_through_the_cells_and_pass_headings_and_locked_cells(grid: Page) -> None:
    where = "[document.activeElement.closest('tr').dataset.line, document.activeElement.closest('td').dataset.period]"
    cell(grid, 12).click()
    grid.keyboard.press("ArrowDown")
    assert grid.evaluate(where) == ["35", "2025-08"]
    grid.keyboard.press("ArrowRight")
    assert grid.evaluate(where) == ["35", "2025-09"]
    grid.keyboard.press("Tab")
    assert grid.evaluate(where) == ["36", "2025-08"]
    grid.keyboard.press("Shift+Enter")
    assert grid.evaluate(where) == ["35", "2025-08"]


def test_one_key_says_nothing_occurred(grid: Page) -> None:
    cell(grid, 36).click()
    assert last_post(grid, lambda: grid.keyboard.press("0"))["value"] == "0"
    expect(cell(grid, 36)).to_contain_text("không phát sinh")


def test_a_nought_may_still_begin_a_longer_figure(grid: Page) -> None:
    cell(grid, 36).click()
    grid.keyboard.type("0,5", delay=40)
    assert last_post(grid, lambda: grid.keyboard.press("Enter"))["value"] == "0,5"


def test_one_key_takes_last_periods_figure_with_both_its_parts(grid: Page) -> None:
    cell(grid, 11).click()
    fields = last_post(grid, lambda: grid.keyboard.press("="))
    assert (fields["numerator"], fields["denominator"], fields["value"]) == ("14", "15", "")


def test_a_fraction_typed_over_filled_parts_replaces_both(grid: Page) -> None:
    cell(grid, 11).click()
    grid.keyboard.type("61/62")
    fields = last_post(grid, lambda: grid.keyboard.press("Enter"))
    assert (fields["numerator"], fields["denominator"]) == ("61", "62")


def test_what_is_typed_after_taking_last_periods_figure_replaces_it(grid: Page) -> None:
    cell(grid, 11).click()
    cell(grid, 11).locator("[data-act=previous]").click()
    expect(cell(grid, 11)).to_contain_text(SAVED)
    grid.keyboard.type("60/60")
    fields = last_post(grid, lambda: grid.keyboard.press("Enter"))
    assert (fields["numerator"], fields["denominator"]) == ("60", "60")


def test_a_ratio_shows_at_once_what_it_comes_to(grid: Page) -> None:
    cell(grid, 11).click()
    expect(cell(grid, 11).locator(".echo")).to_have_text("95,45\u00a0%")


def test_yes_and_no_are_one_key_each(grid: Page) -> None:
    cell(grid, 12).click()
    assert last_post(grid, lambda: grid.keyboard.press("k"))["value"] == "no"
    assert last_post(grid, lambda: grid.keyboard.press("c"))["value"] == "yes"


def test_not_applicable_waits_for_its_reason(grid: Page) -> None:
    cell(grid, 36).click()
    grid.keyboard.press("x")
    grid.keyboard.press("Enter")
    expect(cell(grid, 36)).not_to_contain_text("Đã lưu")
    cell(grid, 36).click()
    grid.keyboard.press("x")
    grid.keyboard.type("Phường không có khu công nghiệp")
    fields = last_post(grid, lambda: grid.keyboard.press("Enter"))
    assert (fields["na"], fields["note"], fields["value"]) == ("1", "Phường không có khu công nghiệp", "")


def test_a_column_from_excel_fills_downwards_in_one_post(grid: Page) -> None:
    posts = []
    grid.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    cell(grid, 35).click()
    paste(grid, "97,5\r\n3\r\n\r\n2\r\n")
    expect(cell(grid, 41)).to_contain_text(SAVED)
    assert [url.rpartition("/")[2] for url in posts] == ["dan"]
    assert [cell(grid, line).locator("[data-text]").inner_text() for line in (35, 36, 41)] == ["97,5", "3", "2"]
    expect(cell(grid, 37)).not_to_contain_text("Đã lưu")
    expect(grid.locator(".toast")).to_contain_text("Đã điền 3 ô")


def test_two_columns_fill_numerator_and_denominator(grid: Page) -> None:
    cell(grid, 11).click()
    cells = last_post(grid, lambda: paste(grid, "20\t22\nCó"))
    assert [(one["line"], one["numerator"], one["denominator"], one["value"]) for one in cells] == [
        ("11", "20", "22", ""),
        ("12", "", "", "Có"),
    ]


def test_a_block_larger_than_the_table_says_what_it_left_out(grid: Page) -> None:
    cell(grid, 41).click()
    paste(grid, "1\n2\n3")
    expect(grid.locator(".toast.bad")).to_contain_text("2 số nằm ngoài bảng")


def test_a_refused_cell_of_a_block_keeps_its_text_beside_the_saved_ones(grid: Page) -> None:
    cell(grid, 35).click()
    paste(grid, "98\nmười")
    expect(cell(grid, 35)).to_contain_text(SAVED)
    expect(cell(grid, 36)).to_contain_text("Không đọc được số này")
    expect(cell(grid, 36).locator("[data-text]")).to_have_text("mười")


def test_what_is_refused_stays_typed_until_it_is_undone(grid: Page) -> None:
    cell(grid, 35).click()
    grid.keyboard.type("nhiều")
    grid.keyboard.press("Enter")
    expect(cell(grid, 35)).to_contain_text("Không đọc được số này")
    expect(grid.locator("#unsaved")).to_have_text("1 mục chưa lưu")
    cell(grid, 35).click()
    expect(cell(grid, 35).locator("input")).to_have_value("nhiều")
    grid.keyboard.press("Escape")
    expect(cell(grid, 35).locator("input")).to_have_value("95,8")
    expect(grid.locator("#unsaved")).to_be_empty()


def test_a_conflict_shows_both_values_and_the_person_chooses(grid: Page) -> None:
    cell(grid, 35).click()
    grid.keyboard.type("409")
    grid.keyboard.press("Enter")
    expect(cell(grid, 35)).to_contain_text("Đã có số liệu mới: 408,00 (Trần B, 09:10)")
    fields = last_post(grid, lambda: cell(grid, 35).get_by_text("Giữ số của tôi").click())
    assert (fields["value"], fields["base"]) == ("409", "900")
    expect(cell(grid, 35)).to_contain_text(SAVED)


def test_in_a_conflict_the_other_figure_can_be_taken(grid: Page) -> None:
    cell(grid, 35).click()
    grid.keyboard.type("409")
    grid.keyboard.press("Enter")
    cell(grid, 35).get_by_text("Lấy số mới").click()
    expect(cell(grid, 35).locator("[data-text]")).to_have_text("408,00")
    expect(grid.locator("#unsaved")).to_be_empty()
    assert cell(grid, 35).get_attribute("data-base") == "900"


def test_after_the_session_ended_nothing_typed_is_lost(grid: Page, style_pages: str) -> None:
    cell(grid, 36).click()
    grid.keyboard.type("401")
    grid.keyboard.press("Enter")
    note = grid.locator("[data-grid-note]")
    expect(note).to_contain_text("Phiên đăng nhập đã hết")
    expect(note.get_by_role("link")).to_have_attribute("href", "/vao/dang-nhap/?next=%2Fq100%2Fnhap%2F")
    grid.on("dialog", lambda dialog: dialog.accept())
    opened(grid, style_pages)
    expect(cell(grid, 36).locator("[data-text]")).to_have_text("401")
    expect(note).to_contain_text("Còn 1 số liệu nhập lần trước chưa được lưu.")
    sent = last_post(grid, lambda: note.get_by_text("Lưu ngay").click())
    assert sent["value"] == "401"


def test_kept_figures_can_be_dropped(grid: Page, style_pages: str) -> None:
    kept = [{"line": "36", "period": "2025-08", "value": "5", "note": "", "base": ""}]
    grid.evaluate("kept => sessionStorage.setItem('grid:u27-q100-normal', kept)", json.dumps(kept))
    opened(grid, style_pages)
    grid.locator("[data-grid-note]").get_by_text("Bỏ", exact=True).click()
    expect(cell(grid, 36).locator("[data-text]")).to_have_text("—")
    assert grid.evaluate("sessionStorage.getItem('grid:u27-q100-normal')") is None


def test_without_a_connection_figures_wait_and_go_out_together_when_it_is_back(grid: Page) -> None:
    grid.context.set_offline(True)
    cell(grid, 36).click()
    grid.keyboard.type("3")
    grid.keyboard.press("Enter")
    expect(grid.locator("[data-grid-note]")).to_contain_text("Mất kết nối")
    cell(grid, 41).click()
    grid.keyboard.type("4")
    grid.keyboard.press("Enter")
    expect(grid.locator("#unsaved")).to_have_text("2 mục chưa lưu")
    grid.context.set_offline(False)
    expect(cell(grid, 36)).to_contain_text(SAVED)
    expect(cell(grid, 41)).to_contain_text(SAVED)
    expect(grid.locator("[data-grid-note]")).to_be_hidden()


def test_a_broken_server_is_told_and_asked_again_on_demand(grid: Page) -> None:
    cell(grid, 36).click()
    grid.keyboard.type("500")
    grid.keyboard.press("Enter")
    expect(cell(grid, 36)).to_contain_text("chưa gửi được")
    last_post(grid, lambda: grid.locator("[data-grid-note]").get_by_text("Gửi lại").click())


def test_leaving_with_unsaved_figures_asks(grid: Page, style_pages: str) -> None:
    cell(grid, 36).click()
    grid.keyboard.type("nhiều")
    grid.keyboard.press("Enter")
    expect(grid.locator("#unsaved")).to_have_text("1 mục chưa lưu")
    asked = []
    grid.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    grid.goto(f"{style_pages}/viec-can-lam/")
    assert asked == ["beforeunload"]


def test_the_keys_are_explained_with_a_question_mark(grid: Page) -> None:
    cell(grid, 36).click()
    grid.keyboard.press("?")
    expect(grid.get_by_role("dialog")).to_contain_text("dán cả khối từ Excel")


def test_a_finger_fills_a_cell_on_a_phone(open_page, style_pages: str) -> None:
    phone = opened(open_page(size=PHONE), style_pages)
    cell(phone, 36).click()
    cell(phone, 36).get_by_role("button", name="không phát sinh").click()
    expect(cell(phone, 36)).to_contain_text(SAVED)
    cell(phone, 36).get_by_role("button", name="Xong").click()
    expect(cell(phone, 36).locator("[data-text]")).to_have_text("0")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
