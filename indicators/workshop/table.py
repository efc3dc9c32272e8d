"""The criteria table as it stands in a plan: columns by their heading in any order, rows put back together."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from common.faults import Fault, Faults
from common.formats import number_text
from common.vietnamese import search_key
from indicators.workshop.clauses import is_condition
from indicators.workshop.outline import HEADING, read_label

# What headings contain, without diacritics; the first column whose heading fits takes it.
HEADINGS: dict[str, tuple[str, ...]] = {
    "label": ("tt", "stt", "so tt", "so thu tu", "no", "ma"),
    "points": ("diem toi da", "diem chuan", "thang diem", "so diem", "diem", "max points", "maximum", "points"),
    "rule": ("cach cham", "cach tinh", "phuong phap", "huong dan cham", "tieu chuan cham", "how it is scored",
             "scoring"),
    "evidence": ("minh chung", "tai lieu kiem chung", "kiem chung", "tai lieu", "evidence"),
    "provider": ("cung cap so lieu", "don vi cung cap", "nguon so lieu", "provided by"),
    "verifier": ("don vi tham dinh", "co quan tham dinh", "tham dinh", "don vi cham", "don vi theo doi", "verified by"),
    "reported": ("ky bao cao", "ky so lieu", "tan suat", "reported"),
    "due": ("thoi han", "han hoan thanh", "due"),
    "name": ("noi dung", "tieu chi", "chi tieu", "tieu chi thanh phan", "ten", "criterion", "content", "criteria"),
}  # fmt: skip
NEEDED = ("name", "points")
LOOKED_AT = 40
MOST_ROWS, MOST_COLUMNS = 2000, 60
# No appendix of a plan comes near: more is a wrong file, and reading it would keep everybody waiting.
MOST_SIGNS, MOST_IN_A_CELL = 500_000, 5_000
_TOTAL = re.compile(
    r"(?:tong|tong cong|cong|tong diem|tong so|tong so diem|total|sum)(?: (?:diem|cong|so|toi da|a|b|i|ii|iii|cac).*)?"
)


# Parts whose points stand beside the total.
APART = re.compile(
    r"(?:cac |phan |nhom |noi dung |tieu chi |muc )*(?:diem thuong|diem cong|diem tru|thuong diem|tru diem|cong diem)\b"
)


@dataclass(slots=True)
class Row:
    """One criterion of the table, its cells as text; ``line`` is the 1-based line of what was pasted."""

    line: int
    label: str = ""
    name: str = ""
    points: str = ""
    rule: str = ""
    evidence: str = ""
    provider: str = ""
    verifier: str = ""
    reported: str = ""
    due: str = ""


@dataclass(slots=True)
class Table:
    """The rows in order, the stated total (empty where none is), and headings that say nothing to us."""

    rows: list[Row]
    total: str = ""
    total_line: int = 0
    left_out: list[str] = field(default_factory=list)


def read_rows(text: str) -> Table:
    """The table pasted from Word or Excel (tabs between cells, quoted cells may hold line ends).

    Raises ``Faults`` where no heading row is found or no criterion stands below it."""
    _refuse_long_text(text)
    lines = _lines(text)
    at, places = _find_headings(lines)
    width = len(lines[at][1])
    headings = lines[at][1]
    table = Table([], left_out=[cell for place, cell in enumerate(headings) if cell and place not in places.values()])
    for number, cells in _rejoined(lines[at + 1 :], width):
        _refuse_long_cells(number, cells)
        row = Row(number, **{name: cells[place] if place < len(cells) else "" for name, place in places.items()})
        _take(row, table)
    for row in table.rows:
        _refuse_long_cells(row.line, (row.name, row.rule, row.points, row.evidence, row.provider, row.verifier))
    if not table.rows:
        raise Faults(Fault(_("No criterion stands below the headings."), lines[at][0], field="table"))
    return table


def as_text(rows: Iterable[Sequence[str]]) -> str:
    """Cells as they would be pasted: the inverse of reading, for a table that came as a file."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def _lines(text: str) -> list[tuple[int, list[str]]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u0007", "")
    mark = "\t" if "\t" in text else ";" if ";" in text.split("\n", 1)[0] else "\t"
    try:
        return _parsed(text, mark)
    except csv.Error:
        return _parsed_bare(text, mark)


def _parsed_bare(text: str, mark: str) -> list[tuple[int, list[str]]]:
    """Where quotes are no quotes: a cell ends at its mark, a row at its line's end."""
    found = [
        (number, [cell.strip() for cell in line.split(mark, MOST_COLUMNS)[:MOST_COLUMNS]])
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]
    _refuse_many(found)
    return [(number, cells) for number, cells in found if any(cells)]


def _parsed(text: str, mark: str) -> list[tuple[int, list[str]]]:
    reader, found, start = csv.reader(io.StringIO(text), delimiter=mark, strict=True), [], 1
    for cells in reader:
        cells = [cell.strip() for cell in cells[:MOST_COLUMNS]]
        if any(cells):
            found.append((start, cells))
        start = reader.line_num + 1
        _refuse_many(found)
    return found


def _refuse_many(found: Sequence[tuple[int, list[str]]]) -> None:
    if len(found) > MOST_ROWS:
        text = _("The table has more than %(count)d rows.") % {"count": MOST_ROWS}
        raise Faults(Fault(text, found[MOST_ROWS][0], field="table"))


def _refuse_long_text(text: str) -> None:
    if len(text) > MOST_SIGNS:
        values = {"count": number_text(len(text)), "most": number_text(MOST_SIGNS)}
        text = _("The table has %(count)s characters, more than the %(most)s that are read. Paste only the table.")
        raise Faults(Fault(text % values, field="table"))


def _refuse_long_cells(line: int, cells: Iterable[str]) -> None:
    longest = max(map(len, cells), default=0)
    if longest > MOST_IN_A_CELL:
        values = {"row": line, "count": number_text(longest), "most": number_text(MOST_IN_A_CELL)}
        text = _("Row %(row)s has a cell of %(count)s characters, more than %(most)s. Shorten it, then look again.")
        raise Faults(Fault(text % values, line, field="table"))


def _find_headings(lines: list[tuple[int, list[str]]]) -> tuple[int, dict[str, int]]:
    best = max(
        ((_places(cells), at) for at, (_number, cells) in enumerate(lines[:LOOKED_AT])), key=_found, default=None
    )
    if best is None or not all(name in best[0] for name in NEEDED):
        raise Faults(Fault(_no_headings(), 0, field="table"))
    return best[1], best[0]


def _found(candidate: tuple[dict[str, int], int]) -> tuple[bool, int, int]:
    places, at = candidate
    return all(name in places for name in NEEDED), len(places), -at


def _no_headings() -> str:
    return _(
        "No heading row was found. The table needs at least a column “Nội dung” (or “Tiêu chí”) and one “Điểm tối đa”; "
        "copy it together with its headings."
    )


def _places(cells: Sequence[str]) -> dict[str, int]:
    """Where each known column stands: exact headings first, then those that contain a known phrase."""
    keys = [search_key(cell) for cell in cells]
    places: dict[str, int] = {}
    for exact in (True, False):
        for name, phrases in HEADINGS.items():
            found = (place for phrase in phrases for place, key in enumerate(keys) if _fits(key, phrase, exact))
            place = next((place for place in found if place not in places.values()), None)
            if name not in places and place is not None:
                places[name] = place
    return places


def _fits(key: str, phrase: str, exact: bool) -> bool:
    if exact:
        return key == phrase
    return len(phrase) > 3 and f" {phrase} " in f" {key} " and len(key) <= 80


def _rejoined(lines: list[tuple[int, list[str]]], width: int) -> Iterable[tuple[int, list[str]]]:
    """Rows as wide as the headings: Word breaks a row where a cell holds several paragraphs."""
    pending: tuple[int, list[str]] | None = None
    for number, cells in lines:
        if pending and len(pending[1]) < width and _goes_on(pending[1], cells, width):
            pending = (pending[0], [*pending[1][:-1], "\n".join(filter(None, (pending[1][-1], cells[0]))), *cells[1:]])
            continue
        if pending:
            yield pending
        pending = (number, cells)
    if pending:
        yield pending


def _goes_on(cells: list[str], more: list[str], width: int) -> bool:
    return len(cells) + len(more) - 1 <= width and read_label(more[0]) is None


def _take(row: Row, table: Table) -> None:
    label = search_key(row.label)
    name = search_key(row.name)
    if _TOTAL.fullmatch(name or label) and not read_label(row.label):
        table.total, table.total_line = row.points or table.total, row.line
    elif not row.name and row.label and not read_label(row.label):
        # A heading over the whole width stands in the first cell only.
        row.name, row.label = row.label, HEADING
        table.rows.append(row)
    elif _is_numbering_of_columns(row):
        return
    elif _is_heading(row):
        row.label = HEADING
        table.rows.append(row)
    elif table.rows and _continues(row, table.rows[-1]):
        _append(row, table.rows[-1])
    else:
        table.rows.append(row)


def _is_numbering_of_columns(row: Row) -> bool:
    """The row (1) (2) (3) … under the headings."""
    cells = [cell.strip("() ") for cell in (row.label, row.name, row.points) if cell]
    return len(cells) > 1 and all(cell.isdigit() for cell in cells) and row.name.strip("() ").isdigit()


def _is_heading(row: Row) -> bool:
    """A part of the table named without a number: capitals, or bonus and deduction points."""
    if row.label or not row.name or row.rule:
        return False
    return (row.name.isupper() and not row.points) or bool(APART.match(search_key(row.name)))


def _continues(row: Row, above: Row) -> bool:
    """Whether a row without number carries on the one above instead of being a criterion of its own."""
    if read_label(row.label):
        return False
    return _is_level(row) or not row.name or not row.points and row.label != HEADING


def _is_level(row: Row) -> bool:
    """A level of the rule written as a row: "- Từ 95 % đến dưới 98 %" with its points beside it."""
    return bool(row.points) and is_condition(row.name)


def _append(row: Row, above: Row) -> None:
    if _is_level(row):
        above.rule = "\n".join(filter(None, (above.rule, f"{row.name.strip(' .:;,')}: {row.points} điểm", row.rule)))
        row.points = row.rule = ""
    elif row.name:
        above.name = f"{above.name} {row.name}"
    for column in ("points", "rule", "evidence", "provider", "verifier"):
        more, known = getattr(row, column), getattr(above, column)
        if more and more != known:
            setattr(above, column, "\n".join(filter(None, (known, more))))
