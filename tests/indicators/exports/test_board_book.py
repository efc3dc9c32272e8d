"""The workbook of a board: the form that is signed, and nothing the reader may not read."""

import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from campaigns.models import Campaign
from indicators.audience import Audience, Kind
from indicators.domain import scores
from indicators.models import Criterion
from indicators.queries.board import board_view
from tests.factories.season import NOON, make_season
from tests.indicators.domain.test_scores import load
from units.choices import Role
from units.models import Unit

pytestmark = pytest.mark.django_db
ROWS = "P1,I.2,2025-07,5,,,,\nP2,I.2,2025-07,4,,,,\nP3,I.2,2025-07,1,,,,\nP1,I.1,2025-07,,9,10,,\n"
QUERIES = ("", "?block=WARD", "?block=overall")
HEAD = ["TT", "Đơn vị", "Tối đa", "Tự chấm", "Thẩm định", "Thưởng", "Trừ", "Tổng"]


@pytest.fixture
def season(tmp_path):
    made = make_season(missing_at_close="zero")
    load(made, tmp_path, ROWS, "--verify")
    scores.recompute(campaign=made.campaign, at=NOON)
    return made


def book_for(season, unit, role, query="?block=all"):
    client = Client()
    client.force_login(season.user(unit, role))
    answer = client.get(reverse("board_file", args=[season.campaign.code]) + query)
    return openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def table(book):
    """Heads and rows of the first sheet."""
    rows = [list(row) for row in book.worksheets[0].values]
    start = next(number for number, row in enumerate(rows) if row[0] == "TT")
    return rows[start], [row for row in rows[start + 1 :] if isinstance(row[0], int)]


def test_the_first_sheet_is_the_form_to_be_signed(season):
    book = book_for(season, "VP", Role.MANAGER)
    sheet = book.worksheets[0]
    assert (book.sheetnames[0], book.sheetnames[-1], len(book.sheetnames)) == ("Biểu tổng hợp", "Cách tính", 4)
    head, rows = table(book)
    assert head[:8] == HEAD
    assert head[-3:] == ["Xếp hạng", "Xếp loại", "Ghi chú"]
    assert [row[1] for row in rows[:3]] == ["Phường An Đông", "Phường Bến Thành", "Phường Chợ Quán"]
    texts = {str(cell) for row in sheet.values for cell in row if cell}
    assert {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cụm phường", "Khối sở"} <= texts
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet["A1"].font.name == "Times New Roman"
    assert sheet.print_title_rows
    assert sheet.freeze_panes
    assert sheet.auto_filter.ref


def test_its_figures_are_those_of_the_board(season):
    _head, rows = table(book_for(season, "VP", Role.MANAGER))
    view = board_view(season.campaign, Audience(Kind.STAFF))
    shown = {row.unit.name: (row.points, row.rank) for block in view.blocks for row in block.rows}
    assert {row[1]: (row[7], row[-3]) for row in rows} == shown


def test_it_holds_the_rows_that_the_screen_shows(season):
    assert [row[1] for row in table(book_for(season, "VP", Role.MANAGER, "?block=WARD&q=ben"))[1]] == [
        "Phường Bến Thành"
    ]
    assert len(table(book_for(season, "VP", Role.MANAGER, "?block=overall"))[1]) == 5


def test_it_says_how_its_rows_are_ordered_and_in_the_banners_words_how_far_they_are(season, tmp_path):
    sheet = str(list(book_for(season, "VP", Role.MANAGER).worksheets[0].values))
    assert "Đơn vị xếp theo thứ tự tên (TT không phải là hạng)" in sheet
    assert "Số liệu tạm tính, chưa thẩm định · tính đến" in sheet

    load(season, tmp_path, "P2,I.2,2025-08,3,,,,\n")
    scores.recompute(campaign=season.campaign, at=NOON)
    sheet = str(list(book_for(season, "VP", Role.MANAGER).worksheets[0].values))
    assert "Số liệu tạm tính, chưa thẩm định xong · tính đến" in sheet


def test_a_row_without_a_name_is_explained_on_the_sheet_that_is_signed(season):
    assert "“Không nêu tên”" not in str(list(book_for(season, "VP", Role.MANAGER).worksheets[0].values))
    Campaign.objects.update(demo_seed=1)
    assert "chỉ nêu tên nửa trên" in str(list(book_for(season, "VP", Role.MANAGER).worksheets[0].values))


def test_clusters_and_lines_are_called_by_what_people_call_them(season):
    book = book_for(season, "VP", Role.MANAGER)
    lines = list(book.worksheets[1].values)[1:]
    assert {row[2] for row in lines} == {"Cụm phường", "Khối sở"}
    Criterion.objects.filter(code="TRU.1").update(code="MINUS.1")  # as plans call it
    assert "Trừ 1" in {row[3] for row in list(book_for(season, "VP", Role.MANAGER).worksheets[1].values)}


def test_the_file_of_a_cluster_bears_its_name(season):
    who = Client()
    who.force_login(season.user("VP", Role.MANAGER))
    named = [who.get(reverse("board_file", args=["thi-diem"]) + query)["Content-Disposition"] for query in QUERIES]
    names = ["thi-diem.xlsx", "thi-diem-cum-phuong.xlsx", "thi-diem-overall.xlsx"]
    assert named == [f'attachment; filename="{name}"' for name in names]


def test_a_unit_takes_away_no_lines_of_others(season):
    book = book_for(season, "P3", Role.REPORTER)
    assert [row[1] for row in table(book)[1]][:2] == ["Phường An Đông", "Phường Chợ Quán"]
    assert {row[1] for row in list(book.worksheets[1].values)[1:]} == {"Phường Chợ Quán"}
    full = book_for(season, "VP", Role.MANAGER)
    assert {row[0] for row in list(full.worksheets[1].values)[1:]} == {"P1", "P2", "P3", "STC", "SNV"}


def test_the_cover_and_the_sheet_say_that_figures_are_made_up(season):
    assert "Số liệu và thang điểm minh họa" not in str(list(book_for(season, "VP", Role.MANAGER).worksheets[0].values))
    Campaign.objects.update(demo_seed=1)
    assert "Số liệu và thang điểm minh họa" in str(list(book_for(season, "VP", Role.MANAGER).worksheets[0].values))


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "@SUM(A1)", "-2", "<b>&\x07"])
def test_a_name_that_looks_like_a_formula_stays_text(season, name):
    Unit.objects.filter(code="P1").update(name=name)
    book = book_for(season, "VP", Role.MANAGER)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(cell.value == name.replace("\x07", "") for cell in cells)


def test_long_rows_make_room_for_their_text(season):
    sheet = book_for(season, "VP", Role.MANAGER).worksheets[1]
    tall = [number for number in range(2, sheet.max_row + 1) if sheet.row_dimensions[number].height]
    long = [row[0].row for row in sheet.iter_rows(min_row=2) if len(row[4].value) > 50 or len(row[1].value) > 30]
    assert tall == long


def test_the_english_reader_gets_english_words(season):
    with translation.override("en"):
        client = Client(headers={"accept-language": "en"})
        client.force_login(season.user("VP", Role.MANAGER))
        answer = client.get(reverse("board_file", args=[season.campaign.code]))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames[0] == "Summary table"
