"""A unit writes its report in the browser, several hands on it, and submits the signed copy."""

import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from common.models import StoredFile
from indicators.models import Outline, Report, ReportSubmission, ReportText
from tests.factories.reports import PDF, hand_in, make_outline, write
from tests.factories.season import Season, make_season
from tests.factories.units import make_authorisation, make_membership
from tests.indicators.views.reporters import client, text_of, url
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_time")]
SIGNED = {"number": "45/BC-UBND", "dated_on": "2025-08-01"}


@pytest.fixture
def in_time():
    with time_machine.travel("2025-08-04 12:00+07:00", tick=False) as clock:
        yield clock


@pytest.fixture
def season() -> Season:
    return make_season()


@pytest.fixture
def outline(season) -> Outline:
    return make_outline(season)


@pytest.fixture
def writer(season) -> Client:
    return client(season, "P1")


@pytest.fixture
def head(season) -> Client:
    return client(season, "P1", Role.HEAD)


def fields(text: str) -> dict[str, str]:
    """The hidden fields of a page as a browser would post them."""
    found = re.findall(r'<input type="hidden" name="(s\d+|seen)" value="([^"]*)"', text)
    return dict(found)


def page(who: Client, season: Season, outline: Outline, name: str = "report_write") -> str:
    return text_of(who.get(url(season, name, outline.pk)))


def post(who: Client, season: Season, outline: Outline, shown: str, *bodies: str, **more):
    names = [f"h{row.pk}" for row in outline.headings.all()]
    given = {**fields(shown), **dict(zip(names, bodies, strict=False)), **more}
    return who.post(url(season, "report_write", outline.pk), given, follow=True)


def submit(who: Client, season: Season, outline: Outline, *, file: bytes | None = PDF, name="bao-cao.pdf", **more):
    given = {**fields(page(who, season, outline, "report_submit")), **SIGNED, **more}
    if file is not None:
        given["file"] = SimpleUploadedFile(name, file)
    return who.post(url(season, "report_submit", outline.pk), given, follow=True)


class TestWriting:
    def test_a_form_without_script_saves_and_a_colleague_goes_on(self, season, outline, writer):
        answer = post(writer, season, outline, page(writer, season, outline), "Đã xong", "")
        assert "Đã lưu nội dung của 1 mục" in text_of(answer)

        colleague = Client()
        colleague.force_login(make_membership(unit=season.units["P1"]).user)
        shown = page(colleague, season, outline)
        assert "Đã xong" in shown
        post(colleague, season, outline, shown, "Đã xong", "Thiếu máy")
        assert list(ReportText.objects.order_by("pk").values_list("body", flat=True)) == ["Đã xong", "Thiếu máy"]

    def test_two_tabs_keep_both_texts_and_a_second_press_saves(self, season, outline, writer):
        old = page(writer, season, outline)
        post(writer, season, outline, old, "Của đồng nghiệp")
        answer = post(writer, season, outline, old, "Của tôi")

        text = answer.content.decode()
        assert answer.status_code == 422
        assert "Của tôi</textarea>" in text
        assert '<p class="prose">Của đồng nghiệp</p>' in text

        post(writer, season, outline, text, "Của đồng nghiệp. Của tôi")
        assert ReportText.objects.last().body == "Của đồng nghiệp. Của tôi"

    def test_the_units_figures_stand_beside(self, season, outline, writer):
        text = page(writer, season, outline)
        assert "Tỷ lệ hồ sơ đúng hạn" in text

    def test_save_and_go_on_leads_to_the_signed_copy(self, season, outline, writer):
        answer = post(writer, season, outline, page(writer, season, outline), "Đã xong", then="submit")
        assert answer.redirect_chain[0][0] == url(season, "report_submit", outline.pk)

    def test_what_is_too_long_stays_in_its_field_with_the_sentence(self, season, outline, writer):
        answer = post(writer, season, outline, page(writer, season, outline), "x" * 20_001, "Thiếu máy")

        text = answer.content.decode()
        assert answer.status_code == 422
        assert "dài quá 20000 ký tự" in text
        assert "Thiếu máy</textarea>" in text
        assert not ReportText.objects.exists()

    def test_a_text_with_markup_is_shown_as_it_was_typed(self, season, outline, writer):
        text = text_of(post(writer, season, outline, page(writer, season, outline), "<b>5 < 7</b>"))
        assert "&lt;b&gt;5 &lt; 7&lt;/b&gt;</textarea>" in text


class TestSubmitting:
    def test_the_head_submits_and_reads_what_was_received(self, season, outline, head):
        write(season, outline, "P1", "Đã xong")
        text = text_of(submit(head, season, outline))

        assert "Đã nhận báo cáo số 45/BC-UBND" in text
        assert "sau hạn" not in text
        file = url(season, "report_file", ReportSubmission.objects.get().pk)
        assert file in text
        answer = head.get(file)
        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Disposition"].startswith("attachment")

    def test_after_the_deadline_it_is_received_and_marked_late(self, season, outline, in_time):
        in_time.move_to("2025-08-06 08:00+07:00")
        head = client(season, "P1", Role.HEAD)
        assert "vẫn được nhận và ghi là nhận sau hạn" in page(head, season, outline, "report_submit")

        text = text_of(submit(head, season, outline))
        assert "vẫn được nhận và ghi là nhận sau hạn" in text

    def test_a_second_submission_after_the_deadline_leaves_the_first_in_time(self, season, outline, in_time):
        hand_in(season, outline, "P1", "Đã xong")
        in_time.move_to("2025-08-06 08:00+07:00")
        text = text_of(submit(client(season, "P1", Role.HEAD), season, outline, number="50/BC-UBND"))

        assert "45/BC-UBND" in text
        assert "50/BC-UBND" in text
        assert ReportSubmission.objects.count() == 2
        manager = client(season, "VP", Role.MANAGER)
        assert "trong đó 0 sau hạn" in text_of(manager.get(url(season, "report_register", outline.pk)))

    @pytest.mark.parametrize(
        ("file", "name", "words"),
        [
            (b"<html>", "bao-cao.pdf", "không đúng như tên"),
            (b"chi la chu", "bao-cao.txt", "phải là tệp PDF"),
            (b"", "bao-cao.pdf", "không có nội dung"),
            (None, "", "chọn tệp PDF đã ký"),
        ],
    )
    def test_a_file_that_is_no_signed_pdf_is_refused_in_words(self, season, outline, head, file, name, words):
        answer = submit(head, season, outline, file=file, name=name)

        text = answer.content.decode()
        assert answer.status_code == 422
        assert words in text or name == ""
        assert 'value="45/BC-UBND"' in text
        assert not ReportSubmission.objects.exists()
        assert not StoredFile.objects.exists()

    def test_a_scan_within_the_limit_is_kept_and_a_larger_one_is_not(self, season, outline, head, settings):
        settings.EVIDENCE_MAX_BYTES = 3 * 2**20
        ninety_pages = b"%PDF-1.4\n" + b"x" * (3 * 2**20 - 9)
        assert submit(head, season, outline, file=ninety_pages + b"x").status_code == 422
        assert submit(head, season, outline, file=ninety_pages).status_code == 200

    def test_answers_that_changed_meanwhile_are_looked_at_again(self, season, outline, head):
        write(season, outline, "P1", "Đã xong")
        given = {**fields(page(head, season, outline, "report_submit")), **SIGNED, "sent_by": "bản giấy"}
        write(season, outline, "P1", "Sửa lại")
        address = url(season, "report_submit", outline.pk)
        answer = head.post(address, given)

        assert answer.status_code == 422
        assert "đã thay đổi" in answer.content.decode()
        assert head.post(address, {**given, **fields(answer.content.decode())}).status_code == 302

    def test_a_reporter_reads_who_submits_and_one_with_authorisation_does(self, season, outline, writer):
        text = page(writer, season, outline, "report_submit")
        assert "Chờ thủ trưởng" in text
        assert 'name="number"' not in text

        make_authorisation(season.user("P1", Role.REPORTER), season.units["P1"], season.user("P1", Role.HEAD))
        submit(writer, season, outline)
        assert Report.objects.get().submission.authorisation is not None

    def test_headings_without_a_word_are_named_before_submitting(self, season, outline, head):
        write(season, outline, "P1", "Đã xong")
        text = page(head, season, outline, "report_submit")

        assert "Chưa có nội dung ở mục:" in text
        assert "Khó khăn; Kiến nghị." in text
