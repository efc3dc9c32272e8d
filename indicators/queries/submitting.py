"""What would be submitted now: drafts and returned figures by period, what is missing, evidence still due."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from campaigns.period_names import period_name
from campaigns.periods import Period
from indicators.choices import ActKind, CellState
from indicators.models import Cell, Criterion, EntryAct, EvidenceLink
from indicators.queries.dues import Dues, dues_of
from indicators.queries.grid import nothing_or_computed
from indicators.queries.lines import CampaignLines, series_of
from indicators.queries.progress import own_lines
from indicators.showing import shown
from units.models import Unit

SUBMITTED = (CellState.SUBMITTED, CellState.ACCEPTED, CellState.ADJUSTED)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the list, as it will be submitted."""

    line: Criterion
    period: str
    cell: Cell

    @property
    def text(self) -> str:
        return shown(self.line, self.cell.latest)

    @property
    def remark(self) -> str:
        """What the grid says beside it: what a fraction comes to, that nothing arose."""
        return nothing_or_computed(self.line, self.cell.latest) if self.cell.latest else ""


@dataclass(slots=True)
class Offer:
    """One period: ``drafts`` go now, ``returned`` only where asked; ``missing`` lines have no figure yet. ``dues``:
    until when all these are owed, None when nothing is."""

    period: Period
    dues: Dues | None = None
    drafts: list[Figure] = field(default_factory=list)
    returned: list[Figure] = field(default_factory=list)
    missing: list[Criterion] = field(default_factory=list)
    unproven: list[Criterion] = field(default_factory=list)
    submitted: int = 0
    # What told the head that all drafts are entered; None as soon as one of them is newer.
    announced: EntryAct | None = None

    @property
    def name(self) -> str:
        return period_name(self.period.code)

    @property
    def owed(self) -> list[Criterion]:
        """The lines of which nothing was submitted, or more was asked for."""
        return [*(figure.line for figure in (*self.drafts, *self.returned)), *self.missing]

    @property
    def seen(self) -> str:
        """Changes as soon as any of its figures does: what was confirmed is what is submitted."""
        return "-".join(str(figure.cell.latest_id) for figure in self.drafts)


def offers(lines: CampaignLines, unit: Unit, *, today: date, wanted: Collection[str] = ()) -> list[Offer]:
    """Every period with something to submit, and those ``wanted``, oldest first. Three queries."""
    own = own_lines(lines, unit)
    series = [line.series_id for line in own]
    cells = Cell.objects.filter(unit=unit, series__in=series).select_related("latest")
    links = EvidenceLink.objects.filter(unit=unit, series__in=series, removed_at__isnull=True)
    proven = set(links.values_list("series_id", "period"))
    by_key = {(cell.series_id, cell.period): cell for cell in cells}
    found = [offer for offer in _offers(lines, unit, own, by_key, proven, today) if _matters(offer, wanted)]
    said = announced(figure.cell.latest_id for offer in found for figure in offer.drafts)
    for offer in found:
        told = [said.get(figure.cell.latest_id or 0) for figure in offer.drafts]
        offer.announced = max((act for act in told if act), key=_place, default=None) if all(told) else None
    return sorted(found, key=lambda offer: (offer.period.last, offer.period.first))


def announced(entry_ids: Iterable[int | None]) -> dict[int, EntryAct]:
    """Which of these entries the head was told of, with the act. What was withdrawn since has to be told again."""
    acts = EntryAct.objects.filter(entry__in=[pk for pk in entry_ids if pk]).select_related("made_by")
    newest = {act.entry_id: act for act in acts.order_by("pk")}
    return {entry_id: act for entry_id, act in newest.items() if act.kind == ActKind.READY}


def _place(act: EntryAct) -> int:
    return act.pk


def _matters(offer: Offer, wanted: Collection[str]) -> bool:
    return bool(offer.drafts or offer.returned or offer.period.code in wanted)


def _offers(
    lines: CampaignLines,
    unit: Unit,
    own: Iterable[Criterion],
    cells: dict[tuple[int, str], Cell],
    proven: set[tuple[int, str]],
    today: date,
) -> Iterable[Offer]:
    by_period: dict[str, list[tuple[Criterion, Period]]] = defaultdict(list)
    for line in own:
        for period in lines.periods(line):
            if period.first <= today:
                by_period[period.code].append((line, period))
    for pairs in by_period.values():
        offer = Offer(pairs[0][1])
        for line, period in pairs:
            _sort(offer, lines, unit, line, period, cells.get((series_of(line), period.code)))
        offer.dues = dues_of(lines.due(line, offer.period) for line in offer.owed)
        offered = {figure.line.pk for figure in offer.drafts}
        offer.unproven = [line for line, period in pairs if line.pk in offered and _lacks(line, period, proven)]
        yield offer


def _sort(offer: Offer, lines: CampaignLines, unit: Unit, line: Criterion, period: Period, cell: Cell | None) -> None:
    state = cell.state if cell else CellState.EMPTY
    if cell and state == CellState.DRAFT:
        offer.drafts.append(Figure(line, period.code, cell))
    elif cell and state == CellState.RETURNED:
        offer.returned.append(Figure(line, period.code, cell))
    elif state in SUBMITTED:
        offer.submitted += 1
    elif not lines.is_outside_total(line) and unit.is_valid_on(period.last):
        offer.missing.append(line)


def _lacks(line: Criterion, period: Period, proven: set[tuple[int, str]]) -> bool:
    if line.evidence != "each_period":
        return False
    return (line.series_id, period.code) not in proven and (line.series_id, "") not in proven
