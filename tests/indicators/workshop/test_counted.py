"""Sentences of Vietnamese plans that count things become rules to confirm, whatever their order and spelling."""

from decimal import Decimal

import pytest

from indicators.workshop.sentences import propose_rule

EARNING = [
    ("mỗi sáng kiến 10 điểm, tối đa 40 điểm", 40, 10, 40, "sáng kiến"),
    ("moi sang kien 10 diem, toi da 40 diem", 40, 10, 40, "sang kien"),
    ("Tối đa 40 điểm, mỗi sáng kiến 10 điểm", 40, 10, 40, "sáng kiến"),
    ("10 điểm/sáng kiến, tối đa 40 điểm", 40, 10, 40, "sáng kiến"),
    ("mỗi đợt thi đua 5đ, tối đa 20đ", 20, 5, 20, "đợt thi đua"),
    ("Mỗi mô hình được 2 điểm (tối đa không quá 6 điểm)", 6, 2, 6, "mô hình"),
    ("Cứ 01 sáng kiến được công nhận cộng 0,5 điểm, không quá 2,5 điểm", None, "0.5", "2.5",
     "sáng kiến được công nhận"),
    ("Cộng 5 điểm cho mỗi công trình, phần việc hoàn thành, tối đa 20 điểm", 20, 5, 20,
     "công trình, phần việc hoàn thành"),
    ("Mỗi tập thể, cá nhân được khen thưởng được cộng 1 điểm nhưng tối đa không quá 5 điểm", 5, 1, 5,
     "tập thể, cá nhân được khen thưởng"),
    ("Được cộng 02 điểm với mỗi sáng kiến cấp Thành phố, tổng điểm cộng không quá 10 điểm", 10, 2, 10,
     "sáng kiến cấp Thành phố"),
    ("Mỗi chỉ tiêu hoàn thành được tính 2 điểm/chỉ tiêu, tối đa 20 điểm", 20, 2, 20, "chỉ tiêu hoàn thành"),
]  # fmt: skip
LOSING = [
    ("Mỗi vụ việc trừ 2 điểm, tối đa 6 điểm", -2, 6, "vụ việc"),
    ("Trừ 0,25 điểm cho mỗi văn bản chậm trả lời, không quá 2 điểm", "-0.25", 2, "văn bản chậm trả lời"),
    ("tru 0.5 diem cho moi ho so tre han, khong qua 3 diem", "-0.5", 3, "ho so tre han"),
    ("trừ 1 điểm/văn bản, tối đa 5 điểm", -1, 5, "văn bản"),
    ("Mỗi một tiêu chí không đạt bị trừ 1,5 điểm nhưng không trừ quá 10 điểm", "-1.5", 10, "tiêu chí không đạt"),
    ("Mỗi lần vi phạm: -2 điểm, tối đa 10 điểm", -2, 10, "lần vi phạm"),
    ("Điểm trừ: mỗi trường hợp vi phạm 2 điểm", -2, None, "trường hợp vi phạm"),
]
UNDECIDED = [
    "Cứ giảm 1% trừ 0,5 điểm",
    "Mỗi 1% tăng thêm cộng 0,2 điểm, tối đa 2 điểm",
    "mỗi tháng 1 cuộc",
    "Mỗi mô hình tối đa 2 điểm",
    "Mỗi mô hình 5 điểm, tối đa 2 điểm",
    "Mỗi mô hình 2 điểm, tối đa 4 điểm, không quá 6 điểm",
    "Mỗi mô hình cấp xã 2 điểm, cấp tỉnh 4 điểm",
]


@pytest.mark.parametrize(("sentence", "maximum", "each", "cap", "unit"), EARNING)
def test_each_thing_earns_so_many_points_up_to_a_ceiling(sentence, maximum, each, cap, unit):
    found = propose_rule(sentence, maximum)
    assert found.understood
    assert found.rule == {"kind": "per_item", "points_each": Decimal(each), "cap": Decimal(cap)}
    assert found.measure["unit"] == {"vi": unit}
    assert (found.sentence, found.over_time, found.best) == (sentence, "sum", Decimal(cap))


@pytest.mark.parametrize(("sentence", "each", "cap", "unit"), LOSING)
def test_each_thing_costs_so_many_points_on_top_of_the_total(sentence, each, cap, unit):
    found = propose_rule(sentence, None)
    limit = {} if cap is None else {"cap": Decimal(cap)}
    assert found.deducts
    assert found.rule == {"kind": "per_item", "points_each": Decimal(each)} | limit
    assert found.measure["unit"] == {"vi": unit}


def test_in_a_line_with_points_of_its_own_they_melt_away_to_what_the_ceiling_leaves():
    found = propose_rule("trừ 2 điểm cho mỗi vụ việc, không quá 4 điểm", 10)
    assert found.rule == {
        "kind": "steps",
        "steps": [{"at_most": 0, "points": 10}, {"at_most": 1, "points": 8}],
        "otherwise": 6,
    }


def test_where_several_make_one_point_only_whole_lots_count():
    found = propose_rule("Cứ 02 tin, bài được 01 điểm; tối đa 10 điểm", 10)
    assert found.rule == {
        "kind": "increments", "base_value": 0, "base_points": 0, "per": 2, "points_each": 1, "cap": 10,
    }  # fmt: skip


def test_without_a_ceiling_the_maximum_of_the_line_is_taken_and_said():
    found = propose_rule("mỗi sáng kiến 10 điểm", 40)
    assert found.rule["cap"] == 40
    assert found.notes


@pytest.mark.parametrize("sentence", UNDECIDED)
def test_what_is_no_count_or_contradicts_itself_is_left_to_a_person(sentence):
    assert not propose_rule(sentence, 10).understood


def test_a_ceiling_above_the_maximum_is_not_proposed():
    assert not propose_rule("mỗi sáng kiến 10 điểm, tối đa 50 điểm", 40).understood
