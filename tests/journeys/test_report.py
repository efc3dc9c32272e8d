"""A report from its outline to the consolidated draft, in a real browser.

The organiser asks by an outline made from a phase of the plan, two colleagues write, the head submits the signed scan,
the organiser reads one heading across units, ticks what is quoted and downloads the draft."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page, expect

from indicators.models import Outline, ReportSubmission
from tests.factories import season as plan
from tests.factories.season import Season
from tests.factories.units import make_membership
from tests.journeys.people import signed_in
from units.choices import Role

pytestmark = pytest.mark.browser
RESULT = "Đã giải quyết 1.240 hồ sơ, đúng hạn 98 %."
WISH = "Đề nghị bổ sung hai máy quét."
# As heavy as a scan of ninety pages.
SCAN = b"%PDF-1.4\n" + b"0" * (9 * 2**20)


@pytest.fixture(scope="module")
def season(live) -> Season:
    today = timezone.localdate()
    document = plan.document(
        start=(today - timedelta(days=40)).isoformat(), end=(today + timedelta(days=60)).isoformat()
    )
    days = {"start": (today - timedelta(days=30)).isoformat(), "end": (today - timedelta(days=1)).isoformat()}
    due = (today + timedelta(days=5)).isoformat()
    document["phases"] = [{"code": "mid", "name": {"vi": "Sơ kết giữa đợt", "en": "Mid-term"}, **days, "due": due}]
    return plan.make_season(plan=document, at=timezone.now())


def test_a_report_from_outline_to_consolidated_draft(live, season, open_page, tmp_path):
    manager = signed_in(open_page, season.user("VP", Role.MANAGER))
    ask(season, manager)
    write(season, signed_in(open_page, season.user("P1", Role.REPORTER)), RESULT, "")
    write(season, signed_in(open_page, make_membership(unit=season.units["P1"]).user), RESULT, WISH)
    submit(signed_in(open_page, season.user("P1", Role.HEAD)), tmp_path)
    assert ReportSubmission.objects.get().file.size == len(SCAN)
    quote(season, manager)
    said = draft(season, manager, tmp_path)
    assert any("45/BC-UBND" in line and RESULT in line for line in said)
    assert WISH in said
    assert any("đã nhận 1/5 báo cáo" in line for line in said)


def ask(season: Season, page: Page) -> None:
    page.goto(f"/campaigns/{season.campaign.code}/reports/")
    page.locator("li", has_text="Sơ kết giữa đợt").get_by_role("link").click()
    page.get_by_label("Mục 6", exact=True).fill("")  # nothing is asked about awards
    page.click("button:has-text('Yêu cầu tất cả đơn vị')")
    expect(page.locator("main")).to_contain_text("Đã yêu cầu các đơn vị gửi “Báo cáo sơ kết giữa đợt”")
    assert Outline.objects.get().headings.filter(is_active=True).count() == 5


def write(season: Season, page: Page, result: str, wish: str) -> None:
    """From the list of duties into the field under the heading."""
    page.goto("/todo/")
    page.locator("li", has_text="Nộp “Báo cáo sơ kết giữa đợt”").get_by_role("link").click()
    page.get_by_label("1. Kết quả").fill(result)
    page.get_by_label("4. Đề xuất").fill(wish)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("main")).to_contain_text("Đã lưu nội dung của 1 mục")


def submit(page: Page, folder: Path) -> None:
    scan = folder / "bao-cao-da-ky.pdf"
    scan.write_bytes(SCAN)
    page.goto("/todo/")
    page.locator("li", has_text="Nộp “Báo cáo sơ kết giữa đợt”").get_by_role("link").click()
    page.click("button:has-text('Lưu và chuyển sang nộp')")
    expect(page.locator("main")).to_contain_text(WISH)
    page.fill("[name=number]", "45/BC-UBND")
    page.fill("[name=dated_on]", timezone.localdate().isoformat())
    page.set_input_files("[name=file]", scan)
    page.get_by_role("button", name="Nộp báo cáo").click()
    expect(page.locator("main")).to_contain_text("Đã nhận báo cáo số 45/BC-UBND")


def quote(season: Season, page: Page) -> None:
    page.goto(f"/campaigns/{season.campaign.code}/reports/")
    page.get_by_role("link", name="Báo cáo sơ kết giữa đợt").first.click()
    expect(page.locator("main")).to_contain_text("Đã nhận 1/5")
    page.get_by_role("link", name="Kết quả thực hiện").click()
    page.locator("li", has_text=RESULT).get_by_label("Trích dẫn").check()
    page.click("button:has-text('Lưu nội dung trích dẫn')")
    expect(page.locator("main")).to_contain_text("Đã thay đổi 1 nội dung trích dẫn")


def draft(season: Season, page: Page, folder: Path) -> list[str]:
    page.goto(f"/campaigns/{season.campaign.code}/reports/{Outline.objects.get().pk}/")
    page.get_by_role("button", name="Tải dự thảo báo cáo tổng hợp").click()
    # The page looks again by itself until the worker has made it.
    waiting = page.get_by_role("link", name="Tải về")
    expect(waiting).to_be_visible(timeout=30_000)
    with page.expect_download() as coming:
        waiting.click()
    path = folder / "draft.docx"
    coming.value.save_as(path)
    return [line.text for line in Document(path).paragraphs]
