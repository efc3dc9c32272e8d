"""Documents in the browser: the list, adding one, confirming, the register and its workbook."""

import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from campaigns.models import CampaignDocument, DocumentReceipt
from common.models import StoredFile
from tests.factories.papers import confirm, make_document
from tests.factories.season import Season, make_season
from tests.indicators.views.reporters import client, text_of, url
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mid_july")]
PERSON = {"name": "Nguyễn Thị An", "phone": "028 3822 1234", "post": ""}
FORM = {
    "kind": "plan",
    "number": "01/KH-UBND",
    "title": "Kế hoạch",
    "dated_on": "2025-07-01",
    "receipt_due": "2025-07-18",
}


@pytest.fixture
def mid_july():
    with time_machine.travel("2025-07-14 12:00+07:00", tick=False):
        yield


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def season() -> Season:
    return make_season()


@pytest.fixture
def manager(season) -> Client:
    return client(season, "VP", Role.MANAGER)


def upload(content: bytes = b"%PDF-1.7\nke hoach", name: str = "ke-hoach.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


class TestAdding:
    def test_a_document_with_its_file_is_listed_and_handed_out_inert(self, season, manager):
        answer = manager.post(url(season, "campaigns:document_new"), {**FORM, "file": upload()}, follow=True)
        assert "01/KH-UBND" in answer.content.decode()

        document = CampaignDocument.objects.get()
        given = client(season).get(url(season, "campaigns:document_file", document.pk))
        assert b"".join(given) == b"%PDF-1.7\nke hoach"
        assert given["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "attachment" in given["Content-Disposition"]

    def test_a_file_that_is_not_what_it_says_is_refused_and_what_was_typed_stays(self, season, manager):
        bad = upload(b"<html><script>", "ke-hoach.pdf")
        answer = manager.post(url(season, "campaigns:document_new"), {**FORM, "file": bad})

        text = answer.content.decode()
        assert answer.status_code == 422
        assert 'value="01/KH-UBND"' in text
        assert "Hãy chọn lại tệp" in text or "chọn lại" in text
        assert not CampaignDocument.objects.exists()
        assert not StoredFile.objects.exists()

    def test_a_new_version_is_announced_and_the_old_one_stands_below(self, season, manager):
        old = make_document(season)
        address = url(season, "campaigns:document_new") + f"?replaces={old.pk}"
        assert "01/KH-UBND" in text_of(manager.get(address))
        manager.post(address, {**FORM, "number": "09/KH-UBND"})

        text = text_of(client(season).get(url(season, "campaigns:documents")))
        assert text.index("09/KH-UBND") < text.index("Văn bản đã được thay thế") < text.rindex("01/KH-UBND")
        assert manager.get(address).status_code == 404


class TestConfirming:
    def test_the_unit_confirms_what_it_was_shown(self, season):
        document = make_document(season)
        who, page = client(season), url(season, "campaigns:documents")
        assert f'name="seen" value="{document.pk}"' in text_of(who.get(page))

        told = {**PERSON, "seen": [document.pk]}
        text = text_of(who.post(url(season, "campaigns:document_confirm"), told, follow=True))
        assert "Đã xác nhận nhận 1 văn bản." in text
        assert "028 3822 1234" in text
        assert DocumentReceipt.objects.get().unit == season.units["P1"]

    def test_a_number_that_is_no_telephone_is_said_at_its_field(self, season):
        document = make_document(season)
        told = {**PERSON, "phone": "gọi tôi", "seen": [document.pk]}
        answer = client(season).post(url(season, "campaigns:document_confirm"), told)
        assert answer.status_code == 422
        assert "gọi tôi" in answer.content.decode()
        assert not DocumentReceipt.objects.exists()

    def test_odd_numbers_confirm_nothing(self, season):
        make_document(season)
        told = {**PERSON, "seen": ["x", "9" * 40, "999999"]}
        client(season).post(url(season, "campaigns:document_confirm"), told)
        assert not DocumentReceipt.objects.exists()


class TestRegister:
    def test_who_confirmed_stands_under_the_cluster_with_the_person_in_charge(self, season, manager):
        document = make_document(season)
        confirm(season, "P1", document)
        text = text_of(manager.get(url(season, "campaigns:document_receipts", document.pk)))
        assert "1/5 đơn vị đã xác nhận" in text
        assert text.index("Cụm phường") < text.index("Phường An Đông") < text.index("Khối sở")
        assert "028 3822 1234" in text

    def test_only_those_who_have_not_are_shown_where_asked(self, season, manager):
        document = make_document(season)
        confirm(season, "P1", document)
        text = text_of(manager.get(url(season, "campaigns:document_receipts", document.pk), {"show": "missing"}))
        assert "Phường An Đông" not in text
        assert "Phường Chợ Quán" in text

    @pytest.mark.parametrize("page", ["campaigns:documents", "campaigns:document_receipts"])
    def test_the_queries_do_not_grow_with_the_units(self, season, manager, page):
        documents = [make_document(season)]
        given = () if page == "campaigns:documents" else (documents[0].pk,)
        confirm(season, "P1", documents[0])
        manager.get(url(season, page, *given))
        one = queries(manager, url(season, page, *given))
        documents += [make_document(season, number=f"0{n}/KH") for n in (2, 3)]
        for unit in ("P2", "P3"):
            confirm(season, unit, *documents)
        assert queries(manager, url(season, page, *given)) == one

    def test_the_workbook_has_the_units_under_their_cluster(self, season, manager):
        document = make_document(season)
        confirm(season, "P1", document)
        answer = manager.get(url(season, "campaigns:receipts_file", document.pk))
        rows = load_workbook(io.BytesIO(b"".join(answer))).worksheets[0].iter_rows(values_only=True)
        cells = [str(cell) for row in rows for cell in row if cell is not None]
        assert cells.index("Cụm phường") < cells.index("Phường An Đông") < cells.index("Khối sở")
        assert "028 3822 1234" in cells


def queries(who: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        text_of(who.get(address))
    return len(found)
