"""Which column of a pasted table holds unit, figure, parts of a ratio and note: by heading, else by position.

A column's *role* is ``value``, ``numerator``, ``denominator``, ``note`` or nothing: left out."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from common.columns import as_text
from common.faults import Faults
from common.spreadsheets import CellValue, Row
from indicators.files.values import NoValue, may_fix_notation, read_value
from indicators.forms.headings import roles_of
from indicators.scoring.lines import Measure

LOOKED_AT = 60
PARTS = ("numerator", "denominator")
FIGURES = ("value", *PARTS)
ROLES = (*FIGURES, "note")
# "A", "1", "(2)": forms number their columns below the heading.
_NUMBERING = re.compile(r"\(?(\d{1,2}|[A-Z])?\)?")
Sample = Sequence[Sequence[CellValue]]
IsUnit = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Column:
    """A column beside the units; ``sample`` is its first cell, ``holds_figures`` what most of its cells are."""

    place: int
    heading: str
    role: str
    sample: str
    holds_figures: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns stand (0-based) and with which row the data begin. ``unit`` may be two columns: code, name.
    ``how``: the roles come from ``headings``, ``position`` or were ``chosen``."""

    first_row: int
    unit: tuple[int, ...]
    places: dict[str, int]
    columns: tuple[Column, ...] = ()
    how: str = "headings"

    @property
    def has_parts(self) -> bool:
        return set(PARTS) <= set(self.places)

    @property
    def is_open(self) -> bool:
        """Whether a person must say which column is which: no figure, or one part of a ratio without the other."""
        return not set(FIGURES) & set(self.places) or len(set(PARTS) & set(self.places)) == 1

    @property
    def told(self) -> str:
        """What was read as what, as a page sends it back."""
        return " ".join(f"{place}:{role}" for role, place in sorted(self.places.items()))

    def cell(self, cells: Sequence[CellValue], column: str) -> CellValue:
        place = self.places.get(column)
        return cells[place] if place is not None and place < len(cells) else None

    def unit_texts(self, cells: Sequence[CellValue]) -> list[str]:
        texts = (as_text(cells[place]) for place in self.unit if place < len(cells))
        return [text for text in texts if text]

    def has_figure(self, cells: Sequence[CellValue]) -> bool:
        """Whether something is typed where figures are read or where most cells are figures."""
        read = {place for role, place in self.places.items() if role in FIGURES}
        looked = read | {column.place for column in self.columns if column.holds_figures}
        return any(place < len(cells) and as_text(cells[place]) for place in looked)

    def has_words(self, cells: Sequence[CellValue]) -> bool:
        places = (column.place for column in self.columns)
        return any(place < len(cells) and as_text(cells[place]) for place in places)


def layout_of(
    rows: Sequence[Row],
    measure: Measure,
    is_unit: IsUnit,
    *,
    names: Iterable[str] = (),
    chosen: Mapping[int, str] | None = None,
) -> Layout:
    """Find the columns by their headings, by position where there are none; ``names``: how the line is called.
    ``chosen``: a role by place, as a person said. Raises ``Faults`` where there is no unit or nothing beside it."""
    sample = [cells for _line, cells in rows[:LOOKED_AT]]
    units = _unit_columns(sample, is_unit)
    if not units:
        raise Faults(_("No column names the units of this campaign. One column must hold their name or code."))
    known = next(at for at, cells in enumerate(sample) if any(_is_unit(cells, place, is_unit) for place in units))
    data = [cells for _line, cells in rows[known:]]
    figures = _figure_columns(data, max(units))
    heading, places = _heading_row(sample[:known], measure, list(names), units)
    first = _below(sample, heading) if heading is not None else _after_titles(sample, known)
    headings = _headings(sample, heading if heading is not None else _untold(sample, first, figures), units)
    how = "headings"
    if not headings:
        places, how = _by_position(data, figures, max(units), measure), "position"
    elif heading is None and len(figures) == 1:
        places = {"value": figures[0]}
    if not figures and not places:
        raise Faults(_("No column of figures was found beside the units."))
    said = {role: place for place, role in (chosen or {}).items() if role in ROLES}
    if chosen is not None and said != places:
        places, how = said, "chosen"
    columns = _columns(data, units, headings, places, figures)
    return replace(Layout(first, units, places), columns=columns, how=how)


def _below(sample: Sample, heading: int) -> int:
    """The data begin under the heading and under the numbers of the columns, where a form has them."""
    rest = range(heading + 1, len(sample))
    return next((at for at in rest if not _is_numbering(sample[at])), len(sample))


def _is_numbering(cells: Sequence[CellValue]) -> bool:
    return all(map(_NUMBERING.fullmatch, map(as_text, cells)))


def _after_titles(sample: Sample, known: int) -> int:
    """Rows above the first known unit are titles, unless they hold figures: a misspelt unit may stand first."""
    figures = [any(_is_figure(cell) for cell in cells[1:]) and not _is_numbering(cells) for cells in sample[:known]]
    return next((at for at in range(known) if all(figures[at:])), known)


def _untold(sample: Sample, first: int, figures: Sequence[int]) -> int | None:
    """The row of headings none of which is known: words above the figures."""
    for at in reversed(range(first)):
        if any(_text(sample[at], place) and not _is_figure(sample[at][place]) for place in figures):
            return at
    return None


def _unit_columns(sample: Sample, is_unit: IsUnit) -> tuple[int, ...]:
    """The column most of whose cells are units; a second one (code beside name) where it says nearly as much."""
    width = max(len(cells) for cells in sample)
    counts = [sum(_is_unit(cells, place, is_unit) for cells in sample) for place in range(width)]
    best = max(counts)
    return tuple(place for place, count in enumerate(counts) if best and 2 * count > best)


def _is_unit(cells: Sequence[CellValue], place: int, is_unit: IsUnit) -> bool:
    text = _text(cells, place)
    return bool(text) and is_unit(text)


def _heading_row(
    above: Sample, measure: Measure, names: list[str], units: tuple[int, ...]
) -> tuple[int | None, dict[str, int]]:
    """The lowest row above the first known unit that holds a known heading, and the columns it names."""
    for at in reversed(range(len(above))):
        if any(map(_is_figure, above[at])):
            continue
        found = roles_of(_headings(above, at, units), measure, names)
        if set(FIGURES) & set(found):
            return at, found
    return None, {}


def _headings(sample: Sample, at: int | None, units: tuple[int, ...]) -> dict[int, str]:
    """The heading of every column beside the units; a cell that is merged with the one above it shows that one's."""
    if at is None:
        return {}
    found = {}
    for place in range(max(len(cells) for cells in sample)):
        texts = (_text(sample[row], place) for row in range(at, -1, -1))
        text = next(filter(None, texts), "")
        if text and place not in units:
            found[place] = " ".join(text.split())
    return found


def _by_position(data: Sample, figures: list[int], unit: int, measure: Measure) -> dict[str, int]:
    """Figures to the right of the units in the order an official table has them; the first column of words is the
    note."""
    wanted = (*PARTS, "value") if measure.has_parts and len(figures) > 1 else ("value",)
    places = dict(zip(wanted, figures, strict=False))
    words = [place for place in range(unit + 1, _width(data)) if place not in figures and _first(data, place)]
    return places | ({"note": words[0]} if words and places else {})


def _columns(
    data: Sample, units: tuple[int, ...], headings: Mapping[int, str], places: Mapping[str, int], figures: list[int]
) -> tuple[Column, ...]:
    """All but the units and the running number before them; empty ones without a heading are no columns."""
    roles = {place: role for role, place in places.items()}
    return tuple(
        Column(place, headings.get(place, ""), roles.get(place, ""), _first(data, place), place in figures)
        for place in range(_width(data))
        if place not in units
        and (place > min(units) or place in roles or not _is_running(data, place))
        and (headings.get(place) or _first(data, place) or place in roles)
    )


def _is_running(data: Sample, place: int) -> bool:
    return all(_NUMBERING.fullmatch(_text(cells, place)) or _text(cells, place).isdigit() for cells in data)


def _figure_columns(data: Sample, unit: int) -> list[int]:
    return [place for place in range(unit + 1, _width(data)) if _mostly(data, place)]


def _mostly(data: Sample, place: int) -> bool:
    filled = [cells[place] for cells in data if place < len(cells) and cells[place] is not None]
    return bool(filled) and 2 * sum(map(_is_figure, filled)) >= len(filled)


def _first(data: Sample, place: int) -> str:
    return next((text for cells in data if (text := _text(cells, place))), "")


def _text(cells: Sequence[CellValue], place: int) -> str:
    return as_text(cells[place]) if place < len(cells) else ""


def _width(data: Sample) -> int:
    return max(len(cells) for cells in data)


def _is_figure(cell: CellValue) -> bool:
    """Whether a cell looks like one, in whatever notation: a formula or a wrong number is a figure to be mended."""
    if cell is None:
        return False
    text = as_text(cell)
    if not isinstance(cell, str) or text.startswith("=") or re.fullmatch(r"[-+]?[\d.,\s]*\d[\d.,\s]*%?", text):
        return True
    try:
        return read_value(text, None) is not None
    except NoValue:
        return text.casefold() in {"nan", "inf", "x"}


def typed_numbers(rows: Sequence[Row], layout: Layout) -> list[tuple[int, str]]:
    """Texts that may show how the table writes its numbers."""
    return [
        (line, str(cell))
        for line, cells in rows[layout.first_row :]
        for cell in (layout.cell(cells, column) for column in FIGURES)
        if may_fix_notation(cell)
    ]
