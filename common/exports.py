"""One declaration of columns for screen, CSV, API and Excel: the same rows give the same figures everywhere."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, Literal, TextIO

from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.decimals import spell
from common.spreadsheets import Cell, Heading, SheetSpec, date_format, number_format, write_csv

Kind = Literal["text", "number", "percent", "date", "datetime", "yes_no"]
NO_DATA = "—"
_ALIGN = {"number": "right", "percent": "right", "date": "center", "datetime": "center", "yes_no": "center"}


@dataclass(frozen=True)
class Column:
    """``value`` takes a row (an object, tuple or dict: whatever the query gives) and returns a typed cell.

    ``key`` names the column in API and machine-readable CSV; ``decimals`` rounds half-up, None keeps all.
    A number column may give text, such as “không áp dụng”, where there is no number to give.
    """

    key: str
    heading: Any
    value: Callable[[Any], Cell]
    kind: Kind = "text"
    decimals: int | None = None
    width: float = 12

    def cell(self, row: Any) -> Cell:
        """The typed, rounded value of this column."""
        value = self.value(row)
        if self.decimals is not None and isinstance(value, Decimal):
            return value.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP, Context(prec=60))
        return value


def headings(columns: Sequence[Column], language: str) -> list[Heading]:
    """The columns as heads of a spreadsheet in a language."""
    with override(language):
        return [
            Heading(str(column.heading), column.width, _format(column, language), _ALIGN.get(column.kind, ""))
            for column in columns
        ]


def _format(column: Column, language: str) -> str:
    match column.kind:
        case "number" | "percent":
            return number_format(column.decimals, percent=column.kind == "percent", language=language)
        case "date" | "datetime":
            return date_format(language, with_time=column.kind == "datetime")
    return ""


def sheet(name: str, columns: Sequence[Column], rows: Iterable[Any], language: str) -> SheetSpec:
    """A streamed sheet of the rows."""
    return SheetSpec(name, headings(columns, language), sheet_rows(columns, rows, language))


def sheet_rows(columns: Sequence[Column], rows: Iterable[Any], language: str) -> Iterator[list[Cell]]:
    """Rows of typed cells; yes and no in words, which people filter by."""
    with override(language):
        words = {True: _("Yes"), False: _("No")}
    for row in rows:
        cells = [column.cell(row) for column in columns]
        yield [words[value] if isinstance(value, bool) else value for value in cells]


def render_csv(stream: TextIO, columns: Sequence[Column], rows: Iterable[Any], language: str = "") -> None:
    """CSV under translated headings, or under the keys when no language is given."""
    heads = [h.text for h in headings(columns, language)] if language else [c.key for c in columns]
    write_csv(stream, heads, ([column.cell(row) for column in columns] for row in rows))


def api_row(columns: Sequence[Column], row: Any) -> dict[str, Any]:
    """One row for JSON: numbers as exact text, dates in ISO, nothing as null."""
    return {column.key: _for_json(column.cell(row)) for column in columns}


def _for_json(value: Cell) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def shown(column: Column, row: Any, language: str) -> str:
    """The cell as a reader of the language sees it on a page; ``—`` where there is no data."""
    value = column.cell(row)
    match value:
        case None | "":
            return NO_DATA
        case bool():
            return _("Yes") if value else _("No")
        case int() | float() | Decimal():
            text = spell(Decimal(str(value)), language)
            return text + (" %" if language.startswith("vi") else "%") if column.kind == "percent" else text
        case date():
            return _day(value, language)
    return str(value)


def _day(value: date, language: str) -> str:
    is_vietnamese = language.startswith("vi")
    local = localtime(value) if isinstance(value, datetime) and is_aware(value) else value
    day = f"{local:%d/%m/%Y}" if is_vietnamese else f"{local.day} {local:%b %Y}"
    return f"{day} {local:%H:%M}" if isinstance(local, datetime) else day
