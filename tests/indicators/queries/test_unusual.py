"""Hints for a second look."""

import json
from fractions import Fraction

import pytest

from indicators.choices import Oddity
from indicators.gauges import gauge_of
from indicators.queries.unusual import Facts, oddities

RATE = gauge_of(
    json.dumps({"max_points": 10, "measure": {"kind": "ratio", "highest": 100}, "rule": {"kind": "proportional"}})
)
COUNT = gauge_of(json.dumps({"max_points": 10, "measure": {"kind": "count"}, "rule": {"kind": "proportional"}}))
WORD = gauge_of(json.dumps({"max_points": 10, "measure": {"kind": "yes_no"}, "rule": {"kind": "yes_no"}}))


def of(amount, gauge=RATE, **more) -> list[Oddity]:
    given = {
        key: Fraction(value) if isinstance(value, int) and key == "previous" else value for key, value in more.items()
    }
    return oddities(Facts(None if amount is None else Fraction(amount), **given), gauge)


@pytest.mark.parametrize(
    ("amount", "previous", "gauge", "jumps"),
    [(80, 50, RATE, True), (75, 50, RATE, False), (20, 50, RATE, True), (3, 1, COUNT, False), (4, 1, COUNT, True),
     (5, 0, RATE, True), (0, 0, RATE, False), (1, 0, WORD, False)],
)  # fmt: skip
def test_a_change_by_more_than_half_is_a_jump(amount, previous, gauge, jumps):
    assert (Oddity.JUMP in of(amount, gauge, previous=previous)) is jumps


def test_without_a_period_before_there_is_no_jump():
    assert of(50) == []
    assert of(None, previous=50) == []


def test_a_figure_outside_the_fences_of_its_cluster_stands_apart():
    peers = [Fraction(value) for value in (80, 82, 84, 86, 88)]

    assert of(95, peers=peers) == [Oddity.RANGE]
    assert of(89, peers=peers) == []
    assert of(95, peers=peers[:4]) == []


def test_full_marks_are_looked_at_and_a_zero_is_not():
    assert of(100) == [Oddity.LIMIT]
    assert of(0) == []


def test_reasons_come_weightiest_first():
    found = of(100, previous=10, is_na=True, is_late=True, is_amendment=True, lacks_evidence=True)

    assert found == [
        Oddity.NOT_APPLICABLE, Oddity.JUMP, Oddity.EVIDENCE, Oddity.AMENDED, Oddity.LATE, Oddity.LIMIT
    ]  # fmt: skip
