"""Works in the browser: how they go, finished with a file, the organiser's register."""

import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from campaigns.models import Work, WorkNote
from common.models import StoredFile
from tests.factories.registering import call, confirmed, hand_in, note, work
from tests.factories.season import Season, make_season
from tests.indicators.views.reporters import client, text_of, url
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mid_august")]


@pytest.fixture
def mid_august():
    with time_machine.travel("2025-08-11 12:00+07:00", tick=False):
        yield


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def season() -> Season:
    made = make_season()
    call(made)
    return made


@pytest.fixture
def manager(season) -> Client:
    return client(season, "VP", Role.MANAGER)


def one(season: Season, unit: str = "P1") -> Work:
    return Work.objects.get(unit=season.units[unit])


def finish(season: Season, who: Client, **more: object):
    told = {"kind": "finished", "day": "2025-08-08", "text": "", "number": "", "kept_at": ""}
    return who.post(url(season, "campaigns:work_note", one(season).pk), {**told, **more}, follow=True)


def test_a_work_is_finished_with_a_file_that_is_handed_out_inert(season):
    confirmed(season, "P1", work())
    who = client(season)
    upload = SimpleUploadedFile("nghiem-thu.pdf", b"%PDF-1.7\nnghiem thu", content_type="application/pdf")
    text = text_of(finish(season, who, file=upload))
    assert "hoàn thành đúng hạn" in text
    made = WorkNote.objects.get()
    given = who.get(url(season, "campaigns:work_file", made.pk))
    assert b"".join(given) == b"%PDF-1.7\nnghiem thu"
    assert given["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client(season, "P2").get(url(season, "campaigns:work_file", made.pk)).status_code == 404


def test_without_evidence_it_is_said_and_the_words_stay(season):
    confirmed(season, "P1", work())
    answer = finish(season, client(season), text="Xong phần thô")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Cần minh chứng hoàn thành" in text
    assert "Xong phần thô" in text
    assert not WorkNote.objects.exists()


def test_a_file_whose_note_is_refused_is_nobodys(season):
    confirmed(season, "P1", work())
    upload = SimpleUploadedFile("nghiem-thu.pdf", b"%PDF-1.7\nnghiem thu", content_type="application/pdf")
    finish(season, client(season), day="2025-09-01", file=upload)
    assert not StoredFile.objects.exists()


def test_others_works_do_not_exist_here(season):
    confirmed(season, "P1", work())
    page = url(season, "campaigns:work_note", one(season).pk)
    assert client(season, "P2").post(page, {"kind": "progress", "day": "2025-08-01"}).status_code == 404
    assert client(season).post(page, {"kind": "nonsense"}).status_code == 404


def test_before_anything_is_confirmed_the_page_says_what_comes_next(season):
    hand_in(season, "P1", work())
    assert "Chưa có công trình, phần việc được xác nhận" in text_of(client(season).get(url(season, "campaigns:works")))


def test_the_register_counts_by_unit_under_the_cluster(season, manager):
    confirmed(season, "P1", work(), work("Số hóa kho lưu trữ"))
    note(season, "P1", Work.objects.order_by("pk")[0])
    text = text_of(manager.get(url(season, "campaigns:works_register")))
    assert "2 công trình, phần việc được xác nhận" in text
    assert text.index("Cụm phường") < text.index("Phường An Đông")


def test_the_queries_do_not_grow(season, manager):
    page = url(season, "campaigns:works_register")
    confirmed(season, "P1", work())
    manager.get(page)
    first = queries(manager, page)
    for unit in ("P2", "P3"):
        confirmed(season, unit, work(), work("Số hóa"))
    assert queries(manager, page) == first


def test_the_workbook_has_a_row_for_each_work(season, manager):
    confirmed(season, "P1", work(), work("Số hóa kho lưu trữ"))
    answer = manager.get(url(season, "campaigns:works_register_file"))
    rows = load_workbook(io.BytesIO(b"".join(answer))).worksheets[0].iter_rows(values_only=True)
    assert sum("Phường An Đông" in row for row in rows) == 2


def queries(who: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        text_of(who.get(address))
    return len(found)
