"""Which column of a pasted table is read as what."""

import pytest

from common.faults import Faults
from indicators.forms.pasted import rows_of_text
from indicators.forms.pasted_columns import layout_of
from indicators.scoring.lines import Measure
from indicators.scoring.text import Text

pytestmark = pytest.mark.usefixtures("english")
PLAIN = Measure(kind="number")
PARTS = Measure(
    kind="ratio",
    unit=Text("%", "%"),
    numerator=Text("Số thủ tục hành chính được công bố đúng hạn", "procedures announced on time"),
    denominator=Text("Số thủ tục hành chính phải công bố", "procedures to announce"),
)
UNITS = {"An Đông", "Bến Thành", "Chợ Quán", "P1", "P2"}


def layout(text: str, measure: Measure = PLAIN, **more):
    return layout_of(rows_of_text(text), measure, UNITS.__contains__, **more)


def places(headings: str, measure: Measure = PARTS, **more):
    row = "\t".join("5" for _heading in headings.split("\t"))
    return layout(f"Đơn vị\t{headings}\nAn Đông\t{row}\nBến Thành\t{row}\n", measure, **more).places


def test_columns_are_found_by_their_headings():
    found = layout("STT\tĐơn vị\tGhi chú\tKết quả\n1\tAn Đông\tx\t5\n2\tBến Thành\t\t6\n")

    assert (found.first_row, found.unit, found.places) == (1, (1,), {"note": 2, "value": 3})


def test_without_headings_the_shape_decides():
    found = layout("1\tAn Đông\t5\tghi\n2\tBến Thành\t6\t\n")

    assert (found.first_row, found.unit, found.places) == (0, (1,), {"value": 2, "note": 3})


def test_a_ratio_takes_two_columns_of_figures_and_its_share_where_given():
    found = layout("An Đông\t9\t10\t90\nBến Thành\t8\t10\t80\n", PARTS)

    assert found.places == {"numerator": 1, "denominator": 2, "value": 3}


def test_a_ratio_with_one_column_of_figures_is_its_value():
    assert layout("An Đông\t90\nBến Thành\t80\n", PARTS).places == {"value": 1}


def test_code_and_name_may_both_name_the_unit():
    assert layout("P1\tAn Đông\t5\nP2\tBến Thành\t6\n").unit == (0, 1)


def test_a_misspelt_unit_in_the_first_row_is_a_row():
    assert layout("An Đôngg\t5\nBến Thành\t6\nChợ Quán\t7\n").first_row == 0


def test_misspelt_units_below_a_heading_are_rows_too():
    assert layout("Đơn vị\tKết quả\nAn Đôngg\t5\nBến Thànhh\t6\nChợ Quán\t7\n").first_row == 1


@pytest.mark.parametrize("numbers", ["A\tB\t1", "1\t2\t3", "(1)\t(2)\t(3)"])
def test_the_numbers_of_the_columns_below_a_heading_are_no_row(numbers):
    assert layout(f"TT\tĐơn vị\tKết quả\n{numbers}\n1\tAn Đôngg\t5\n2\tBến Thành\t6\n").first_row == 2


@pytest.mark.parametrize("text", ["lorem ipsum", "a\tb\nc\td", "<html>\n<b>1</b>"])
def test_rubbish_names_no_unit(text):
    with pytest.raises(Faults, match="No column names the units"):
        layout(text)


def test_units_without_figures_are_no_table():
    with pytest.raises(Faults, match="No column of figures"):
        layout("An Đông\tmột\nBến Thành\thai\n")


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        ("đúng hạn\tphải công bố\tTỷ lệ (%)", {"numerator": 1, "denominator": 2, "value": 3}),
        ("Tổng số\tSố đúng hạn", {"denominator": 1, "numerator": 2}),
        ("PHAI CONG BO\tDUNG HAN", {"denominator": 1, "numerator": 2}),
        ("TTHC phải công bố\tTTHC công bố đúng hạn", {"denominator": 1, "numerator": 2}),
        ("Mẫu số\tTử số", {"denominator": 1, "numerator": 2}),
        ("Tỷ lệ đúng hạn (%)\tGhi chú thêm", {"value": 1, "note": 2}),
        ("Không đúng hạn\tTổng số\tĐúng hạn", {"denominator": 2, "numerator": 3}),
    ],
)
def test_parts_of_a_ratio_are_told_by_their_headings_not_by_their_place(headings, found):
    assert places(headings) == found


@pytest.mark.parametrize(
    ("headings", "measure", "found"),
    [
        ("Tỷ lệ\tSố lượng", Measure(kind="count"), {"value": 2}),
        ("Số hộ\tMô hình", Measure(kind="count", unit=Text("mô hình", "models")), {"value": 2}),
        ("Dân số\tSố vi phạm kết luận", PLAIN, {"value": 2}),
    ],
)
def test_one_figure_is_told_by_its_kind_its_unit_or_the_name_of_the_line(headings, measure, found):
    assert places(headings, measure, names=["Vi phạm đã kết luận"]) == found


@pytest.mark.parametrize("headings", ["Cột một\tCột hai", "Số đúng hạn\tQuá hạn"])
def test_headings_that_do_not_say_which_column_is_which_are_asked_about(headings):
    found = layout(f"Đơn vị\t{headings}\nAn Đông\t5\t6\nBến Thành\t5\t6\n", PARTS)

    assert found.is_open
    assert [column.heading for column in found.columns] == headings.split("\t")


def test_the_only_column_of_figures_is_read_whatever_its_heading():
    assert places("Cột một", PLAIN) == {"value": 1}


def test_a_heading_merged_over_two_rows_is_read_with_the_lower_one():
    text = "TT\tĐơn vị\tKết quả\t\tGhi chú\n\t\tđúng hạn\tphải công bố\t\n1\tAn Đông\t5\t6\tx\n2\tBến Thành\t5\t6\ty\n"

    found = layout(text, PARTS)

    assert (found.first_row, found.places) == (2, {"numerator": 2, "denominator": 3, "note": 4})


def test_a_person_says_which_column_is_which():
    found = layout("An Đông\t9\t10\nBến Thành\t8\t10\n", PARTS, chosen={1: "denominator", 2: "numerator"})

    assert (found.how, found.places) == ("chosen", {"denominator": 1, "numerator": 2})


def test_what_is_left_out_is_known_but_for_the_running_number():
    found = layout("TT\tĐơn vị\tCụm\tTỷ lệ\tNăm trước\n1\tAn Đông\tA\t5\t4\n2\tBến Thành\tA\t6\t5\n")

    assert [(column.heading, column.role) for column in found.columns] == [
        ("Cụm", ""), ("Tỷ lệ", "value"), ("Năm trước", ""),
    ]  # fmt: skip


def test_what_a_person_leaves_as_it_was_read_is_not_their_choice():
    found = layout("An Đông\t9\t10\nBến Thành\t8\t10\n", PARTS, chosen={1: "numerator", 2: "denominator"})

    assert (found.how, found.places) == ("position", {"numerator": 1, "denominator": 2})
