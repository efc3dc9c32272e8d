"""A unit's own figures of the days a report is about, to be written beside it."""

from dataclasses import dataclass

from campaigns.period_names import period_name
from campaigns.periods import Period
from indicators.choices import CellState
from indicators.models import Cell, Criterion, Outline
from indicators.queries.lines import CampaignLines, series_of
from indicators.showing import shown
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Beside:
    """The newest figure of a line within the days reported on; ``period`` is None where there is none."""

    line: Criterion
    period: Period | None
    cell: Cell | None

    @property
    def text(self) -> str:
        return shown(self.line, self.cell.latest if self.cell else None)

    @property
    def when(self) -> str:
        return period_name(self.period.code) if self.period else ""

    @property
    def state(self) -> str:
        return self.cell.state if self.cell else CellState.EMPTY


def figures_about(lines: CampaignLines, unit: Unit, outline: Outline) -> list[Beside]:
    """Every line of the unit in the plan's order, drafts included: only the unit itself is shown them. One query."""
    own = lines.lines_of(unit)
    cells = Cell.objects.filter(unit=unit, series__in=[line.series_id for line in own], latest__isnull=False)
    known = {(cell.series_id, cell.period): cell for cell in cells.select_related("latest")}
    return [_newest(lines, line, outline, known) for line in own]


def _newest(lines: CampaignLines, line: Criterion, outline: Outline, known: dict[tuple[int, str], Cell]) -> Beside:
    for period in reversed(lines.periods(line)):
        cell = known.get((series_of(line), period.code))
        if cell and period.first <= outline.last and period.last >= outline.first:
            return Beside(line, period, cell)
    return Beside(line, None, None)
