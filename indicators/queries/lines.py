"""The lines of a campaign as its people meet them: who owes which period, who enters, who verifies."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Literal

from django.db import connection

from campaigns.models import Campaign, Participation
from campaigns.periods import Period, due_day, periods_of
from campaigns.queries.clusters import day_of, leading_units
from campaigns.queries.stages import StageBook, stage_book
from campaigns.queries.unit_book import Selection, book_for, selection_of
from common.kept import Kept
from indicators.choices import Feed
from indicators.models import Criterion
from units.models import Unit

Enterer = Literal["unit", "provider", "verifier", "register"]
# Feeds the product does not draw from yet: such a line takes ordinary entries and says so.
UNBUILT_FEEDS = frozenset({Feed.INITIATIVES, Feed.TASKS})
# Feeds whose counts the system takes from a register of its own; nobody types them.
COUNTED_FEEDS = frozenset({Feed.REPORTS, Feed.WORKS})


def series_of(line: Criterion) -> int:
    """The series a line's facts belong to; only groups have none."""
    assert line.series_id is not None, f"{line.code} is a group"
    return line.series_id


class _Tree:
    """The criteria of one definition, read once and never changed by whoever holds them."""

    def __init__(self, campaign: Campaign) -> None:
        criteria = Criterion.objects.filter(campaign=campaign, is_active=True)
        self.criteria = list(criteria.select_related("verified_by", "provided_by"))
        self.groups = [criterion for criterion in self.criteria if not criterion.is_line]
        self.lines = [criterion for criterion in self.criteria if criterion.is_line]
        self.by_id = {criterion.pk: criterion for criterion in self.criteria}
        self.by_code = {criterion.code: criterion for criterion in self.criteria}
        self.periods: dict[int, tuple[Period, ...]] = {}
        self.selections = _selections(self.lines, campaign)


# Only a new definition changes criteria; a unit renamed or moved under another is seen after so many seconds.
TREES: Kept[_Tree] = Kept(most=50, seconds=5)


def _tree_of(campaign: Campaign) -> _Tree:
    if connection.in_atomic_block:  # which may have changed it, and may yet be undone
        return _Tree(campaign)
    key = campaign.pk, campaign.definition_id, campaign.start, campaign.end
    return TREES.get(key, lambda: _Tree(campaign))


def _selections(lines: list[Criterion], campaign: Campaign) -> dict[int, Selection]:
    """Only lines that do not apply to everybody; units are read only if such a line names some."""
    sections = {line.pk: json.loads(line.spec).get("applies_to") for line in lines}
    sections = {pk: section for pk, section in sections.items() if section}
    book = book_for(list(sections.values()), campaign.start, campaign.end)
    return {pk: selection_of(section, book, empty_is_all=True) for pk, section in sections.items()}


class CampaignLines:
    """Criteria, and once asked for participations and their units, read once; every answer after that is in memory."""

    def __init__(self, campaign: Campaign) -> None:
        tree = _tree_of(campaign)
        self.campaign = campaign
        self.criteria, self.groups, self.lines = tree.criteria, tree.groups, tree.lines
        self.organiser: Unit | None = campaign.organiser_unit
        self._by_id, self._by_code = tree.by_id, tree.by_code
        self._periods, self._selections = tree.periods, tree.selections

    @cached_property
    def participations(self) -> list[Participation]:
        """Everybody who takes or took part; saving one cell asks for none of it."""
        rows = Participation.objects.filter(campaign=self.campaign)
        return list(rows.select_related("unit", "block", "alternate_verifier"))

    @cached_property
    def leading(self) -> dict[str, frozenset[int]]:
        """By block code the units that lead it now; asked only where it decides something."""
        return leading_units(self.campaign, day_of(self.campaign))

    @cached_property
    def stages(self) -> StageBook:
        """The stages by date, as they stand."""
        return stage_book(self.campaign)

    @cached_property
    def _by_unit(self) -> dict[int, Participation]:
        return {row.unit_id: row for row in self.participations}

    def line(self, code: str) -> Criterion | None:
        """The active line or group with this code."""
        return self._by_code.get(code)

    def by_id(self, pk: int) -> Criterion | None:
        """The active line or group with this id."""
        return self._by_id.get(pk)

    def group_of(self, line: Criterion) -> Criterion | None:
        """The group a line or group stands in; None at the top."""
        return self._by_id.get(line.parent_id) if line.parent_id else None

    def participation(self, unit: Unit) -> Participation | None:
        return self._by_unit.get(unit.pk)

    def row_of(self, unit_id: int) -> Participation | None:
        return self._by_unit.get(unit_id)

    def of_series(self, series_id: int) -> list[Criterion]:
        """The lines that read this series; more than one where the plan declares the same for both."""
        return self._by_series.get(series_id, [])

    @cached_property
    def _by_series(self) -> dict[int, list[Criterion]]:
        found: dict[int, list[Criterion]] = {}
        for line in self.lines:
            found.setdefault(line.series_id or 0, []).append(line)
        return found

    def units(self, line: Criterion) -> list[Unit]:
        """The active participants the line applies to, in the campaign's order."""
        return [row.unit for row in self.participations if row.is_active and self.applies(line, row.unit)]

    def lines_of(self, unit: Unit) -> list[Criterion]:
        return [line for line in self.lines if self.applies(line, unit)]

    def applies(self, line: Criterion, unit: Unit) -> bool:
        """Whether the line is the unit's: ``applies_to`` picks it and some period ends after it began."""
        selection = self._selections.get(line.pk)
        if selection is not None and not selection.picks(unit):
            return False
        periods = self.periods(line)
        return bool(periods) and (unit.valid_from is None or unit.valid_from <= periods[-1].last)

    def periods(self, line: Criterion) -> tuple[Period, ...]:
        """The line's periods in time order; those that begin after its ``due`` are dropped."""
        if line.pk not in self._periods:
            periods = periods_of(line.reported, self.campaign.start, self.campaign.end)
            self._periods[line.pk] = tuple(each for each in periods if line.due is None or each.first <= line.due)
        return self._periods[line.pk]

    def owed(self, line: Criterion, unit: Unit) -> tuple[Period, ...]:
        """The periods for which the unit is alive on the last day; nothing where the line does not apply."""
        if not self.applies(line, unit):
            return ()
        return tuple(period for period in self.periods(line) if unit.is_valid_on(period.last))

    def due(self, line: Criterion, period: Period) -> date:
        """The working day on which a figure for the period is due."""
        return due_day(period, line.reported, line_due=line.due, end=self.campaign.end, grace_days=line.grace_days)

    def verifier(self, line: Criterion, unit: Unit) -> Unit | None:
        """Who appraises this unit's line, never itself. None: nobody can, the unit stays unranked."""
        leading = self.leading_verifier(line)
        if leading is None or leading.pk != unit.pk:
            return leading
        row = self._by_unit.get(unit.pk)
        if row is not None and row.alternate_verifier_id not in (None, unit.pk):
            return row.alternate_verifier
        return self.organiser if self.organiser and self.organiser.pk != unit.pk else None

    def leading_verifier(self, line: Criterion) -> Unit | None:
        """The unit named on the nearest group above the line, else the organiser."""
        named = (group.verified_by for group in self._upwards(line) if group.verified_by_id)
        return next(named, self.organiser)

    def entered_by(self, line: Criterion) -> Enterer:
        """Who enters the line's figures: the named provider; for deductions the verifier; else the unit.

        Nobody types what a register counts (of reports, of works). An ``external`` line that names no provider is
        entered by the unit until one is named."""
        if line.feed in COUNTED_FEEDS:
            return "register"
        if line.feed == Feed.EXTERNAL and line.provided_by_id:
            return "provider"
        return "verifier" if self.is_deduction(line) else "unit"

    def is_deduction(self, line: Criterion) -> bool:
        return not line.max_points and self.is_outside_total(line)

    def is_outside_total(self, line: Criterion) -> bool:
        return any(group.outside_total for group in self._upwards(line))

    def is_marked(self, unit: Unit) -> bool:
        """Whether the unit organises the campaign or leads the appraisal of a group (rule 7)."""
        return unit.pk in self._marked

    @cached_property
    def _marked(self) -> frozenset[int]:
        leading = {group.verified_by_id for group in self.groups if group.verified_by_id}
        return frozenset(leading | ({self.organiser.pk} if self.organiser else set()))

    def _upwards(self, criterion: Criterion) -> Iterator[Criterion]:
        current: Criterion | None = criterion
        while current is not None:
            yield current
            current = self._by_id.get(current.parent_id) if current.parent_id else None
