"""What the engine is fed: one ``UnitInput`` per participant and basis, from current values and the calendar."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from django.db.models import TextField
from django.db.models.functions import Cast

from campaigns.models import Campaign, Flag, Participation
from common.choices import Basis
from indicators.models import Criterion, CurrentValue
from indicators.queries.lines import CampaignLines
from indicators.scoring import NO_DATA, Cell, Scheme, Text, UnitInput, parse_exact
from units.models import Succession, Unit

# State, value, parts, when the earliest gap and the earliest figure fall due, how many wait, what is not apportioned.
Row = tuple[str, str, str, str, str | None, str | None, int, bool]
# A line as a unit meets it: code, id, its cell without data, whether a gap makes it partial.
Asked = tuple[str, int, Cell, bool]


@dataclass(slots=True)
class Inputs:
    """Participants with their cells per basis, and how many of each one's figures wait for a verdict.

    Where both bases say the same of a line, they share one cell. ``texts``: value and parts of a cell as exact text,
    by the cell's identity."""

    units: dict[str, list[UnitInput]] = field(default_factory=dict)
    by_key: dict[str, Unit] = field(default_factory=dict)
    waiting: dict[str, int] = field(default_factory=dict)
    texts: dict[int, tuple[str, str, str]] = field(default_factory=dict)


def engine_inputs(campaign: Campaign, scheme: Scheme, today: date) -> Inputs:
    """Everything a run reads, in a constant number of queries. ``today`` decides what is already due."""
    lines = CampaignLines(campaign)
    board = _Board(lines, scheme, today)
    rows, waiting = _current_rows(campaign)
    gone = departures(campaign, today)
    caps = _band_caps(campaign, scheme, today)
    inputs = Inputs(texts=board.texts)
    for row in lines.participations:
        key = str(row.unit_id)
        inputs.by_key[key] = row.unit
        inputs.waiting[key] = waiting.get(row.unit_id, 0)
        frame = UnitInput(
            key=key,
            block=row.block.code if row.block else None,
            cells={},
            sort_key=row.unit.sort_key,
            unranked=_why_unranked(row, gone),
            band_cap=caps.get(row.pk),
        )
        asked = board.asked(row.unit)
        for basis in Basis.values:
            cells = board.cells(asked, rows.get((row.unit_id, basis), {}))
            inputs.units.setdefault(basis, []).append(replace(frame, cells=cells))
    return inputs


class _Board:
    """Which lines apply to a unit and from when each is due; a cell is made once for each different row."""

    def __init__(self, lines: CampaignLines, scheme: Scheme, today: date) -> None:
        self.lines, self.today, self.now = lines, today, today.isoformat()
        self.line_rows = [line for line in lines.lines if line.code in scheme.lines]
        self.texts: dict[int, tuple[str, str, str]] = {}
        self._blank: dict[tuple[str, date | None, date | None], Cell] = {}
        self._cells: dict[tuple[int, bool, Row], Cell] = {}

    def asked(self, unit: Unit) -> list[Asked]:
        """The lines that apply to the unit."""
        return [
            (line.code, line.pk, self._nothing(line, unit), line.over_time == "mean")
            for line in self.line_rows
            if self.lines.applies(line, unit)
        ]

    def cells(self, asked: list[Asked], rows: Mapping[int, Row]) -> dict[str, Cell]:
        known, found = self._cells, {}
        for code, pk, blank, is_mean in asked:
            row = rows.get(pk)
            if row is None:
                found[code] = blank
                continue
            key = (pk, blank.due, row)
            found[code] = known.get(key) or known.setdefault(key, self._cell(blank, row, is_mean))
        return found

    def _cell(self, blank: Cell, row: Row, is_mean: bool) -> Cell:
        state, value, n, d, gap_due, settled_due, waiting, unapportioned = row
        waits = waiting > 0
        if state == NO_DATA:
            return blank._replace(waiting=waits, unapportioned=unapportioned) if waits or unapportioned else blank
        gap = gap_due is not None and gap_due < self.now
        overdue = gap and blank.due and not waits and (settled_due is None or settled_due >= self.now)
        numbers = _number(value), _number(n), _number(d)
        cell = Cell(state, *numbers, waits, blank.due, gap, gap and is_mean, overdue, unapportioned)
        self.texts[id(cell)] = value, n, d
        return cell

    def _nothing(self, line: Criterion, unit: Unit) -> Cell:
        key = (line.code, unit.valid_from, unit.valid_to)
        if key not in self._blank:
            dues = [self.lines.due(line, period) for period in self.lines.owed(line, unit)]
            self._blank[key] = Cell(NO_DATA, due=any(due < self.today for due in dues))
        return self._blank[key]


def _number(text: str) -> Fraction | None:
    return parse_exact(text) if text else None


def _current_rows(campaign: Campaign) -> tuple[dict[tuple[int, str], dict[int, Row]], dict[int, int]]:
    rows: dict[tuple[int, str], dict[int, Row]] = defaultdict(dict)
    waiting: dict[int, int] = defaultdict(int)
    columns = ("state", "value", "numerator", "denominator", "gap_on", "settled_on", "waiting", "is_unapportioned")
    # As text: SQLite would parse twelve thousand dates of which only their order matters.
    values = CurrentValue.objects.filter(campaign=campaign).annotate(
        gap_on=Cast("gap_due", TextField()), settled_on=Cast("settled_due", TextField())
    )
    found = values.values_list("unit_id", "criterion_id", "basis", *columns)
    for unit_id, criterion_id, basis, *row in found.iterator(chunk_size=10_000):
        rows[unit_id, basis][criterion_id] = tuple(row)
        if basis == Basis.VERIFIED:
            waiting[unit_id] += row[6]
    return rows, waiting


def departures(campaign: Campaign, today: date) -> dict[int, Text]:
    """Units that ended before the campaign did: merged (with whom, when) or dissolved. Their facts stay."""
    until = min(today, campaign.end)
    ended = Unit.objects.filter(participations__campaign=campaign, valid_to__lt=until)
    notes = {unit.pk: _dissolved(unit.valid_to) for unit in ended if unit.valid_to}
    moves = Succession.objects.filter(old__in=list(notes)).select_related("new").order_by("pk")
    heirs: dict[int, list[Succession]] = defaultdict(list)
    for move in moves:
        if move.old_id is not None:
            heirs[move.old_id].append(move)
    return notes | {unit: _merged(found) for unit, found in heirs.items()}


def _dissolved(last_day: date) -> Text:
    return Text(
        f"giải thể, kết thúc hoạt động ngày {last_day:%d/%m/%Y}",
        f"dissolved, last day {last_day.isoformat()}",
    )


def _merged(moves: list[Succession]) -> Text:
    names, day = ", ".join(move.new.name for move in moves), moves[0].effective
    return Text(f"sắp xếp vào {names} từ ngày {day:%d/%m/%Y}", f"succeeded by {names} on {day.isoformat()}")


def _why_unranked(row: Participation, gone: Mapping[int, Text]) -> Text | None:
    if not row.is_active:
        note = row.note or {}
        return Text(note.get("vi") or "không tham gia xếp hạng", note.get("en") or "takes no part in the order")
    return gone.get(row.unit_id)


def _band_caps(campaign: Campaign, scheme: Scheme, today: date) -> dict[int, str]:
    """The lowest band any knock-out in force allows each participant."""
    order = {band.code: place for place, band in enumerate(scheme.bands)}
    flags = Flag.objects.filter(
        participation__campaign=campaign, effective__lte=today, lifts__isnull=True, lifted_by__isnull=True
    )
    caps: dict[int, str] = {}
    for participation_id, code in flags.values_list("participation_id", "code"):
        caps = _lower(caps, participation_id, scheme.knock_outs.get(code), order)
    return caps


def _lower(caps: dict[int, str], key: int, band: str | None, order: Mapping[str, int]) -> dict[int, str]:
    if band is None or (key in caps and order.get(caps[key], 0) >= order.get(band, 0)):
        return caps
    return caps | {key: band}
