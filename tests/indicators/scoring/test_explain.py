"""Every line says why it has its points and what would help, in Vietnamese and English."""

from dataclasses import astuple

import pytest
from hypothesis import HealthCheck, given, settings

from indicators.scoring import (
    KNOWN,
    NO_DATA,
    NOT_APPLICABLE,
    Cell,
    LineScore,
    build_scheme,
    explain_line,
    rule_sentence,
    score_board,
)
from indicators.scoring.arithmetic import ZERO
from tests.indicators.scoring.builders import (
    COUNT,
    DATE,
    NUMBER,
    PARTS,
    PERCENT,
    POINTS,
    YES_NO,
    by_key,
    known,
    line,
    scheme,
    score,
    spec,
    unit,
)
from tests.indicators.scoring.worlds import boards

STEPS = {"kind": "steps", "steps": [{"at_least": 98, "points": 10}, {"at_least": 95, "points": 7}]}
CASES = {**COUNT, "unit": {"vi": "vụ việc", "en": "cases"}}
PER_MODEL = {"kind": "per_item", "points_each": 5, "cap": 10}
MODELS = {**COUNT, "unit": {"vi": "mô hình", "en": "models"}}


def explained(built, cell):
    return explain_line(built, cell, score(built, cell))


def test_a_ratio_shows_its_parts_its_rule_its_loss_and_what_was_needed():
    said = explained(line(rule=STEPS, measure=PARTS), known(None, 1187, 1214))

    assert said.value_text.vi == "1.187 / 1.214 = 97,776 %"
    assert said.value_text.en == "1,187 / 1,214 = 97.776%"
    assert said.rule_text.vi == "từ 98 % trở lên: 10 điểm; từ 95 % đến dưới 98 %: 7 điểm; dưới 95 %: 0 điểm"
    assert said.points_text.vi == "Được 7,00 điểm, tối đa 10"
    assert said.lost_text.vi == "Mất 3,00 điểm"
    assert said.needed_text.vi == ("Để được 10 điểm cần thêm 3 hồ sơ giải quyết đúng hạn (1.190 / 1.214 = 98,023 %)")
    assert said.needed_text.en == "10 points take 3 more dossiers settled on time (1,190 / 1,214 = 98.023%)"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("97.996", "97,996 %"),
        ("97.99999996", "97,99999996 %"),
        ("98", "98 %"),
        ("97.5", "97,50 %"),
        ("98.00001", "98,00001 %"),
    ],
)
def test_a_value_shows_as_many_decimals_as_it_takes_to_see_why(value, expected):
    assert explained(line(rule=STEPS, measure=PERCENT), known(value)).value_text.vi == expected


def test_full_points_need_nothing():
    said = explained(line(rule=STEPS, measure=PERCENT), known(99))

    assert (said.lost_text, said.needed_text) == (None, None)


def test_no_data_zero_and_not_applicable_are_three_things():
    built = line(rule=STEPS, measure=PERCENT)
    texts = [explained(built, cell).value_text.vi for cell in (Cell(NO_DATA), known(0), Cell(NOT_APPLICABLE))]

    assert texts == ["chưa có số liệu", "0 %", "không áp dụng"]


def test_a_waiting_entry_is_not_called_missing():
    assert explained(line(), Cell(NO_DATA, waiting=True)).value_text.vi == "chờ thẩm định"


def test_a_line_without_data_says_what_would_earn_everything():
    said = explained(line(rule=STEPS, measure=PERCENT), Cell(NO_DATA))

    assert (said.points_text.vi, said.lost_text) == ("Chưa có điểm", None)
    assert said.needed_text.vi == "Để được 10 điểm cần đạt từ 98 % trở lên"


def test_a_line_that_does_not_apply_needs_nothing():
    said = explained(line(rule=STEPS, measure=PERCENT), Cell(NOT_APPLICABLE))

    assert (said.points_text.vi, said.needed_text) == ("Không tính vào điểm tối đa", None)


@pytest.mark.parametrize(
    ("flag", "expected"),
    [
        ("zeroed", "Không có số liệu khi chốt: 0 điểm"),
        ("excluded", "Không có số liệu khi chốt: không tính vào điểm tối đa"),
    ],
)
def test_closing_says_what_it_made_of_an_unknown_value(flag, expected):
    points = ZERO if flag == "zeroed" else None
    built = line(rule=STEPS, measure=PERCENT)
    said = explain_line(built, Cell(NO_DATA), LineScore(NO_DATA, points, built.max_points, **{flag: True}))

    assert said.points_text.vi == expected
    assert (said.lost_text is None) == (flag == "excluded")


@pytest.mark.parametrize(
    ("rule", "measure", "value", "expected"),
    [
        (PER_MODEL, MODELS, 1, "Để được 10 điểm cần thêm 1 mô hình (từ 2 mô hình trở lên)"),
        ({"kind": "threshold", "at_most": 0}, CASES, 3, "Để được 10 điểm cần giảm xuống 0 vụ việc"),
        ({"kind": "threshold", "more_than": 95}, PERCENT, 95, "Để được 10 điểm cần đạt trên 95 %"),
        ({"kind": "proportional", "full_at": 3, "zero_at": 9}, NUMBER, 6, "Để được 10 điểm cần giảm xuống không quá 3"),
        ({"kind": "yes_no"}, YES_NO, 0, "Để được 10 điểm cần hoàn thành nội dung này"),
        ({"kind": "given"}, POINTS, 4, "Để được 10 điểm cần đạt 10 điểm"),
    ],
)
def test_what_is_needed_is_said_in_the_words_of_the_measure(rule, measure, value, expected):
    assert explained(line(rule=rule, measure=measure), known(value)).needed_text.vi == expected


def test_a_late_date_is_told_by_the_due_date():
    built = line(5, rule={"kind": "punctual", "minus_per_day": 1}, measure=DATE, due="2025-10-10")
    said = explained(built, known(built.due + 2))

    assert (said.value_text.vi, said.value_text.en) == ("12/10/2025", "12 Oct 2025")
    assert said.lost_text.vi == "Mất 2,00 điểm"
    assert said.needed_text.vi == "Để được 5 điểm cần hoàn thành chậm nhất ngày 10/10/2025"


def test_a_deduction_is_not_a_loss_against_a_maximum():
    built = line(0, rule={"kind": "per_item", "points_each": -2, "cap": 6}, measure=CASES, outside=True)
    said = explained(built, known(2))

    assert (said.points_text.vi, said.lost_text.vi) == ("Trừ 4,00 điểm", "Bị trừ 4,00 điểm")
    assert said.needed_text.vi == "Để không bị trừ điểm cần giảm xuống 0 vụ việc"
    assert explained(built, known(0)).points_text.vi == "Không bị trừ điểm"


def test_a_bonus_not_earned_is_not_lost():
    built = line(3, rule={"kind": "per_item", "points_each": 1, "cap": 3}, measure=MODELS, outside=True)
    said = explained(built, known(1))

    assert (said.points_text.vi, said.lost_text) == ("Cộng 1,00 điểm", None)
    assert said.needed_text.vi == "Để được 3 điểm cần thêm 2 mô hình (từ 3 mô hình trở lên)"


def test_fewer_cases_may_be_what_is_needed_and_a_name_without_number_word_is_kept():
    late = {**PARTS, "numerator": {"vi": "Hồ sơ trễ hạn", "en": "late dossiers"}}
    said = explained(line(rule={"kind": "threshold", "less_than": 5}, measure=late), known(None, 12, 121))

    assert said.needed_text.vi == "Để được 10 điểm cần bớt 6 hồ sơ trễ hạn (6 / 121 = 4,959 %)"
    assert said.needed_text.en == "10 points take 6 fewer late dossiers (6 / 121 = 4.959%)"


def test_a_tiny_loss_is_not_shown_as_zero():
    built = line(10, rule={"kind": "proportional", "full_at": 100}, measure=PERCENT)

    assert explained(built, known("99.99")).lost_text.vi == "Mất 0,001 điểm"


def test_a_relative_line_names_the_best_of_its_own_scope():
    rule = {"kind": "relative", "better": "higher", "scale": [1, 10], "scope": "block"}
    compared = scheme(spec("L", 10, measure=NUMBER, rule=rule))
    units = [unit("a", "x", L=62), unit("b", "x", L=90), unit("c", "y", L=500), unit("d", "y", L=400)]
    board = score_board(compared, units)
    said = explain_line(
        compared.lines["L"], known(62), by_key(board)["a"].lines["L"], board_ranges=board.ranges, unit_block="x"
    )

    assert said.needed_text.vi == "Để được 10 điểm cần đạt từ 90 trở lên (mức tốt nhất hiện nay)"


@pytest.mark.parametrize(
    ("rule", "measure", "vi", "en"),
    [
        (
            {"kind": "proportional", "full_at": 70, "zero_at": 40},
            PERCENT,
            "từ 70 % trở lên: 10 điểm; thấp hơn tính theo tỷ lệ; không quá 40 %: 0 điểm",
            "70% or more: 10 points; below that in proportion; at most 40%: 0 points",
        ),
        (
            {"kind": "proportional", "full_at": 100},
            {**PERCENT, "highest": 100},
            "100 %: 10 điểm; thấp hơn tính theo tỷ lệ",
            "100%: 10 points; below that in proportion",
        ),
        (
            {"kind": "threshold", "equals": 3, "otherwise": 1},
            CASES,
            "3 vụ việc: 10 điểm; không quá 2 vụ việc hoặc từ 4 vụ việc trở lên: 1 điểm",
            "3 cases: 10 points; at most 2 cases or 4 cases or more: 1 point",
        ),
        (
            {"kind": "per_item", "points_each": 2, "cap": 8, "free": 1},
            {**COUNT, "unit": {"vi": "mô hình", "en": "model"}},
            "mỗi mô hình được 2 điểm, không tính 1 mô hình đầu, tối đa 8 điểm",
            "each model earns 2 points, the first 1 model not counted, at most 8 points",
        ),
        (
            {"kind": "increments", "base_value": 3500, "base_points": 5, "per": 100, "points_each": 1, "cap": 10},
            COUNT,
            "đến 3.500: 5 điểm; cứ thêm đủ 100 được thêm 1 điểm, tối đa 10 điểm",
            "up to 3,500: 5 points; each full 100 more adds 1 point, at most 10 points",
        ),
        (
            {"kind": "relative", "better": "lower", "scale": [1, 10], "scope": "block"},
            NUMBER,
            "đơn vị thấp nhất trong cụm, khối: 10 điểm; đơn vị cao nhất: 1 điểm;"
            " các đơn vị khác tính theo khoảng cách giữa hai mức",
            "the lowest of the block: 10 points; the highest: 1 point; the others in proportion between the two",
        ),
        ({"kind": "yes_no"}, YES_NO, "có: 10 điểm; không: 0 điểm", "yes: 10 points; no: 0 points"),
        (
            {"kind": "given"},
            POINTS,
            "điểm do đơn vị thẩm định chấm, từ 0 đến 10 điểm",
            "points given by the verifying unit, 0 to 10 points",
        ),
    ],
)
def test_a_rule_is_a_sentence(rule, measure, vi, en):
    said = rule_sentence(line(rule=rule, measure=measure))

    assert (said.vi, said.en) == (vi, en)


def test_a_clerk_meets_values_and_not_their_logarithms():
    rule = {
        "kind": "relative",
        "better": "higher",
        "scale": [0, 1],
        "goalposts": ["4.605170185988092", "11.225243392518447"],
    }
    said = rule_sentence(line(1, rule=rule, transform="log")).vi

    assert said == "từ 75.000 trở lên: 1 điểm; thấp hơn tính theo tỷ lệ; không quá 100: 0 điểm"


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(boards)
def test_every_line_of_every_board_can_be_explained(drawn):
    document, units, closing = drawn
    built = build_scheme(document)
    board = score_board(built, units, closing=closing)
    for given_unit in units:
        sheet = by_key(board)[given_unit.key]
        for code, cell in given_unit.cells.items():
            said = explain_line(
                built.lines[code], cell, sheet.lines[code], board_ranges=board.ranges, unit_block=given_unit.block
            )
            assert all(text is None or all(text) for text in astuple(said))
            assert (said.needed_text is None) or cell.state in (KNOWN, NO_DATA)
