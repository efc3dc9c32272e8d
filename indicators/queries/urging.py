"""Units with figures, reports or tables past their day, cluster by cluster, and how they were urged so far."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from campaigns.models import Block, Campaign, Participation
from common.calendar import working_days_between
from indicators.choices import TemplateKind
from indicators.models import LetterTemplate, UrgedDebt
from indicators.queries.provision import Table
from indicators.queries.reports import Standing
from indicators.queries.tracking import Board, Missed, TrackRow
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Debtor:
    """A unit and what it owes past its day: figures, reports, as a provider tables for all units.

    ``owed``: how many figures it owes of each period, late or not; ``participation``: None for a provider."""

    participation: Participation | None
    missed: tuple[Missed, ...]
    owed: dict[str, int]
    reports: tuple[Standing, ...] = ()
    tables: tuple[Table, ...] = ()
    provider: Unit | None = None

    @property
    def unit(self) -> Unit:
        found = self.participation.unit if self.participation else self.provider
        assert found is not None, "a debtor takes part or provides"
        return found

    @property
    def key(self) -> str:
        """Tells a unit that is late itself from the same unit that is late as a provider."""
        return f"{'t' if self.provider else ''}{self.unit.pk}"

    @property
    def first_due(self) -> date:
        figures, reports = [one.due for one in self.missed], [one.due for one in self.reports]
        return min([*figures, *reports, *(one.due for one in self.tables)])

    @property
    def periods(self) -> list[str]:
        """Those it is late with, in their order."""
        return list(Counter(figure.period for figure in self.missed))

    def days_late(self, today: date) -> int:
        """Working days since the earliest day that passed."""
        return working_days_between(self.first_due, today)

    def of_period(self, code: str) -> list[Missed]:
        return [figure for figure in self.missed if figure.period == code]


@dataclass(frozen=True, slots=True)
class Debtors:
    """The late units of one cluster (None: of none), the most in arrears first."""

    block: Block | None
    rows: list[Debtor]
    is_providers: bool = False

    @property
    def name(self) -> dict[str, str] | str:
        return self.block.name if self.block else ""


def units_in(found: Iterable[Debtors]) -> int:
    """How many units: a department that is late itself and with a table it provides is one."""
    return len({debtor.unit.pk for debtors in found for debtor in debtors.rows})


def late_units(board: Board, reports: Mapping[int, Sequence[Standing]] | None = None) -> list[Debtors]:
    """Out of the submission board, so that page, letter and call list name the same units; ``reports``: those
    past their day, by unit."""
    late = reports or {}
    found = [(block, [_debtor(row, late.get(row.participation.unit_id, ())) for row in rows])
             for block, rows in board.by_block()]  # fmt: skip
    kept = [(block, [row for row in rows if row.missed or row.reports]) for block, rows in found]
    return [Debtors(block, sorted(rows, key=_most_first)) for block, rows in kept if rows]


def late_providers(tables: Mapping[Unit, Sequence[Table]]) -> list[Debtors]:
    """The departments that still owe tables, as one more group; none where none does."""
    rows = [Debtor(None, (), {}, tables=tuple(some), provider=unit) for unit, some in tables.items()]
    return [Debtors(None, rows, is_providers=True)] if rows else []


def _debtor(row: TrackRow, reports: Sequence[Standing]) -> Debtor:
    missed = tuple(figure for track in row.tracks.values() for figure in track.missed)
    owed = {code: track.owed for code, track in row.tracks.items()}
    return Debtor(row.participation, missed, owed, tuple(reports))


def _most_first(row: Debtor) -> tuple[int, str]:
    return -len(row.missed) - len(row.reports), row.unit.sort_key


def last_urged(campaign: Campaign, units: Iterable[Unit]) -> dict[int, dict[str, date]]:
    """By unit: the last day of each channel. One query."""
    rows = UrgedDebt.objects.filter(urging__campaign=campaign, unit__in=list(units))
    days = rows.values_list("unit_id", "urging__channel").annotate(last=Max("urging__day"))
    found: dict[int, dict[str, date]] = {}
    for unit_id, channel, day in days:
        found.setdefault(unit_id, {})[channel] = day
    return found


def template_of(unit: Unit | None, kind: str = TemplateKind.URGING) -> LetterTemplate | None:
    """The one an organiser put in place of that shipped; None while it uses the latter."""
    rows = LetterTemplate.objects.filter(unit=unit, kind=kind).select_related("file", "made_by").order_by("-pk")
    newest = rows.first() if unit else None
    return newest if newest and newest.file_id else None
