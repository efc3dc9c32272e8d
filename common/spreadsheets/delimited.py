"""CSV: reading what offices save, writing what spreadsheets cannot misread."""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TextIO

from django.utils.translation import gettext as _

from common.faults import Fault, Faults
from common.spreadsheets.headings import with_headings
from common.spreadsheets.table import Row, Table

_DELIMITERS = ",;\t"
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_MAX_COLUMNS = 256


def read_csv(content: bytes, *, name: str, wanted: Collection[str] | None, max_rows: int) -> Table:
    """A CSV file in UTF-8 or UTF-16 with commas, semicolons or tabs; every value is text or None."""
    text = _decoded(content, name)
    lines = _lines(text, name, max_rows)
    return with_headings(lines, name=name, wanted=wanted)


def _decoded(content: bytes, name: str) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        message = _("The file is not in Unicode. Save it as “CSV UTF-8” (or .xlsx) and send it again.")
        raise Faults(Fault(message, 0, name))
    if "\0" in text:
        raise Faults(Fault(_("The file is not a CSV text file."), 0, name))
    return text


def _lines(text: str, name: str, max_rows: int) -> Iterator[Row]:
    delimiter, skipped = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if start > skipped and any(map(str.strip, cells)):
                _refuse_size(len(cells), start, name, max_rows)
                yield start, [cell.strip() or None for cell in cells]
            start = reader.line_num + 1
    except csv.Error:
        message = _("From this line on the quotation marks do not fit, so that columns cannot be told apart.")
        raise Faults(Fault(message, start, name))


def _delimiter(text: str) -> tuple[str, int]:
    """The delimiter and how many lines only declare it (Excel's ``sep=;``)."""
    first = text.split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and first[4:5] in tuple(_DELIMITERS):
        return first[4], 1
    lines = [_unquoted(line) for line in text.split("\n", 40)[:40]]
    return max(_DELIMITERS, key=lambda sign: _steadiness(sign, lines)), 0


def _steadiness(sign: str, lines: list[str]) -> tuple[int, int]:
    """In how many lines the sign stands equally often, and how often: decimal commas come and go."""
    counts = Counter(filter(None, (line.count(sign) for line in lines)))
    return max(((lines_alike, count) for count, lines_alike in counts.items()), default=(0, 0))


def _unquoted(line: str) -> str:
    return "".join(line.split('"')[::2])


def _refuse_size(width: int, line: int, name: str, max_rows: int) -> None:
    if width > _MAX_COLUMNS:
        raise Faults(Fault(_("The line has more than %(count)s columns.") % {"count": _MAX_COLUMNS}, line, name))
    if line > max_rows:
        message = _("The table has more than %(count)s rows. Split it into several files.")
        raise Faults(Fault(message % {"count": max_rows}, line, name))


def write_csv(stream: TextIO, headings: Iterable[object], rows: Iterable[Iterable[object]]) -> None:
    """CSV with CRLF and a byte order mark, which Excel needs to read Vietnamese.

    Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers have a
    point and no grouping, dates are ISO, None is empty.
    """
    stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow([safe_text(str(heading)) for heading in headings])
    writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case Decimal():
            return format(value, "f")
        case int() | float():
            return str(value)
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case date():
            return value.isoformat()
    return safe_text(str(value))


def safe_text(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
