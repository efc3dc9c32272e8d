"""Groups: how children are put together, scaled, capped, and what they give at most."""

from decimal import Decimal
from fractions import Fraction

import pytest

from indicators.scoring import score_board
from tests.indicators.scoring.builders import group, line, scheme, spec, unit


def result(tree, **values):
    sheet = score_board(scheme(tree), [unit("u", **values)]).sheets[0]
    return sheet.points, sheet.max_points


@pytest.mark.parametrize(
    ("options", "points", "most"),
    [
        ({}, 13, 30),
        ({"scale": 2}, 26, 60),
        ({"cap": 12}, 12, 12),
        ({"scale": Decimal("0.5"), "cap": 6}, 6, 6),
        ({"combine": "weighted_mean"}, Fraction(4 * 3 + 9, 4), Fraction(10 * 3 + 20, 4)),
        ({"combine": "geometric_mean"}, 6, None),
        ({"combine": "minimum"}, 4, 10),
        ({"combine": "minimum", "scale": 10}, 40, 100),
    ],
)
def test_children_are_combined_scaled_and_capped(options, points, most):
    tree = group("G", [spec("a", 10, weight=3), spec("b", 20, weight=1)], **options)
    found = result(tree, a=4, b=9)

    assert found[0] == points
    assert most is None or found[1] == most


def test_a_geometric_maximum_is_a_root_of_fifty_digits():
    _, most = result(group("G", [spec("a", 10), spec("b", 20)], combine="geometric_mean"), a=4, b=9)

    assert abs(most * most - 200) < Fraction(1, 10**46)


def test_a_geometric_mean_with_a_zero_is_zero():
    assert result(group("G", [spec("a"), spec("b")], combine="geometric_mean"), a=0, b=9) == (0, 10)


def test_trees_may_be_deep():
    inner = group("I", [spec("a"), spec("b")], combine="weighted_mean", weight=2)
    tree = group("G", [inner, group("S", [spec("c"), spec("d")], weight=1)], combine="weighted_mean")

    assert result(tree, a=4, b=6, c=10, d=4) == (Fraction(5 * 2 + 14, 3), Fraction(10 * 2 + 20, 3))


def test_a_scheme_knows_its_nodes_by_code_and_path():
    built = scheme(group("I", [group("I.1", [spec("I.1.a", 4)]), spec("I.2", 6)]), spec("II", 5))

    assert list(built.lines) == ["I.1.a", "I.2", "II"]
    assert list(built.groups) == ["I", "I.1"]
    assert (built.lines["I.1.a"].path, built.groups["I"].max_points) == (("I", "I.1"), 10)


def test_absent_keys_take_the_defaults_of_the_campaign_file():
    built = scheme(spec())

    assert (built.decimals, built.rank_rounded, built.round_lines, built.rank_by) == (2, True, False, "points")
    assert (built.rebase_not_applicable, built.min_coverage, built.missing_at_close) == (True, 50, "choose")
    assert (built.tie_break, built.bands, built.knock_outs) == ((), (), {})


def test_knock_outs_know_their_band():
    built = scheme(spec(), knock_outs=[{"code": "k", "band_cap": "fair"}, {"code": "j", "bars_awards": True}])

    assert built.knock_outs == {"k": "fair", "j": None}


def test_only_a_top_level_group_stands_outside_the_total():
    built = scheme(
        group("I", [group("J", [spec("a")], outside_total=True)]), group("P", [spec("b")], outside_total=True)
    )

    assert [built.lines[code].outside_total for code in ("a", "b")] == [False, True]


def test_a_name_without_english_falls_back_to_vietnamese():
    assert line(name={"vi": "Chỉ tiêu"}).name.en == "Chỉ tiêu"
    assert line(name={"vi": "Chỉ tiêu", "en": ""}).name.en == "Chỉ tiêu"


def test_weights_of_nothing_make_a_mean_of_nothing():
    assert result(group("G", [spec("a", weight=0)], combine="weighted_mean"), a=5)[0] is None
