"""Small drawings: what they show and what they must not."""

from decimal import Decimal

import pytest

from common.drawings import bar, sparkline


def test_a_line_runs_from_bottom_to_top_as_values_grow() -> None:
    drawn = sparkline([Decimal(80), Decimal(85), Decimal(90)])
    assert '<polyline points="2,18 32,10 62,2"/>' in drawn
    assert 'aria-hidden="true"' in drawn


def test_a_gap_breaks_the_line_and_a_lone_point_is_no_line() -> None:
    drawn = sparkline([Decimal(1), None, Decimal(2), Decimal(3)])
    assert drawn.count("<polyline") == 1
    assert '<circle cx="62" cy="2"' in drawn


def test_equal_values_run_through_the_middle() -> None:
    assert 'points="2,10 62,10"' in sparkline([Decimal(5), Decimal(5)])


@pytest.mark.parametrize("values", [[], [None, None]])
def test_nothing_is_drawn_of_nothing(values: list) -> None:
    assert sparkline(values) == ""


def test_a_label_is_read_out_and_escaped() -> None:
    drawn = sparkline([1, 2], "tuần <1>")
    assert 'role="img" aria-label="tuần &lt;1&gt;"' in drawn


@pytest.mark.parametrize(("value", "width"), [(Decimal(50), "100"), (Decimal(120), "200"), (Decimal(-3), "0")])
def test_a_bar_stays_within_its_track(value: Decimal, width: str) -> None:
    assert f'width="{width}"' in bar(value, 100)


def test_a_bar_marks_the_threshold_and_needs_no_inline_style() -> None:
    drawn = bar(Decimal("86.64"), Decimal(100), Decimal(90), label="86,64 trên 100")
    assert 'd="M180 0V14"' in drawn
    assert "style=" not in drawn


@pytest.mark.parametrize(("value", "maximum"), [(None, 100), (Decimal(5), 0)])
def test_without_data_or_maximum_there_is_no_bar(value, maximum) -> None:
    assert bar(value, maximum) == ""
