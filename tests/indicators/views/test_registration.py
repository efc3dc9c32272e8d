"""Registrations in the browser: written, filed, read, answered; the register; the pledge of a cluster."""

import io
import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from campaigns.choices import RegistrationState
from campaigns.models import Block, Registration, RegistrationCall, Work
from tests.factories.registering import TOO_LATE, call, confirmed, hand_in, work, write
from tests.factories.season import Season, make_season
from tests.factories.units import make_succession, make_unit
from tests.indicators.views.reporters import client, text_of, url
from units.choices import Role
from units.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mid_july")]
WORK = {
    "works-0-name": "Trung tâm hành chính công số", "works-0-product": "Đưa vào sử dụng",
    "works-0-starts_on": "2025-07-10", "works-0-finish_on": "2025-08-15", "works-0-cost": "300 triệu đồng",
    "works-0-has_plaque": "1", "works-1-name": "", "model-0-name": "Ngày thứ Bảy vì dân", "model-0-detail": "",
    "title-0-name": "Bằng khen UBND Thành phố", "title-0-detail": "tập thể",
}  # fmt: skip


@pytest.fixture
def mid_july():
    with time_machine.travel("2025-07-11 12:00+07:00", tick=False):
        yield


@pytest.fixture
def season() -> Season:
    made = make_season()
    call(made)
    return made


@pytest.fixture
def manager(season) -> Client:
    return client(season, "VP", Role.MANAGER)


def posted(season: Season, page: str, **more: object) -> dict[str, object]:
    """What the page's form sends: its token of the version shown, and what was typed."""
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen is not None
    return {**WORK, f"target-{season.line('I.2').pk}": "6", "seen": seen[1], **more}


class TestWriting:
    def test_what_was_typed_is_saved_and_shown_again(self, season):
        who, page = client(season), url(season, "registration")
        answer = who.post(page, posted(season, text_of(who.get(page))), follow=True)
        text = answer.content.decode()
        assert "Đã lưu bản đăng ký; chưa gửi." in text
        assert 'value="300 triệu đồng"' in text
        assert 'value="6"' in text
        assert 'name="works-0-has_plaque" value="1" checked' in text
        assert Work.objects.count() == 1

    def test_a_target_below_the_campaigns_is_said_at_its_field_and_nothing_is_lost(self, season):
        who, page = client(season), url(season, "registration")
        given = posted(season, text_of(who.get(page)), **{f"target-{season.line('I.2').pk}": "4"})
        answer = who.post(page, given)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "không được thấp hơn mức đó" in text
        assert 'value="Trung tâm hành chính công số"' in text
        assert not Registration.objects.exists()

    @pytest.mark.parametrize("typed", ["nhiều", "1.240.5", "=1+1"])
    def test_what_is_no_number_is_said_at_its_field(self, season, typed):
        who, page = client(season), url(season, "registration")
        given = posted(season, text_of(who.get(page)), **{f"target-{season.line('I.2').pk}": typed})
        answer = who.post(page, given)
        assert answer.status_code == 422
        assert f'id="target-{season.line("I.2").pk}-e"' in answer.content.decode()

    def test_a_row_without_its_days_is_said_at_the_row(self, season):
        who, page = client(season), url(season, "registration")
        answer = who.post(page, posted(season, text_of(who.get(page)), **{"works-0-finish_on": "31/02/2025"}))
        assert answer.status_code == 422
        assert 'id="works-0-finish_on-e"' in answer.content.decode()

    def test_more_rows_come_without_script_and_nothing_is_saved(self, season):
        who, page = client(season), url(season, "registration")
        given = posted(season, text_of(who.get(page)), then="rows")
        text = text_of(who.post(page, given))
        assert 'name="works-3-name"' in text
        assert 'value="Trung tâm hành chính công số"' in text
        assert not Registration.objects.exists()

    def test_a_colleagues_saving_is_named_and_a_second_press_is_made_in_sight_of_it(self, season):
        who, page = client(season), url(season, "registration")
        given = posted(season, text_of(who.get(page)))
        write(season, "P1", work("Của đồng nghiệp"))
        answer = who.post(page, given)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "Đồng nghiệp đã lưu bản đăng ký" in text
        assert 'value="Trung tâm hành chính công số"' in text
        assert who.post(page, posted(season, text)).status_code == 302

    def test_before_the_organiser_asks_the_page_says_so(self, season):
        RegistrationCall.objects.all().delete()
        text = text_of(client(season).get(url(season, "registration")))
        assert "Cơ quan tổ chức chưa yêu cầu đăng ký thi đua." in text
        assert "then" not in re.findall(r'<button[^>]*name="(\w+)"', text)


class TestFiling:
    def test_the_head_files_and_the_reporter_reads_who_does(self, season):
        write(season, "P1", work())
        season.user("P1", Role.HEAD)
        page = url(season, "registration_file")
        assert "Chờ thủ trưởng gửi" in text_of(client(season).get(page))

        head = client(season, role=Role.HEAD)
        given = posted(season, text_of(head.get(page)), paper="45/ĐK-UBND")
        text = text_of(head.post(page, given, follow=True))
        assert "Đã gửi bản đăng ký" in text
        assert "45/ĐK-UBND" in text

    def test_a_draft_that_changed_is_looked_at_again(self, season):
        write(season, "P1", work())
        head, page = client(season, role=Role.HEAD), url(season, "registration_file")
        given = posted(season, text_of(head.get(page)))
        write(season, "P1", work("Đã đổi"))
        answer = head.post(page, given)
        assert answer.status_code == 422
        assert "đã thay đổi" in answer.content.decode()

    def test_with_nothing_new_the_page_says_so(self, season):
        hand_in(season, "P1", work())
        assert "Không có nội dung mới để gửi" in text_of(client(season).get(url(season, "registration_file")))


class TestReading:
    def test_the_manager_asks_for_more_and_then_confirms(self, season, manager):
        first, unit = hand_in(season, "P1", work()), season.units["P1"].pk
        told = {"version": first.pk, "reason": "Chưa nêu kinh phí"}
        manager.post(url(season, "registration_return", unit), told)
        assert "Chưa nêu kinh phí" in text_of(client(season).get(url(season, "registration")))

        second = hand_in(season, "P1", work(cost="1 tỷ đồng"))
        text = text_of(manager.post(url(season, "registration_confirm", unit), {"version": second.pk}, follow=True))
        assert "Đã xác nhận bản đăng ký của Phường An Đông." in text
        assert Registration.objects.get(unit=unit).state == RegistrationState.CONFIRMED

    def test_an_earlier_version_is_read_and_prints(self, season, manager):
        hand_in(season, "P1", work("Bản đầu"))
        hand_in(season, "P1", work("Bản sau"))
        page = url(season, "registration_read", season.units["P1"].pk)
        assert "Bản sau" in text_of(manager.get(page))
        assert "Bản đầu" in text_of(manager.get(page, {"version": "1"}))
        assert "BẢN ĐĂNG KÝ THI ĐUA" in text_of(manager.get(page, {"version": "1", "print": ""}))
        assert manager.get(page, {"version": "9"}).status_code == 404

    def test_a_draft_is_the_units_own(self, season, manager):
        write(season, "P1", work("Việc còn để riêng"))
        text = text_of(manager.get(url(season, "registration_read", season.units["P1"].pk)))
        assert "Chưa gửi bản đăng ký" in text
        assert "Việc còn để riêng" not in text

    def test_of_a_merged_unit_the_successor_reads_what_it_carries_on(self, season):
        confirmed(season, "P1", work())
        new = make_unit("Phường Mới", code="P9", valid_from=date(2025, 7, 11))
        Unit.objects.filter(code="P1").update(valid_to=date(2025, 7, 10))
        make_succession(season.units["P1"], new, date(2025, 7, 11))
        season.campaign.participations.create(unit=new)
        season.units["P9"] = new
        who = client(season, "P9")
        text = text_of(who.get(url(season, "registration_read", season.units["P1"].pk)))
        assert "Đơn vị đã sáp nhập; Phường Mới thực hiện tiếp" in text
        assert "Phường An Đông" in text_of(who.get(url(season, "registration")))


class TestRegister:
    def test_received_late_and_missing_stand_under_their_cluster(self, season, manager):
        hand_in(season, "P1", work())
        hand_in(season, "P2", work(), at=TOO_LATE)
        text = text_of(manager.get(url(season, "registration_register")))
        assert "Đã nhận 2/5, trong đó 1 sau hạn" in text
        assert text.index("Cụm phường") < text.index("Phường An Đông") < text.index("Khối sở")
        assert "không phải là điều kiện xét khen thưởng" in text

    def test_only_the_missing_are_shown_where_asked(self, season, manager):
        hand_in(season, "P1", work())
        text = text_of(manager.get(url(season, "registration_register"), {"show": "missing"}))
        assert "Phường An Đông" not in text
        assert "Phường Chợ Quán" in text

    def test_the_queries_do_not_grow_with_the_units(self, season, manager):
        page = url(season, "registration_register")
        hand_in(season, "P1", work())
        manager.get(page)
        one = queries(manager, page)
        for unit in ("P2", "P3"):
            hand_in(season, unit, work(), targets=[("I.2", "6")])
        assert queries(manager, page) == one

    def test_the_days_are_set_and_changed(self, season, manager):
        page = url(season, "registration_call")
        manager.post(page, {"opens_on": "2025-07-05", "due": "2025-07-25"})
        assert RegistrationCall.objects.last().due == date(2025, 7, 25)
        text = text_of(manager.post(page, {"opens_on": "2025-07-25", "due": "2025-07-05"}, follow=True))
        assert "Ngày đầu" in text
        assert RegistrationCall.objects.count() == 2

    def test_the_workbook_counts_what_is_registered(self, season, manager):
        hand_in(season, "P1", work(has_plaque=True), targets=[("I.2", "6")])
        answer = manager.get(url(season, "registration_register_file"))
        rows = list(load_workbook(io.BytesIO(b"".join(answer))).worksheets[0].iter_rows(values_only=True))
        own = next(row for row in rows if "Phường An Đông" in row)
        assert own[-5:] == (1, 1, 1, 1, 0)


class TestPledge:
    def test_all_units_of_the_cluster_stand_in_it_with_their_heads(self, season, manager):
        head = season.user("P1", Role.HEAD)
        hand_in(season, "P1", work(has_plaque=True), targets=[("I.2", "6")])
        page = url(season, "pledge_file", Block.objects.get(code="WARD").pk)
        tables = Document(io.BytesIO(b"".join(manager.get(page)))).tables
        cells = [cell.text for table in tables for row in table.rows for cell in row.cells]
        works = next(text for text in cells if "Trung tâm hành chính công số" in text)
        assert works == "- Trung tâm hành chính công số (hoàn thành 15/8/2025; gắn biển)"
        assert any(head.full_name in text for text in cells)
        assert {"Phường An Đông", "Phường Bến Thành", "Phường Chợ Quán"} <= set(cells)
        assert "Sở Tài chính" not in cells

    def test_the_page_names_who_has_not_filed_and_the_paper_does_not(self, season, manager):
        hand_in(season, "P1", work())
        text = text_of(manager.get(url(season, "pledge", Block.objects.get(code="WARD").pk)))
        tools, paper = text.split("<article", 1)
        assert "Chưa gửi bản đăng ký, để trống trong giao ước:" in tools
        assert "Phường Bến Thành" in tools
        assert "Chưa gửi" not in paper

    def test_the_clusters_own_units_read_it_and_others_do_not(self, season):
        page = url(season, "pledge", Block.objects.get(code="WARD").pk)
        assert client(season, "P2").get(page).status_code == 200
        assert client(season, "STC", Role.PROVIDER).get(page).status_code == 403

    def test_the_queries_do_not_grow_with_the_units(self, season, manager):
        page = url(season, "pledge", Block.objects.get(code="WARD").pk)
        hand_in(season, "P1", work(), targets=[("I.2", "6")])
        manager.get(page)
        one = queries(manager, page)
        for unit in ("P2", "P3"):
            hand_in(season, unit, work(), targets=[("I.2", "6")])
        assert queries(manager, page) == one


def queries(who: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        text_of(who.get(address))
    return len(found)
