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
from indicators import permissions
from indicators.files.values import NOT_APPLICABLE, NoValue, read_number, read_value
from indicators.forms.pasted import Layout, is_total, layout_of, typed_numbers
from indicators.forms.provided_rows import LEFT_OUT, SKIP, Mend, Plan, PlannedRow
from indicators.forms.unit_names import UnitNames, strangers
from indicators.gauges import Texts, Typed, gauge_of, same_figure
from indicators.models import Cell, Criterion
from indicators.queries.lines import CampaignLines
from indicators.queries.seats import Seat, seats
from indicators.values import NOTE_LIMIT, not_applicable, read_typed, typed_of
from units.models import Unit

BETWEEN = " · "
# Choosing a unit for more rows than this is slower than mending the table.
MOST_MENDED = 100
FIGURES = ("value", "numerator", "denominator")


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

    def plan(self, rows: Sequence[Row], mends: Mapping[int, Mend], decimal: Notation | None = None) -> Plan:
        """Raises ``Faults`` where there is no column of units or of figures, or two notations are mixed."""
        layout = layout_of(rows, self.measure, self.names.is_unit)
        notation, undecided = self._notation(rows, layout, decimal)
        reader = _Reader(self, layout, notation, is_open=not undecided)
        planned = [reader.row(line, cells, mends.get(line, Mend())) for line, cells in rows[layout.first_row :]]
        _refuse_twice(planned)
        _name_strangers(planned)
        named = {row.unit.pk for row in planned if row.unit and row.fate not in LEFT_OUT and not row.is_unit_fault}
        without = [unit for unit in self.wanted if unit.pk not in named]
        _guess(planned, {unit.pk for unit in without})
        return Plan(planned, without, without, undecided)

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
        elif mend.texts is None and not self._has_figure(cells):
            self._find(row, texts, mend)
            row.fate = "empty"
        else:
            self._find(row, texts, mend)
            self._judge(row, cells, mend)
        return row

    def _has_figure(self, cells: Sequence[CellValue]) -> bool:
        return any(as_text(self.layout.cell(cells, column)) for column in FIGURES)

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
            row.message = row.message or "; ".join(_sentences(refused))
            row.fate = row.fate if row.is_unit_fault else "faulty"
            return
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
        value = read_value(self.layout.cell(cells, "value"), self.notation)
        if value is NOT_APPLICABLE:
            return not_applicable(note)
        n, d = (read_number(self.layout.cell(cells, name), self.notation) for name in ("numerator", "denominator"))
        return typed_of(line, value=value, numerator=n, denominator=d, note=note)  # type: ignore[arg-type]  # n/a left

    def _note(self, cells: Sequence[CellValue]) -> str:
        note = as_text(self.layout.cell(cells, "note"))
        if note.startswith("="):
            raise NoValue(_("The note begins with “=”: formulas are not taken."))
        if len(note) > NOTE_LIMIT:
            raise NoValue(_("The note is longer than %(limit)s characters.") % {"limit": NOTE_LIMIT})
        return note


def _sentences(refused: Exception) -> list[str]:
    return [fault.message for fault in refused.faults] if isinstance(refused, Faults) else [str(refused)]
