"""Relative lines: whose values make the range, in which scope, and what happens without one."""

from fractions import Fraction

import pytest

from indicators.scoring import NO_DATA, Cell, Text, score_board
from tests.indicators.scoring.builders import by_key, group, known, scheme, spec, unit

RULE = {"kind": "relative", "better": "higher", "scale": [1, 10]}


def compared(*, other_lines=(), **rule):
    return scheme(spec("L", rule={**RULE, **rule}), *other_lines)


def points(board, code="L"):
    return {sheet.key: sheet.lines[code].points for sheet in board.sheets}


@pytest.mark.parametrize(("all_equal", "expected"), [(None, "5.5"), ("top", 10), ("middle", "5.5"), ("bottom", 1)])
@pytest.mark.parametrize("values", [(7,), (7, 7, 7)])
def test_without_a_range_every_unit_gets_what_the_rule_says(all_equal, expected, values):
    board = score_board(
        compared(**({"all_equal": all_equal} if all_equal else {})), [unit(str(i), L=v) for i, v in enumerate(values)]
    )

    assert set(points(board).values()) == {Fraction(expected)}
    assert board.ranges == {"L": {None: None}}


def test_a_block_is_a_range_of_its_own():
    units = [unit("a", "x", L=10), unit("b", "x", L=20), unit("c", "y", L=100), unit("d", "y", L=300)]
    board = score_board(compared(scope="block"), units)

    assert points(board) == {"a": 1, "b": 10, "c": 1, "d": 10}
    assert board.ranges == {"L": {"x": (10, 20), "y": (100, 300)}}


def test_a_withdrawn_unit_makes_no_range_and_is_held_at_its_ends():
    units = [unit("a", L=10), unit("b", L=20), unit("c", L=99, unranked=Text("đã rút", "withdrawn"))]
    board = score_board(compared(), units)

    assert points(board) == {"a": 1, "b": 10, "c": 10}
    assert board.ranges == {"L": {None: (10, 20)}}


def test_a_knocked_out_unit_still_makes_the_range():
    board = score_board(compared(), [unit("a", L=10), unit("b", L=20), unit("c", L=30, band_cap="fair")])

    assert board.ranges["L"][None] == (10, 30)


def test_a_unit_that_cannot_be_ranked_makes_no_range():
    tree = group("G", [spec("L", rule=RULE), spec("M")], combine="weighted_mean")
    units = [unit("a", L=10, M=1), unit("b", L=20, M=1), unit("c", L=99, M=None)]

    assert score_board(scheme(tree), units).ranges["L"][None] == (10, 20)


def test_n_a_and_no_data_make_no_range():
    units = [unit("a", L=10), unit("b", L=20), unit("c", L="n/a"), unit("d", L=None)]

    assert score_board(compared(), units).ranges["L"][None] == (10, 20)


def test_one_units_change_moves_the_others():
    before = score_board(compared(), [unit("a", L=10), unit("b", L=15), unit("c", L=20)])
    after = score_board(compared(), [unit("a", L=10), unit("b", L=15), unit("c", L=30)])

    assert points(before)["b"] == Fraction("5.5")
    assert points(after)["b"] == Fraction("3.25")


def test_goalposts_make_no_range_and_nobody_moves():
    board = score_board(compared(goalposts=[0, 90]), [unit("a", L=10), unit("b", L=99)])

    assert (board.ranges, points(board)) == ({}, {"a": 2, "b": 10})


def test_a_line_is_provisional_in_scopes_where_due_values_are_absent():
    units = [unit("a", "x", L=1), unit("b", "x", L=None), unit("c", "y", L=1), unit("d", "y", L=Cell(NO_DATA))]

    assert score_board(compared(scope="block"), units).provisional == {"L": {"x"}}
    assert score_board(compared(), units).provisional == {"L": {None}}
    assert score_board(compared(), [units[0], units[2]]).provisional == {}


def test_a_value_that_waits_or_has_gaps_keeps_the_line_provisional():
    waiting, gaps = Cell(NO_DATA, waiting=True), known(5)._replace(incomplete=True)

    for cell in (waiting, gaps):
        assert score_board(compared(), [unit("a", L=1), unit("b", L=cell)]).provisional == {"L": {None}}


def test_the_logarithm_is_taken_before_the_range():
    tree = scheme(spec("L", rule={**RULE, "scale": [0, 10]}, transform="log"), decimals=6)
    board = score_board(tree, [unit("a", L=10), unit("b", L=100), unit("c", L=1000)])

    assert str(by_key(board)["b"].shown_points) == "5.000000"
    assert by_key(board)["b"].lines["L"].value == 100
