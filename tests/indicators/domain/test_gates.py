"""What the stages shut: own figures after self-scoring, verdicts after the appraisal; and for whom they do not."""

from decimal import Decimal

import pytest

from campaigns.choices import Status
from common.faults import Faults
from indicators.domain.progress import save_draft
from indicators.domain.submission import submit
from indicators.domain.verification import Case, accept, ask_more
from indicators.gauges import Typed
from indicators.models import Cell
from tests.factories.season import NOON, Season, make_season
from tests.factories.stages import longer, shut
from tests.indicators.queries.test_missing import enter
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def season() -> Season:
    return make_season()


def case(season: Season, unit: str = "P1") -> Case:
    row = season.line("I.2")
    cell = Cell.objects.get(unit=season.units[unit], series=row.series_id, period="2025-07")
    return Case(row, season.units[unit], "2025-07", cell.latest_id)


def verifier(season: Season):
    return {"actor": season.actor("SNV", Role.VERIFIER), "lines": season.lines, "at": NOON}


def test_after_self_scoring_nothing_new_is_entered_or_submitted(season):
    shut(season, Status.SELF_SCORE)
    with pytest.raises(Faults, match="Tự chấm|Self-scoring"):
        enter(season, "P1")
    assert not Cell.objects.filter(unit=season.units["P1"], latest__isnull=False).exists()


def test_before_it_opens_figures_are_entered_as_ever(season):
    shut(season, Status.SELF_SCORE, opens=NOON.date().replace(month=10), closes=None)
    enter(season, "P1")


def test_a_unit_given_longer_goes_on(season):
    shut(season, Status.SELF_SCORE)
    longer(season, Status.SELF_SCORE, "P1")
    enter(season, "P1")


def test_what_the_verifier_asks_for_is_still_answered(season):
    enter(season, "P1")
    ask_more(case=case(season), reason="Thiếu hồ sơ", **verifier(season))
    shut(season, Status.SELF_SCORE)

    before = case(season).entry_id
    save(season, before, 4)
    assert case(season).entry_id != before


def save(season: Season, based_on: int | None, number: int) -> None:
    on = {"lines": season.lines, "unit": season.units["P1"], "at": NOON}
    row = season.line("I.2")
    save_draft(
        actor=season.actor("P1"), line=row, period="2025-07", typed=Typed(value=Decimal(number)),
        based_on_id=based_on, **on,
    )  # fmt: skip
    submit(actor=season.actor("P1", Role.HEAD), cells=[(row, "2025-07")], **on)


def test_after_the_appraisal_no_verdict_is_given_but_for_a_unit_with_longer(season):
    enter(season, "P1")
    enter(season, "P2")
    shut(season, Status.APPRAISAL)
    longer(season, Status.APPRAISAL, "P2")

    with pytest.raises(Faults):
        accept(cases=[case(season)], **verifier(season))
    assert accept(cases=[case(season, "P2")], **verifier(season)).now == 1
