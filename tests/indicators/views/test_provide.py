"""A department gives one table for all units: pasted or uploaded, mended, kept whole."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import Batch, Cell, Entry, Evidence, EvidenceLink
from tests.common.spreadsheets.made import workbook
from tests.factories.season import Season, make_season
from units.choices import Role

pytestmark = pytest.mark.django_db
TABLE = "Đơn vị\tTỷ lệ\nPhường An Đông\t96.35\nPhường Bến Thành\t90\nPhường Chợ Quán\t80\n"
MISSPELT = "Đơn vị\tTỷ lệ\nPhường An Đôngg\t96.35\nPhường Bến Thạnhh\t90\nPhường Chợ Quan X\t80\nSTC\t70\n"


@pytest.fixture
def season() -> Season:
    return make_season()


def client(season: Season, unit: str = "STC", role: str = Role.PROVIDER) -> Client:
    found = Client()
    found.force_login(season.user(unit, role))
    found.cookies["django_language"] = "en"
    return found


def address(season: Season, name: str = "provide_table", *args: object, line="II.1", period="2025-07") -> str:
    if name == "provide":
        return reverse(name, args=[season.campaign.code])
    return reverse(name, args=[season.campaign.code, season.line(line).pk, period, *args])


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


def previewed(who: Client, there: str, table: str = TABLE) -> str:
    return text_of(who.post(there, {"step": "preview", "table": table}))


def payload(text: str) -> str:
    return re.search(r'name="payload" value="([^"]+)"', text)[1]


def kept(who: Client, there: str, table: str = TABLE, **more: object):
    return who.post(there, {"step": "apply", "payload": payload(previewed(who, there, table)), **more}, follow=True)


def test_the_tables_of_the_department_are_listed_with_what_is_missing(season):
    text = text_of(client(season).get(address(season, "provide")))

    assert "Tỷ lệ giải ngân" in text or "Disbursement" in text
    assert "0 / 5" in text
    assert address(season) in text


@pytest.mark.parametrize(("unit", "role"), [("P1", Role.REPORTER), ("SNV", Role.PROVIDER), ("STC", Role.VERIFIER)])
def test_others_do_not_give_figures_for_all(season, unit, role):
    answer = client(season, unit, role).post(address(season), {"step": "preview", "table": TABLE})

    assert answer.status_code == 403
    assert not Entry.objects.exists()


def test_a_department_that_provides_nothing_reads_why_the_page_is_empty(season):
    text = text_of(client(season, "SNV").get(address(season, "provide")))

    assert "Your unit provides no line of this campaign." in text


def test_a_pasted_table_is_previewed_and_writes_nothing(season):
    text = previewed(client(season), address(season))

    assert "Save 3 figures" in text
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("language", "said"), [("vi", "đoán: Phường Bến Thành; xin xác nhận"), ("en", "guess: ")])
def test_a_unit_chosen_beforehand_is_marked_as_a_guess_to_confirm(season, language, said):
    who = client(season)
    who.cookies["django_language"] = language
    text = previewed(who, address(season), "Đơn vị\tTỷ lệ\nPhường An Đông\t9\nPhường Bến Thạnhh\t90\n")

    assert text.count('class="is-guess"') == 1
    assert said in text
    assert re.search(r'<option value="\d+" selected>(đoán|guess): ', text)


def test_a_previewed_table_is_kept_whole_and_says_from_when_it_counts(season):
    answer = kept(client(season), address(season))

    assert "3 figures were saved." in text_of(answer)
    assert "without comment these count from" in text_of(answer)
    assert {cell.state for cell in Cell.objects.all()} == {"provided"}
    assert Batch.objects.get().sha256


def test_the_same_table_again_writes_nothing(season):
    who, there = client(season), address(season)
    kept(who, there)

    assert "3 were the same as before" in text_of(kept(who, there))
    assert Entry.objects.count() == 3


def test_misspelt_names_are_mended_by_choosing_and_then_kept_with_the_rest(season):
    who, there = client(season), address(season)
    half = kept(who, there, MISSPELT, **{"unit-2": season.units["P1"].pk})
    assert half.status_code == 422
    assert "still to be mended" in text_of(half)
    assert not Entry.objects.exists()

    chosen = {f"unit-{row}": season.units[code].pk for row, code in ((2, "P1"), (3, "P2"), (4, "P3"))}
    answer = kept(who, there, MISSPELT, **chosen)

    assert "4 figures were saved." in text_of(answer)
    assert Entry.objects.get(unit=season.units["P3"]).value == 80


def test_what_was_mended_before_is_not_forgotten_on_the_next_page(season):
    text = text_of(kept(client(season), address(season), MISSPELT, **{"unit-2": season.units["P1"].pk}))

    assert f'name="unit-2" value="{season.units["P1"].pk}"' in text


def test_the_pasted_text_comes_back_to_be_changed(season):
    who, there = client(season), address(season)

    answer = who.post(there, {"step": "edit", "payload": payload(previewed(who, there))})

    assert "Phường An Đông\t96.35" in text_of(answer)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "There is no table yet"),
        ("lorem ipsum dolor", "No column names the units"),
        ("Phường An Đông\tmột\n", "No column of figures"),
        ("Phường An Đông\t96,35\nPhường Bến Thành\t90.5\n", "mixes two notations"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence_and_kept_in_the_box(season, table, said):
    answer = client(season).post(address(season), {"step": "preview", "table": table})

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert table.split("\n")[0] in text_of(answer)


def test_an_undecidable_number_is_asked_about(season):
    who, there, table = client(season), address(season), "P1\t1.240\nP2\t3\n"
    assert "can be read in two ways" in previewed(who, there, table)

    assert kept(who, there, table).status_code == 422
    answer = kept(who, there, table, decimal="point")

    assert "2 figures were saved" in text_of(answer)
    assert str(Entry.objects.get(unit=season.units["P1"]).value) == "1.24"


def test_a_value_over_the_maximum_is_mended_in_its_row(season):
    who, there, table = client(season), address(season), "P1\t101\nP2\t3\n"
    assert "At most 100.00 is taken." in previewed(who, there, table)

    answer = kept(who, there, table, **{"unit-1": season.units["P1"].pk, "value-1": "99.5", "note-1": ""})

    assert "2 figures were saved" in text_of(answer)


def test_a_workbook_is_taken_like_a_pasted_table(season):
    book = workbook([["Tỷ lệ giải ngân tháng 7"], ["TT", "Đơn vị", "Tỷ lệ"], [1, "P1", 96.35], [2, "Bến Thành", 90]])

    answer = client(season).post(address(season), {"step": "preview", "file": SimpleUploadedFile("a.xlsx", book)})

    assert "Save 2 figures" in text_of(answer)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"<!doctype html><table><tr><td>P1</td></tr></table>", "web page"),
        (b"PK\x03\x04 broken", ""),
        (b"\x00" * (2**20), ""),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(season, content, said):
    upload = SimpleUploadedFile("so-lieu.xlsx", content)

    answer = client(season).post(address(season), {"step": "preview", "file": upload})

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Entry.objects.exists()


def test_a_file_over_the_limit_is_refused_unread(season, settings):
    settings.WORKBOOK_MAX_BYTES = 2**20
    upload = SimpleUploadedFile("lon.xlsx", b"PK\x03\x04" + b"0" * (4 * 2**20))

    answer = client(season).post(address(season), {"step": "preview", "file": upload})

    assert "The file has 5 MB; at most 1 MB are taken." in text_of(answer)
    assert "lon.xlsx:" not in text_of(answer)


def test_a_preview_of_another_person_or_table_is_not_kept(season):
    who = client(season)
    foreign = payload(previewed(who, address(season, period="2025-08")))

    answer = who.post(address(season), {"step": "apply", "payload": foreign})

    assert answer.status_code == 422
    assert "The preview is too old" in text_of(answer)
    assert not Entry.objects.exists()


def test_one_document_stands_behind_the_whole_table(season):
    answer = kept(client(season), address(season), number="15/BC-STC", title="Báo cáo tháng 7", kept_at="Văn thư")

    assert "3 figures were saved" in text_of(answer)
    assert Evidence.objects.get().number == "15/BC-STC"
    assert EvidenceLink.objects.filter(removed_at=None).count() == 3


def test_a_document_that_is_not_what_its_name_says_keeps_nothing_and_loses_nothing(season):
    upload = SimpleUploadedFile("bao-cao.pdf", b"<!doctype html><script>alert(1)</script>")

    answer = kept(client(season), address(season), evidence_file=upload)

    assert answer.status_code == 422
    assert "Save 3 figures" in text_of(answer)
    assert not Entry.objects.exists()
    assert not Evidence.objects.exists()


def test_the_verifier_enters_deductions_by_the_same_page_and_they_count_at_once(season):
    who, there = client(season, "SNV", Role.VERIFIER), address(season, line="TRU.1")

    answer = kept(who, there, "P1\t2\nP2\t0\n")

    assert "They count at once" in text_of(answer)
    assert {cell.state for cell in Cell.objects.all()} == {"accepted"}
    assert client(season, "P1", Role.REPORTER).get(there).status_code == 403


def test_a_figure_is_given_again_and_an_older_page_does_not_overwrite_it(season):
    who, there = client(season), address(season)
    kept(who, there)
    one = address(season, "provide_one", season.units["P1"].pk)
    seen = Entry.objects.get(unit=season.units["P1"]).pk

    done = who.post(one, {"act": "give", "value": "97", "seen": seen}, follow=True)
    late = who.post(one, {"act": "give", "value": "98", "seen": seen})

    assert "The new figure was saved" in text_of(done)
    assert (late.status_code, "Somebody entered another figure" in text_of(late)) == (422, True)
    assert [entry.value for entry in Entry.objects.filter(unit=season.units["P1"]).order_by("pk")][1:] == [97]


def test_a_unit_that_is_not_the_verifiers_has_no_page_there(season):
    one = address(season, "provide_one", season.units["SNV"].pk, line="TRU.1")

    assert client(season, "SNV", Role.VERIFIER).get(one).status_code == 404


def test_a_preview_costs_the_same_for_one_and_for_three_rows(season):
    who, there = client(season), address(season)
    previewed(who, there)
    found = []
    for table in ("P1\t1\n", "P1\t1\nP2\t1\nP3\t1\n"):
        with CaptureQueriesContext(connection) as queries:
            previewed(who, there, table)
        found.append(len(queries))

    assert found[0] == found[1]


def test_keeping_costs_the_same_for_one_and_for_three_rows(season):
    who, found = client(season), []
    for period, table in (("2025-07", "P1\t1\n"), ("2025-08", "P1\t1\nP2\t1\nP3\t1\n")):
        there = address(season, period=period)
        given = {"step": "apply", "payload": payload(previewed(who, there, table))}
        with CaptureQueriesContext(connection) as queries:
            who.post(there, given)
        found.append(len(queries))

    assert found[0] == found[1]
