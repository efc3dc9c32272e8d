"""A cluster's work in a real browser, from registration to suy tôn and the documents at the organiser.

A member registers and the cluster's pledge is printed; the organiser names the lead; cross-scoring is handed out and
given; the meeting votes on paper and here; a result leaves the order of the points; the minutes end with the meeting;
the organiser downloads and opens three documents."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page, expect

from rewards.models import ClusterSubmission, Meeting, Minutes, VoteSlip
from tests.factories import season as plan
from tests.factories.clusters import score
from tests.factories.season import Season
from tests.journeys import test_registration as registration
from tests.journeys.people import signed_in
from units.choices import Role

pytestmark = pytest.mark.browser
REASON = "Đơn vị có mô hình được cả cụm học tập."


@pytest.fixture(scope="module")
def season(live, tmp_path_factory) -> Season:
    today = timezone.localdate()
    days = {"start": (today - timedelta(days=40)).isoformat(), "end": (today + timedelta(days=60)).isoformat()}
    made = plan.make_season(plan=plan.document(**days), at=timezone.now())
    month = (today - timedelta(days=40)).strftime("%Y-%m")
    score(made, tmp_path_factory.mktemp("points"), period=month)
    return made


def test_from_registration_to_suy_ton_and_the_documents_at_the_organiser(live, season, open_page, tmp_path):
    manager = signed_in(open_page, season.user("VP", Role.MANAGER))
    register_and_pledge(season, manager, open_page, tmp_path)
    name_lead(season, manager)
    lead = signed_in(open_page, season.user("P3", Role.HEAD))
    hand_out(season, lead)
    cross_score(signed_in(open_page, season.user("P1", Role.HEAD)))
    compare(lead)
    call_meeting(season, lead)
    hold_meeting(lead)
    vote_on_paper(lead)
    vote_here(season, lead, open_page)
    finish(lead)
    send(lead)
    received = receive(season, manager, tmp_path)
    assert_documents(received)


def register_and_pledge(season: Season, manager: Page, open_page, folder: Path) -> None:
    """A member registers, is asked for more once and confirmed; the pledge of the cluster names its head."""
    head = signed_in(open_page, season.user("P1", Role.HEAD))
    registration.ask_to_register(season, manager)
    registration.register(head)
    registration.file_it(season, head)
    registration.ask_for_more(season, manager)
    registration.answer(head)
    registration.file_it(season, head)
    registration.confirm_registration(season, manager)
    said = " ".join(registration.pledge(season, manager, folder))
    assert registration.WORK in said
    assert season.user("P1", Role.HEAD).full_name in said


def name_lead(season: Season, page: Page) -> None:
    page.goto(f"/campaigns/{season.campaign.code}/clusters/")
    page.get_by_role("link", name="Cụm phường").click()
    page.select_option("[name=unit]", label="Phường Chợ Quán")
    page.fill("[name=first]", (timezone.localdate() - timedelta(days=30)).isoformat())
    page.fill("[name=document]", "Quyết định số 12/QĐ-UBND")
    page.get_by_role("button", name="Ghi nhận").click()
    expect(page.locator("main")).to_contain_text("Đã ghi nhận cụm trưởng, cụm phó")


def hand_out(season: Season, page: Page) -> None:
    page.goto(f"/campaigns/{season.campaign.code}/clusters/")
    page.get_by_role("link", name="Giao chấm chéo").click()
    page.locator("#many").fill("1")
    page.get_by_role("button", name="Đề xuất phân công").click()
    expect(page.locator("tbody tr").first.locator("select")).to_have_count(1)
    page.fill("[name=closes]", (timezone.localdate() + timedelta(days=5)).isoformat())
    page.get_by_role("button", name="Giao chấm chéo").click()
    expect(page.locator("main")).to_contain_text("Đã giao chấm chéo")


def cross_score(page: Page) -> None:
    """From the list of duties; a number above the maximum is named and nothing typed is lost."""
    page.goto("/todo/")
    page.locator("li", has_text="Chấm chéo Phường Bến Thành").get_by_role("link").click()
    for number, points in (("I.1", "18,5"), ("I.2", "11"), ("I.3", "5"), ("II.1", "14,25")):
        page.get_by_label(f"Điểm chấm {number}").fill(points)
    page.get_by_role("button", name="Gửi phiếu chấm").click()
    expect(page.locator(".errors")).to_contain_text("điểm tối đa")
    expect(page.get_by_label("Điểm chấm I.1")).to_have_value("18,5")
    page.get_by_label("Điểm chấm I.2").fill("9")
    page.get_by_role("button", name="Gửi phiếu chấm").click()
    expect(page.locator("main")).to_contain_text("Đã gửi phiếu chấm Phường Bến Thành")


def compare(page: Page) -> None:
    page.get_by_role("link", name="Đối chiếu phiếu tự chấm").click()
    expect(page.get_by_role("row", name="Tổng").first).to_contain_text("46,75")


def call_meeting(season: Season, page: Page) -> None:
    page.goto(f"/campaigns/{season.campaign.code}/clusters/")
    page.get_by_role("link", name="Triệu tập họp").click()
    page.fill("[name=place]", "Hội trường UBND phường")
    page.fill("[name=chair]", "Ông Trần Văn A, Chủ tịch UBND phường")
    page.fill("[name=secretary]", "Bà Lê Thị B")
    page.get_by_role("button", name="Triệu tập họp").click()
    expect(page.locator("main")).to_contain_text("Đã chuẩn bị cuộc họp")


def hold_meeting(page: Page) -> None:
    page.get_by_role("button", name="Bắt đầu họp").click()
    expect(page.locator("main")).to_contain_text("hãy điểm danh")
    page.get_by_label("Người dự họp, hoặc lý do vắng – Phường An Đông").fill("Phó Chủ tịch")
    page.get_by_role("button", name="Lưu, đơn vị chưa đánh dấu là có mặt").click()
    expect(page.locator("main")).to_contain_text("3 trên 3 đơn vị thành viên có mặt")
    page.get_by_role("link", name="Ý kiến", exact=True).click()
    page.select_option("[name=by]", label="Phường An Đông")
    page.get_by_label("Nội dung ý kiến").fill("Đề nghị nhân rộng mô hình.")
    page.get_by_role("button", name="Ghi vào biên bản").click()
    expect(page.locator("main")).to_contain_text("Đã ghi vào biên bản")


def prepare(page: Page, title: str, way: str) -> None:
    page.get_by_role("link", name="Phiếu suy tôn").click()
    page.get_by_role("link", name="Chuẩn bị bỏ phiếu").click()
    page.fill("[name=title]", title)
    page.fill("[name=threshold]", "66,6")
    page.select_option("[name=way]", way)
    page.check("[name=own_allowed]")
    page.check("[name=confirmed]")
    page.get_by_role("button", name="Chuẩn bị nội dung bỏ phiếu").click()
    expect(page.locator("main")).to_contain_text("Đã chuẩn bị nội dung bỏ phiếu")


def box(page: Page, title: str) -> Page:
    return page.locator("section.vote", has_text=title)


def vote_on_paper(page: Page) -> None:
    """P2 is put before P1, which has more points: without a reason nothing is kept."""
    prepare(page, "Cờ thi đua", "paper")
    box(page, "Cờ thi đua").get_by_role("link", name="Ghi kết quả kiểm phiếu").click()
    for name, number in (("handed_out", "3"), ("received", "3"), ("invalid", "0")):
        page.fill(f"[name={name}]", number)
    for unit, number in (("Phường An Đông", "1"), ("Phường Bến Thành", "2"), ("Phường Chợ Quán", "0")):
        page.get_by_label(unit).fill(number)
    page.get_by_role("button", name="Ghi kết quả kiểm phiếu").click()
    vote = box(page, "Cờ thi đua")
    expect(vote).to_contain_text("Phường Bến Thành xếp trước Phường An Đông")
    vote.get_by_role("button", name="Xác nhận kết quả này").click()
    expect(page.locator(".errors")).to_contain_text("hãy nêu lý do")
    box(page, "Cờ thi đua").get_by_label("Lý do khác thứ tự theo điểm").fill(REASON)
    box(page, "Cờ thi đua").get_by_role("button", name="Xác nhận kết quả này").click()
    expect(page.locator("main")).to_contain_text("Đã lưu kết quả suy tôn")


def vote_here(season: Season, page: Page, open_page) -> None:
    """All three cast a secret ballot, each on its own account; nothing is counted before the end."""
    prepare(page, "Bằng khen", "here")
    box(page, "Bằng khen").get_by_role("button", name="Mở bỏ phiếu").click()
    expect(page.locator("main")).to_contain_text("Đã mở bỏ phiếu")
    cast(page, "Phường An Đông")
    for code in ("P1", "P2"):
        other = signed_in(open_page, season.user(code, Role.HEAD))
        other.goto("/todo/")
        other.locator("li", has_text="Bỏ phiếu suy tôn").get_by_role("link").click()
        cast(other, "Phường An Đông")
        expect(box(other, "Bằng khen")).not_to_contain_text("Phát ra")
    page.reload()
    expect(box(page, "Bằng khen")).to_contain_text("đã bỏ 3/3 phiếu")
    box(page, "Bằng khen").locator("summary", has_text="Kết thúc và kiểm phiếu").click()
    box(page, "Bằng khen").get_by_role("button", name="Kết thúc và kiểm phiếu").click()
    expect(page.locator("main")).to_contain_text("Đã kết thúc bỏ phiếu và kiểm phiếu")
    box(page, "Bằng khen").get_by_role("button", name="Xác nhận kết quả này").click()
    expect(page.locator("main")).to_contain_text("Đã lưu kết quả suy tôn")
    assert not VoteSlip.objects.exclude(unit=None).exists()


def cast(page: Page, unit: str) -> None:
    box(page, "Bằng khen").get_by_label(unit).check()
    box(page, "Bằng khen").get_by_role("button", name="Bỏ phiếu").click()
    expect(page.locator("main")).to_contain_text("Đã bỏ phiếu của đơn vị")


def finish(page: Page) -> None:
    page.get_by_role("link", name="Màn hình trình chiếu").click()
    expect(page.locator("h1")).to_contain_text("Họp Cụm phường")
    page.get_by_role("link", name="Phiếu suy tôn").click()
    expect(page.locator("main")).to_contain_text("được suy tôn, thứ 1")
    page.get_by_role("link", name="Về trang cuộc họp").click()
    page.get_by_role("link", name="Biên bản, gửi kết quả").click()
    page.get_by_label("Kết luận của chủ tọa").fill("Thống nhất kết quả.")
    page.get_by_role("button", name="Kết thúc cuộc họp, hoàn thành biên bản").click()
    expect(page.locator("main")).to_contain_text("biên bản đã hoàn thành")
    assert Meeting.objects.get().state == "finished"
    assert Minutes.objects.count() == 1


def send(page: Page) -> None:
    page.get_by_role("link", name="Gửi tờ trình, biên bản, danh sách").click()
    page.fill("[name=number]", "05/TTr-CTĐ")
    page.get_by_role("button", name="Gửi cơ quan quản lý phong trào").click()
    expect(page.locator("main")).to_contain_text("Đã gửi tờ trình, biên bản và danh sách suy tôn")
    assert ClusterSubmission.objects.get().files.count() == 3


def receive(season: Season, page: Page, folder: Path) -> dict[str, str]:
    """The organiser sees it in the overview, downloads the three and confirms."""
    page.goto("/todo/")
    page.locator("li", has_text="Nhận tờ trình 05/TTr-CTĐ").get_by_role("link").click()
    texts = {}
    for name in ("Tờ trình", "Biên bản họp", "Danh sách suy tôn"):
        with page.expect_download() as coming:
            page.locator(".sent-one").get_by_role("link", name=name, exact=True).click()
        path = folder / coming.value.suggested_filename
        coming.value.save_as(path)
        texts[name] = text_of(path)
    page.get_by_role("button", name="Xác nhận đã nhận").click()
    expect(page.locator("main")).to_contain_text("Đã ghi nhận việc nhận")
    page.goto(f"/campaigns/{season.campaign.code}/clusters/")
    row = page.get_by_role("row", name=re.compile("Cụm phường"))
    expect(row).to_contain_text("đã nhận")
    expect(row).to_contain_text("thứ tự khác thứ tự theo điểm")
    return texts


def text_of(path: Path) -> str:
    document = Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([line.text for line in document.paragraphs] + cells)


def assert_documents(texts: dict[str, str]) -> None:
    """All three name the same units and say the same of the order."""
    for text in texts.values():
        assert "Phường Bến Thành" in text
        assert REASON in text
        assert "{" not in text
    letter, minutes, names = texts.values()
    assert "05/TTr-CTĐ" in letter
    assert "05/TTr-CTĐ" in names
    assert "Đơn vị có mặt (3/3):" in minutes
    assert "- Phường An Đông: Phó Chủ tịch" in minutes
    assert "- Phường An Đông: Đề nghị nhân rộng mô hình." in minutes
    assert "Thống nhất kết quả." in minutes
    assert "Phường Chợ Quán" not in names.replace("CỤM TRƯỞNG: PHƯỜNG CHỢ QUÁN", "")
