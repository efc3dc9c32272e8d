"""What waits for a verdict on a unit's lines, and what each line would come to if all of it were accepted."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from campaigns.models import Campaign
from campaigns.period_names import period_name
from campaigns.periods import periods_of
from common.choices import Basis
from indicators.choices import VerdictKind
from indicators.gauges import Fact as Shown
from indicators.models import Cell, Criterion, CurrentValue
from indicators.queries.lines import series_of
from indicators.scoring import KNOWN, Fact, Line, reduce_facts
from indicators.scoring import Cell as Scored
from indicators.showing import shown
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Prospect:
    """``waiting``: the figures, each with its period; ``cell``: the line's value with them accepted as reported, None
    where that hangs on other units' figures too."""

    waiting: tuple[str, ...]
    cell: Scored | None


def prospects(
    campaign: Campaign, unit: Unit, lines: Collection[Criterion], rules: Mapping[str, Line]
) -> dict[str, Prospect]:
    """By code, of those ``lines`` on which figures of the unit itself wait. Two queries."""
    cells: dict[int, list[Cell]] = defaultdict(list)
    found = Cell.objects.filter(unit=unit, series__in=[line.series_id for line in lines])
    for cell in found.select_related("reported", "verdict__entry") if lines else ():
        cells[cell.series_id].append(cell)
    inherited = _inherited(campaign, unit) if cells else set()
    own = {line: cells[series_of(line)] for line in lines if any(cell.is_waiting for cell in cells[series_of(line)])}
    return {
        line.code: _prospect(campaign, line, some, None if line.pk in inherited else rules.get(line.code))
        for line, some in own.items()
    }


def _inherited(campaign: Campaign, unit: Unit) -> set[int]:
    """Lines whose value stands on figures of former units too."""
    values = CurrentValue.objects.filter(campaign=campaign, unit=unit, basis=Basis.REPORTED, is_inherited=True)
    return set(values.values_list("criterion_id", flat=True))


def _prospect(campaign: Campaign, line: Criterion, cells: Iterable[Cell], rule: Line | None) -> Prospect:
    order = {period.code: place for place, period in enumerate(periods_of(line.reported, campaign.start, campaign.end))}
    inside = sorted((cell for cell in cells if cell.period in order), key=lambda cell: order[cell.period])
    waiting = tuple(f"{period_name(each.period)}: {shown(line, each.reported)}" for each in inside if each.is_waiting)
    if rule is None or rule.scope:
        return Prospect(waiting, None)
    counting = ((cell, _counting(cell)) for cell in inside)
    facts = [fact_of(figure, cell.period, order[cell.period]) for cell, figure in counting if figure]
    reduced = reduce_facts([(Fraction(1), facts)], measure=rule.measure, over_time=rule.over_time)
    return Prospect(waiting, Scored(KNOWN, reduced.value, reduced.n, reduced.d) if reduced.state == KNOWN else None)


def _counting(cell: Cell) -> Shown | None:
    """What would count: the figure that waits, else what the verdict says."""
    if cell.is_waiting or cell.verdict is None:
        return cell.reported if cell.is_waiting else None
    return cell.verdict if cell.verdict.kind == VerdictKind.ADJUSTED else cell.verdict.entry


def fact_of(figure: Shown, period: str, order: int) -> Fact:
    """A figure as the engine reduces it."""
    numbers = (figure.value, figure.numerator, figure.denominator)
    value, n, d = (None if one is None else Fraction(one) for one in numbers)
    return Fact(period, order, value, n, d, figure.is_na)
