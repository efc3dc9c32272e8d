"""A workbook of accounts in the browser: preview, letters once, nothing by halves."""

from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from common.models import AuditRecord
from common.spreadsheets import read_table
from tests.factories.campaigns import make_campaign
from tests.factories.units import make_membership, make_unit, make_user
from units.choices import Role, UnitKind
from units.models import User

pytestmark = pytest.mark.django_db
HEAD = ["Họ và tên", "Chức vụ", "Đơn vị", "Vai trò", "Email", "Điện thoại", "Tên đăng nhập"]


@pytest.fixture
def ward():
    city = make_unit(kind=UnitKind.MUNICIPALITY)
    agency = make_unit(kind=UnitKind.DEPARTMENT, parent=city)
    ward = make_unit("Phường Sài Gòn", parent=city)
    make_campaign(agency, ward)
    ward.manager = make_membership(unit=agency, role=Role.MANAGER).user
    return ward


@pytest.fixture
def manager(client, ward):
    client.force_login(ward.manager)
    return ward.manager


def workbook(*rows, name: str = "tai-khoan.xlsx") -> SimpleUploadedFile:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for place, cells in enumerate((HEAD, *rows)):
            sheet.write_row(place, 0, cells)
    return SimpleUploadedFile(name, buffer.getvalue())


def preview(client, *rows):
    return client.post("/units/accounts/", {"workbook": workbook(*rows)})


def opened(client, payload: str):
    return client.post("/units/accounts/open/", {"payload": payload})


AN = ["Nguyễn Văn An", "Chuyên viên", "Phường Sài Gòn", "Người phụ trách báo cáo", "", "", ""]


def test_after_the_preview_letters_are_shown_once(client, manager):
    page = preview(client, AN)
    assert page.status_code == 200
    assert not User.objects.filter(username="annv").exists()
    payload = page.context["payload"]
    letters = opened(client, payload)
    assert "annv" in letters.content.decode()
    assert "no-store" in letters.headers["Cache-Control"]
    again = opened(client, payload)
    assert again.status_code == 302
    assert User.objects.filter(full_name="Nguyễn Văn An").count() == 1


BAD = [
    ["Bình", "", "Phường Sài Gònn", "vua"],
    ["", "", "Phường Sài Gòn", "Người phụ trách báo cáo"],
    ["@1+1", "", "?", ""],
]


def test_every_row_with_a_fault_is_listed_at_once_with_a_sentence(client, manager):
    page = preview(client, BAD[0], AN, *BAD[1:])
    assert page.status_code == 422
    assert [each.row.line for each in page.context["faulty"]] == [2, 4, 5]
    assert all(each.faults for each in page.context["faulty"])
    for each in page.context["faulty"]:
        assert all(escape(sentence) in page.content.decode() for sentence in each.faults)
    assert not User.objects.filter(username="annv").exists()


def test_the_rows_in_order_are_opened_where_the_person_chooses_so(client, manager):
    page = preview(client, BAD[0], AN, *BAD[1:])
    assert "Tạo 1 tài khoản đúng, bỏ qua 3 dòng" in page.content.decode()
    before = User.objects.count()
    assert opened(client, page.context["payload"]).status_code == 200
    assert User.objects.filter(username="annv").exists()
    assert User.objects.count() == before + 1
    assert '"rows_left_out":3' in AuditRecord.objects.get(verb="open_accounts").detail


def test_where_no_row_is_in_order_nothing_is_offered_to_open(client, manager):
    assert 'action="/units/accounts/open/"' not in preview(client, *BAD).content.decode()


def test_the_rows_with_faults_come_back_as_a_workbook_that_can_be_mended_and_sent_again(client, manager):
    page = preview(client, BAD[0], AN, *BAD[1:])
    answer = client.post("/units/accounts/faults.xlsx", {"payload": page.context["refused"]})
    assert "dong-can-sua.xlsx" in answer.headers["Content-Disposition"]
    table = read_table(answer.content, name="a.xlsx", headings_wanted={"Đơn vị"})
    assert table.headings[:7] == HEAD
    assert table.headings[7] == "Lý do"
    assert [cells[0] for _line, cells in table.rows] == ["Bình", None, "@1+1"]
    assert [cells[7] for _line, cells in table.rows] == [" ".join(each.faults) for each in page.context["faulty"]]
    again = SimpleUploadedFile("a.xlsx", answer.content)
    assert len(client.post("/units/accounts/", {"workbook": again}).context["faulty"]) == 3


@pytest.mark.parametrize("payload", ["", "x", "eyJ:x:y"])
def test_a_download_of_rows_that_are_not_ours_leads_back(client, manager, payload):
    assert client.post("/units/accounts/faults.xlsx", {"payload": payload}).status_code == 302


def test_rows_sealed_to_be_downloaded_cannot_be_opened(client, manager):
    refused = preview(client, BAD[0], AN).context["refused"]
    assert opened(client, refused).status_code == 302
    assert not User.objects.filter(username="annv").exists()


def test_what_was_overtaken_since_the_preview_is_refused_whole(client, manager):
    payload = preview(client, [*AN[:6], "an.nv"]).context["payload"]
    make_user("an.nv", full_name="Ai Đó Khác")
    response = opened(client, payload)
    assert response.status_code == 422
    assert not User.objects.filter(full_name="Nguyễn Văn An").exists()


@pytest.mark.parametrize("payload", ["", "x", "eyJ:x:y"])
def test_a_payload_that_is_not_ours_opens_nothing(client, manager, payload):
    before = User.objects.count()
    assert opened(client, payload).status_code == 302
    assert User.objects.count() == before


def test_the_preview_of_somebody_else_opens_nothing(client, ward, manager):
    payload = preview(client, AN).context["payload"]
    client.force_login(make_user(is_superuser=True))
    assert opened(client, payload).status_code == 302
    assert not User.objects.filter(username="annv").exists()


@pytest.mark.parametrize(
    "upload",
    [
        None,
        SimpleUploadedFile("a.xlsx", b"<html>"),
        SimpleUploadedFile("a.xlsx", b"PK\x03\x04broken"),
        SimpleUploadedFile("a.csv", "Họ và tên;Chức vụ\nAn;x\n".encode()),
        SimpleUploadedFile("a.csv", b"\xff\xfe\x00"),
    ],
)
def test_what_is_no_table_of_accounts_gets_a_sentence(client, manager, upload):
    response = client.post("/units/accounts/", {"workbook": upload} if upload else {})
    assert response.status_code == 422
    assert "Chưa mở tài khoản nào" in response.content.decode()


def test_a_file_over_the_limit_is_refused_without_reading_it_through(client, manager, settings):
    settings.WORKBOOK_MAX_BYTES = 100
    assert preview(client, AN).status_code == 422


def test_only_roles_for_people_known_here_make_no_letters(client, ward):
    client.force_login(make_membership(unit=ward, role=Role.COORDINATOR).user)
    make_user("annv", full_name="Nguyễn Văn An")
    page = preview(client, [*AN[:6], "annv"])
    assert "Giao các vai trò" in page.content.decode()
    assert opened(client, page.context["payload"]).status_code == 302
    assert User.objects.get(username="annv").memberships.count() == 1


def test_an_organiser_gives_no_role_to_somebody_who_has_an_account(client, manager):
    make_user("annv", full_name="Nguyễn Văn An")
    page = preview(client, [*AN[:6], "annv"])
    assert page.status_code == 422
    assert "của chính đơn vị" in page.content.decode()


def test_a_second_upload_says_that_there_is_nothing_to_do(client, manager):
    opened(client, preview(client, AN).context["payload"])
    assert "Không có việc phải làm" in preview(client, AN).content.decode()


def test_the_template_is_a_workbook_with_a_name(client, manager):
    response = client.get("/units/accounts/form.xlsx")
    assert "tai-khoan.xlsx" in response.headers["Content-Disposition"]
    assert response.content.startswith(b"PK")


def test_formulas_and_markup_in_names_stay_text(client, manager):
    page = preview(client, ["<img src=x onerror=alert(1)>", *AN[1:]])
    assert "<img src=x" not in page.content.decode()
