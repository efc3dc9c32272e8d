"""Order, shared ranks, tie-breaks, block ranks, bands."""

from fractions import Fraction

import pytest

from indicators.scoring import NO_DATA, Cell, Text, score_board
from tests.indicators.scoring.builders import by_key, group, scheme, spec, unit

BANDS = [
    {"code": code, "name": {"vi": code}, "at_least": at}
    for code, at in (("excellent", 90), ("good", 80), ("fair", 70), ("average", 50))
]


def ranks(scheme, units):
    return {sheet.key: sheet.rank for sheet in score_board(scheme, units).sheets}


def test_totals_that_differ_beyond_the_shown_decimals_share_a_rank():
    units = [unit("a", L=Fraction("8.504")), unit("b", L=Fraction("8.501")), unit("c", L=Fraction("8.5050"))]

    assert ranks(scheme(spec()), units) == {"c": 1, "a": 2, "b": 2}
    assert ranks(scheme(spec(), rank_rounded=False), units) == {"c": 1, "a": 2, "b": 3}


def test_equal_ranks_stand_in_the_order_of_their_sort_key():
    board = score_board(scheme(spec()), [unit(key, L=5) for key in ("c", "a", "b")])

    assert [sheet.key for sheet in board.sheets] == ["a", "b", "c"]
    assert {sheet.rank for sheet in board.sheets} == {1}


def test_block_ranks_follow_the_overall_order():
    units = [unit("a", "x", L=9), unit("b", "y", L=8), unit("c", "x", L=8), unit("d", "x", L=7), unit("e", None, L=1)]
    board = score_board(scheme(spec()), units)

    assert {s.key: (s.rank, s.block_rank) for s in board.sheets} == {
        "a": (1, 1),
        "b": (2, 1),
        "c": (2, 2),
        "d": (4, 3),
        "e": (5, None),
    }


def test_an_excluded_unit_is_listed_below_with_its_reason():
    reason = Text("đã rút khỏi phong trào", "withdrawn")
    board = score_board(scheme(spec(), bands=BANDS), [unit("a", L=10, unranked=reason), unit("b", L=1)])
    last = board.sheets[-1]

    assert (last.key, last.rank, last.block_rank, last.band, last.note) == ("a", None, None, None, reason)
    assert last.points == 10
    assert board.sheets[0].rank == 1


def test_a_unit_without_data_has_no_total_and_no_rank():
    board = score_board(scheme(spec()), [unit("a", L=0), unit("b", L=None)])
    last = board.sheets[-1]

    assert (last.key, last.points, last.percent, last.rank, last.note.vi) == ("b", None, None, None, "chưa có số liệu")
    assert board.sheets[0].points == 0


def test_one_unlike_maximum_ranks_the_whole_run_by_percent():
    two = scheme(spec("L"), spec("M"))
    units = [unit("a", L=9, M=2), unit("b", L=8, M="n/a"), unit("c", L=10, M=5)]
    board = score_board(two, units)

    assert board.ranked_by == "percent"
    assert [sheet.key for sheet in board.sheets] == ["b", "c", "a"]


def test_equal_maxima_are_ranked_by_points():
    assert score_board(scheme(spec()), [unit("a", L=1), unit("b", L=2)]).ranked_by == "points"


def test_the_maximum_of_an_unranked_unit_changes_nothing():
    two = scheme(spec("L"), spec("M"))
    units = [unit("a", L=9, M=2), unit("b", L=8, M="n/a", unranked=Text("không xét", "not considered"))]

    assert score_board(two, units).ranked_by == "points"


def test_a_campaign_may_always_rank_by_percent():
    three = scheme(spec(max_points=3), rank_by="percent", decimals=0)
    units = [unit("a", L=Fraction("1.4")), unit("b", L=Fraction("1.2"))]

    assert ranks(three, units) == {"a": 1, "b": 2}
    assert ranks(scheme(spec(max_points=3), decimals=0), units) == {"a": 1, "b": 1}


@pytest.mark.parametrize(
    ("tie_break", "expected"),
    [
        ([], {"a": 1, "b": 1, "c": 1}),
        (["M"], {"a": 1, "b": 2, "c": 3}),
        (["-M"], {"b": 1, "a": 2, "c": 3}),
        (["G"], {"b": 1, "a": 2, "c": 2}),
        (["G", "M"], {"b": 1, "a": 2, "c": 3}),
    ],
)
def test_ties_are_broken_by_the_declared_criteria(tie_break, expected):
    tied = scheme(spec("M", 10), group("G", [spec("L", 10)]), spec("K", 10), tie_break=tie_break)
    units = [unit("a", M=6, L=4, K=0), unit("b", M=5, L=5, K=0), unit("c", M=Cell(NO_DATA), L=4, K=6)]

    assert ranks(tied, units) == expected


def test_a_code_that_begins_with_a_sign_is_no_reversed_criterion():
    """Only the leading - turns the order; the rest of the code is taken as it is."""
    tied = scheme(spec("A-1"), spec("B"), tie_break=["A-1"])
    cells = [{"A-1": 3, "B": 1}, {"A-1": 1, "B": 3}]

    assert ranks(tied, [unit(str(at), **each) for at, each in enumerate(cells)]) == {"0": 1, "1": 2}


@pytest.mark.parametrize(
    ("points", "cap", "expected"),
    [
        (100, None, "excellent"),
        (Fraction("89.995"), None, "excellent"),
        (Fraction("89.994"), None, "good"),
        (49, None, None),
        (95, "fair", "fair"),
        (60, "fair", "average"),
        (30, "fair", None),
    ],
)
def test_a_band_is_reached_by_the_shown_percent_and_never_above_a_knock_outs_cap(points, cap, expected):
    board = score_board(scheme(spec(max_points=100), bands=BANDS), [unit("a", L=points, band_cap=cap)])

    assert board.sheets[0].band == expected
    assert board.sheets[0].points == points


def test_a_band_is_reached_by_the_exact_percent_where_ranks_are_exact():
    exact = scheme(spec(max_points=100), bands=BANDS, rank_rounded=False)

    assert score_board(exact, [unit("a", L=Fraction("89.999"))]).sheets[0].band == "good"


def test_bonus_and_deduction_count_in_the_percent_and_are_shown_apart():
    minus = {"kind": "per_item", "points_each": -3, "cap": 6}
    form = scheme(
        spec("L", 50),
        group("PLUS", [spec("P", 10)], outside_total=True),
        group("MINUS", [spec("M", 0, measure={"kind": "count"}, rule=minus)], outside_total=True),
        bands=BANDS,
    )
    sheet = by_key(score_board(form, [unit("a", L=45, P=5, M=1)]))["a"]

    assert (sheet.bonus, sheet.deduction, sheet.points, sheet.max_points, sheet.percent) == (5, -3, 47, 50, 94)
    assert sheet.band == "excellent"


def test_a_bonus_group_stops_at_its_cap():
    form = scheme(spec("L", 50), group("PLUS", [spec("P", 10), spec("Q", 10)], outside_total=True, cap=12))

    assert score_board(form, [unit("a", L=40, P=10, Q=10)]).sheets[0].points == 52
