"""Finding the heading row below whatever titles an official table carries."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from common.faults import Fault, Faults
from common.spreadsheets.table import CellValue, Row, Table, column_letter, heading_key

_LOOKED_AT = 40


def with_headings(lines: Iterable[Row], *, name: str, wanted: Collection[str] | None, **about: object) -> Table:
    """Split lines (none of them empty) into headings and rows; raises Faults when that cannot be done.

    With ``wanted`` the heading row is the one among the first 40 that holds most of these
    headings (case and diacritics apart); without, the first line that is not empty. An empty ``wanted`` says that
    nobody knows the headings: the first line is then no measure of the table's width.
    """
    lines = list(lines)
    if not lines:
        raise Faults(Fault(_("The table is empty."), 0, name))
    place = _place_of(lines[:_LOOKED_AT], wanted, name) if wanted else 0
    heading_line, cells = lines[place]
    headings = _texts(cells)
    _refuse_twice(headings, wanted or (), heading_line, name)
    is_open = wanted is not None and not wanted
    width = max(len(cells) for _number, cells in lines) if is_open else len(headings)
    rows = [line if len(line[1]) == width else _fitted(line, width) for line in lines[place + 1 :]]
    return Table(headings=headings, rows=rows, heading_line=heading_line, **about)  # type: ignore[arg-type]  # passed through


def _texts(cells: list[CellValue]) -> list[str]:
    texts = [" ".join(str(cell).split()) if cell is not None else "" for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _fitted(line: Row, width: int) -> Row:
    number, values = line
    return number, (values + [None] * (width - len(values)))[:width]


def _place_of(lines: list[Row], wanted: Collection[str], name: str) -> int:
    keys = {heading_key(heading) for heading in wanted}
    found = [len(keys & {heading_key(text) for text in _texts(cells)}) for _number, cells in lines]
    best = max(found)
    if not best:
        message = _("No heading row was found. Expected headings: %(headings)s.")
        raise Faults(Fault(message % {"headings": ", ".join(wanted)}, 0, name))
    return found.index(best)


def _refuse_twice(headings: list[str], wanted: Collection[str], line: int, name: str) -> None:
    keys = list(map(heading_key, headings))
    message = _("The heading “%(heading)s” stands in columns %(columns)s. Keep one of them.")
    faults = []
    for heading in wanted:
        places = [column_letter(place) for place, key in enumerate(keys) if key == heading_key(heading)]
        if len(places) > 1:
            faults.append(Fault(message % {"heading": heading, "columns": ", ".join(places)}, line, name))
    if faults:
        raise Faults(faults)
