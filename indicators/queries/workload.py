"""How much a campaign asks of its units: cells and files to enter, by month, before anybody is asked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from campaigns.choices import Status
from campaigns.models import Campaign
from indicators.models import Criterion
from indicators.queries.lines import CampaignLines
from units.models import Unit

# More cells than this in a month and people copy last month's figures.
BEARABLE = 20
Month = tuple[int, int]


@dataclass(slots=True)
class Load:
    """What each of these units enters itself: cells by month of the period's end, files over the season."""

    units: list[Unit] = field(default_factory=list)
    cells: Counter[Month] = field(default_factory=Counter)
    files: int = 0
    heaviest: list[tuple[Criterion, int]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.cells.total()

    @property
    def most(self) -> int:
        """Cells in the fullest month."""
        return max(self.cells.values(), default=0)

    @property
    def is_too_much(self) -> bool:
        return self.most > BEARABLE

    @property
    def months(self) -> list[tuple[date, int]]:
        return [(date(year, month, 1), count) for (year, month), count in sorted(self.cells.items())]


def workload(campaign: Campaign) -> list[Load]:
    """Units with the same lines and life together, the heaviest load first."""
    lines = CampaignLines(campaign)
    loads: dict[tuple, Load] = {}
    for row in lines.participations:
        if row.is_active or campaign.status == Status.DRAFT:
            own = [line for line in lines.lines_of(row.unit) if lines.entered_by(line) == "unit"]
            key = (tuple(line.pk for line in own), row.unit.valid_from, row.unit.valid_to)
            if key not in loads:
                loads[key] = _load(lines, own, row.unit)
            loads[key].units.append(row.unit)
    return sorted(_merged(loads.values()), key=lambda load: (-load.most, -load.total))


def _load(lines: CampaignLines, own: Iterable[Criterion], unit: Unit) -> Load:
    load = Load()
    for line in own:
        months = Counter((period.last.year, period.last.month) for period in lines.owed(line, unit))
        load.cells += months
        load.files += _files(line, months.total())
        load.heaviest.append((line, months.total()))
    load.heaviest = sorted(load.heaviest, key=lambda pair: -pair[1])[:3]
    return load


def _files(line: Criterion, periods: int) -> int:
    """Evidence asked for: one in each period, or one by the time of self-scoring."""
    if line.evidence == "each_period":
        return periods
    return 1 if line.evidence == "at_final" and periods else 0


def _merged(loads: Iterable[Load]) -> list[Load]:
    """Loads that look alike are one row, whatever the lines behind them."""
    found: dict[tuple, Load] = {}
    for load in loads:
        key = (tuple(sorted(load.cells.items())), load.files)
        if key in found:
            found[key].units += load.units
        else:
            found[key] = load
    return list(found.values())
