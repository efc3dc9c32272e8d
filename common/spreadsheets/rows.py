"""Rows of a long sheet as XML, written as they come: as fast as a compiled writer, in no memory."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import is_aware, make_naive

from common.spreadsheets.sheets import Cell
from common.spreadsheets.table import column_letter

MAX_ROWS = 1_048_576
MAX_TEXT = 32_767
_EPOCH = date(1899, 12, 30)
_FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
# What cannot stand as it is: markup, control characters, and text that Excel would take for one (_x0041_).
_SPECIAL = re.compile(rf"[&<>{_FORBIDDEN}]|_(?=x[0-9A-Fa-f]{{4}}_)|^\s|\s$")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "_": "_x005F_"}
_BATCH = 1_000
_LINE, _MOST_LINES = 16.5, 24


def row_xml(
    rows: Iterable[Sequence[Cell]], styles: Sequence[str], widths: Sequence[int], first: int = 2
) -> Iterator[tuple[int, bytes]]:
    """``(last row number, XML)`` batch by batch; ``styles`` are the cell styles of the columns, ``widths`` in signs."""
    heads = [f'<c r="{column_letter(column)}' for column in range(len(styles))]
    batch: list[str] = []
    number = first - 1
    for number, row in enumerate(rows, first):
        if number > MAX_ROWS:
            raise ValueError(f"a sheet holds at most {MAX_ROWS} rows")
        batch.append(_row(number, row, heads, styles, widths))
        if len(batch) == _BATCH:
            yield number, "".join(batch).encode()
            batch.clear()
    yield number, "".join(batch).encode()


def _row(number: int, row: Sequence[Cell], heads: Sequence[str], styles: Sequence[str], widths: Sequence[int]) -> str:
    parts, lines = [""], 1
    for head, style, width, value in zip(heads, styles, widths, row, strict=True):
        if value.__class__ is str:
            if len(value) > width:  # type: ignore[arg-type]  # a str
                lines = max(lines, _lines(value, width))  # type: ignore[arg-type]  # a str
            parts.append(f'{head}{number}" s="{style}" t="inlineStr"><is>{_text(value)}</is></c>')  # type: ignore[arg-type]  # a str
        elif value.__class__ is Decimal or value.__class__ is int:
            parts.append(f'{head}{number}" s="{style}"><v>{value}</v></c>')
        else:
            parts.append(f'{head}{number}" s="{style}"{_other(value)}')
    parts[0] = f'<row r="{number}">' if lines == 1 else f'<row r="{number}" ht="{lines * _LINE}" customHeight="1">'
    parts.append("</row>")
    return "".join(parts)


def _lines(text: str, width: int) -> int:
    """How many lines the text takes when it wraps; LibreOffice makes no room by itself. Excel takes 409 points."""
    return min(-(-len(text) * 10 // (width * 9)) + text.count("\n"), _MOST_LINES)


def _other(value: Cell) -> str:
    match value:
        case None:
            return "/>"
        case bool():
            return f' t="b"><v>{int(value)}</v></c>'
        case datetime():
            return f"><v>{_serial(value)}</v></c>"
        case date():
            return f"><v>{(value - _EPOCH).days}</v></c>"
        case int() | float() | Decimal():
            return f"><v>{value}</v></c>"
    return f' t="inlineStr"><is>{_text(str(value))}</is></c>'


def _serial(at: datetime) -> float:
    local = make_naive(at) if is_aware(at) else at
    return (local.date() - _EPOCH).days + (local.hour * 3600 + local.minute * 60 + local.second) / 86400


def _text(text: str) -> str:
    if not _SPECIAL.search(text):
        return f"<t>{text[:MAX_TEXT]}</t>"
    return f'<t xml:space="preserve">{_SPECIAL.sub(_escaped, text[:MAX_TEXT])}</t>'


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    return sign if sign.isspace() and sign.isprintable() or sign in "\t\n\r" else _ESCAPES.get(sign, "")
