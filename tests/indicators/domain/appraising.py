"""Figures that wait for their verifier, and who that is."""

from decimal import Decimal

from indicators.domain.progress import save_draft
from indicators.domain.submission import submit
from indicators.domain.verification import Case
from indicators.gauges import Typed
from indicators.models import Cell, CurrentValue
from tests.factories.season import NOON, Season
from units.choices import Role

ONE, TWO, THREE = (Typed(value=Decimal(number)) for number in (1, 2, 3))


def reported(season: Season, typed: Typed = TWO, *, unit="P1", period="2025-07", line="I.2") -> Case:
    given = {"lines": season.lines, "unit": season.units[unit], "at": NOON}
    key = (season.units[unit].pk, season.line(line).series_id, period)
    before = Cell.objects.filter(unit=key[0], series=key[1], period=period).first()
    saved = save_draft(
        actor=season.actor(unit), line=season.line(line), period=period, typed=typed,
        based_on_id=before.latest_id if before else None, **given,
    )  # fmt: skip
    submit(actor=season.actor(unit, Role.HEAD), cells=[(season.line(line), period)], **given)
    return Case(season.line(line), season.units[unit], period, saved.entry.pk)


def verifier(season: Season):
    return season.actor("SNV", Role.VERIFIER)


def cell(season: Season, case: Case) -> Cell:
    return Cell.objects.get(unit=case.unit, series=case.line.series_id, period=case.period)


def verified(case: Case) -> str:
    return CurrentValue.objects.get(unit=case.unit, criterion=case.line, basis="verified").value
