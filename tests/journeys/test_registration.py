"""From the launch to finished works, in a real browser.

A unit confirms a document and names its person in charge, registers targets, a work and a model; the organiser asks for
more once, then confirms; the cluster's pledge is downloaded and opened; the work is finished with evidence and the line
that counts works moves. And a unit launches on to its quarters and reports their counts."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page, expect

from campaigns.models import Registration, SubCount, WorkNote
from indicators.models import Cell
from tests.factories import season as plan
from tests.factories.season import Season
from tests.journeys.people import signed_in
from units.choices import Role

pytestmark = pytest.mark.browser
WORK = "Trung tâm phục vụ hành chính công"


@pytest.fixture(scope="module")
def season(live) -> Season:
    today = timezone.localdate()
    document = plan.document(
        start=(today - timedelta(days=40)).isoformat(), end=(today + timedelta(days=60)).isoformat()
    )
    document["criteria"][0]["children"][1] |= {"feed": "works", "evidence": "none"}
    return plan.make_season(plan=document, at=timezone.now())


def day(after: int) -> str:
    return (timezone.localdate() + timedelta(days=after)).isoformat()


def test_a_unit_from_its_first_duty_to_a_finished_work(live, season, open_page, tmp_path):
    manager = signed_in(open_page, season.user("VP", Role.MANAGER))
    reporter = signed_in(open_page, season.user("P1", Role.REPORTER))
    head = signed_in(open_page, season.user("P1", Role.HEAD))
    issue(season, manager)
    confirm(reporter)
    expect_in_register(season, manager)
    ask_to_register(season, manager)
    register(reporter)
    file_it(season, head)
    ask_for_more(season, manager)
    answer(reporter)
    file_it(season, head)
    confirm_registration(season, manager)
    said = pledge(season, manager, tmp_path)
    assert any(WORK in text for text in said)
    assert season.user("P1", Role.HEAD).full_name in " ".join(said)
    assert counted(season) == 0
    finish(season, reporter, tmp_path)
    assert counted(season) == 1
    assert WorkNote.objects.get().file is not None


def counted(season: Season) -> int:
    """Over the months so far."""
    series = season.line("I.2").series_id
    found = Cell.objects.filter(unit=season.units["P1"], series=series, latest__isnull=False).select_related("latest")
    return sum(int(cell.latest.value) for cell in found)


def issue(season: Season, page: Page) -> None:
    page.goto(f"/campaigns/{season.campaign.code}/documents/new/")
    page.fill("[name=number]", "01/KH-UBND")
    page.fill("[name=title]", "Kế hoạch thi đua")
    page.fill("[name=dated_on]", day(-1))
    page.fill("[name=receipt_due]", day(3))
    page.get_by_role("button", name="Thêm văn bản này").click()
    expect(page.locator("main")).to_contain_text("Đã thêm văn bản")


def confirm(page: Page) -> None:
    """The first duty of the season."""
    page.goto("/todo/")
    page.locator("li", has_text="Xác nhận đã nhận 1 văn bản").get_by_role("link").click()
    page.fill("[name=name]", "Nguyễn Thị An")
    page.fill("[name=phone]", "028 3822 1234")
    page.get_by_role("button", name="Xác nhận và cử người phụ trách").click()
    expect(page.locator("main")).to_contain_text("Đã xác nhận nhận 1 văn bản.")


def expect_in_register(season: Season, page: Page) -> None:
    page.goto(f"/campaigns/{season.campaign.code}/documents/")
    page.get_by_role("link", name="1/5 đã xác nhận").click()
    expect(page.locator("tr", has_text="Phường An Đông")).to_contain_text("028 3822 1234")


def ask_to_register(season: Season, page: Page) -> None:
    page.goto(f"/campaigns/{season.campaign.code}/registration/register/")
    page.fill("[name=opens_on]", day(-1))
    page.fill("[name=due]", day(10))
    page.get_by_role("button", name="Yêu cầu tất cả đơn vị").click()
    expect(page.locator("main")).to_contain_text("Các đơn vị thấy yêu cầu đăng ký trong việc cần làm.")


def register(page: Page) -> None:
    page.goto("/todo/")
    page.locator("li", has_text="Gửi bản đăng ký thi đua của đơn vị").get_by_role("link").click()
    page.get_by_label("Tỷ lệ hồ sơ đúng hạn").fill("99")  # the campaign asks for 100
    fill_work(page)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("main")).to_contain_text("không được thấp hơn mức đó")
    page.get_by_label("Tỷ lệ hồ sơ đúng hạn").fill("100")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("main")).to_contain_text("Đã lưu bản đăng ký; chưa gửi.")


def fill_work(page: Page) -> None:
    page.fill("[name=works-0-name]", WORK)
    page.fill("[name=works-0-product]", "Trung tâm đưa vào sử dụng")
    page.fill("[name=works-0-starts_on]", day(-20))
    page.fill("[name=works-0-finish_on]", day(5))
    page.fill("[name=model-0-name]", "Ngày thứ Bảy vì dân")


def file_it(season: Season, page: Page) -> None:
    page.goto(f"/campaigns/{season.campaign.code}/registration/file/")
    expect(page.locator("main")).to_contain_text(WORK)
    page.fill("[name=paper]", "45/ĐK-UBND")
    page.locator("main").get_by_role("button", name="Gửi bản đăng ký").click()
    expect(page.locator("main")).to_contain_text("Đã gửi bản đăng ký")


def open_registration(season: Season, page: Page) -> None:
    page.goto("/todo/")
    page.locator("li", has_text="Trả lời 1 bản đăng ký").get_by_role("link").click()
    page.get_by_role("link", name="Phường An Đông").click()
    expect(page.locator("main")).to_contain_text(WORK)


def ask_for_more(season: Season, page: Page) -> None:
    open_registration(season, page)
    page.locator("summary", has_text="Yêu cầu bổ sung").click()
    page.fill("[name=reason]", "Chưa nêu kinh phí")
    page.get_by_role("button", name="Gửi yêu cầu").click()
    expect(page.locator("main")).to_contain_text("Chưa nêu kinh phí")


def answer(page: Page) -> None:
    page.goto("/todo/")
    page.locator("li", has_text="Chưa nêu kinh phí").get_by_role("link").click()
    page.fill("[name=works-0-cost]", "300 triệu đồng, ngân sách")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("main")).to_contain_text("Đã lưu bản đăng ký; chưa gửi.")


def confirm_registration(season: Season, page: Page) -> None:
    open_registration(season, page)
    expect(page.locator("main")).to_contain_text("300 triệu đồng, ngân sách")
    page.get_by_role("button", name="Xác nhận bản đăng ký").click()
    expect(page.locator("main")).to_contain_text("Đã xác nhận bản đăng ký của Phường An Đông.")
    assert Registration.objects.get().confirmed.number == 2


def pledge(season: Season, page: Page, folder: Path) -> list[str]:
    page.goto(f"/campaigns/{season.campaign.code}/registration/register/")
    page.get_by_role("link", name="Giao ước thi đua").first.click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Tải bản Word").click()
    path = folder / "giao-uoc.docx"
    coming.value.save_as(path)
    return [cell.text for table in Document(path).tables for row in table.rows for cell in row.cells]


def finish(season: Season, page: Page, folder: Path) -> None:
    scan = folder / "nghiem-thu.pdf"
    scan.write_bytes(b"%PDF-1.7\nbien ban nghiem thu")
    page.goto("/todo/")
    page.locator("li", has_text=f"Hoàn thành “{WORK}”").get_by_role("link").click()
    page.locator("summary", has_text="Ghi hoàn thành").click()
    form = page.locator("form", has=page.locator("[name=file]"))
    form.locator("[name=file]").set_input_files(scan)
    form.get_by_role("button", name="Ghi hoàn thành").click()
    expect(page.locator("main")).to_contain_text("hoàn thành đúng hạn")


def test_a_unit_launches_on_to_its_quarters_and_reports_counts(live, season, open_page):
    head = signed_in(open_page, season.user("P2", Role.HEAD), javascript=False)
    head.goto(f"/campaigns/{season.campaign.code}/sub-units/")
    head.fill("[name=paper]", "15/KH-UBND")
    head.get_by_role("button", name="Phát động", exact=True).click()
    expect(head.locator("main")).to_contain_text("Đã phát động")
    head.fill("[name=names]", "Khu phố 1\nKhu phố 2\nTrường THCS")
    head.get_by_role("button", name="Thêm vào danh sách").click()
    expect(head.locator("main")).to_contain_text("Đã thêm 3 đơn vị trực thuộc")
    for name, ticks in (("Khu phố 1", 4), ("Khu phố 2", 2)):
        boxes = head.locator("tr", has_text=name).locator("input[type=checkbox]")
        for place in range(ticks):
            boxes.nth(place).check()
    head.get_by_role("button", name="Lưu và báo cáo số lượng").click()
    expect(head.locator("main")).to_contain_text("2 đơn vị trực thuộc tham gia, 2 đã đăng ký, 1 đã báo cáo")
    assert SubCount.objects.get().taking_part == 2

    manager = signed_in(open_page, season.user("VP", Role.MANAGER))
    manager.goto(f"/campaigns/{season.campaign.code}/sub-units/register/")
    row = manager.locator("tr", has_text="Phường Bến Thành")
    expect(row).to_contain_text("15/KH-UBND")
    expect(manager.locator("main")).not_to_contain_text("Khu phố 1")
