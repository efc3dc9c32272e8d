"""A manager makes a campaign out of a plan's appendix and launches it, in a real browser."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from campaigns.choices import Status
from campaigns.models import Campaign, Confirmation, Participation
from campaigns.queries.documents import document_of
from tests.factories.units import make_membership, make_unit
from tests.harness.fixtures import PHONE, WIDE
from tests.journeys.people import signed_in
from units.choices import Role, UnitKind
from units.models import Unit, User

pytestmark = pytest.mark.browser
WARDS = (
    "An Đông", "Bến Thành", "Bình Thạnh", "Cầu Kiệu", "Chợ Lớn", "Chợ Quán", "Diên Hồng", "Đức Nhuận",
    "Gia Định", "Hạnh Thông", "Khánh Hội", "Nhiêu Lộc", "Phú Định", "Sài Gòn", "Tân Định", "Xóm Chiếu",
)  # fmt: skip
STEPS = "Đạt 98 % trở lên: 10 điểm; từ 95 % đến dưới 98 %: 7 điểm; dưới 95 %: 0 điểm"
# As it stands in the plan; the sum of group I is wrong by five.
APPENDIX = f"""TT	Nội dung	Điểm tối đa	Cách chấm	Minh chứng	Đơn vị thẩm định
I	Cải cách hành chính	35			Sở Nội vụ
1	Tỷ lệ hồ sơ giải quyết đúng hạn	10	{STEPS}	Báo cáo tháng
2	Dịch vụ công trực tuyến	20
2.1	Hồ sơ nộp trực tuyến	10
a	Tỷ lệ hồ sơ nộp trực tuyến	6	Đạt 80 % trở lên: 6 điểm; thấp hơn tính theo tỷ lệ
b	Có tổ công nghệ số cộng đồng	4	Có: 4 điểm; không có: 0 điểm
2.2	Tỷ lệ thanh toán trực tuyến	10	Đạt 90 % trở lên: 10 điểm; thấp hơn tính theo tỷ lệ
II	Kinh tế - xã hội	20			Sở Tài chính
1	Tỷ lệ giải ngân vốn đầu tư công	20	Đạt 95 % trở lên: 20 điểm; thấp hơn tính theo tỷ lệ	Bảng đối chiếu kho bạc
	Tổng cộng	50
"""


@dataclass
class World:
    manager: User
    reporter: User


@pytest.fixture(scope="module")
def world(live) -> World:
    """A city with sixteen wards, its office that organises, and two departments that appraise."""
    city = make_unit("Thành phố Thử Nghiệm", code="TP", kind=UnitKind.MUNICIPALITY)
    wards = [
        make_unit(f"Phường {name}", code=f"P{place:02}", parent=city, valid_from=date(2025, 7, 1))
        for place, name in enumerate(WARDS, 1)
    ]
    office = make_unit("Văn phòng Ủy ban nhân dân Thành phố", code="VP", kind=UnitKind.DEPARTMENT, parent=city)
    for code, name in (("SNV", "Sở Nội vụ"), ("STC", "Sở Tài chính")):
        make_unit(name, code=code, kind=UnitKind.DEPARTMENT, parent=city)
    manager = make_membership(unit=office, role=Role.MANAGER).user
    return World(manager, make_membership(unit=wards[0]).user)


@pytest.fixture
def look(pictures: Path) -> Callable[[Page, str], None]:
    """Keeps a picture of the page at both widths; nothing may stand wider than the window."""

    def looked(page: Page, name: str) -> None:
        for size in (PHONE, WIDE):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.screenshot(path=pictures / f"making-{name}-{size[0]}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], (name, size)

    return looked


def test_a_campaign_from_the_appendix_of_its_plan_to_its_launch(live, world, open_page, look):
    page = signed_in(open_page, world.manager)
    campaign = begin(page, look)
    paste_the_appendix(page, look)
    confirm_the_proposals(page, world, campaign, look)
    arrange_clusters(page, campaign, look)
    launch(page, campaign, look)
    reporter = signed_in(open_page, world.reporter)
    reporter.goto("/campaigns/")
    expect(reporter.get_by_role("main")).to_contain_text("Thi đua cao điểm")


def begin(page: Page, look: Callable) -> Campaign:
    """A draft from the list of campaigns: a name, two dates, all wards of the city."""
    today = timezone.localdate()
    page.goto("/campaigns/")
    look(page, "list")
    page.get_by_role("link", name="Tạo phong trào mới").click()
    page.fill("[name=name]", "Thi đua cao điểm 100 ngày")
    page.fill("[name=start]", today.isoformat())
    page.fill("[name=end]", (today + timedelta(days=99)).isoformat())
    page.get_by_label("Phường", exact=True).check()
    look(page, "new")
    page.get_by_role("button", name="Tạo bản nháp").click()
    page.wait_for_url("**/workshop/")
    found = Campaign.objects.get()
    assert found.status == Status.DRAFT
    assert found.participations.count() == len(WARDS)
    return found


def paste_the_appendix(page: Page, look: Callable) -> None:
    """The first look finds a wrong sum; it is mended where it stands and taken over."""
    page.fill("#table", APPENDIX)
    look(page, "paste")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator(".problems")).to_contain_text("35")
    look(page, "wrong-sum")
    page.fill("#table", APPENDIX.replace("hành chính\t35", "hành chính\t30"))
    page.get_by_role("button", name="Xem lại").click()
    expect(page.locator("main")).to_contain_text("98")
    look(page, "preview")
    page.locator("button.btn-primary").first.click()
    page.wait_for_url("**/workshop/")


def confirm_the_proposals(page: Page, world: World, campaign: Campaign, look: Callable) -> None:
    look(page, "workshop")
    main = page.locator("main")
    expect(main).to_contain_text("Tháng nhiều nhất")
    page.locator("#confirm summary").click()
    page.fill("#confirm [name=note]", "Họp thường trực ngày 24/11")
    page.locator("#confirm .confirm-body button.btn-primary").click()
    expect(page.locator("#confirm")).to_have_count(0)
    look(page, "confirmed")
    made = Confirmation.objects.filter(campaign=campaign)
    assert made.exists()
    assert {each.confirmed_by_id for each in made} == {world.manager.pk}
    expect(main).to_contain_text(str(world.manager))
    rule = document_of(Campaign.objects.get())["criteria"][0]["children"][0]["rule"]
    assert rule["kind"] == "steps"


def arrange_clusters(page: Page, campaign: Campaign, look: Callable) -> None:
    """Two clusters out of a workbook's columns; one ward is then dragged to the other."""
    page.get_by_role("link", name="Cụm, khối thi đua").first.click()
    look(page, "no-clusters")
    column = [f"Phường {name}\tCụm số {1 if place < 8 else 2}" for place, name in enumerate(WARDS)]
    page.fill("#table", "\n".join(column))
    page.locator("form[action$='/paste/'] button").click()
    expect(page.locator("[data-block]")).to_have_count(2)
    look(page, "clusters")
    card = page.locator("li[data-name='Phường An Đông']")
    with page.expect_response("**/blocks/move/"):
        card.drag_to(page.locator("[data-block]").nth(1).locator("h2"))
    second = page.locator("[data-block]").nth(1)
    expect(second.locator("li[data-name='Phường An Đông']")).to_be_visible()
    row = Participation.objects.get(campaign=campaign, unit=Unit.objects.get(name="Phường An Đông"))
    assert row.block.name["vi"] == "Cụm số 2"


def launch(page: Page, campaign: Campaign, look: Callable) -> None:
    page.goto(f"/campaigns/{campaign.code}/workshop/")
    page.locator("main").get_by_role("link", name="phát động").first.click()
    page.wait_for_url("**/progress/")
    look(page, "ready")
    page.locator("summary.btn-primary").click()
    page.locator("details[open] button.btn-primary").click()
    page.wait_for_url("**/progress/")
    look(page, "launched")
    campaign.refresh_from_db()
    assert campaign.status == Status.RUNNING
