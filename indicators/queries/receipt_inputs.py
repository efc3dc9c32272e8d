"""The figures behind a receipt: of the unit and of those it inherits from, and which periods lack one."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from django.utils.timezone import localdate

from campaigns.models import Campaign
from common.choices import Basis
from indicators.choices import VerdictKind
from indicators.models import Cell, Entry, Verdict
from indicators.queries.inheritance import heritage, plus
from indicators.queries.lines import CampaignLines, series_of
from indicators.queries.sheet import SheetRow
from indicators.scoring import exact
from indicators.showing import shown
from units.models import Unit
from units.queries.naming import unit_name


@dataclass(frozen=True, slots=True)
class ReceiptInput:
    """One period's figure: what it says on this basis (else what was entered), whether it counts, how it stands, whose
    it is, the share of it that passed to the unit (empty: not apportioned), who entered and who appraised it."""

    period: str
    shown: str
    counts: bool
    state: str
    unit: str
    share: str
    note: str
    people: str


class Inputs:
    """Figures of a unit and of those it inherits from, read once for all its lines."""

    def __init__(self, campaign: Campaign, unit: Unit, basis: str) -> None:
        self.basis, self.unit = basis, unit
        self.lines = CampaignLines(campaign)
        until = min(localdate(), campaign.end)
        inherited = heritage([unit.pk], after=campaign.start, until=until).of(unit.pk)
        self.shares: dict[int, Fraction | None] = {unit.pk: Fraction(1)}
        for source in inherited:
            self.shares[source.unit_id] = plus(self.shares.get(source.unit_id, Fraction(0)), source.share)
        self._cells = self._read()

    def _read(self) -> dict[int, list[Cell]]:
        """By series, in the order of the periods."""
        cells = Cell.objects.filter(unit__in=self.shares, series__in=[series_of(line) for line in self.lines.lines])
        found: dict[int, list[Cell]] = defaultdict(list)
        related = ("unit", "latest__made_by", "reported", "verdict__entry", "verdict__made_by", "verdict__acting_unit")
        for cell in cells.select_related(*related).order_by("period", "unit_id"):
            found[cell.series_id].append(cell)
        return found

    def of(self, row: SheetRow) -> list[ReceiptInput]:
        return [self._input(row, cell) for cell in self._cells[row.criterion.series_id or 0]]

    def absent(self, row: SheetRow) -> list[str]:
        """Periods that are due and for which no figure counts, own or inherited."""
        line, today = row.criterion, localdate()
        settled = {
            cell.period
            for cell in self._cells[line.series_id or 0]
            if self.shares[cell.unit_id] is not None and self._counting(cell) is not None
        }
        owed = (period for period in self.lines.owed(line, self.unit) if self.lines.due(line, period) < today)
        return [period.code for period in owed if period.code not in settled]

    def _counting(self, cell: Cell) -> Entry | Verdict | None:
        """What scoring takes of the cell on this basis."""
        verdict = cell.verdict
        if self.basis == Basis.REPORTED:
            return cell.reported
        return verdict.entry if verdict and verdict.kind != VerdictKind.ADJUSTED else verdict

    def _input(self, row: SheetRow, cell: Cell) -> ReceiptInput:
        counting, verdict, share = self._counting(cell), cell.verdict, self.shares[cell.unit_id]
        people = [str(cell.latest.made_by or "") if cell.latest else ""]
        if verdict is not None:
            people.append(str(verdict.made_by or verdict.acting_unit or ""))
        return ReceiptInput(
            period=cell.period,
            shown=shown(row.criterion, counting or cell.latest, in_full=True),
            counts=counting is not None and bool(share),
            state=cell.state,
            unit=unit_name(cell.unit),
            share="" if share is None else exact(share),
            note=_note(counting or cell.latest),
            people=" → ".join(filter(None, people)),
        )


def _note(fact: Entry | Verdict | None) -> str:
    """What was written with the figure, or why it was adjusted."""
    return fact.reason if isinstance(fact, Verdict) else fact.note if fact else ""
