"""Reports in the browser: the list, asking by an outline, the register, one heading across units, the draft."""

from datetime import date
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campaigns.models import Phase
from indicators.models import Outline, ReportQuote
from tests.factories.reports import IN_TIME, TOO_LATE, hand_in, make_outline, write
from tests.factories.season import Season, make_season
from tests.indicators.views.reporters import client, text_of, url
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mid_august")]
FORM = {
    "name": "Báo cáo tháng 7", "kind": "periodic", "first": "2025-07-01", "last": "2025-07-31", "due": "2025-08-05",
    "heading_id": ["", "", ""], "heading": ["Kết quả", "Khó khăn", ""], "place": ["2", "1", "3"],
}  # fmt: skip


@pytest.fixture
def mid_august():
    with time_machine.travel("2025-08-08 12:00+07:00", tick=False):
        yield


@pytest.fixture
def season() -> Season:
    return make_season()


@pytest.fixture
def manager(season) -> Client:
    return client(season, "VP", Role.MANAGER)


@pytest.fixture
def outline(season) -> Outline:
    return make_outline(season)


def queries(who: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        text_of(who.get(address))
    return len(found)


class TestAsking:
    def test_a_phase_without_a_report_is_offered_and_fills_the_form(self, season, manager):
        Phase.objects.create(
            campaign=season.campaign, code="mid", name={"vi": "Sơ kết giữa đợt"}, position=1,
            start="2025-08-01", end="2025-08-31", due="2025-09-05",
        )  # fmt: skip
        assert "Sơ kết giữa đợt" in text_of(manager.get(url(season, "reports")))

        text = text_of(manager.get(url(season, "outline_new"), {"phase": "mid"}))
        assert 'value="Báo cáo sơ kết giữa đợt"' in text
        assert 'value="interim" selected' in text
        assert 'value="2025-09-05"' in text
        assert 'value="Đề nghị khen thưởng"' in text

    def test_headings_stand_in_the_order_of_their_numbers(self, season, manager):
        manager.post(url(season, "outline_new"), FORM)

        outline = Outline.objects.get()
        assert list(outline.headings.values_list("text", flat=True)) == ["Khó khăn", "Kết quả"]

    def test_what_is_wrong_is_said_and_what_was_typed_stays(self, season, manager):
        answer = manager.post(url(season, "outline_new"), {**FORM, "due": "2025-06-01", "heading": ["A", "a", ""]})

        text = answer.content.decode()
        assert answer.status_code == 422
        assert "Hạn nộp ở trước thời gian báo cáo." in text
        assert "Mục “A” bị lặp." in text
        assert not Outline.objects.exists()

    def test_an_outline_is_changed_until_a_report_is_signed(self, season, manager, outline):
        address = url(season, "outline_edit", outline.pk)
        ids = [str(pk) for pk in outline.headings.values_list("pk", flat=True)]
        rows = {"heading_id": ids, "heading": ["Kết quả đạt được", "", "Kiến nghị"], "place": ["1", "2", "3"]}
        manager.post(address, {**FORM, **rows, "seen": "1"})
        shown = outline.headings.filter(is_active=True)
        assert list(shown.values_list("text", flat=True)) == ["Kết quả đạt được", "Kiến nghị"]

        hand_in(season, outline, "P1", "Xong")
        assert manager.get(address).status_code == 403


class TestRegister:
    def test_received_late_and_missing_stand_under_their_cluster(self, season, manager, outline):
        hand_in(season, outline, "P1", "Xong", at=IN_TIME)
        hand_in(season, outline, "P2", "Xong", at=TOO_LATE, number="46/BC-UBND")
        text = text_of(manager.get(url(season, "report_register", outline.pk)))

        assert "Đã nhận 2/5, trong đó 1 sau hạn" in text
        assert text.index("Cụm phường") < text.index("Phường An Đông") < text.index("Khối sở")
        assert "46/BC-UBND" in text
        assert "nhận sau hạn" in text

    def test_what_came_in_time_once_is_not_late_when_it_comes_again(self, season, outline, manager):
        hand_in(season, outline, "P1", "Xong", at=IN_TIME)
        hand_in(season, outline, "P1", "Xong, đã bổ sung", at=TOO_LATE)
        hand_in(season, outline, "P2", "Xong", at=TOO_LATE)
        again, late = (
            text_of(manager.get(url(season, "report_read", outline.pk, season.units[code].pk))) for code in ("P1", "P2")
        )
        assert "sau hạn" not in again
        assert "sau hạn" in late

    def test_only_the_missing_are_shown_where_asked(self, season, manager, outline):
        hand_in(season, outline, "P1", "Xong")
        text = text_of(manager.get(url(season, "report_register", outline.pk), {"show": "missing"}))

        assert "Phường An Đông" not in text
        assert "Phường Bến Thành" in text

    def test_a_unit_that_takes_no_part_any_more_owes_nothing(self, season, manager, outline):
        row = season.lines.row_of(season.units["P3"].pk)
        row.is_active = False
        row.save()

        assert "Phường Chợ Quán" not in text_of(manager.get(url(season, "report_register", outline.pk)))

    def test_more_reports_cost_no_more_queries(self, season, manager, outline):
        pages = [url(season, "reports"), url(season, "report_register", outline.pk)]
        heading = outline.headings.first()
        pages.append(url(season, "report_heading", outline.pk, heading.pk))
        hand_in(season, outline, "P1", "Xong")
        manager.get("/todo/")  # counts the duties, which every page shows
        one = [queries(manager, page) for page in pages]
        for unit in ("P2", "P3"):
            hand_in(season, outline, unit, "Xong")
        make_outline(season, name="Báo cáo khác")
        make_outline(season, name="Báo cáo khác nữa")

        assert [queries(manager, page) for page in pages] == one
        assert max(one) < 26


class TestReadingAcross:
    def address(self, season, outline, place=0) -> str:
        return url(season, "report_heading", outline.pk, outline.headings.all()[place].pk)

    def test_one_heading_is_read_across_all_units(self, season, manager, outline):
        hand_in(season, outline, "P1", "Giải quyết 96 %", "Thiếu máy")
        hand_in(season, outline, "P2", "Giải quyết 91 %")
        write(season, outline, "P3", "Bản nháp")
        text = text_of(manager.get(self.address(season, outline)))

        assert "2/2 báo cáo đã nhận có nội dung mục này" in text
        assert "Giải quyết 96 %" in text
        assert "Giải quyết 91 %" in text
        assert "Thiếu máy" not in text
        assert "Bản nháp" not in text

    def test_ticked_answers_are_quoted_and_the_page_comes_back(self, season, manager, outline):
        text = hand_in(season, outline, "P1", "Giải quyết 96 %").texts.get()
        heading = outline.headings.first()
        given = {"shown": text.pk, "quoted": text.pk, "heading": heading.pk}
        answer = manager.post(url(season, "report_quote", outline.pk), given, follow=True)

        assert ReportQuote.objects.get().text_id == text.pk
        assert "Đã thay đổi 1 nội dung trích dẫn" in text_of(answer)
        assert f'value="{text.pk}" checked' in text_of(answer)

    def test_a_heading_of_another_outline_is_not_here(self, season, manager, outline):
        other = make_outline(season, name="Khác").headings.first()
        assert manager.get(url(season, "report_heading", outline.pk, other.pk)).status_code == 404

    def test_a_leader_reads_without_ticking(self, season, outline):
        hand_in(season, outline, "P1", "Giải quyết 96 %")
        text = text_of(client(season, "VP", Role.LEADER).get(self.address(season, outline)))

        assert "Giải quyết 96 %" in text
        assert 'name="quoted"' not in text


class TestReturning:
    def test_more_is_asked_for_and_the_unit_reads_why(self, season, manager, outline):
        made = hand_in(season, outline, "P1", "Xong")
        unit = season.units["P1"].pk
        address = url(season, "report_return", outline.pk, unit)
        manager.post(address, {"submission": made.pk, "reason": "Thiếu số liệu quý III"})

        writer = client(season, "P1")
        assert "Thiếu số liệu quý III" in text_of(writer.get(url(season, "report_write", outline.pk)))
        assert "Thiếu số liệu quý III" in text_of(writer.get("/todo/"))
        assert "yêu cầu bổ sung" in text_of(manager.get(url(season, "report_register", outline.pk)))

    def test_a_request_without_reason_changes_nothing(self, season, manager, outline):
        made = hand_in(season, outline, "P1", "Xong")
        address = url(season, "report_return", outline.pk, season.units["P1"].pk)
        answer = manager.post(address, {"submission": made.pk, "reason": " "}, follow=True)

        made.report.refresh_from_db()
        assert made.report.state == "submitted"
        assert "Nội dung cần bổ sung" in text_of(answer)


def test_english_readers_find_english_words(season, outline):
    text = text_of(client(season, "VP", Role.MANAGER, language="en").get(url(season, "reports")))

    assert "Past the day, not received" in text
    assert urlencode({"show": "missing"}) not in text


class TestDuties:
    def test_a_report_is_among_the_duties_until_it_is_submitted(self, season, outline):
        writer = client(season, "P1")
        assert "Nộp “Báo cáo tháng 7”" in text_of(writer.get("/todo/"))
        assert url(season, "report_write", outline.pk) in text_of(writer.get("/todo/"))

        hand_in(season, outline, "P1", "Xong")
        assert "Nộp “Báo cáo tháng 7”" not in text_of(writer.get("/todo/"))

    def test_the_manager_finds_who_has_not_submitted(self, season, manager, outline):
        text = text_of(manager.get("/todo/"))

        assert "Đôn đốc “Báo cáo tháng 7”" in text
        assert f"{url(season, 'report_register', outline.pk)}?show=missing" in text

    def test_a_report_of_days_to_come_is_no_duty_yet(self, season):
        make_outline(
            season, name="Báo cáo tháng 10", first=date(2025, 10, 1), last=date(2025, 10, 10), due=date(2025, 10, 13)
        )
        assert "Báo cáo tháng 10" not in text_of(client(season, "P1").get("/todo/"))
