"""Entries from a workbook: typed cells, text numbers, formulas."""

import io
from datetime import date, datetime
from decimal import Decimal

import pytest
import xlsxwriter
from django.utils import translation

from indicators.files.entries import read_entries
from tests.campaigns.files.samples import refused

HEADINGS = ["unit", "indicator", "period", "value", "numerator", "denominator", "note", "evidence"]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def workbook(*rows):
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADINGS)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for place, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(place, column, datetime(cell.year, cell.month, cell.day), day)
            else:
                sheet.write(place, column, cell)
    book.close()
    return stream.getvalue()


def test_numeric_cells_of_a_workbook_are_never_ambiguous():
    found = read_entries(workbook(["27007", "I.1", "all", 1.24], [27007, "I.2", "all", 1240]), name="e.xlsx")
    assert [row.value for row in found.rows] == [Decimal("1.24"), 1240]
    assert [row.unit for row in found.rows] == ["27007", "27007"]
    assert found.notation is None


def test_a_workbook_holds_dates_truth_and_text_numbers():
    rows = [date(2025, 7, 1), True, "98,6", "1.240"]
    book = workbook(*[["27007", f"I.{place}", "all", cell] for place, cell in enumerate(rows)])
    assert [row.value for row in read_entries(book, name="e.xlsx").rows] == [
        *(date(2025, 7, 1), True),
        *(Decimal("98.6"), Decimal(1240)),
    ]


def test_a_formula_in_a_workbook_is_refused_even_with_a_result():
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADINGS)
    sheet.write_row(1, 0, ["27007", "I.1", "all"])
    sheet.write_formula(1, 3, "=1+1", None, 2)
    book.close()
    (told,) = refused(lambda: read_entries(stream.getvalue(), name="e.xlsx"))
    assert told == "e.xlsx:2: “value” is worked out by a formula; paste the value in its place."
