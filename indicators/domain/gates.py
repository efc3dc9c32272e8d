"""What the stages shut: a unit's own figures after self-scoring, verdicts outside the appraisal."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localdate

from campaigns.choices import Status
from common.actors import Actor
from common.faults import Faults
from indicators.choices import VerdictKind
from indicators.models import Criterion, Verdict
from indicators.queries.lines import CampaignLines, series_of
from units.models import Unit


def refuse_after_self_scoring(
    *, actor: Actor, lines: CampaignLines, unit: Unit, cells: Iterable[tuple[Criterion, str]], at: datetime
) -> None:
    """Before self-scoring opens figures are entered by their periods as ever; after it has closed only what a
    verifier asked for. Raises ``Faults``."""
    on = localdate(at)
    if actor.is_system or not lines.stages.is_over(Status.SELF_SCORE, on, unit.pk):
        return
    asked = _asked_for(unit, [series_of(line) for line, _period in cells])
    if any((series_of(line), period) not in asked for line, period in cells):
        raise Faults(str(lines.stages.answer(Status.SELF_SCORE, on, unit.pk).reason))


def _asked_for(unit: Unit, series: Iterable[int]) -> set[tuple[int, str]]:
    rows = Verdict.objects.filter(kind=VerdictKind.RETURNED, entry__unit=unit, entry__series__in=list(series))
    return set(rows.values_list("entry__series_id", "entry__period"))


def refuse_after_appraisal(*, actor: Actor, lines: CampaignLines, units: Iterable[Unit], at: datetime) -> None:
    """Verdicts are given all season long until the appraisal closes. Raises ``Faults``."""
    on = localdate(at)
    for unit in units:
        if not actor.is_system and lines.stages.is_over(Status.APPRAISAL, on, unit.pk):
            raise Faults(str(lines.stages.answer(Status.APPRAISAL, on, unit.pk).reason))
