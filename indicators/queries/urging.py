"""Units with figures past their day, cluster by cluster, and how they were urged so far."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from campaigns.models import Block, Campaign, Participation
from common.calendar import working_days_between
from indicators.models import LetterTemplate, UrgedDebt
from indicators.queries.tracking import Board, Missed, TrackRow
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Debtor:
    """A unit and the figures it owes past their day; ``owed``: how many it owes of each period, late or not."""

    participation: Participation
    missed: tuple[Missed, ...]
    owed: dict[str, int]

    @property
    def unit(self) -> Unit:
        return self.participation.unit

    @property
    def first_due(self) -> date:
        return min(figure.due for figure in self.missed)

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

    @property
    def name(self) -> dict[str, str] | str:
        return self.block.name if self.block else ""


def late_units(board: Board) -> list[Debtors]:
    """Out of the submission board, so that page, letter and call list name the same units."""
    found = [(block, [_debtor(row) for row in rows if row.overdue]) for block, rows in board.by_block()]
    return [Debtors(block, sorted(rows, key=_most_first)) for block, rows in found if rows]


def _debtor(row: TrackRow) -> Debtor:
    missed = tuple(figure for track in row.tracks.values() for figure in track.missed)
    return Debtor(row.participation, missed, {code: track.owed for code, track in row.tracks.items()})


def _most_first(row: Debtor) -> tuple[int, str]:
    return -len(row.missed), row.unit.sort_key


def last_urged(campaign: Campaign, units: Iterable[Unit]) -> dict[int, dict[str, date]]:
    """By unit: the last day of each channel. One query."""
    rows = UrgedDebt.objects.filter(urging__campaign=campaign, unit__in=list(units))
    days = rows.values_list("unit_id", "urging__channel").annotate(last=Max("urging__day"))
    found: dict[int, dict[str, date]] = {}
    for unit_id, channel, day in days:
        found.setdefault(unit_id, {})[channel] = day
    return found


def template_of(unit: Unit | None) -> LetterTemplate | None:
    """The one an organiser put in place of that shipped; None while it uses the latter."""
    rows = LetterTemplate.objects.filter(unit=unit).select_related("file", "made_by").order_by("-pk")
    newest = rows.first() if unit else None
    return newest if newest and newest.file_id else None
