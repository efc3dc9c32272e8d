"""The workbook in which a unit fills its own figures: its lines and periods stand there already."""

from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from campaigns.period_names import period_name
from campaigns.periods import Period
from common.formats import day_text, localised_text
from indicators.files.entries import VIETNAMESE
from indicators.gauges import gauge_of
from indicators.models import Cell, Criterion, Entry
from indicators.queries.lines import CampaignLines
from indicators.queries.progress import own_lines
from indicators.queries.required import required_text, rules_of
from units.models import Unit

# What is there for people alone; the import passes these columns over.
NAME, PERIOD_NAME, REQUIRED, DUE = "Nội dung tiêu chí", "Tên kỳ", "Yêu cầu", "Hạn nộp"
OWN_HEADINGS = (NAME, PERIOD_NAME, REQUIRED, DUE)
COLUMNS = (
    (VIETNAMESE["unit"], 14), (VIETNAMESE["indicator"], 12), (NAME, 46), (VIETNAMESE["period"], 11), (PERIOD_NAME, 16),
    (DUE, 13), (REQUIRED, 20), (VIETNAMESE["value"], 14), (VIETNAMESE["numerator"], 12),
    (VIETNAMESE["denominator"], 12), (VIETNAMESE["note"], 30), (VIETNAMESE["evidence"], 30),
)  # fmt: skip
FIRST_INPUT = 7
Row = tuple[Criterion, Period, Entry | None, str, date]


def entries_template(lines: CampaignLines, unit: Unit, *, today: date) -> bytes:
    """One row a line and period begun, filled with what stands there; heads and codes are protected."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(_("Figures"))
        looks = _looks(book)
        for place, (heading, width) in enumerate(COLUMNS):
            sheet.set_column(place, place, width, looks["fixed"])
            sheet.write_string(0, place, heading, looks["head"])
        for number, row in enumerate(_rows(lines, unit, today), 1):
            _write(sheet, number, unit, row, looks)
        sheet.freeze_panes(1, 3)
        sheet.protect("", {"format_columns": True, "sort": True, "autofilter": True, "select_locked_cells": True})
        _explain(book.add_worksheet(_("How it works")), looks)
    return buffer.getvalue()


def _looks(book: xlsxwriter.Workbook) -> dict[str, Any]:
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
    entered = {**font, "locked": False, "bg_color": "#FFFDF5", "border": 1}
    return {
        "head": book.add_format({**font, "bold": True, "bg_color": "#EEF1F5", "border": 1, "text_wrap": True}),
        "fixed": book.add_format({**font, "text_wrap": True, "font_color": "#44505E"}),
        "input": book.add_format(entered),
        "date": book.add_format({**entered, "num_format": "dd/mm/yyyy"}),
    }


def _rows(lines: CampaignLines, unit: Unit, today: date) -> list[Row]:
    own = own_lines(lines, unit)
    cells = Cell.objects.filter(unit=unit, series__in=[line.series_id for line in own]).select_related("latest")
    held = {(cell.series_id, cell.period): cell.latest for cell in cells}
    rules = rules_of(lines.campaign)
    return [
        (line, period, held.get((line.series_id, period.code)), required_text(rules.get(line.code)), due)
        for line in own
        for period in lines.periods(line)
        if period.first <= today
        for due in [lines.due(line, period)]
    ]


def _write(sheet: Any, number: int, unit: Unit, row: Row, looks: Any) -> None:
    line, period, entry, required, due = row
    fixed = [unit.code, line.code, localised_text(line.name), period.code, period_name(period.code)]
    for place, text in enumerate([*fixed, day_text(due), required]):
        sheet.write_string(number, place, text, looks["fixed"])
    is_date = gauge_of(line.spec).measure.kind == "date"
    for place, value in enumerate(_figures(line, entry), FIRST_INPUT):
        _write_input(sheet, number, place, value, looks["date" if is_date and place == FIRST_INPUT else "input"])


def _figures(line: Criterion, entry: Entry | None) -> list[Any]:
    """Value, numerator, denominator, note, evidence as they would be typed."""
    if entry is None:
        return [None] * 5
    kind = gauge_of(line.spec).measure.kind
    value: Any = "n/a" if entry.is_na else entry.value
    if entry.value is not None and kind == "yes_no":
        value = "Có" if entry.value else "Không"
    elif entry.value is not None and kind == "date":
        value = date.fromordinal(int(entry.value))
    return [value, entry.numerator, entry.denominator, entry.note or None, None]


def _write_input(sheet: Any, row: int, column: int, value: Any, look: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    else:
        sheet.write_number(row, column, value, look)


def _explain(sheet: Any, looks: Any) -> None:
    sheet.set_column(0, 0, 26, looks["head"])
    sheet.set_column(1, 1, 100, looks["fixed"])
    for row, (left, right) in enumerate(_explanations()):
        sheet.write_string(row, 0, left, looks["head"])
        sheet.write_string(row, 1, right, looks["fixed"])


def _explanations() -> list[tuple[str, str]]:
    return [
        (VIETNAMESE["value"], _("A number, yes or no (Có, Không), a date, or n/a with the reason in the note.")),
        (
            f"{VIETNAMESE['numerator']}, {VIETNAMESE['denominator']}",
            _("For ratios of two counts, in place of the value."),
        ),
        (_("Nothing arose"), _("Write 0, or 0 and 0 for a ratio. An empty row says nothing and is left out.")),
        (VIETNAMESE["evidence"], _("Title or number and symbol of the document that supports the figure.")),
        (
            _("Figures become drafts"),
            _("After the preview all rows are taken or none; they are submitted on the page."),
        ),
        (_("State secrets"), _("Never write or attach what is a state secret; a reference is enough.")),
    ]
