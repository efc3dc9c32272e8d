"""A unit's file before it is kept: the fate of every row, and what travels to the act."""

import pytest

from common.faults import Faults
from indicators.forms.upload import Preview, notation_of, packed, preview, unpacked
from tests.factories.season import NOON, Season, make_season

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("english")]
HEAD = "Mã đơn vị,Mã tiêu chí,Nội dung tiêu chí,Kỳ,Tên kỳ,Giá trị,Tử số,Mẫu số,Ghi chú,Minh chứng\n"


@pytest.fixture
def season() -> Season:
    return make_season()


def look(season: Season, rows: str, **more) -> Preview:
    told = {"name": "a.csv", "decimal": None, "at": NOON, **more}
    return preview(season.lines, season.units["P1"], (HEAD + rows).encode(), **told)


def test_columns_of_the_form_for_people_are_passed_over(season):
    found = look(season, "P1,I.2,Số mô hình,2025-07,tháng 7,5,,,,\n")
    assert [(row.fate, row.code, row.period, row.after) for row in found.rows] == [("new", "I.2", "2025-07", "5")]
    assert found.notes == []


def test_rows_stand_in_the_order_of_the_file(season):
    found = look(season, "P1,I.2,,2025-08,,5,,,,\nP1,X,,2025-07,,5,,,,\nP1,I.2,,2025-07,,6,,,,\n")
    assert [(row.number, row.fate) for row in found.rows] == [(2, "new"), (3, "error"), (4, "new")]
    assert (found.count("new"), found.count("error"), len(found.staged)) == (2, 1, 2)


def test_a_row_with_several_faults_tells_them_all_once(season):
    found = look(season, "P1,I.1,,2025-07,,,11,10,,\nP1,I.1,,2025-07,,,11,10,,\n")
    assert all(len(row.faults) == len(set(row.faults)) for row in found.of("error"))


def test_a_period_not_begun_is_told_before_anything_is_kept(season):
    [row] = look(season, "P1,I.2,,2025-10,,5,,,,\n").rows
    assert (row.fate, row.faults) == ("error", ("The period has not begun yet.",))


def test_an_empty_row_is_left_out_with_a_note(season):
    found = look(season, "P1,I.2,,2025-07,,5,,,,\nP1,I.2,,2025-08,,,,,,\n")
    assert [row.number for row in found.rows] == [2]
    assert found.notes


def test_what_is_wrong_with_the_whole_file_is_raised(season):
    with pytest.raises(Faults):
        preview(season.lines, season.units["P1"], b"a,b\n1,2\n", name="a.csv", decimal=None, at=NOON)


def test_what_was_packed_comes_back_the_same(season):
    found = look(season, "P1,I.2,,2025-07,,5,,,nhờ,12/KH\nP1,I.1,,2025-07,,,1,3,,\nP1,I.3,,all,,n/a,,,không có,\n")
    back = unpacked(season.lines, season.units["P1"], packed(found))
    assert back == (found.staged, found.based_on)


def test_a_line_that_is_gone_gives_nothing_back(season):
    rows = packed(look(season, "P1,I.2,,2025-07,,5,,,,\n"))
    rows[0][1] = "X.9"
    assert unpacked(season.lines, season.units["P1"], rows) is None


def test_only_a_known_notation_is_taken():
    assert [notation_of({"decimal": word}) for word in ("comma", "point", "", "x")] == ["comma", "point", None, None]


def test_a_file_costs_the_same_queries_with_one_row_and_with_three(season, django_assert_num_queries):
    lines, unit = season.lines, season.units["P1"]
    assert lines.participation(unit)
    rows = [f"P1,I.2,,2025-0{month},,5,,,,\n" for month in (7, 8)] + ["P1,I.1,,2025-07,,,9,10,,\n"]
    for some in (rows[:1], rows):
        content = (HEAD + "".join(some)).encode()
        with django_assert_num_queries(2):
            preview(lines, unit, content, name="a.csv", decimal=None, at=NOON)
