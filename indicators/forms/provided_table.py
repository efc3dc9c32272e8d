"""One table of a department for all units and one period: every row with its fate, what is to be mended first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from campaigns.models import Participation
from campaigns.periods import Period
from common.addresses import row_id
from common.columns import as_text
from common.decimals import Notation, ambiguous, decide_notation, notation_of
from common.faults import Faults
from common.spreadsheets import CellValue, Row
from common.vietnamese import search_key
from indicators import permissions
from indicators.files.values import NA_WORDS, NOT_APPLICABLE, NoValue, contradicts, read_number, read_value
from indicators.forms.pasted import is_total
from indicators.forms.pasted_columns import FIGURES, PARTS, Layout, layout_of, typed_numbers
from indicators.forms.provided_rows import LEFT_OUT, SKIP, Mend, Plan, PlannedRow
from indicators.forms.unit_names import UnitNames, strangers
from indicators.gauges import Texts, Typed, gauge_of, same_figure
from indicators.models import Cell, Criterion
from indicators.queries.lines import CampaignLines
from indicators.queries.seats import Seat, seats
from indicators.scoring.lines import Measure
from indicators.showing import computed
from indicators.values import NOTE_LIMIT, not_applicable, read_typed, typed_of
from units.models import Unit

BETWEEN = " · "
# Choosing a unit for more rows than this is slower than mending the table.
MOST_MENDED = 100


class Planner:
    """Reads one table for one line and period; what it knows is read once, in a constant number of queries."""

    def __init__(
        self, lines: CampaignLines, line: Criterion, period: Period, *, units: list[Unit], today: date, language: str
    ) -> None:
        self.lines, self.line, self.period = lines, line, period
        self.today, self.language = today, language
        self.measure = gauge_of(line.spec).measure
        self.participants = {row.unit_id: row for row in lines.participations}
        self.given = {unit.pk for unit in units}
        self.wanted = [unit for unit in units if permissions.has_begun(period, unit, today)]
        self.names = UnitNames(lines)
        self.seats = seats(lines.campaign.pk, self.participants)
        self.known = _latest(line, period)

    def plan(
        self,
        rows: Sequence[Row],
        mends: Mapping[int, Mend],
        decimal: Notation | None = None,
        columns: Mapping[int, str] | None = None,
    ) -> Plan:
        """``columns``: the role of each column as a person said. Raises ``Faults`` where there is no column of units
        or of figures, or two notations are mixed."""
        names = self.line.name.values()
        layout = layout_of(rows, self.measure, self.names.is_unit, names=names, chosen=columns)
        notation, undecided = self._notation(rows, layout, decimal)
        reader = _Reader(self, layout, notation, is_open=not undecided and not layout.is_open)
        planned = [reader.row(line, cells, mends.get(line, Mend())) for line, cells in rows[layout.first_row :]]
        _refuse_twice(planned)
        _name_strangers(planned)
        named = {row.unit.pk for row in planned if row.unit and row.fate not in LEFT_OUT and not row.is_unit_fault}
        rest = [unit for unit in self.wanted if unit.pk not in named]
        _guess(planned, {unit.pk for unit in rest})
        spoken_of = set().union(*map(_meant, planned))
        return Plan(planned, [unit for unit in rest if unit.pk not in spoken_of], rest, layout, undecided)

    def _notation(
        self, rows: Sequence[Row], layout: Layout, decimal: Notation | None
    ) -> tuple[Notation | None, list[str]]:
        """``1.240`` in a count is a thousand and more; elsewhere the person is asked where nothing else decides."""
        cells = typed_numbers(rows, layout)
        notation, faults = decide_notation(cells)
        if len({notation_of(text) for _line, text in cells} - {None}) > 1:
            raise Faults(faults)
        if notation or not faults or decimal:
            return notation or decimal, []
        texts = [text for _line, text in cells]
        if self.measure.kind == "count":
            return ("comma" if any("." in text for text in texts) else "point"), []
        return None, list(dict.fromkeys(filter(ambiguous, texts)))[:3]


def _meant(row: PlannedRow) -> set[int]:
    """The units a row may be about; one left out says nothing of its unit."""
    if row.fate in LEFT_OUT:
        return set()
    return {unit.pk for unit in ([row.unit] if row.unit else row.options)}


def _name_strangers(rows: Iterable[PlannedRow]) -> None:
    """Tells a unit of the register that takes no part from a name that nobody bears."""
    unknown = [(row, set(row.text.split(BETWEEN))) for row in rows if row.fate == "unknown"]
    known = strangers({text for _row, some in unknown for text in some})
    for row, some in unknown:
        row.fate = "stranger" if some & known else row.fate


def _guess(rows: Iterable[PlannedRow], without: set[int]) -> None:
    """Chosen beforehand only where one near unit alone is still without a figure."""
    for row in rows:
        likely = [unit.pk for unit in row.options if unit.pk in without]
        row.guess = likely[0] if row.fate in ("unknown", "ambiguous") and len(likely) == 1 else None


def _latest(line: Criterion, period: Period) -> dict[int, Cell]:
    cells = Cell.objects.filter(series=line.series_id, period=period.code, latest__isnull=False)
    return {cell.unit_id: cell for cell in cells.select_related("latest")}


def _refuse_twice(rows: Iterable[PlannedRow]) -> None:
    by_unit: dict[int, list[PlannedRow]] = defaultdict(list)
    for row in rows:
        if row.unit is not None and not row.is_unit_fault and row.fate not in LEFT_OUT:
            by_unit[row.unit.pk].append(row)
    for some in by_unit.values():
        lines = ", ".join(str(row.line) for row in some)
        for row in some if len(some) > 1 else ():
            row.fate, row.message = "twice", _("Rows %(lines)s. Leave all but one out.") % {"lines": lines}


class _Reader:
    """From the cells of a row to its fate."""

    def __init__(self, planner: Planner, layout: Layout, notation: Notation | None, *, is_open: bool) -> None:
        self.planner, self.layout, self.notation = planner, layout, notation
        # While the notation is in doubt, figures are not judged.
        self.judges = is_open

    def row(self, line: int, cells: Sequence[CellValue], mend: Mend) -> PlannedRow:
        texts = self.layout.unit_texts(cells)
        row = PlannedRow(line, BETWEEN.join(texts), "unknown", texts=self._texts(cells), chosen=mend.unit)
        if mend.unit == SKIP:
            row.fate = "skipped"
        elif any(is_total(as_text(cell)) for cell in cells[: max(self.layout.unit) + 1]):
            row.fate = "total"
        elif mend.texts is None and not self.layout.has_figure(cells):
            self._find(row, texts, mend)
            row.fate = "unread" if self.layout.has_words(cells) else "empty"
        else:
            self._find(row, texts, mend)
            self._judge(row, cells, mend)
        return row

    def _texts(self, cells: Sequence[CellValue]) -> Texts:
        shown = {name: self._shown(self.layout.cell(cells, name)) for name in (*FIGURES, "note")}
        return Texts(**shown)

    def _shown(self, cell: CellValue) -> str:
        text = as_text(cell)
        return text.replace(".", ",") if isinstance(cell, Decimal) and self.planner.language == "vi" else text

    def _find(self, row: PlannedRow, texts: Sequence[str], mend: Mend) -> None:
        participants = self.planner.participants
        chosen = participants.get(row_id(mend.unit) or 0)
        if chosen is not None:
            self._settle(row, chosen, "chosen")
            return
        match = next((found for found in map(self.planner.names.read, texts) if found.ids), None)
        if match is None:
            row.options = self.planner.names.near(texts)
        elif match.id is None:
            row.fate, row.options = "ambiguous", [participants[pk].unit for pk in match.ids]
        else:
            self._settle(row, participants[match.id], match.how)

    def _settle(self, row: PlannedRow, place: Participation, how: str) -> None:
        row.unit, row.fate = place.unit, how
        planner = self.planner
        if not place.is_active:
            row.fate = "stranger"
        elif not planner.lines.applies(planner.line, place.unit):
            row.fate = "elsewhere"
        elif place.unit_id not in planner.given:
            row.fate = "recused"
        else:
            self._refuse_closed(row, planner.seats.get(place.unit_id))

    def _refuse_closed(self, row: PlannedRow, seat: Seat | None) -> None:
        assert row.unit is not None
        for answer in (
            permissions.is_open(seat),
            permissions.has_begun(self.planner.period, row.unit, self.planner.today),
        ):
            if not answer and row.fate != "closed":
                row.fate, row.message = "closed", str(answer.reason)

    def _judge(self, row: PlannedRow, cells: Sequence[CellValue], mend: Mend) -> None:
        if not self.judges:
            return
        try:
            row.typed = self._typed(cells, mend)
        except (Faults, NoValue) as refused:
            row.texts = mend.texts or row.texts
            row.message = row.message or " ".join(self._sentences(refused))
            row.fate = row.fate if row.is_unit_fault else "faulty"
            return
        self._warn(row, cells if mend.texts is None else ())
        self._compare(row)

    def _compare(self, row: PlannedRow) -> None:
        cell = self.planner.known.get(row.unit.pk) if row.unit else None
        row.before = cell.latest if cell else None
        is_same = row.before is not None and row.typed is not None and same_figure(row.typed, row.before)
        if is_same and cell is not None and cell.state != "returned" and not row.is_unit_fault:
            row.fate = "unchanged"

    def _typed(self, cells: Sequence[CellValue], mend: Mend) -> Typed:
        line = self.planner.line
        if mend.texts is not None:
            typed = read_typed(line, mend.texts, language=self.planner.language)
            if typed is None:
                raise NoValue(_("A figure is missing."))
            return typed
        note = self._note(cells)
        words = {search_key(as_text(self.layout.cell(cells, name))) for name in FIGURES} - {""}
        if words and words <= NA_WORDS:
            return not_applicable(note)
        value = read_value(self.layout.cell(cells, "value"), self.notation) if self._reads_value(cells) else None
        if value is NOT_APPLICABLE:
            return not_applicable(note)
        n, d = (read_number(self.layout.cell(cells, name), self.notation) for name in PARTS)
        if value is None and n is None and d is None:
            raise NoValue(_("No figure stands in the columns that are read."))
        return typed_of(line, value=value, numerator=n, denominator=d, note=note)  # type: ignore[arg-type]  # n/a left

    def _reads_value(self, cells: Sequence[CellValue]) -> bool:
        """Where both parts stand in the row the stated ratio is only compared with them."""
        return not all(as_text(self.layout.cell(cells, name)) for name in PARTS)

    def _warn(self, row: PlannedRow, cells: Sequence[CellValue]) -> None:
        typed, text = row.typed, as_text(self.layout.cell(cells, "value"))
        if not typed or typed.numerator is None or not typed.denominator or not text:
            return
        if not self._is_same_share(text, cells, typed):
            row.warning = _("The table says %(stated)s; the two numbers give %(share)s, which is taken.") % {
                "stated": self._shown(self.layout.cell(cells, "value")),
                "share": computed(self.planner.line, typed).lstrip("= "),
            }

    def _is_same_share(self, text: str, cells: Sequence[CellValue], typed: Typed) -> bool:
        cell = self.layout.cell(cells, "value")
        try:
            stated = read_number(text.rstrip("% ") if isinstance(cell, str) else cell, self.notation)
        except NoValue:
            return False
        assert typed.numerator is not None
        assert typed.denominator is not None
        return stated is not None and not contradicts(stated, typed.numerator, typed.denominator)

    def _note(self, cells: Sequence[CellValue]) -> str:
        note = as_text(self.layout.cell(cells, "note"))
        if note.startswith("="):
            raise NoValue(_("The note begins with “=”: formulas are not taken."))
        if len(note) > NOTE_LIMIT:
            raise NoValue(_("The note is longer than %(limit)s characters.") % {"limit": NOTE_LIMIT})
        return note

    def _sentences(self, refused: Exception) -> list[str]:
        """What is wrong, in the terms of this line."""
        if isinstance(refused, Faults):
            return [fault.message for fault in refused.faults]
        text = getattr(refused, "text", "")
        return [_not_taken(self.planner.measure, text) if text else str(refused)]


def _not_taken(measure: Measure, text: str) -> str:
    """What was typed, and what this line takes."""
    if measure.kind == "yes_no":
        message = _("“%(text)s” is neither yes nor no.")
    elif measure.kind == "date":
        message = _("“%(text)s” is not a date. Write it like 03/9/2025.")
    elif measure.kind == "count":
        message = _("“%(text)s” is not a number. This line takes a whole number, or “not applicable” (KAD).")
    else:
        message = _("“%(text)s” is not a number. This line takes a number, or “not applicable” (KAD).")
    return message % {"text": text}
