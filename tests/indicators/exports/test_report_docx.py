"""The draft of the consolidated report: layout of the decree, table, late and missing, quotations, annex."""

import io
from datetime import date

import pytest
from docx import Document

from indicators.domain.reports import quote
from indicators.exports.decree30 import roman
from indicators.exports.report_docx import Draft, write_draft
from indicators.queries.reports import read_answers, registers
from tests.factories.reports import IN_TIME, TOO_LATE, hand_in, make_outline
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]
TODAY = date(2025, 8, 8)


@pytest.fixture
def season() -> Season:
    return make_season()


def drafted(season: Season, outline):
    register = registers(season.lines, [outline], today=TODAY)[0]
    target = io.BytesIO()
    write_draft(target, Draft(season.campaign, outline, read_answers(register), TODAY))
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


def test_parts_are_numbered_in_roman_figures():
    assert [roman(number) for number in (1, 4, 9, 14, 31)] == ["I", "IV", "IX", "XIV", "XXXI"]
