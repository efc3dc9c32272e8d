"""Reading a sheet's XML as bytes before any parser: what a parser would not tell or not survive.

A workbook reader keeps a dense grid up to the farthest cell, so two cells in opposite corners
would take all memory; it shows error cells as empty ones, and formulas only as their last result.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import gettext as _

from common.spreadsheets.archive import BadArchive
from common.spreadsheets.table import column_number

NARROW, WIDE = 40, 256
MAX_CELLS = 20_000_000
_LONGEST = 32 * 1024 * 1024

_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# Elements may carry a prefix (x:row); looking for one everywhere would take three times as long. No pattern runs
# past the next "<", nor looks twice for the same thing: else a small file of open elements takes minutes.
_ROW_NUMBER = {
    False: re.compile(rb'<row [^<>]*?r="(\d{1,9})'),
    True: re.compile(rb'<(?:\w+:)?row\s[^<>]*?\br\s*=\s*["\'](\d{1,9})'),
}
_FORMULA = {False: re.compile(rb"<f[ />]"), True: re.compile(rb"<(?:\w+:)?f[\s/>]")}
_ERROR_TYPE = b't="e"'
# Looked for one byte at a time, which costs nothing beside a search for several.
_LOOSE_SIGNS = (b"'", b"\t", b"\n", b"\r")
_HEAD = 4096
_PLACE = rb'\br="([A-Za-z]{1,3})(\d{1,7})"'
_FORMULA_CELL = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v[^<>]*>([^<]*))?"
)
_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*)>")


@dataclass
class Oddities:
    """(line, column) of formula cells, of those without a stored result, and of error cells."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    unsolved: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)


@dataclass
class Extent:
    """What the quick pass over one part found."""

    rows: int = 0
    columns: int = NARROW
    is_sheet: bool = False
    is_prefixed: bool = False
    is_odd: bool = False


def quick_look(pieces: Iterable[bytes]) -> Extent:
    """Refuses (``BadArchive``) declarations in the XML and cells too far out; tells whether to look closer."""
    extent = Extent()
    for piece in _cut_before(b"<", pieces):
        _refuse_declarations(piece)
        extent.is_sheet = extent.is_sheet or b"worksheet" in piece
        if extent.is_sheet:
            _measure(piece, extent)
    return extent


def _cut_before(mark: bytes, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces cut only before a mark, so that no element is cut."""
    tail = b""
    for piece in pieces:
        whole = tail + piece
        cut = whole.rfind(mark)
        if len(whole) - cut > _LONGEST:
            raise BadArchive(_("The file is damaged and cannot be opened as a workbook."))
        yield whole[: max(cut, 0)]
        tail = whole[max(cut, 0) :]
    yield tail


def _refuse_declarations(piece: bytes) -> None:
    if b"!" in piece and _DECLARATION.search(piece):
        raise BadArchive(_("The workbook declares entities inside; it was not opened."))
    if piece.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadArchive(_("The file is damaged and cannot be opened as a workbook."))


def _measure(piece: bytes, extent: Extent) -> None:
    extent.is_prefixed = extent.is_prefixed or b":worksheet" in piece[:_HEAD]
    is_loose = extent.is_prefixed or any(sign in piece for sign in _LOOSE_SIGNS)
    last_row = 0 if is_loose else max(piece.rfind(b"<row "), 0)
    _note_rows(_ROW_NUMBER[is_loose].findall(piece, last_row), extent)
    if _beyond(extent, is_loose).search(piece):
        _note_rows(_ROW_NUMBER[is_loose].findall(piece), extent)
        extent.columns = WIDE
    if extent.columns == WIDE and _beyond(extent, is_loose).search(piece):
        raise BadArchive(_("The sheet has cells right of column %(column)s.") % {"column": "IV"})
    if extent.rows * extent.columns > MAX_CELLS:
        raise BadArchive(_("The sheet reaches too far down or to the right. Delete its empty rows and columns."))
    has_error = b"#" in piece and _ERROR_TYPE in piece
    extent.is_odd = extent.is_odd or has_error or bool(_FORMULA[is_loose].search(piece))


def _note_rows(numbers: Iterable[bytes], extent: Extent) -> None:
    extent.rows = max([extent.rows, *map(int, numbers)])


def _beyond(extent: Extent, is_loose: bool) -> re.Pattern[bytes]:
    digits = str(max(extent.rows, 1))
    return _beyond_pattern(extent.columns, len(digits), digits[0], is_loose)


@lru_cache(maxsize=64)
def _beyond_pattern(columns: int, digits: int, first: str, is_loose: bool) -> re.Pattern[bytes]:
    """Finds a cell right of ``columns``, or a row or cell below what a number of these digits can mean.

    A filter that lets up to twice the rows pass, since it looks at the first digit and the length only.
    """
    letters = {NARROW: "[A-Z]|A[A-N]", WIDE: "[A-Z]|[A-H][A-Z]|I[A-V]"}[columns]
    lines = rf"[1-{first}]\d{{{digits - 1}}}" + (rf"|\d{{1,{digits - 1}}}" if digits > 1 else "")
    start = r"\sr\s*=\s*[\"']" if is_loose else ' r *= *"'
    return re.compile(rf"{start}(?!(?:{letters})?(?:{lines})[\"'])".encode())


def closer_look(pieces: Iterable[bytes]) -> Oddities:
    """Where the formulas and errors of one sheet stand."""
    found = Oddities()
    for piece in _cut_before(b"<row", pieces):
        for cell in _FORMULA_CELL.finditer(piece):
            place = _place(cell[1])
            found.formulas.add(place)
            if not (cell[2] or b"").strip() and b't="str"' not in cell[1]:
                found.unsolved.add(place)
        if _ERROR_TYPE in piece:
            found.errors.update(_place(cell[1]) for cell in _CELL.finditer(piece) if _ERROR_TYPE in cell[1])
    found.formulas.discard((0, 0))
    return found


def _place(attributes: bytes) -> tuple[int, int]:
    found = re.search(_PLACE, attributes)
    return (int(found[2]), column_number(found[1].decode())) if found else (0, 0)
