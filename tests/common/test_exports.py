import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from common.exports import Column, api_row, headings, render_csv, sheet, shown
from common.spreadsheets import write_workbook


@dataclass
class Line:
    name: str
    points: object
    share: object = None
    on: date | None = None
    at: datetime | None = None
    done: bool = False


COLUMNS = [
    Column("name", "Đơn vị", lambda line: line.name, width=30),
    Column("points", "Điểm", lambda line: line.points, "number", decimals=2),
    Column("share", "Tỷ lệ", lambda line: line.share, "percent"),
    Column("on", "Ngày", lambda line: line.on, "date"),
    Column("at", "Lúc", lambda line: line.at, "datetime", width=18),
    Column("done", _("Yes"), lambda line: line.done, "yes_no"),
]
LINES = [
    Line(
        "Phường A",
        Decimal("88.505"),
        Decimal("96.350"),
        date(2022, 12, 5),
        datetime(2025, 7, 1, 2, 14, tzinfo=UTC),
        True,
    ),
    Line("=B", None),
    Line("C", "không áp dụng", Decimal(0)),
]


def on_screen(language):
    with translation.override(language):
        return [[shown(column, line, language) for column in COLUMNS] for line in LINES]


def test_a_page_shows_figures_in_its_language():
    assert on_screen("vi")[0] == ["Phường A", "88,51", "96,350 %", "05/12/2022", "01/07/2025 09:14", "Có"]
    assert on_screen("en")[0] == ["Phường A", "88.51", "96.350%", "5 Dec 2022", "1 Jul 2025 09:14", "Yes"]


def test_no_data_zero_and_not_applicable_are_three_marks():
    assert on_screen("vi")[1][1:3] == ["—", "—"]
    assert on_screen("vi")[2][1:3] == ["không áp dụng", "0 %"]


def test_every_door_gives_the_same_figure():
    stream = io.StringIO(newline="")
    render_csv(stream, COLUMNS, LINES)
    buffer = io.BytesIO()
    write_workbook(buffer, [sheet("a", COLUMNS, LINES, "vi")])
    excel = openpyxl.load_workbook(buffer).active
    assert api_row(COLUMNS, LINES[0])["points"] == "88.51"
    assert stream.getvalue().splitlines()[1].split(",")[1] == "88.51"
    assert excel["B2"].value == 88.51
    assert on_screen("en")[0][1] == "88.51"


def test_the_api_speaks_in_iso_and_null():
    assert api_row(COLUMNS, LINES[0]) == {
        "name": "Phường A",
        "points": "88.51",
        "share": "96.350",
        "on": "2022-12-05",
        "at": "2025-07-01T02:14:00+00:00",
        "done": True,
    }
    assert api_row(COLUMNS, LINES[1])["points"] is None


def test_csv_has_keys_for_machines_and_headings_for_people():
    for language, first in (("", "name,points"), ("vi", "Đơn vị,Điểm")):
        stream = io.StringIO(newline="")
        render_csv(stream, COLUMNS, LINES, language)
        assert stream.getvalue().lstrip("\ufeff").startswith(first)
    assert stream.getvalue().splitlines()[2].startswith("'=B,")


def test_excel_says_yes_and_no_in_words_and_formats_by_kind():
    buffer = io.BytesIO()
    write_workbook(buffer, [sheet("a", COLUMNS, iter(LINES), "vi")])
    excel = openpyxl.load_workbook(buffer).active
    assert [cell.value for cell in excel["F"]] == ["Có", "Có", "Không", "Không"]
    assert [excel.cell(2, n).number_format for n in range(2, 6)] == [
        "#,##0.00",
        '0.############" %"',
        "dd/mm/yyyy",
        "dd/mm/yyyy hh:mm",
    ]
    assert excel["A3"].data_type == "s"


@pytest.mark.parametrize(("language", "text"), [("vi", "Có"), ("en", "Yes")])
def test_headings_follow_the_language_asked_for(language, text):
    assert headings(COLUMNS, language)[5].text == text
