"""The workbook in which a department fills one line and period: its units stand there already."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.formats import localised_text
from indicators.gauges import gauge_of
from indicators.models import Criterion, Entry
from indicators.queries.provision import ProvidedRow
from units.queries.naming import unit_name

Cell = str | Decimal | None


def provided_template(line: Criterion, rows: Sequence[ProvidedRow]) -> bytes:
    """One row a unit under headings that the page reads again; numbers that stand already are filled in."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(_("Figures"))
        font = {"font_name": "Times New Roman", "font_size": 12, "border": 1, "text_wrap": True, "valign": "top"}
        head, body = book.add_format({**font, "bold": True, "bg_color": "#EEF1F5"}), book.add_format(font)
        for place, heading in enumerate(_headings(line)):
            sheet.set_column(place, place, 36 if place == 1 else 20)
            sheet.write_string(0, place, heading, head)
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(_cells(line, row)):
                _write(sheet, number, place, value, body)
        sheet.freeze_panes(1, 2)
    return buffer.getvalue()


def _write(sheet: Any, row: int, place: int, value: Cell, look: Any) -> None:
    if value is None:
        sheet.write_blank(row, place, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, place, value, look)
    else:
        sheet.write_number(row, place, value, look)


def _headings(line: Criterion) -> list[str]:
    return [_("Unit code"), pgettext("unit", "Unit"), *_figure_headings(line), pgettext("column", "Note")]


def _figure_headings(line: Criterion) -> list[str]:
    measure = gauge_of(line.spec).measure
    if measure.numerator is None or measure.denominator is None:
        return [pgettext("column", "Figure")]
    return [localised_text({"vi": part.vi, "en": part.en}) for part in (measure.numerator, measure.denominator)]


def _cells(line: Criterion, row: ProvidedRow) -> list[Cell]:
    entry = row.cell.latest if row.cell else None
    figures: list[Cell] = _figures(line, entry) if entry else [None] * len(_figure_headings(line))
    return [row.unit.code, unit_name(row.unit), *figures, (entry.note or None) if entry else None]


def _figures(line: Criterion, entry: Entry) -> list[Cell]:
    """As they would be typed; a date and a yes are typed anew."""
    measure = gauge_of(line.spec).measure
    if measure.has_parts:
        return [entry.numerator, entry.denominator]
    return [entry.value if measure.kind not in ("yes_no", "date") else None]
