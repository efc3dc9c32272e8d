"""Lines that cannot be scored are refused with a sentence in both languages; junk never raises."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.scoring import RULES, build_line, legal_over_time, validate_line
from tests.indicators.scoring import worlds
from tests.indicators.scoring.builders import COUNT, DATE, NUMBER, PARTS, PERCENT, POINTS, YES_NO, spec

STEP = {"at_least": 98, "points": 10}


def faults(rule=None, measure=NUMBER, max_points=10, *, outside=False, **more):
    return validate_line(spec(max_points=max_points, measure=measure, rule=rule, **more), outside_total=outside)


@pytest.mark.parametrize(
    ("rule", "measure"),
    [
        ({"kind": "proportional", "full_at": 98}, PERCENT),
        ({"kind": "proportional", "full_at": 0, "zero_at": 5}, COUNT),
        ({"kind": "threshold", "equals": Decimal("1.5"), "otherwise": 2}, NUMBER),
        ({"kind": "steps", "steps": [STEP, {"less_than": 3, "points": 0}], "otherwise": 1}, PARTS),
        ({"kind": "per_item", "points_each": 1, "free": 2, "cap": 10}, COUNT),
        ({"kind": "increments", "base_value": 1, "base_points": 1, "per": 1, "points_each": 1, "cap": 9}, NUMBER),
        ({"kind": "relative", "better": "lower", "scale": [1, 10]}, NUMBER),
        ({"kind": "relative", "better": "higher", "scale": [1, 10], "goalposts": [0, 1], "all_equal": "top"}, NUMBER),
        ({"kind": "yes_no"}, YES_NO),
        ({"kind": "given"}, POINTS),
    ],
)
def test_what_the_contract_allows_is_allowed(rule, measure):
    assert faults(rule, measure) == []


def test_a_date_with_a_due_day_may_be_punctual():
    rule = {"kind": "punctual", "minus_per_day": 1, "floor": 2}

    assert faults(rule, DATE, due="2025-10-10") == []
    assert "due" in faults(rule, DATE)[0].en


def test_increments_without_a_cap_need_a_highest_value_that_holds_them():
    rule = {"kind": "increments", "base_value": 0, "base_points": 0, "per": 10, "points_each": 1}

    assert faults(rule, {**NUMBER, "highest": 100}) == []
    assert faults(rule, {**NUMBER, "highest": 120}) != []
    assert faults(rule) != []


def test_a_deduction_lives_on_top_of_the_total_with_no_points_of_its_own():
    rule = {"kind": "per_item", "points_each": -2}

    assert faults(rule, COUNT, 0, outside=True) == []
    assert faults({**rule, "cap": 600}, COUNT, 0, outside=True) == []
    assert faults(rule, COUNT, 0) != []
    assert faults(rule, COUNT, 3, outside=True) != []


def test_deductions_may_go_in_steps():
    rule = {"kind": "steps", "steps": [{"at_least": 3, "points": -5}], "otherwise": 0}

    assert faults(rule, COUNT, 0, outside=True) == []
    assert faults(rule, COUNT) != []


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ({"kind": "proportional"}, "full_at"),
        ({"kind": "proportional", "full_at": 0}, "differ"),
        ({"kind": "proportional", "full_at": 5, "zero_at": 5}, "differ"),
        ({"kind": "proportional", "full_at": Decimal("NaN")}, "must be a number"),
        ({"kind": "proportional", "full_at": Decimal("Infinity")}, "must be a number"),
        ({"kind": "proportional", "full_at": Decimal("1E+999999")}, "must be a number"),
        ({"kind": "proportional", "full_at": Decimal("1E-999999")}, "must be a number"),
        ({"kind": "proportional", "full_at": 10**21}, "must be a number"),
        ({"kind": "proportional", "full_at": "98"}, "must be a number"),
        ({"kind": "proportional", "full_at": 98.0}, "must be a number"),
        ({"kind": "proportional", "full_at": True}, "must be a number"),
        ({"kind": "proportional", "full_at": 98, "cap": 3}, "does not use cap"),
        ({"kind": "threshold"}, "exactly one of"),
        ({"kind": "threshold", "at_least": 3, "at_most": 5}, "exactly one of"),
        ({"kind": "threshold", "at_least": 3, "otherwise": 11}, "within"),
        ({"kind": "threshold", "at_least": 3, "otherwise": -1}, "within"),
        ({"kind": "threshold", "at_least": None}, "must be a number"),
        ({"kind": "steps"}, "at least one step"),
        ({"kind": "steps", "steps": []}, "at least one step"),
        ({"kind": "steps", "steps": "98"}, "at least one step"),
        ({"kind": "steps", "steps": [98]}, "step 1"),
        ({"kind": "steps", "steps": [STEP, {"at_least": 95}]}, "step 2: the rule needs points"),
        ({"kind": "steps", "steps": [{"at_least": 95, "points": 11}]}, "within"),
        ({"kind": "steps", "steps": [STEP], "otherwise": 11}, "within"),
        ({"kind": "per_item", "points_each": 1}, "needs cap"),
        ({"kind": "per_item", "points_each": 1, "cap": 11}, "above max_points"),
        ({"kind": "per_item", "points_each": 1, "cap": -1}, "negative"),
        ({"kind": "per_item", "points_each": 0, "cap": 1}, "must not be 0"),
        (
            {"kind": "increments", "base_value": 1, "base_points": 1, "per": 0, "points_each": 1, "cap": 2},
            "per must be",
        ),
        (
            {"kind": "increments", "base_value": 1, "base_points": 1, "per": 1, "points_each": -1, "cap": 2},
            "points_each",
        ),
        ({"kind": "increments", "base_value": 1, "base_points": 1, "per": 1, "points_each": 1, "cap": 12}, "within"),
        ({"kind": "increments", "base_value": 1, "base_points": 4, "per": 1, "points_each": 1, "cap": 3}, "above cap"),
        ({"kind": "punctual", "minus_per_day": 0}, "minus_per_day must be"),
        ({"kind": "relative", "scale": [1, 10]}, "better"),
        ({"kind": "relative", "better": "more", "scale": [1, 10]}, "better"),
        ({"kind": "relative", "better": "higher"}, "scale"),
        ({"kind": "relative", "better": "higher", "scale": [1, 9]}, "equal max_points"),
        ({"kind": "relative", "better": "higher", "scale": [10, 10]}, "rising"),
        ({"kind": "relative", "better": "higher", "scale": [-1, 10]}, "below 0"),
        ({"kind": "relative", "better": "higher", "scale": [1, 10], "goalposts": [5, 5]}, "goalposts"),
        ({"kind": "relative", "better": "higher", "scale": [1, 10], "goalposts": [5]}, "goalposts"),
        ({"kind": "relative", "better": "higher", "scale": [1, 10], "scope": "city"}, "scope"),
        ({"kind": "relative", "better": "higher", "scale": [1, 10], "all_equal": "mean"}, "all_equal"),
        ({"kind": "sinus"}, "rule.kind"),
        ({"kind": ["given"]}, "rule.kind"),
        ("given", "needs rule"),
    ],
)
def test_a_bad_rule_is_refused_with_a_reason(rule, says):
    found = faults(rule)

    assert any(says in fault.en for fault in found), found
    assert all(fault.vi and fault.vi != fault.en for fault in found)


@pytest.mark.parametrize(
    ("rule", "measure"),
    [
        ({"kind": "yes_no"}, NUMBER),
        ({"kind": "given"}, NUMBER),
        ({"kind": "proportional", "full_at": 1}, YES_NO),
        ({"kind": "proportional", "full_at": 1}, DATE),
        ({"kind": "punctual", "minus_per_day": 1}, NUMBER),
        ({"kind": "given"}, {"kind": "mood"}),
        ({"kind": "given"}, {}),
    ],
)
def test_a_rule_and_its_measure_must_fit(rule, measure):
    assert faults(rule, measure, due="2025-10-10")


@pytest.mark.parametrize("measure", [{**NUMBER, "numerator": {"vi": "a"}}, {**PERCENT, "numerator": {"vi": "a"}}])
def test_parts_come_in_pairs_and_with_a_ratio(measure):
    assert faults({"kind": "proportional", "full_at": 1}, measure)


@pytest.mark.parametrize(
    ("measure", "legal"),
    [
        (NUMBER, "last mean max min sum"),
        (COUNT, "last mean max min sum"),
        (PERCENT, "last mean max min"),
        (PARTS, "last mean max min ratio_of_sums"),
        (POINTS, "last mean max min"),
        (YES_NO, "last max min"),
        (DATE, "last max min"),
    ],
)
def test_values_over_time_are_put_together_in_legal_ways_only(measure, legal):
    kinds = {"yes_no": {"kind": "yes_no"}, "date": {"kind": "punctual", "minus_per_day": 1}}
    rule = kinds.get(measure["kind"], {"kind": "proportional", "full_at": 1})
    ways = ["last", "mean", "max", "min", "sum", "ratio_of_sums", "median"]
    passed = {way for way in ways if not faults(rule, measure, over_time=way, due="2025-10-10")}

    assert passed == set(legal.split()) == set(legal_over_time(measure["kind"], has_parts=measure is PARTS))


@pytest.mark.parametrize(
    "bad",
    [
        {"max_points": None},
        {"max_points": "ten"},
        {"max_points": -1},
        {"weight": -1},
        {"weight": "x"},
        {"transform": "exp"},
    ],
)
def test_a_lines_own_numbers_are_checked(bad):
    assert validate_line({**spec(), **bad}, outside_total=False)


def test_points_are_not_compared_with_a_maximum_that_is_none():
    found = validate_line(
        {**spec(rule={"kind": "threshold", "at_least": 1, "otherwise": 5}), "max_points": "ten"}, outside_total=False
    )

    assert [fault.en for fault in found] == ["max_points must be a number"]


def test_a_date_has_no_logarithm():
    rule = {"kind": "punctual", "minus_per_day": 1}

    assert faults(rule, DATE, due="2025-10-10", transform="log")


def test_a_line_without_maximum_is_refused():
    without = {key: value for key, value in spec().items() if key != "max_points"}

    assert [fault.en for fault in validate_line(without, outside_total=False)] == ["the rule needs max_points"]


junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals()
    | st.text(max_size=4)
    | st.sampled_from([*RULES, "ratio"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=4,
)
KEYS = [
    "full_at",
    "zero_at",
    "at_least",
    "steps",
    "otherwise",
    "points_each",
    "cap",
    "free",
    "scale",
    "goalposts",
    "better",
]


@settings(max_examples=120, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["max_points", "measure", "over_time", "transform", "due", "weight"]), junk),
    st.dictionaries(st.sampled_from(["kind", *KEYS]), junk),
    st.sampled_from(sorted(RULES)),
    st.booleans(),
)
def test_no_junk_raises(line, rule, kind, outside):
    measured = {"measure": {"kind": "number", "numerator": rule}, **line}
    for junk_line in (line, rule, {**line, "rule": rule}, {**measured, "rule": {**rule, "kind": kind}}):
        assert isinstance(validate_line(junk_line, outside_total=outside), list)


@pytest.mark.parametrize("junk", [None, [], "line", 5])
def test_a_line_that_is_no_mapping_is_refused(junk):
    assert validate_line(junk, outside_total=False)


@settings(max_examples=150, deadline=None)
@given(worlds.drawn(lambda r, size: worlds.line(r)))
def test_every_line_that_passes_can_be_built(line):
    named = {"code": "L", "name": {"vi": "L"}, **line}
    passed = validate_line(named, outside_total=False)

    assert passed == [] or line["max_points"] == 0 or line["rule"]["kind"] in ("relative", "increments"), passed
    assert build_line(named).code == "L"
