"""The worked vectors of the scoring contract, one test each, and those of the domain notes."""

from fractions import Fraction

import pytest

from indicators.scoring import NO_DATA, Cell, score_board
from tests.indicators.scoring.builders import COUNT, NUMBER, PERCENT, by_key, group, known, points, scheme, spec, unit

GRADES = [
    {"code": "A", "name": {"vi": "Xuất sắc"}, "at_least": 90},
    {"code": "B", "name": {"vi": "Tốt"}, "at_least": 80},
    {"code": "C", "name": {"vi": "Khá"}, "at_least": 70},
]


def shown(value, places="0.01"):
    """Two decimals as text, through the engine's own total."""
    one = scheme(group("G", [spec("L", 1000)]), decimals=len(places) - 2)
    return str(score_board(one, [unit("u", L=Fraction(value))]).sheets[0].shown_points)


@pytest.mark.parametrize(("rate", "expected"), [(95, "6.00"), (90, "6.00"), (81, "5.40"), (0, "0.00")])
def test_vector_1_points_follow_the_target_in_proportion(rate, expected):
    assert shown(points({"kind": "proportional", "full_at": 90}, rate, 6, measure=PERCENT)) == expected


def test_vector_1_no_data_stays_no_data():
    rule = {"kind": "proportional", "full_at": 90}
    sheet = score_board(scheme(spec("L", 6, measure=PERCENT, rule=rule)), [unit("u", L=None)]).sheets[0]

    assert (sheet.points, sheet.shown_points, sheet.rank) == (None, None, None)
    assert sheet.lines["L"].points is None


def test_vector_2_the_share_on_time_of_twenty_points():
    earned = points({"kind": "proportional", "full_at": 100}, Fraction(100 * 1190, 1240), 20, measure=PERCENT)

    assert shown(earned) == "19.19"


def test_vector_3_rounded_totals_share_a_rank():
    totals = {"a": Fraction("91.20"), "b": Fraction("88.504"), "c": Fraction("88.501"), "d": Fraction(80)}
    board = score_board(scheme(spec("L", 100), decimals=2), [unit(k, L=v) for k, v in totals.items()])

    assert [sheet.rank for sheet in board.sheets] == [1, 2, 2, 4]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (["7.5", "6.8", "6.1", "8.2", "7.0", "6.4", "7.2", "6.9", "6.6", "7.7"], "68.10"),
        ([10] * 10, "100.00"),
        ([1] * 10, "10.00"),
    ],
)
def test_vector_4_a_weighted_mean_times_ten(scores, expected):
    weights = [5, 5, 20, 5, 10, 5, 5, 20, 20, 5]
    children = [spec(f"s{i}", 10, weight=w) for i, w in enumerate(weights)]
    pci = scheme(group("PCI", children, combine="weighted_mean", scale=10))
    sheet = score_board(pci, [unit("u", **{f"s{i}": Fraction(s) for i, s in enumerate(scores)})]).sheets[0]

    assert str(sheet.shown_points) == expected
    assert sheet.max_points == 100


@pytest.mark.parametrize(
    ("better", "expected"),
    [("higher", ["1.0000", "3.8929", "8.3929", "10.0000"]), ("lower", ["10.0000", "7.1071", "2.6071", "1.0000"])],
)
def test_vector_5_values_are_rescaled_between_the_extremes(better, expected):
    rule = {"kind": "relative", "better": better, "scale": [1, 10]}
    rescaled = scheme(spec("L", 10, measure=NUMBER, rule=rule), decimals=4)
    sheets = by_key(score_board(rescaled, [unit(str(v), L=v) for v in (62, 71, 85, 90)]))

    assert [str(sheets[str(v)].shown_points) for v in (62, 71, 85, 90)] == expected


def test_vector_6_survey_and_data_are_blended():
    blend = group(
        "G", [spec("soft", weight=Fraction("0.6")), spec("hard", weight=Fraction("0.4"))], combine="weighted_mean"
    )
    sheet = score_board(scheme(blend), [unit("u", soft=Fraction("7.2"), hard=Fraction("5.5"))]).sheets[0]

    assert sheet.points == Fraction("6.52")


@pytest.mark.parametrize(("flag", "expected"), [(10, 107), (15, 112)])
def test_vector_7_a_flag_bonus_stands_on_top_of_the_total(flag, expected):
    form = scheme(group("I", [spec("L", 100)]), group("PLUS", [spec("F", 15)], outside_total=True))
    sheet = score_board(form, [unit("u", L=97, F=flag)]).sheets[0]

    assert (sheet.points, sheet.max_points, sheet.bonus) == (expected, 100, flag)
    assert sheet.percent == expected


def test_vector_8_unlike_maxima_are_compared_by_percent():
    sheets = scheme(group("T", [spec("crit", 70), spec("survey", 30)]), bands=GRADES)
    board = score_board(sheets, [unit("commune", crit=Fraction("61.5"), survey=27)])

    assert (str(board.sheets[0].shown_points), board.sheets[0].band) == ("88.50", "B")
    agency = score_board(scheme(group("T", [spec("crit", 40), spec("survey", 20)])), [unit("a", crit=36, survey=15)])
    assert str(agency.sheets[0].shown_percent) == "85.00"


@pytest.mark.parametrize(
    ("percent", "expected"), [("96.17", "A"), ("90.00", "A"), ("89.99", "B"), ("80.00", "B"), ("88.37", "B")]
)
def test_vector_9_bands_begin_at_their_percent(percent, expected):
    board = score_board(scheme(spec("L", 100), bands=GRADES), [unit("u", L=Fraction(percent))])

    assert board.sheets[0].band == expected


@pytest.mark.parametrize(
    ("people", "expected"),
    [(3500, 10), (3599, 10), (3600, "10.5"), (8420, "34.5"), (8500, 35), (9000, 35)],
)
def test_vector_10_only_whole_increments_count(people, expected):
    rule = {
        "kind": "increments",
        "base_value": 3500,
        "base_points": 10,
        "per": 100,
        "points_each": Fraction("0.5"),
        "cap": 35,
    }

    assert points(rule, people, 35, measure=COUNT) == Fraction(expected)


@pytest.mark.parametrize(("satisfied", "expected"), [("95.00", 0), ("95.01", 10)])
def test_vector_11_more_than_is_strict(satisfied, expected):
    assert points({"kind": "threshold", "more_than": 95}, satisfied, measure=PERCENT) == expected


def test_vector_11_at_least_is_not():
    assert points({"kind": "threshold", "at_least": 98}, "98.00", measure=PERCENT) == 10


def test_vector_12_a_published_index_sums_exactly():
    parts = ["13.2", "18.4", "7.7", "7.6", "17.6", "15.6"]
    index = scheme(*(spec(f"P{i}", 22) for i in range(6)))
    sheet = score_board(index, [unit("u", **{f"P{i}": Fraction(part) for i, part in enumerate(parts)})]).sheets[0]

    assert sheet.points == Fraction("80.1")


def test_vector_13_a_value_is_not_rounded_before_the_rule():
    rule = {"kind": "steps", "steps": [{"at_least": 98, "points": 10}, {"at_least": 95, "points": 7}]}

    assert points(rule, "97.996", measure=PERCENT) == 7


def test_vector_14_an_unknown_value_earns_zero_at_closing_whatever_the_rule_says_of_zero():
    clean = scheme(spec("L", 5, measure=COUNT, rule={"kind": "threshold", "at_most": 0}), spec("M", 5))
    running = [unit("u", L=0, M=5), unit("v", L=None, M=5)]
    sheets = by_key(score_board(clean, running, closing={"L": "zero", "M": "zero"}))

    assert (sheets["u"].lines["L"].points, sheets["v"].lines["L"].points) == (5, 0)
    assert sheets["v"].lines["L"].zeroed


def test_vector_15_weights_are_taken_anew_over_what_applies():
    mean = group("G", [spec("a", weight=1), spec("b", weight=3), spec("c", weight=1)], combine="weighted_mean")
    sheet = score_board(scheme(mean), [unit("u", a=8, b="n/a", c=5)]).sheets[0]

    assert (sheet.points, sheet.max_points) == (Fraction("6.5"), 10)


def test_domain_v2_a_qualifying_share_takes_its_sync_coefficient():
    rate = Fraction(100 * 620, 1240) * Fraction("0.8")

    assert shown(points({"kind": "proportional", "full_at": 50}, rate, 6, measure=PERCENT)) == "4.80"


def test_domain_v4_the_maxima_of_the_service_index_sum_to_a_hundred():
    index = scheme(*(spec(f"P{i}", most) for i, most in enumerate([18, 20, 12, 10, 18, 22])))

    assert score_board(index, [unit("u", P0=1)]).sheets[0].max_points == 0 + 18
    assert sum(line.max_points for line in index.lines.values()) == 100


def test_domain_v17_no_data_is_not_the_lowest_value():
    rule = {"kind": "relative", "better": "lower", "scale": [1, 10]}
    sheets = by_key(score_board(scheme(spec("L", 10, rule=rule)), [unit("a", L=2), unit("b", L=4), unit("c", L=None)]))

    assert [sheets[key].points for key in "abc"] == [10, 1, None]


def test_a_number_may_have_twenty_digits_before_and_twelve_after_the_point():
    value = Fraction("12345678901234567890.123456789012")
    rule = {"kind": "threshold", "more_than": value - Fraction(1, 10**12)}

    assert points(rule, value) == 10
    assert points(rule, value - Fraction(1, 10**12)) == 0


def test_an_entry_that_waits_is_shown_as_such():
    one = scheme(spec("L", 10), spec("M", 10))
    sheet = score_board(one, [unit("u", L=Cell(NO_DATA, waiting=True, due=True), M=known(4))]).sheets[0]

    assert (sheet.missing, sheet.points, sheet.max_points, sheet.lines["L"].waiting) == (0, 4, 20, True)
