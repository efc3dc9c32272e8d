"""No data, zero and not applicable are kept apart, while a campaign runs and when it closes."""

from fractions import Fraction

import pytest

from indicators.scoring import NO_DATA, Cell, score_board
from tests.indicators.scoring.builders import COUNT, by_key, group, known, scheme, spec, unit


def sheet(scheme, closing=None, **values):
    return score_board(scheme, [unit("u", **values)], closing=closing).sheets[0]


def test_a_missing_line_stays_in_the_maximum_and_adds_nothing_to_a_sum():
    found = sheet(scheme(group("G", [spec("a"), spec("b")])), a=7, b=None)

    assert (found.points, found.max_points, found.missing) == (7, 20, 1)
    assert (found.lines["b"].points, found.lines["b"].missing) == (None, True)


def test_a_line_not_yet_due_is_not_missing():
    assert sheet(scheme(spec("a"), spec("b")), a=7, b=Cell(NO_DATA)).missing == 0


@pytest.mark.parametrize("combine", ["weighted_mean", "geometric_mean", "minimum"])
def test_a_missing_child_makes_the_group_missing(combine):
    found = sheet(scheme(group("G", [spec("a"), spec("b")], combine=combine)), a=7, b=None)

    assert (found.points, found.groups["G"].missing, found.note.vi) == (
        None,
        True,
        "thiếu số liệu của nội dung bắt buộc",
    )


@pytest.mark.parametrize(("combine", "expected"), [("weighted_mean", 7), ("geometric_mean", 7), ("minimum", 7)])
def test_a_group_may_skip_children_without_data(combine, expected):
    children = [spec("a", weight=1), spec("b", weight=3)]
    found = sheet(scheme(group("G", children, combine=combine, missing="skip")), a=7, b=None)

    assert (found.points, found.max_points) == (expected, 10)


def test_a_missing_group_adds_nothing_to_the_total():
    found = sheet(scheme(group("G", [spec("a"), spec("b")], combine="minimum"), spec("c")), a=7, b=None, c=5)

    assert (found.points, found.max_points, found.rank) == (5, 20, 1)


def test_a_sum_of_blanks_is_missing_and_not_zero():
    found = sheet(scheme(group("G", [spec("a"), spec("b")]), spec("c")), a=None, b=None, c=5)

    assert (found.groups["G"].points, found.groups["G"].missing, found.points) == (None, True, 5)


def test_a_mean_over_a_sum_of_blanks_is_missing():
    tree = scheme(group("M", [group("G", [spec("a")]), spec("b")], combine="weighted_mean"))

    assert sheet(tree, a=None, b=5).groups["M"].missing


def test_a_line_that_does_not_apply_leaves_the_maximum():
    found = sheet(scheme(spec("a"), spec("b")), a=7, b="n/a")

    assert (found.points, found.max_points, found.percent) == (7, 10, 70)
    assert found.lines["b"].max_points == 0


def test_without_rebasing_an_n_a_line_earns_zero_and_stays():
    found = sheet(scheme(spec("a"), spec("b"), rebase_not_applicable=False), a=7, b="n/a")

    assert (found.points, found.max_points, found.lines["b"].points) == (7, 20, 0)


def test_a_line_that_is_not_asked_of_the_unit_leaves_the_maximum_in_any_case():
    assert sheet(scheme(spec("a"), spec("b"), rebase_not_applicable=False), a=7).max_points == 10


def test_a_group_without_applicable_children_leaves_the_maximum():
    found = sheet(scheme(group("G", [spec("a")]), spec("b")), a="n/a", b=6)

    assert (found.max_points, found.groups["G"]) == (10, (None, 0, False))


def test_where_nothing_applies_there_is_no_percent_and_no_rank():
    found = sheet(scheme(spec("a")), a="n/a")

    assert (found.points, found.percent, found.rank, found.note.vi) == (
        None,
        None,
        None,
        "không có nội dung nào áp dụng",
    )


def test_bonus_and_deduction_lines_give_zero_without_data_and_are_never_missing():
    minus = {"kind": "per_item", "points_each": -1, "cap": 5}
    outside = group("X", [spec("p", 5), spec("m", 0, measure=COUNT, rule=minus)], outside_total=True)
    found = sheet(
        scheme(spec("a"), outside), closing={"a": "zero", "p": "exclude", "m": "exclude"}, a=7, p=None, m=None
    )

    assert (found.points, found.missing, found.groups["X"].points) == (7, 0, 0)


def test_a_bonus_alone_makes_no_total():
    found = sheet(scheme(spec("a"), group("X", [spec("p", 5)], outside_total=True)), a=None, p=5)

    assert (found.points, found.rank, found.note.vi) == (None, None, "chưa có số liệu")


def test_at_closing_an_unknown_value_may_become_zero():
    found = sheet(scheme(spec("a"), spec("b")), closing={"a": "zero", "b": "zero"}, a=7, b=None)

    assert (found.points, found.max_points, found.missing) == (7, 20, 1)
    assert found.lines["b"].zeroed
    assert found.lines["b"].lost == 10


def test_at_closing_a_line_without_data_may_leave_the_maximum():
    found = sheet(scheme(spec("a"), spec("b")), closing={"a": "exclude", "b": "exclude"}, a=7, b=None)

    assert (found.points, found.max_points, found.percent, found.missing) == (7, 10, 70, 1)
    assert found.lines["b"].excluded


def test_an_excluded_child_is_no_longer_missing_to_its_group():
    mean = group("G", [spec("a", weight=3), spec("b", weight=1)], combine="weighted_mean")

    assert sheet(scheme(mean), closing={"a": "exclude", "b": "exclude"}, a=7, b=None).points == 7


def test_an_excluded_line_leaves_even_where_n_a_lines_stay():
    kept = scheme(spec("a"), spec("b"), rebase_not_applicable=False)

    assert sheet(kept, closing={"a": "exclude", "b": "exclude"}, a=7, b=None).max_points == 10


def test_the_manager_may_decide_line_by_line():
    found = sheet(
        scheme(spec("a"), spec("b"), spec("c")), closing={"a": "zero", "b": "zero", "c": "exclude"}, a=7, b=None, c=None
    )

    assert (found.points, found.max_points, found.missing) == (7, 20, 2)


def test_a_waiting_entry_is_neither_zeroed_nor_excluded_nor_missing():
    waiting = Cell(NO_DATA, waiting=True, due=True)
    for way in ("zero", "exclude"):
        found = sheet(scheme(spec("a"), spec("b")), closing={"a": way, "b": way}, a=7, b=waiting)
        assert (found.points, found.max_points, found.missing, found.lines["b"].waiting) == (7, 20, 0, True)


def test_a_unit_without_any_data_is_not_zero_at_closing_either():
    found = sheet(scheme(spec("a")), closing={"a": "zero"}, a=None)

    assert (found.points, found.rank) == (None, None)


@pytest.mark.parametrize(("least", "ranked"), [(50, True), (51, False), (0, True)])
def test_a_unit_with_too_little_data_is_not_ranked(least, ranked):
    tree = scheme(spec("a"), group("G", [spec("b", 5), spec("c", 5)]), min_coverage=least)
    found = sheet(tree, closing=dict.fromkeys("abc", "exclude"), a=7, b=None, c=None)

    assert (found.rank == 1) == ranked
    assert (found.points, found.max_points) == (7, 10)
    assert ranked or found.note.vi == f"có số liệu dưới {least} % số điểm tối đa"


@pytest.mark.parametrize(("with_data", "ranked"), [("a", True), ("b", False)])
def test_coverage_goes_by_weight_in_a_weighted_mean(with_data, ranked):
    mean = group("G", [spec("a", weight=3), spec("b", weight=1)], combine="weighted_mean")
    values = {"a": None, "b": None, with_data: 7}

    assert (sheet(scheme(mean), closing=dict.fromkeys("ab", "exclude"), **values).rank == 1) == ranked


def test_complete_data_is_never_too_little():
    assert sheet(scheme(spec("a"), min_coverage=100), closing={"a": "exclude"}, a=1).rank == 1


def test_a_relative_range_sees_no_zeroed_value():
    rule = {"kind": "relative", "better": "higher", "scale": [1, 10]}
    units = [unit("a", L=50), unit("b", L=100), unit("c", L=None, M=5)]
    units = [*units[:2], unit("c", L=None, M=5)]
    sheets = by_key(score_board(scheme(spec("L", rule=rule), spec("M")), units, closing={"L": "zero", "M": "zero"}))

    assert [sheets[key].lines["L"].points for key in "abc"] == [1, 10, 0]


def test_rounded_lines_are_added_as_they_are_shown():
    third = {"kind": "proportional", "full_at": 3}
    tree = group("G", [spec("a", rule=third), spec("b", rule=third)])

    assert sheet(scheme(tree), a=1, b=1).points == Fraction(20, 3)
    assert sheet(scheme(tree, round_lines=True), a=1, b=1).points == Fraction("6.66")


def test_flags_of_a_cell_reach_its_score():
    cell = known(5)._replace(incomplete=True, partial=True)
    found = sheet(scheme(spec("a")), a=cell).lines["a"]

    assert (found.incomplete, found.partial, found.lost) == (True, True, 5)


def test_the_logarithm_of_zero_is_no_data():
    rule = {"kind": "proportional", "full_at": 5}
    found = sheet(scheme(spec("a", rule=rule, transform="log"), spec("b")), a=0, b=5)

    assert (found.points, found.lines["a"].points) == (5, None)
