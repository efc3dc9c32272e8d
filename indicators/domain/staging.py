"""Rows of a file of entries, looked up and checked against a campaign; nothing is written here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from campaigns.periods import ALL, Period, find_period
from common.faults import Fault, Faults
from indicators.domain.cells import Key
from indicators.files.entries import NOT_APPLICABLE, EntryRow
from indicators.gauges import Typed
from indicators.models import Criterion
from indicators.queries.lines import CampaignLines, series_of
from indicators.values import not_applicable, typed_of
from units.models import Unit
from units.queries.references import CodeBook


@dataclass(frozen=True, slots=True)
class Staged:
    """One row that could be taken: whose figure it is and what it says. ``number``: its line in the file."""

    number: int
    unit: Unit
    line: Criterion
    period: str
    typed: Typed
    evidence: str = ""

    @property
    def key(self) -> Key:
        return self.unit.pk, series_of(self.line), self.period


@dataclass(slots=True)
class Staging:
    """All rows of one file: those that can be taken, what is wrong with the others, what was left out."""

    rows: list[Staged] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def stage(*, lines: CampaignLines, rows: Iterable[EntryRow], name: str) -> Staging:
    """Look every row up: the unit valid on the period's last day, the line, the period, the value's limits."""
    rows = list(rows)
    desk = _Lookup(lines, rows, name)
    for row in rows:
        try:
            desk.take(row)
        except Faults as faults:
            placed = (Fault(fault.message, row.line, name, fault.field) for fault in faults.faults)
            desk.staging.faults.extend(placed)
    return desk.staging


class _Lookup:
    """Answers each distinct question of a file once."""

    def __init__(self, lines: CampaignLines, rows: list[EntryRow], name: str) -> None:
        self.lines, self.name, self.staging = lines, name, Staging()
        self.book = CodeBook({row.unit for row in rows})
        self._periods: dict[tuple[str, str], Period] = {}
        self._units: dict[tuple[str, date | None], Unit] = {}
        self._applies: dict[tuple[int, int], bool] = {}
        self._seen: dict[Key, int] = {}

    def take(self, row: EntryRow) -> None:
        line = self._line(row.indicator)
        period = self._period(row.period, line)
        unit = self._unit(row.unit, None if period.code == ALL else period.last)
        if not self._fits(line, unit):
            self._refuse_unless_na(row, line, unit)
            return
        staged = Staged(row.line, unit, line, period.code, _typed(row, line), row.evidence)
        first = self._seen.setdefault(staged.key, row.line)
        if first != row.line:
            message = _("This unit, indicator and period already have a value in line %(line)s.")
            raise Faults(message % {"line": first})
        self.staging.rows.append(staged)

    def _line(self, code: str) -> Criterion:
        line = self.lines.line(code)
        if line is None:
            raise Faults(_("The campaign has no indicator “%(code)s”.") % {"code": code})
        if not line.is_line:
            raise Faults(_("“%(code)s” is a group; values belong to its indicators.") % {"code": code})
        return line

    def _period(self, code: str, line: Criterion) -> Period:
        key = code, line.reported
        if key not in self._periods:
            campaign = self.lines.campaign
            self._periods[key] = find_period(code, line.reported, campaign.start, campaign.end)
        return self._periods[key]

    def _unit(self, reference: str, day: date | None) -> Unit:
        key = reference, day
        if key not in self._units:
            self._units[key] = self._find(reference, day)
        return self._units[key]

    def _find(self, reference: str, day: date | None) -> Unit:
        campaign = self.lines.campaign
        if day is None:
            unit = self.book.between(reference, campaign.start, campaign.end)
        else:
            unit = self.book.on(reference, day)
        if unit is None:
            asked = (day or campaign.start).isoformat()
            raise Faults(_("There is no unit “%(unit)s” on %(day)s.") % {"unit": reference, "day": asked})
        if self.lines.participation(unit) is None:
            raise Faults(_("The unit “%(unit)s” does not take part in this campaign.") % {"unit": reference})
        return unit

    def _fits(self, line: Criterion, unit: Unit) -> bool:
        key = line.pk, unit.pk
        if key not in self._applies:
            self._applies[key] = self.lines.applies(line, unit)
        return self._applies[key]

    def _refuse_unless_na(self, row: EntryRow, line: Criterion, unit: Unit) -> None:
        names = {"line": line.code, "unit": row.unit}
        if row.value is not NOT_APPLICABLE:
            raise Faults(_("The line %(line)s does not apply to the unit “%(unit)s”.") % names)
        note = _("Line %(number)s was left out: %(line)s does not apply to “%(unit)s” anyway.")
        self.staging.notes.append(note % {**names, "number": row.line})


def _typed(row: EntryRow, line: Criterion) -> Typed:
    if row.value is NOT_APPLICABLE:
        return not_applicable(row.note)
    return typed_of(line, value=row.value, numerator=row.numerator, denominator=row.denominator, note=row.note)
