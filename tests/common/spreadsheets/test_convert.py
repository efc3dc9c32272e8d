from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.spreadsheets.convert import converted

CELLS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**15), 10**15).map(float),
    st.sampled_from([0.5, 98.6, 7.0]),
    st.text(max_size=5),
    st.booleans(),
)


def column(cells):
    return [row[0] for row in converted([[cell] for cell in cells])]


@given(st.lists(CELLS, min_size=1, max_size=30))
def test_a_column_reads_as_its_cells_one_by_one(cells):
    assert list(map(repr, column(cells))) == [repr(column([cell])[0]) for cell in cells]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=30))
def test_a_number_is_the_shortest_decimal_that_gives_the_same_float(cells):
    assert [float(value) for value in column(cells)] == cells
    assert all(len(value.as_tuple().digits) <= 17 or value == value.to_integral() for value in column(cells))


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        ([1.0, 2.0, 3.0], [Decimal(1), Decimal(2), Decimal(3)]),
        ([7.0, 7.0, 7.0, 0.5], [Decimal(7), Decimal(7), Decimal(7), Decimal("0.5")]),
        ([" a ", "", " "], ["a", None, None]),
        ([float("inf"), 1.0], ["inf", Decimal(1)]),
        ([datetime(2025, 7, 1), datetime(2025, 7, 1, 9)], [date(2025, 7, 1), datetime(2025, 7, 1, 9)]),
        ([time(9, 14), timedelta(hours=30), 5], ["09:14:00", "1 day, 6:00:00", Decimal(5)]),
    ],
)
def test_columns_of_one_kind(cells, values):
    assert list(map(repr, column(cells))) == list(map(repr, values))
