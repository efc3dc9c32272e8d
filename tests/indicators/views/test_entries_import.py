"""The Excel form of a unit: fetched, filled, previewed, applied whole or not at all."""

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from campaigns.choices import Status
from campaigns.models import Campaign
from common.models import AuditRecord
from indicators.models import Batch, Entry, EvidenceLink
from tests.factories.season import Season, make_season
from tests.indicators.views.reporters import cell, cell_fields, client, draft, text_of, url
from units.choices import Role

pytestmark = pytest.mark.django_db
HEAD = "unit,indicator,period,value,numerator,denominator,note,evidence\n"


@pytest.fixture
def season() -> Season:
    return make_season()


def send(who: Client, season: Season, content: str | bytes, name: str = "so-lieu.csv", **more: str):
    data = content if isinstance(content, bytes) else (HEAD + content).encode()
    return who.post(url(season, "entries_import"), {"file": SimpleUploadedFile(name, data), **more})


def payload(answer) -> str:
    assert answer.status_code == 200, answer.content.decode()[-3000:]
    assert answer.context["payload"]
    return answer.context["payload"]


def apply(who: Client, season: Season, sealed: str):
    return who.post(url(season, "entries_import"), {"payload": sealed}, follow=True)


def fates(answer) -> dict[int, str]:
    return {row.number: row.fate for row in answer.context["found"].rows}


def refusal(answer) -> str:
    """What the page says of a file that was refused before any row could be shown."""
    assert answer.status_code == 422
    assert answer.context["found"] is None
    assert not Entry.objects.exists()
    return " ".join(answer.context["faults"])


def test_the_form_holds_the_units_own_lines_and_periods_with_what_stands_there(season):
    draft(season, 4)
    answer = client(season).get(url(season, "entries_template"))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert {row[1] for row in rows[1:]} == {"I.1", "I.2", "I.3"}
    assert len(rows) == 1 + 4 + 4 + 1
    assert ["P1", "I.2", "2025-07", 4] in [[row[0], row[1], row[3], row[7]] for row in rows]
    assert 'filename="thi-diem-P1.xlsx"' in answer["Content-Disposition"]


def test_the_filled_form_comes_back_and_becomes_drafts(season):
    who = client(season)
    form = b"".join(who.get(url(season, "entries_template")).streaming_content)
    book = openpyxl.load_workbook(io.BytesIO(form))
    sheet = book.worksheets[0]
    heads = [each.value for each in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if (row[1].value, row[3].value) == ("I.2", "2025-08"):
            row[heads.index("Giá trị")].value = 7
    filled = io.BytesIO()
    book.save(filled)
    answer = send(who, season, filled.getvalue(), "bieu.xlsx")
    assert answer.context["changes"] == 1
    assert "7" in text_of(answer)
    apply(who, season, payload(answer))
    found = cell(season, period="2025-08")
    assert (found.state, found.latest.value, found.latest.origin) == ("draft", 7, "import")


def test_nothing_is_written_by_looking_at_the_preview(season):
    answer = send(client(season), season, "P1,I.2,2025-07,5,,,,\n")
    assert fates(answer) == {2: "new"}
    assert not Entry.objects.exists()


def test_every_row_is_told_its_fate(season):
    draft(season, 5)
    draft(season, 2, period="2025-08")
    answer = send(client(season), season, "P1,I.2,2025-07,5,,,,\nP1,I.2,2025-08,3,,,,\nP1,I.1,2025-07,,9,10,,\n")
    assert fates(answer) == {2: "skip", 3: "update", 4: "new"}
    assert "9 / 10" in text_of(answer)


def test_one_wrong_row_holds_up_all_and_names_its_line(season):
    answer = send(client(season), season, "P1,I.2,2025-07,5,,,,\nP1,I.2,2025-08,2.5,,,,\nP1,X.9,2025-08,1,,,,\n")
    assert answer.status_code == 422
    assert fates(answer) == {2: "new", 3: "error", 4: "error"}
    assert answer.context["payload"] == ""
    assert "X.9" in answer.content.decode()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "row",
    [
        "P1,I.2,2025-07,NaN,,,,",
        "P1,I.1,2025-07,,11,10,,",
        "P1,I.2,2024-07,3,,,,",
        "P1,I.2,2025-07,=1+1,,,,",
        "P1,I.2,2025-07,n/a,,,,",
        "P2,I.2,2025-07,3,,,,",
        "P1,II.1,2025-07,90,,,,",
        "P1,I,2025-07,3,,,,",
    ],
    ids=["NaN", "over", "outside", "formula", "na-without-reason", "other-unit", "provided", "group"],
)
def test_a_row_that_cannot_be_taken_says_why_and_nothing_is_kept(season, row):
    answer = send(client(season), season, row + "\n")
    assert answer.status_code == 422
    [wrong] = answer.context["wrong"]
    assert (wrong.number, len(wrong.faults)) == (2, 1)
    assert wrong.faults[0] in answer.content.decode().replace("&quot;", '"').replace("&#x27;", "'")
    assert not Entry.objects.exists()


def test_a_number_that_can_be_read_in_two_ways_is_asked_about(season):
    who = client(season)
    row = "P1,I.2,2025-07,1.240,,,,\n"
    assert fates(send(who, season, row)) == {2: "error"}
    apply(who, season, payload(send(who, season, row, decimal="comma")))
    assert cell(season).latest.value == 1240


def test_a_note_that_begins_like_a_formula_is_refused(season):
    answer = send(client(season), season, 'P1,I.2,2025-07,5,,,"=HYPERLINK(1)",\n')
    assert fates(answer) == {2: "error"}
    assert not Entry.objects.exists()


def test_the_form_writes_what_looks_like_a_formula_as_text(season):
    who = client(season)
    fields = cell_fields(season, value="5", note="=1+1")
    assert who.post(url(season, "grid_save"), fields).status_code == 200
    form = b"".join(who.get(url(season, "entries_template")).streaming_content)
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(form)).read("xl/worksheets/sheet1.xml")


def test_applying_twice_writes_once(season):
    who = client(season)
    sealed = payload(send(who, season, "P1,I.2,2025-07,5,,,,\n"))
    apply(who, season, sealed)
    answer = apply(who, season, sealed)
    assert Entry.objects.count() == 1
    assert Batch.objects.count() == 1
    assert "không ghi lần thứ hai" in text_of(answer)


def test_what_changed_after_the_preview_is_refused_whole(season):
    who = client(season)
    sealed = payload(send(who, season, "P1,I.2,2025-07,5,,,,\nP1,I.2,2025-08,6,,,,\n"))
    draft(season, 4)
    answer = apply(who, season, sealed)
    assert answer.status_code == 422
    assert "Vừa có người khác nhập số khác" in answer.content.decode()
    assert Entry.objects.count() == 1


def test_a_plan_that_changed_after_the_preview_is_refused(season):
    who = client(season)
    sealed = payload(send(who, season, "P1,I.2,2025-07,5,,,,\n"))
    Campaign.objects.filter(pk=season.campaign.pk).update(definition=None)
    answer = apply(who, season, sealed)
    assert answer.status_code == 422
    assert "Kế hoạch đã thay đổi" in answer.content.decode()
    assert not Entry.objects.exists()


def test_a_preview_of_somebody_else_is_worth_nothing(season):
    sealed = payload(send(client(season), season, "P1,I.2,2025-07,5,,,,\n"))
    for who in (client(season, "P2"), client(season, "P1", Role.HEAD)):
        answer = apply(who, season, sealed)
        assert answer.status_code == 422
        assert "Bản xem trước đã quá cũ" in answer.content.decode()
    assert not Entry.objects.exists()


def test_a_figure_submitted_meanwhile_is_amended_not_overwritten(season):
    before = draft(season, 4)
    who = client(season)
    apply(who, season, payload(send(who, season, "P1,I.2,2025-07,5,,,,\n")))
    assert cell(season).latest.based_on == before
    assert Entry.objects.get(pk=before.pk).value == 4


def test_documents_named_in_the_file_are_registered_and_tied(season):
    who = client(season)
    apply(who, season, payload(send(who, season, "P1,I.2,2025-07,5,,,,12/KH-UBND\n")))
    [link] = EvidenceLink.objects.all()
    assert (link.evidence.title, link.period, link.unit) == ("12/KH-UBND", "2025-07", season.units["P1"])


def test_the_act_leaves_one_audit_row_that_names_the_file(season):
    who = client(season)
    apply(who, season, payload(send(who, season, "P1,I.2,2025-07,5,,,,\n", "thang-7.csv")))
    [row] = AuditRecord.objects.filter(verb="upload")
    assert "thang-7.csv" in str(row.detail)
    assert '"sha256"' in str(row.detail)


def test_a_file_over_the_limit_is_refused_before_it_is_read(season, settings):
    settings.WORKBOOK_MAX_BYTES = 1024 * 1024
    assert "MB" in refusal(send(client(season), season, b"x" * (1024 * 1024 + 2), "lon.xlsx"))


def test_a_bomb_a_protected_workbook_and_a_web_page_are_refused(season):
    who = client(season)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"0" * 400_000_000)
    assert refusal(send(who, season, stream.getvalue(), "bom.xlsx"))
    assert "mật khẩu" in refusal(send(who, season, PROTECTED, "mat-khau.xlsx"))
    assert refusal(send(who, season, b"<html><table><tr><td>1</td></tr></table></html>", "trang.xlsx"))


PROTECTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 480


def test_a_cell_worked_out_by_a_formula_is_refused(season):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD.strip().split(","))
        sheet.write_row(1, 0, ["P1", "I.2", "2025-07"])
        sheet.write_formula(1, 3, "=2+3", None, 5)
    answer = send(client(season), season, stream.getvalue(), "cong-thuc.xlsx")
    assert fates(answer) == {2: "error"}


def test_no_file_is_said(season):
    answer = client(season).post(url(season, "entries_import"), {})
    assert "Hãy chọn một tệp." in refusal(answer)


def test_a_table_without_the_columns_is_refused_by_name(season):
    answer = client(season).post(
        url(season, "entries_import"), {"file": SimpleUploadedFile("a.csv", b"mot,hai\n1,2\n")}
    )
    assert "indicator" in refusal(answer)


def test_closed_figures_take_no_file(season):
    who = client(season)
    sealed = payload(send(who, season, "P1,I.2,2025-07,5,,,,\n"))
    season.move(Status.CLOSED)
    assert "khóa số liệu" in refusal(send(who, season, "P1,I.2,2025-07,5,,,,\n"))
    assert apply(who, season, sealed).status_code == 422
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("unit", "role"), [("P1", Role.LEADER), ("SNV", Role.VERIFIER), ("VP", Role.MANAGER)])
def test_who_enters_nothing_for_a_unit_reads_why(season, unit, role):
    who = client(season, unit, role)
    for name in ("entries_import", "entries_template"):
        assert who.get(url(season, name)).status_code == 403


def test_a_visitor_is_asked_to_sign_in(season):
    for name in ("entries_import", "entries_template"):
        assert Client().get(url(season, name)).status_code == 302


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_stands_in_both_languages(season, language):
    text = text_of(client(season, language=language).get(url(season, "entries_import")))
    assert ("Enter from Excel" in text) == (language == "en")
