"""The cheapest few improvements that reach the next band really reach it."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import HealthCheck, given, settings

from indicators.scoring import KNOWN, Cell, build_scheme, gains, gains_sentence, score_board
from tests.indicators.scoring.builders import COUNT, DATE, PARTS, PERCENT, YES_NO, group, known, scheme, spec, unit
from tests.indicators.scoring.worlds import board, drawn

STEPS = {"kind": "steps", "steps": [{"at_least": 98, "points": 10}, {"at_least": 95, "points": 7}]}
ALL = {"kind": "proportional", "full_at": 100}
MODELS = {**COUNT, "unit": {"vi": "mô hình", "en": "models"}}


def found(built, to_percent, **values):
    mine = unit("u", **values)
    sheet = score_board(built, [mine]).sheets[0]
    return gains(built, sheet, Fraction(to_percent), cells=mine.cells)


def said(built, to_percent, **values):
    return gains_sentence(built, Fraction(to_percent), found(built, to_percent, **values))


def test_the_next_band_is_told_in_one_sentence():
    tree = scheme(
        group("I", [spec("I.1", 8, measure=PARTS, rule=ALL)]),
        group("III", [spec("III.4", 10, measure=PERCENT, rule=STEPS), spec("III.5", 82)]),
    )
    sentence = said(tree, "93.2", I_1=known(None, 21, 22), III_4=Fraction("97.776"), III_5=Fraction("75.2"))

    assert sentence.vi == "Để đạt 93,20: III.4 lên 98 % (+3,00) và I.1 đủ 22/22 (+0,36)"
    assert sentence.en == "To reach 93.20: III.4 up to 98% (+3.00) and I.1 all 22 of 22 (+0.36)"


def test_the_cheap_way_is_taken_before_the_dear_one():
    tree = scheme(spec("a", 10, measure=PERCENT, rule=STEPS), spec("b", 10, measure=YES_NO, rule={"kind": "yes_no"}))

    assert [gain.code for gain in found(tree, 60, a=Fraction("97.9"), b=0)] == ["b"]
    assert [gain.code for gain in found(tree, 50, a=Fraction("97.9"), b=0)] == ["a"]


def test_the_last_improvement_goes_no_further_than_needed():
    [gain] = found(scheme(spec("a", 10, measure=PERCENT, rule=ALL)), 80, a=50)

    assert (gain.text.vi, gain.points) == ("a lên 80 %", 3)


def test_a_unit_that_is_there_needs_nothing():
    assert found(scheme(spec("a", 10, measure=PERCENT, rule=ALL)), 50, a=50) == []
    assert gains_sentence(scheme(spec()), Fraction(50), []) is None


def test_what_cannot_be_reached_is_not_promised():
    late = {"kind": "punctual", "minus_per_day": 1}
    tree = scheme(spec("d", 10, measure=DATE, rule=late, due="2025-10-10"))

    assert found(tree, 90, d=739540) == []


def test_cases_that_happened_cannot_be_undone():
    assert found(scheme(spec("c", 10, measure=COUNT, rule={"kind": "threshold", "at_most": 0})), 90, c=2) == []


def test_a_line_without_data_may_be_the_way():
    tree = scheme(spec("a", 10), spec("m", 10, measure=MODELS, rule={"kind": "per_item", "points_each": 5, "cap": 10}))
    [gain] = found(tree, 100, a=10, m=None)

    assert (gain.text.vi, gain.points) == ("m có số liệu, đạt từ 2 mô hình trở lên", 10)


def test_a_unit_without_total_gets_no_advice():
    assert found(scheme(spec("a")), 50, a=None) == []


def test_a_yes_is_simply_done():
    [gain] = found(scheme(spec("b", 10, measure=YES_NO, rule={"kind": "yes_no"})), 90, b=0)

    assert (gain.text.vi, gain.text.en) == ("b hoàn thành", "b done")


def test_less_is_better_goes_down():
    rule = {"kind": "proportional", "full_at": 0, "zero_at": 10}
    [gain] = found(scheme(spec("r", 10, measure=PERCENT, rule=rule)), 90, r=5)

    assert (gain.text.vi, gain.text.en) == ("r xuống 1 %", "r down to 1%")


def test_a_strict_bound_is_said_as_such():
    [gain] = found(scheme(spec("s", 10, measure=PERCENT, rule={"kind": "threshold", "more_than": 95})), 90, s=95)

    assert gain.text.vi == "s lên trên 95 %"


def test_an_odd_numerator_is_said_in_whole_numbers():
    [gain] = found(scheme(spec("r", 10, measure=PARTS, rule=ALL)), "90.123", r=known(None, 100, 121))

    assert gain.text.vi == "r lên 110/121"


def test_a_relative_line_moves_only_within_a_known_range():
    rule = {"kind": "relative", "better": "higher", "scale": [0, 10]}
    tree = scheme(spec("L", rule=rule), spec("M"))
    everyone = score_board(tree, [unit("a", L=20, M=5), unit("b", L=80, M=5)])
    last = everyone.sheets[-1]

    assert [gain.code for gain in gains(tree, last, Fraction(30))] == ["M"]
    assert [gain.code for gain in gains(tree, last, Fraction(75), ranges=everyone.ranges)] == ["L"]


def test_several_improvements_are_listed_with_commas():
    tree = scheme(*(spec(code, 10, measure=YES_NO, rule={"kind": "yes_no"}) for code in "abcd"))
    sentence = said(tree, 100, a=1, b=0, c=0, d=0)

    assert sentence.vi == "Để đạt 100,00: b hoàn thành (+10,00), c hoàn thành (+10,00) và d hoàn thành (+10,00)"


def _next_band(r, size):
    document, units, _ = board(r, size)
    return document, [replace(each, unranked=None) for each in units], r.choice([30, 50, 80, 95])


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn(_next_band, 4))
def test_the_gains_sum_to_what_was_lacking(case):
    document, units, to_percent = case
    built = build_scheme(document)
    everyone = score_board(built, units)
    for sheet in everyone.sheets:
        told = gains(built, sheet, Fraction(to_percent), ranges=everyone.ranges)
        if told:
            reached = sheet.points + sum(gain.points for gain in told)
            assert reached * 100 >= to_percent * sheet.max_points
            assert all(gain.text.vi and gain.text.en for gain in told)
            assert len({gain.code for gain in told}) == len(told)


def test_improvements_given_back_to_the_unit_reach_the_band():
    tree = scheme(spec("a", 10, measure=PERCENT, rule=ALL), spec("b", 10, measure=PERCENT, rule=STEPS))
    mine = unit("u", a=60, b=96)
    sheet = score_board(tree, [mine]).sheets[0]
    told = gains(tree, sheet, Fraction(95))
    better = replace(mine, cells={"a": Cell(KNOWN, Fraction(90)), "b": Cell(KNOWN, Fraction(98))})

    assert [(gain.code, gain.text.vi) for gain in told] == [("b", "b lên 98 %"), ("a", "a lên 90 %")]
    assert score_board(tree, [better]).sheets[0].percent == 95
