"""What no schema can say of the criteria: codes, groups, lines, and references to them."""

from decimal import Decimal

import pytest
from django.utils import translation

from campaigns import files
from tests.campaigns.files.samples import document, fields, group, line, messages

COUNT = {"kind": "count"}
RATIO = {"kind": "ratio", "unit": "%"}
PARTS = {**RATIO, "numerator": {"vi": "tử"}, "denominator": {"vi": "mẫu"}}
DEDUCTION = {"measure": COUNT, "rule": {"kind": "per_item", "points_each": -1, "cap": 5}}
FIRST = "criteria.0"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def mean(*children, **more):
    return document(group("I", *children, combine="weighted_mean", **more))


@pytest.mark.parametrize(
    ("made", "field"),
    [
        (document(line("I"), group("II", line("I"))), "criteria.1.children.0.code"),
        (document(group("I", line("I"))), f"{FIRST}.children.0.code"),
        (document(line("-I")), f"{FIRST}.code"),
        (document(line("x" * 101)), f"{FIRST}.code"),
        (document(group("I", line("a"), line("b"), max_points=19)), f"{FIRST}.max_points"),
        (document(group("I", line("a"), line("b"), max_points=Decimal("20.01"))), f"{FIRST}.max_points"),
        (mean(line("a", 10), line("b", 20, weight=3), max_points=15), f"{FIRST}.max_points"),
        (mean(line("a", 10), line("b", 20), max_points=15, scale=2), f"{FIRST}.max_points"),
        (document(group("I", line("a", 10), line("b", 20), combine="minimum", max_points=20)), f"{FIRST}.max_points"),
        (
            document(group("I", line("a", 4), line("b", 9), combine="geometric_mean", max_points=7)),
            f"{FIRST}.max_points",
        ),
        (mean(line("a", weight=0)), f"{FIRST}.children.0.weight"),
        (mean(line("a"), line("b", weight=-1)), f"{FIRST}.children.1.weight"),
        (mean(line("a"), group("b", line("c"), weight=-1)), f"{FIRST}.children.1.weight"),
        (document(group("I", line("a"), scale=0)), f"{FIRST}.scale"),
        (document(group("I", line("a"), cap=-1)), f"{FIRST}.cap"),
        (
            document(line(), group("I", group("J", line("a"), outside_total=True))),
            "criteria.1.children.0.outside_total",
        ),
        (document(group("I", line("a", 0), line("b"))), f"{FIRST}.children.0.max_points"),
        (document(line("a", 0)), f"{FIRST}.max_points"),
        (
            document(group("I", line("a", 0, **DEDUCTION), outside_total=True, combine="minimum")),
            f"{FIRST}.children.0.max_points",
        ),
        (document(group("I", line("a"), verified_by="@2025-07-01")), f"{FIRST}.verified_by"),
        (document(line(due="2025-10-11")), f"{FIRST}.due"),
        (document(line(due="2025-06-30")), f"{FIRST}.due"),
        (document(line(measure={"kind": "number", "lowest": 10, "highest": 5})), f"{FIRST}.measure.highest"),
        (document(line(measure={"kind": "yes_no", "highest": 1}, rule={"kind": "yes_no"})), f"{FIRST}.measure"),
        (document(line(measure={"kind": "number", "decimals": 13})), f"{FIRST}.measure.decimals"),
        (document(line(provided_by="79")), f"{FIRST}.provided_by"),
        (document(line(feed="initiatives", provided_by="79")), f"{FIRST}.provided_by"),
        (document(line(counts={"event": "adopted"})), f"{FIRST}.counts"),
        (document(line(grace_days=400)), f"{FIRST}.grace_days"),
        (document(line(check_days=10**9)), f"{FIRST}.check_days"),
        (document(line(applies_to={"units": ["1", "1"]})), f"{FIRST}.applies_to.units.1"),
        (document(line(series=" ")), f"{FIRST}.series"),
        (document(campaign={"tie_break": ["I.2"]}), "campaign.tie_break.0"),
        (document(campaign={"tie_break": ["I.1", "-I.1"]}), "campaign.tie_break.1"),
    ],
)
def test_one_thing_wrong_is_one_fault_at_its_place(made, field):
    assert fields(made) == [field]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"rule": {"kind": "proportional", "full_at": 5, "zero_at": 5}}, "rule.full_at"),
        ({"rule": {"kind": "proportional", "full_at": 0}}, "rule.full_at"),
        ({"rule": {"kind": "yes_no"}}, "rule"),
        ({"rule": {"kind": "given"}}, "rule"),
        ({"rule": {"kind": "punctual", "minus_per_day": 1}, "measure": {"kind": "date"}}, "rule"),
        ({"rule": {"kind": "per_item", "points_each": 1, "cap": 11}, "measure": COUNT}, "rule.cap"),
        ({"rule": {"kind": "per_item", "points_each": -1, "cap": 5}, "measure": COUNT}, "rule"),
        ({"rule": {"kind": "relative", "better": "higher", "scale": [1, 9]}}, "rule"),
        ({"over_time": "ratio_of_sums"}, "over_time"),
        ({"over_time": "sum", "measure": PARTS}, "over_time"),
        ({"over_time": "ratio_of_sums", "measure": RATIO}, "over_time"),
        ({"measure": {**RATIO, "numerator": {"vi": "tử"}}}, "rule"),
        ({"max_points": -1}, "max_points"),
    ],
)
def test_what_the_engine_cannot_score_is_a_fault_of_the_file(more, field):
    found = files.check(document(line(**more)))
    assert f"{FIRST}.{field}" in [fault.field for fault in found]
    assert all(fault.message.startswith("I.1: ") for fault in found)


def test_the_engine_speaks_the_language_of_the_reader():
    made = document(line(rule={"kind": "proportional", "full_at": 0}))
    with translation.override("vi"):
        assert "phải khác nhau" in messages(made)[0]
    assert "must differ" in messages(made)[0]


@pytest.mark.parametrize(
    "made",
    [
        document(group("I", line("a"), line("b", Decimal("0.5")), max_points=Decimal("10.5"))),
        document(group("I", group("J", line("a"), line("b")), line("c"), max_points=30)),
        mean(line("a", 10), line("b", 20, weight=3), max_points=Decimal("17.5")),
        mean(
            *[line(code, 10, weight=weight) for code, weight in {"a": 5, "b": 20, "c": 75}.items()],
            scale=10,
            max_points=100,
        ),
        mean(line("a", 10), line("b", 5), line("c", 5), max_points=Decimal("6.67")),
        document(group("I", line("a", 4), line("b", 9), combine="geometric_mean", max_points=6)),
        document(group("I", line("a", 10), line("b", 20), combine="geometric_mean", max_points=Decimal("14.14"))),
        document(group("I", line("a", 10), line("b", 20), combine="minimum", max_points=10)),
        document(group("I", line("a", weight=0), line("b", weight=7), max_points=20)),
        document(line(), group("P", line("a", 3), line("b", 4), outside_total=True, cap=5)),
        document(line(), group("P", line("a", 3), line("b", 4), outside_total=True, cap=5, max_points=5)),
        document(line(), group("P", line("a", 3), line("b", 4), outside_total=True, cap=5, max_points=7)),
        document(line(), group("M", group("N", line("a", 0, **DEDUCTION)), outside_total=True, max_points=0)),
        document(line("I.1", due="2025-07-01"), line("I.2", due="2025-10-10")),
        document(line(feed="external", provided_by="HCM-SNV@2025-07-01")),
        document(line(feed="initiatives", counts={"event": "recognised", "beyond": 1}, provided_by=None)),
        document(group("I", line("a")), line("b"), campaign={"tie_break": ["I", "-b"]}),
        document(line(applies_to={"kinds": [], "units": []})),
        document(line(measure={"kind": "number", "lowest": 5, "highest": 5})),
    ],
)
def test_what_the_specification_allows_is_allowed(made):
    assert files.check(made) == []


def test_a_wrong_maximum_below_is_not_repeated_above():
    made = document(group("I", group("J", line("a"), line("b"), max_points=19), line("c"), max_points=29))
    assert fields(made) == [f"{FIRST}.children.0.max_points"]


def test_the_sentence_says_what_the_children_give():
    made = mean(line("a", 10), line("b", 20, weight=2), scale=3, max_points=40)
    assert messages(made) == [
        "I: the maximum 40 does not fit; the children give 50 (the weighted mean of their maxima × the scale)."
    ]


def test_weights_that_cancel_out_below_break_nothing():
    inner = group("J", line("a"), group("K", line("c"), weight=-1), combine="weighted_mean")
    assert f"{FIRST}.children.0.children.1.weight" in fields(document(group("I", inner, max_points=5)))
