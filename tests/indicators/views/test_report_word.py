"""A report by way of Word: the filled form, and what comes back with changed headings."""

import io
from collections.abc import Callable

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from docx.document import Document as Opened
from docx.oxml import OxmlElement

from indicators.exports.report_form import FIGURES
from indicators.models import Outline, ReportText
from tests.factories.reports import make_outline, write
from tests.factories.season import Season, make_season
from tests.indicators.views.reporters import client, draft, text_of, url
from tests.indicators.views.test_report_writing import fields

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_time")]


@pytest.fixture
def in_time():
    with time_machine.travel("2025-08-04 12:00+07:00", tick=False):
        yield


@pytest.fixture
def season() -> Season:
    return make_season()


@pytest.fixture
def outline(season) -> Outline:
    return make_outline(season)


@pytest.fixture
def writer(season) -> Client:
    return client(season, "P1")


def form(who: Client, season: Season, outline: Outline) -> Opened:
    answer = who.get(url(season, "report_form", outline.pk))
    return Document(io.BytesIO(b"".join(answer.streaming_content)))


def send(who: Client, season: Season, outline: Outline, document: Opened, name: str = "bao-cao.docx"):
    content = io.BytesIO()
    document.save(content)
    given = {"file": SimpleUploadedFile(name, content.getvalue())}
    return who.post(url(season, "report_word", outline.pk), given)


def keep(who: Client, season: Season, outline: Outline, shown: str, parts: list[tuple[object, str, str]]):
    """``parts``: the heading chosen, the title where it is none of the outline's, the text."""
    to, title, text = (list(column) for column in zip(*parts, strict=True))
    given = {**fields(shown), "step": "keep", "to": to, "title": title, "text": text}
    return who.post(url(season, "report_word", outline.pk), given, follow=True)


def under(document: Opened, heading: str, change: Callable) -> None:
    """Does something to the paragraph under a heading."""
    lines = document.paragraphs
    place = next(number for number, line in enumerate(lines) if line.text.endswith(heading))
    change(lines[place], lines[place + 1])


def bodies(outline: Outline) -> dict[str, str]:
    rows = ReportText.objects.filter(report__outline=outline).order_by("pk").select_related("heading")
    return {row.heading.text: row.body for row in rows}


def test_the_form_holds_the_outline_what_is_written_and_the_units_figures(season, outline, writer):
    write(season, outline, "P1", "Đã xong")
    draft(season, 4)
    document = form(writer, season, outline)

    said = [line.text for line in document.paragraphs]
    assert said.index("I. Kết quả") + 1 == said.index("Đã xong")
    assert "III. Kiến nghị" in said
    assert FIGURES in said
    rows = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    assert ["I.2", "Số mô hình", "tháng 7/2025", "4"] in rows


def test_what_was_typed_in_word_becomes_the_draft(season, outline, writer):
    document = form(writer, season, outline)
    under(document, "Kết quả", lambda _head, line: line.add_run("Đã giải quyết 96 %"))
    shown = text_of(send(writer, season, outline, document))
    assert "Đã giải quyết 96 %" in shown

    headings = list(outline.headings.all())
    answer = keep(
        writer, season, outline, shown, [(headings[0].pk, "", "Đã giải quyết 96 %"), (headings[1].pk, "", "")]
    )
    assert "thay đổi 1 mục" in text_of(answer)
    assert bodies(outline) == {"Kết quả": "Đã giải quyết 96 %"}


def test_headings_are_met_without_diacritics_numbers_and_capitals(season, outline, writer):
    document = form(writer, season, outline)
    under(
        document, "Khó khăn", lambda head, line: (head.runs[0].__setattr__("text", "2) KHO KHAN"), line.add_run("Máy"))
    )
    shown = text_of(send(writer, season, outline, document))

    assert "không có trong đề cương" not in shown
    assert "Máy" in shown


def test_a_changed_heading_is_named_with_a_choice_and_its_text_is_kept(season, outline, writer):
    document = form(writer, season, outline)
    under(
        document,
        "Khó khăn",
        lambda head, line: (head.runs[0].__setattr__("text", "II. Vướng mắc"), line.add_run("Máy")),
    )
    shown = text_of(send(writer, season, outline, document))

    assert "1 mục trong tệp không có trong đề cương" in shown
    assert "<h2>II. Vướng mắc</h2>" in shown
    assert "Không có trong tệp, giữ nguyên:</strong> Khó khăn." in shown

    difficult = outline.headings.get(text="Khó khăn").pk
    keep(writer, season, outline, shown, [(difficult, "II. Vướng mắc", "Máy")])
    assert bodies(outline) == {"Khó khăn": "II. Vướng mắc\n\nMáy"}


def test_what_is_left_out_on_purpose_goes_nowhere(season, outline, writer):
    keep(writer, season, outline, "", [("", "Lời cảm ơn", "Trân trọng"), (outline.headings.first().pk, "", "Đã xong")])
    assert bodies(outline) == {"Kết quả": "Đã xong"}


def test_texts_that_word_tracks_as_inserted_are_read(season, outline, writer):
    document = form(writer, season, outline)

    def insert(_head, line) -> None:
        tracked = OxmlElement("w:ins")
        tracked.append(line.add_run("Thêm sau")._r)
        line._p.append(tracked)

    under(document, "Kết quả", insert)
    assert "Thêm sau" in text_of(send(writer, season, outline, document))


def test_a_colleagues_newer_text_is_not_overwritten_by_an_older_form(season, outline, writer):
    write(season, outline, "P1", "Cũ")
    document = form(writer, season, outline)
    write(season, outline, "P1", "Của đồng nghiệp")
    under(document, "Kết quả", lambda _head, line: line.add_run(" và mới"))
    shown = text_of(send(writer, season, outline, document))
    answer = keep(writer, season, outline, shown, [(outline.headings.first().pk, "", "Cũ và mới")])

    assert answer.status_code == 422
    assert "Cũ và mới</textarea>" in answer.content.decode()
    assert bodies(outline) == {"Kết quả": "Của đồng nghiệp"}


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"%PDF-1.7\n", "bao-cao.pdf", "tệp Word (.docx)"),
        (b"PK\x03\x04rubbish", "bao-cao.docx", "không đúng như tên"),
        (None, "", "chọn tệp đã soạn"),
    ],
)
def test_a_file_that_is_no_form_is_refused_in_words_and_the_draft_stays(season, outline, writer, content, name, words):
    write(season, outline, "P1", "Đã xong")
    given = {"file": SimpleUploadedFile(name, content)} if content else {}
    answer = writer.post(url(season, "report_word", outline.pk), given)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert "Đã xong</textarea>" in text


def test_a_document_without_any_heading_of_the_outline_says_so(season, outline, writer):
    document = Document()
    document.add_paragraph("Thư mời họp")
    assert "Không tìm thấy mục nào" in send(writer, season, outline, document).content.decode()
