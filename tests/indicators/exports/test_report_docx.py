"""The draft of the consolidated report: layout of the decree, table, late and missing, quotations, annex."""

import io
from datetime import date

import pytest
from django.core.management import call_command
from docx import Document

from common.domain.vault import place, receive
from indicators.choices import ReportKind, SnapshotKind, TemplateKind
from indicators.domain import scores
from indicators.domain.reports import quote
from indicators.domain.snapshots import freeze, publish
from indicators.domain.urging import replace_template
from indicators.exports.decree30 import roman
from indicators.exports.report_docx import Draft, write_draft
from indicators.queries.report_board import board_about
from indicators.queries.reports import read_answers, registers
from tests.factories.reports import IN_TIME, TOO_LATE, extend, hand_in, make_outline
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]
TODAY = date(2025, 8, 8)


@pytest.fixture
def season() -> Season:
    return make_season()


def drafted(season: Season, outline):
    register = registers(season.lines, [outline], today=TODAY)[0]
    target, board = io.BytesIO(), board_about(season.campaign, outline)
    write_draft(target, Draft(season.campaign, outline, read_answers(register), TODAY, board))
    target.seek(0)
    return Document(target)


def texts(document) -> list[str]:
    return [line.text for line in document.paragraphs if line.text]


def test_page_and_letterhead_are_those_of_the_decree(season):
    document = drafted(season, make_outline(season))
    page = document.sections[0]

    assert (round(page.left_margin.mm), round(page.right_margin.mm)) == (30, 15)
    head = document.tables[0]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head.cell(0, 1).text
    assert "VĂN PHÒNG UBND" in head.cell(0, 0).text
    assert document.styles["Normal"].font.name == "Times New Roman"


def test_the_table_counts_by_cluster_and_in_all(season):
    outline = make_outline(season)
    hand_in(season, outline, "P1", "Xong", at=IN_TIME)
    hand_in(season, outline, "P2", "Xong", at=TOO_LATE)
    document = drafted(season, outline)

    rows = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert rows[1:] == [
        ["1", "Cụm phường", "3", "2", "1", "1", "1"],
        ["2", "Khối sở", "2", "0", "0", "0", "2"],
        ["", "Tổng cộng", "5", "2", "1", "1", "3"],
    ]
    said = "\n".join(texts(document))
    assert "đã nhận 2/5 báo cáo (40,0\u00a0%), trong đó 1 báo cáo nhận sau thời hạn" in said
    assert "Đơn vị gửi sau thời hạn (1): Phường Bến Thành." in said
    assert "Đơn vị chưa gửi (3): Phường Chợ Quán; " in said


def test_ticked_answers_are_quoted_and_all_stand_in_the_annex(season):
    outline = make_outline(season)
    text = hand_in(season, outline, "P1", "Giải quyết 96 %", "Thiếu máy").texts.get(body="Giải quyết 96 %")
    told = {"actor": season.actor("VP", Role.MANAGER), "outline": outline, "at": NOON}
    quote(shown=[text.pk], ticked=[text.pk], **told)

    said = texts(drafted(season, outline))
    body, annex = said[: said.index("PHỤ LỤC")], said[said.index("PHỤ LỤC") :]
    assert "II. KẾT QUẢ" in body
    assert any("45/BC-UBND" in line and "“Giải quyết 96 %”" in line for line in body)
    assert not any("Thiếu máy" in line for line in body)
    assert {"Giải quyết 96 %", "Thiếu máy"} <= set(annex)


def test_a_report_nobody_has_sent_makes_a_draft_too(season):
    said = texts(drafted(season, make_outline(season)))

    assert "PHỤ LỤC" not in said
    assert any("đã nhận 0/5 báo cáo" in line for line in said)


def facts(season: Season, tmp_path) -> None:
    path = tmp_path / "facts.csv"
    head = "unit,indicator,period,value,numerator,denominator,note,evidence\n"
    path.write_text(f"{head}P1,I.2,2025-07,5,,,,\nP2,I.2,2025-07,4,,,,\n", encoding="utf-8")
    call_command("load_entries", season.campaign.code, str(path), "--verify", verbosity=0)
    scores.recompute(campaign=season.campaign, at=NOON)


def order(document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[2].rows]


PROVISIONAL = "Số liệu tạm tính, chưa thẩm định"


class TestOrder:
    def test_units_stand_in_the_stored_order_and_every_page_says_it_is_provisional(self, season, tmp_path):
        facts(season, tmp_path)
        document = drafted(season, make_outline(season))

        rows = order(document)
        assert rows[0][:2] == ["TT", "Đơn vị"]
        assert [row[1] for row in rows[1:3]] == ["Phường An Đông", "Phường Bến Thành"]
        assert [row[7] for row in rows[1:3]] == ["1", "2"]
        assert PROVISIONAL in texts(document)
        page = document.sections[0]
        assert PROVISIONAL in [line.text for line in page.header.paragraphs]
        assert PROVISIONAL in [line.text for line in page.first_page_header.paragraphs]

    def test_a_mid_term_report_stands_on_the_interim_freeze(self, season, tmp_path):
        facts(season, tmp_path)
        told = {"actor": season.actor("VP", Role.MANAGER), "campaign": season.campaign, "at": NOON}
        freeze(kind=SnapshotKind.INTERIM, reason="", name="Sơ kết tháng 7", **told)
        said = texts(drafted(season, make_outline(season, kind=ReportKind.INTERIM)))

        assert any("Theo bản chốt số 1 (Sơ kết tháng 7)" in line for line in said)
        assert PROVISIONAL in said

    def test_a_final_report_after_publication_is_final(self, season, tmp_path):
        facts(season, tmp_path)
        told = {"actor": season.actor("VP", Role.MANAGER), "at": NOON}
        outline = make_outline(season, kind=ReportKind.FINAL)
        made = freeze(campaign=season.campaign, kind=SnapshotKind.FINAL, reason="", **told)
        publish(snapshot=made, **told)
        season.move("published")

        assert PROVISIONAL not in texts(drafted(season, outline))

    def test_a_demonstration_names_nobody_as_late_or_last(self, season, tmp_path):
        facts(season, tmp_path)
        season.campaign.demo_seed = 1
        outline = make_outline(season)
        hand_in(season, outline, "P1", "Xong", at=TOO_LATE)
        document = drafted(season, outline)

        said = "\n".join(texts(document))
        assert "Đơn vị gửi sau thời hạn (1): Phường 0" in said
        assert "Phường An Đông" not in said
        assert "(Số liệu và thang điểm minh họa)" in said
        assert "Phường Chợ Quán" not in {row[1] for row in order(document)}

    def test_units_given_more_time_are_named_with_the_document(self, season):
        outline = make_outline(season)
        extend(season, outline, "P1", date(2025, 8, 15))
        said = "\n".join(texts(drafted(season, outline)))

        assert "Đơn vị được gia hạn (1): Phường An Đông đến ngày 15/8/2025 (45/UBND-VP ngày 01/8/2025)." in said


def test_an_authoritys_own_template_takes_the_place_of_the_one_shipped(season, tmp_path):
    made = Document()
    made.add_paragraph("Kính trình: {{ ten_bao_cao }}, {{ da_nhan }}/{{ phai_gui }}")
    path = tmp_path / "mau.docx"
    made.save(path)
    manager = season.actor("VP", Role.MANAGER)
    with path.open("rb") as stream:
        parcel = receive([stream.read()], "mau.docx")
    told = {"actor": manager, "unit": season.units["VP"], "parcel": parcel, "at": NOON}
    replace_template(kind=TemplateKind.CONSOLIDATED, **told)
    place(parcel)

    assert texts(drafted(season, make_outline(season))) == ["Kính trình: Báo cáo tháng 7, 0/5"]


def test_parts_are_numbered_in_roman_figures():
    assert [roman(number) for number in (1, 4, 9, 14, 31)] == ["I", "IV", "IX", "XIV", "XXXI"]
