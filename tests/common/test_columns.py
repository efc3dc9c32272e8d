"""Columns are found by their headings; cells come out as a person reads them."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from common.columns import RowCells, as_text, find_columns
from common.faults import Faults
from common.spreadsheets.table import Table

KNOWN = ("code", "valid_from", "note")


def columns(*headings, required=("code",), aliases=None):
    return find_columns(
        Table(list(headings), [], heading_line=3), known=KNOWN, required=required, name="f", aliases=aliases or {}
    )


def test_headings_are_found_without_regard_to_case_order_and_spacing():
    assert columns("Note", " CODE ", "valid from").places == {"note": 0, "code": 1, "valid_from": 2}


def test_other_headings_may_stand_for_known_ones():
    found = columns("Mã đơn vị", "Ghi chú", aliases={"Mã đơn vị": "code", "ghi chu": "note"})
    assert found.places == {"code": 0, "note": 1}


@pytest.mark.parametrize("headings", [("note",), ("code", "code"), ("code", "valid_form")])
def test_absent_doubled_and_misspelt_headings_are_refused_in_their_line(headings):
    with pytest.raises(Faults) as refusal:
        columns(*headings)
    assert [fault.line for fault in refusal.value.faults] == [3]


def test_unknown_headings_are_noted_and_empty_ones_are_not():
    assert len(columns("code", "dân số", "", "  ").notes) == 1


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        *((None, ""), (" a ", "a"), ("e\u0301", "é"), (7, "7"), (7.0, "7"), (7.5, "7.5"), (True, "True")),
        *((Decimal("7.50"), "7.5"), (Decimal("1E+3"), "1000"), (date(2025, 7, 1), "2025-07-01")),
        *((datetime(2025, 7, 1), "2025-07-01"), (datetime(2025, 7, 1, 8), "2025-07-01T08:00:00")),
    ],
)
def test_a_cell_is_the_text_a_person_reads(cell, text):
    assert as_text(cell) == text


def row(*cells):
    return RowCells(columns(*KNOWN), 7, cells, [], "f")


def test_a_short_row_has_empty_cells():
    assert row("1").text("note") == ""


@pytest.mark.parametrize("cell", ["=1", "a\x00", "x" * 6, None])
def test_a_cell_that_cannot_be_kept_is_a_fault_of_its_line_and_column(cell):
    cells = row(cell)
    assert cells.text("code", limit=5, required=True) == ""
    assert [(fault.line, fault.source, fault.field) for fault in cells.faults] == [(7, "f", "code")]


def test_a_day_is_read_from_text_and_from_a_date_cell():
    assert row("1", "2025-07-01").day("valid_from") == row("1", date(2025, 7, 1)).day("valid_from") == date(2025, 7, 1)
    wrong = row("1", "01/07/2025")
    assert wrong.day("valid_from") is None
    assert len(wrong.faults) == 1
