"""Evidence in the browser: registered as file or reference, tied to many lines, served inert to those who may read."""

import hashlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from campaigns.choices import Status
from common.models import StoredFile
from indicators.models import Evidence, EvidenceLink
from tests.factories.season import Season, make_season
from tests.indicators.views.reporters import client, text_of, url
from units.choices import Role

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"
HTML = b"<!doctype html><script>alert(document.cookie)</script>"


@pytest.fixture
def season(settings, tmp_path: Path) -> Season:
    settings.MEDIA_ROOT = tmp_path
    return make_season()


def target(season: Season, line: str = "I.2", period: str = "") -> str:
    return f"{season.line(line).pk}:{period}"


def register(who: Client, season: Season, content: bytes | None = None, name: str = "bao-cao.pdf", **more):
    file = {"file": SimpleUploadedFile(name, content)} if content is not None else {}
    fields = {"title": "Kế hoạch", "number": "12/KH-UBND", "to": [target(season, period="2025-07")], **more, **file}
    return who.post(url(season, "evidence_new"), fields, follow=True)


def refusal(answer) -> str:
    assert answer.status_code == 422
    assert not Evidence.objects.exists()
    assert not StoredFile.objects.exists()
    return answer.content.decode()


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def read(who: Client, evidence: Evidence):
    return who.get(reverse("evidence", args=[evidence.pk]))


def test_one_file_serves_many_lines_and_periods(season):
    to = [target(season, period="2025-07"), target(season, period="2025-08"), target(season, "I.1")]
    text = text_of(register(client(season), season, PDF, to=to))
    assert "bao-cao.pdf" in text
    found = Evidence.objects.get()
    assert found.file.sha256 == hashlib.sha256(PDF).hexdigest()
    assert {(link.series_id, link.period) for link in found.links.all()} == {
        (season.line("I.2").series_id, "2025-07"),
        (season.line("I.2").series_id, "2025-08"),
        (season.line("I.1").series_id, ""),
    }


def test_a_reference_needs_no_file(season):
    assert "12/KH-UBND" in text_of(register(client(season), season))
    assert Evidence.objects.get().file is None


def test_a_reference_that_identifies_nothing_is_refused_and_what_was_typed_stays(season):
    text = refusal(register(client(season), season, number="", title="Kế hoạch năm"))
    assert "số, ký hiệu của văn bản hoặc nơi lưu" in text
    assert 'value="Kế hoạch năm"' in text
    assert f'value="{target(season, period="2025-07")}" checked' in text


def test_a_web_page_named_pdf_is_refused(season, tmp_path):
    text = refusal(register(client(season), season, HTML))
    assert "không đúng như tên của nó" in text
    assert "hãy chọn lại tệp" in text
    assert not files(tmp_path)


@pytest.mark.parametrize("name", ["x.html", "x.exe", "x.svg", "x", "x.pdf.js", "../../x.php"])
def test_kinds_not_on_the_list_are_refused(season, tmp_path, name):
    assert "không nhận loại tệp này" in refusal(register(client(season), season, PDF, name))
    assert not files(tmp_path)


def test_a_file_over_the_limit_is_refused(season, settings, tmp_path):
    settings.EVIDENCE_MAX_BYTES = 1024 * 1024
    assert "lớn hơn 1 MB" in refusal(register(client(season), season, PDF + b"0" * 1024 * 1024))
    assert not files(tmp_path)


def test_nothing_ticked_keeps_no_file(season, tmp_path):
    assert "chọn ít nhất một tiêu chí" in refusal(register(client(season), season, PDF, to=[]))
    assert not files(tmp_path)


def test_a_line_that_was_not_offered_is_not_tied(season):
    refusal(register(client(season), season, PDF, to=["999999:2025-07", target(season, period="1999-01"), "x", ":"]))


def test_the_file_is_served_inert(season):
    register(client(season), season, PDF)
    answer = read(client(season), Evidence.objects.get())
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("unit", "role", "status"),
    [
        ("P1", Role.REPORTER, 200),
        ("P1", Role.LEADER, 200),
        ("SNV", Role.VERIFIER, 200),
        ("VP", Role.MANAGER, 200),
        ("P2", Role.REPORTER, 404),
        ("STC", Role.VERIFIER, 404),
        ("STC", Role.PROVIDER, 404),
        ("SNV", Role.REPORTER, 404),
    ],
)
def test_only_those_who_may_see_it_read_a_document(season, unit, role, status):
    register(client(season), season, PDF)
    answer = read(client(season, unit, role), Evidence.objects.get())
    answer.close()
    assert answer.status_code == status


def test_a_visitor_reads_no_document(season):
    register(client(season), season, PDF)
    assert read(Client(), Evidence.objects.get()).status_code == 302
    assert client(season).get(reverse("evidence", args=[10**9])).status_code == 404


def test_a_reference_shows_what_identifies_it(season):
    register(client(season), season, dated_on="2025-07-05", kept_at="Hồ sơ 03")
    text = text_of(read(client(season), Evidence.objects.get()))
    assert "Hồ sơ 03" in text
    assert "05/7/2025" in text


def test_the_list_says_whether_it_names_a_file_or_a_place(season):
    text = text_of(register(client(season), season, kept_at="Hồ sơ 03"))
    assert '<th scope="col">Tệp hoặc nơi lưu</th>' in text
    assert "nơi lưu: Hồ sơ 03" in text
    assert "nơi lưu: Hồ sơ 04" in text_of(register(client(season), season, PDF, kept_at="Hồ sơ 04"))


def test_a_lost_file_is_said(season, tmp_path):
    register(client(season), season, PDF)
    for path in files(tmp_path):
        path.unlink()
    assert read(client(season), Evidence.objects.get()).status_code == 404


def test_a_document_is_tied_to_more_and_untied_again(season):
    who = client(season)
    register(who, season, PDF)
    found = Evidence.objects.get()
    to = [target(season, period="2025-07"), target(season, period="2025-09")]
    who.post(url(season, "evidence_tie", found.pk), {"to": to})
    assert found.links.count() == 2
    link = found.links.get(period="2025-09")
    text_of(who.post(url(season, "evidence_untie", link.pk), follow=True))
    assert EvidenceLink.objects.get(pk=link.pk).removed_at
    assert "không còn gắn" in text_of(who.post(url(season, "evidence_untie", link.pk), follow=True))


def test_another_unit_ties_and_unties_nothing(season):
    register(client(season), season, PDF)
    found, who = Evidence.objects.get(), client(season, "P2")
    assert who.post(url(season, "evidence_tie", found.pk), {"to": [target(season)]}).status_code == 404
    assert who.post(url(season, "evidence_untie", found.links.get().pk)).status_code == 403
    assert EvidenceLink.objects.get().removed_at is None


def test_closed_figures_take_no_document(season, tmp_path):
    season.move(Status.CLOSED)
    answer = register(client(season), season, PDF)
    assert answer.status_code == 403
    assert not Evidence.objects.exists()
    assert not files(tmp_path)


def test_the_list_names_the_lines_still_without_evidence(season):
    who, address = client(season), f"{url(season, 'evidence_new')}?line={season.line('I.2').pk}"
    assert address in text_of(who.get(url(season, "evidence_list")))
    register(who, season, PDF)
    assert address not in text_of(who.get(url(season, "evidence_list")))


def test_coming_from_a_cell_one_goes_back_to_it(season):
    line = season.line("I.2").pk
    fields = {"title": "KH", "number": "1", "to": [target(season, period="2025-07")]}
    answer = client(season).post(f"{url(season, 'evidence_new')}?line={line}&period=2025-07", fields)
    assert answer["Location"] == f"{url(season, 'grid_cell')}?line={line}&period=2025-07"


@pytest.mark.parametrize(("unit", "role"), [("P1", Role.LEADER), ("SNV", Role.VERIFIER), ("VP", Role.MANAGER)])
def test_who_enters_nothing_reads_why(season, unit, role):
    who = client(season, unit, role)
    for name in ("evidence_list", "evidence_new"):
        assert who.get(url(season, name)).status_code == 403
