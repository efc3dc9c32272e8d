"""The pages of urging: letter, texts, call list, register, template."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campaigns.choices import Status
from indicators.models import LetterTemplate, Urging
from tests.factories.season import Season, make_season
from tests.factories.units import make_membership
from tests.indicators.domain.test_scores import load
from tests.indicators.letters.documents import document, words
from tests.indicators.views.reporters import client, text_of, url
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("september")]
IN_TIME = "P1,I.1,2025-07,,9,10,,\nP1,I.2,2025-07,5,,,,\n"
WHOLE = {"kind": "monthly"}


@pytest.fixture
def september(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    with time_machine.travel("2025-08-08 12:00+07:00", tick=False):
        yield


@pytest.fixture
def season(tmp_path) -> Season:
    made = make_season(short_name={"vi": "Tên gọi trong máy"})
    load(made, tmp_path, IN_TIME, "--verify")
    return made


@pytest.fixture
def manager(season) -> Client:
    return client(season, "VP", Role.MANAGER)


def letter(manager: Client, season: Season, **more: str) -> str:
    answer = manager.post(url(season, "urging_letter"), WHOLE | more)
    assert "attachment" in answer.headers["Content-Disposition"], answer.headers
    return words(b"".join(answer.streaming_content))


def told(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_click_on_the_table_of_who_is_late_gives_the_letter(season, manager):
    head = season.user("VP", Role.HEAD)
    head.full_name, head.post = "Nguyễn Văn Ký", "Chánh Văn phòng"
    head.save()
    assert f'action="{url(season, "urging_letter")}"' in text_of(manager.get(url(season, "tracking")))
    text = letter(manager, season)

    assert "V/v đôn đốc nộp số liệu Thi đua thí điểm" in text
    assert "Cụm phường (2 đơn vị)" in text
    assert "Phường Bến Thành\ntháng 7/2025: toàn bộ 2 chỉ tiêu\n" in text
    assert "An Đông" not in text
    assert "CHÁNH VĂN PHÒNG" in text
    assert "Nguyễn Văn Ký" in text
    assert "Tên gọi trong máy" not in text


def test_where_no_figures_are_collected_nobody_is_offered_to_urge(season, manager):
    season.move(Status.PUBLISHED)
    text = text_of(manager.get(url(season, "urging")))

    assert "Hiện không trong thời gian thu số liệu" in text
    assert "Phường Bến Thành" not in text
    assert "letter.docx" not in text_of(manager.get(url(season, "tracking")))


def test_a_second_download_on_the_same_day_gives_the_letter_and_is_not_noted_twice(season, manager):
    letter(manager, season)
    letter(manager, season)
    assert Urging.objects.count() == 1


def test_the_letter_is_not_given_for_the_asking(season, manager):
    assert manager.get(url(season, "urging_letter")).status_code == 405
    assert not Urging.objects.exists()


def test_without_anybody_late_there_is_no_letter_and_the_page_says_so(season, manager):
    with time_machine.travel("2025-07-20 12:00+07:00"):
        answer = manager.post(url(season, "urging_letter"), WHOLE, follow=True)
    assert "Hiện không có đơn vị nào chậm nộp" in told(answer)
    assert "Không có đơn vị nào chậm nộp" in told(answer)
    assert not Urging.objects.exists()


def test_the_page_has_a_text_for_each_cluster_and_numbers_to_ring(season, manager):
    head = season.user("P2", Role.HEAD)
    head.phone, head.post = "0900 000 001", "Chủ tịch UBND"
    head.save()
    text = text_of(manager.get(url(season, "urging")))

    assert 'data-copy="#message-1-1"' in text
    assert 'id="message-2-1"' in text
    assert f"http://testserver/d/{season.campaign.code}\n" in text
    assert f"{head.full_name}, Chủ tịch UBND (Thủ trưởng đơn vị)" in text
    assert 'href="tel:0900000001"' in text


def test_the_short_address_leads_to_the_entry_page(season, manager):
    answer = client(season, "P1").get(f"/d/{season.campaign.code}", follow=True)
    assert answer.redirect_chain == [(url(season, "grid"), 302)]
    assert answer.status_code == 200
    assert Client().get("/d/khong-co").headers["Location"] == "/campaigns/khong-co/grid/"


def test_a_unit_rung_is_noted_and_its_row_says_so(season, manager):
    act = WHOLE | {"unit": season.units["P2"].pk, "channel": "call"}
    text = told(manager.post(url(season, "urging_note"), act, follow=True))
    again = told(manager.post(url(season, "urging_note"), act, follow=True))

    assert "Đã ghi sổ đôn đốc: Phường Bến Thành." in text
    assert "điện thoại 08/8/2025" in text
    assert "không ghi lần thứ hai" in again
    assert Urging.objects.get().debts.count() == 2


def test_a_unit_that_owes_nothing_any_more_is_not_noted(season, manager):
    act = WHOLE | {"unit": season.units["P1"].pk, "channel": "call"}
    assert "không ghi sổ" in told(manager.post(url(season, "urging_note"), act, follow=True))
    assert not Urging.objects.exists()


@pytest.mark.parametrize("channel", ["", "letter", "bồ câu"])
def test_what_is_no_message_and_no_call_is_refused(season, manager, channel):
    act = WHOLE | {"unit": season.units["P2"].pk, "channel": channel}
    assert "đã nhắn tin hay đã gọi điện" in told(manager.post(url(season, "urging_note"), act, follow=True))
    assert not Urging.objects.exists()


def test_the_register_says_what_came_of_it(season, manager, tmp_path):
    letter(manager, season)
    load(season, tmp_path, "P2,I.1,2025-07,,9,10,,\nP2,I.2,2025-07,5,,,,\n", "--verify")
    text = text_of(manager.get(url(season, "urging_register")))

    assert "nộp đủ trong ngày" in text
    assert "còn 2 nội dung chưa nộp" in text
    assert "Phường Bến Thành" not in text_of(manager.get(url(season, "urging_register") + "?show=open"))
    assert "Chưa đôn đốc đơn vị nào" not in text


def test_an_empty_register_says_why(season, manager):
    assert "Chưa đôn đốc đơn vị nào" in text_of(manager.get(url(season, "urging_register")))
    assert "Không có dòng nào phù hợp" in text_of(manager.get(url(season, "urging_register") + "?show=open"))


def send(manager: Client, season: Season, content: bytes, name: str = "mau.docx") -> str:
    upload = SimpleUploadedFile(name, content)
    return told(manager.post(url(season, "letter_template"), {"file": upload}, follow=True))


def test_the_letter_is_filled_from_the_authoritys_own_template(season, manager):
    assert "soạn theo mẫu của đơn vị" in send(manager, season, document("Văn bản của {{ co_quan }}"))
    assert letter(manager, season).strip() == "Văn bản của Văn phòng UBND"
    own = manager.get(url(season, "letter_template_file"))
    assert "mau.docx" in own.headers["Content-Disposition"]
    manager.post(url(season, "letter_template_restore"))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in letter(manager, season)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (document("{{ tong_diem }}"), "mau.docx", "Văn bản này không có ô điền “tong_diem”"),
        (b"%PDF-1.7", "mau.pdf", "Mẫu văn bản phải là tệp Word"),
        (b"PK\x03\x04", "mau.docx", "không phải"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_with_the_reason(season, manager, content, name, said):
    assert said in send(manager, season, content, name)
    assert not LetterTemplate.objects.exists()


def test_a_lost_template_is_said_and_nothing_is_noted(season, manager, settings, tmp_path):
    send(manager, season, document("{{ co_quan }}"))
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    assert "Không còn tệp mẫu" in told(manager.post(url(season, "urging_letter"), WHOLE, follow=True))
    assert not Urging.objects.exists()


def cost(manager: Client, address: str) -> int:
    text_of(manager.get(address))
    with CaptureQueriesContext(connection) as queries:
        text_of(manager.get(address))
    return len(queries)


def test_one_late_unit_and_four_cost_the_same(season, manager, tmp_path):
    every = cost(manager, url(season, "urging"))
    for unit in ("P2", "P3", "STC"):
        load(season, tmp_path, f"{unit},I.1,2025-07,,9,10,,\n{unit},I.2,2025-07,5,,,,\n", "--verify")
    make_membership(unit=season.units["SNV"], role=Role.HEAD)
    assert cost(manager, url(season, "urging")) == every


def test_a_register_of_one_row_and_of_three_costs_the_same(season, manager):
    act = WHOLE | {"unit": season.units["P2"].pk, "channel": "call"}
    manager.post(url(season, "urging_note"), act)
    one = cost(manager, url(season, "urging_register"))
    manager.post(url(season, "urging_note"), act | {"channel": "message"})
    letter(manager, season)
    assert cost(manager, url(season, "urging_register")) == one
