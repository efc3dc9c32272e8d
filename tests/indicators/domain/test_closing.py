"""What a gap becomes at closing, decided line by line."""

import pytest

from campaigns.choices import Status
from campaigns.domain.lifecycle import advance
from common.actors import system_actor
from common.faults import Faults
from common.models import AuditRecord
from indicators.domain.closing import decide_missing
from indicators.models import ClosingDecision
from tests.factories.plans import NOVEMBER
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = pytest.mark.django_db
ALL = {"I.1": "zero", "I.2": "exclude", "I.3": "zero", "II.1": "exclude"}


@pytest.fixture
def season() -> Season:
    return make_season(status=Status.FINAL)


def decide(season: Season, choices: dict[str, str]) -> list[ClosingDecision]:
    return decide_missing(actor=season.actor("VP", Role.MANAGER), campaign=season.campaign, choices=choices, at=NOON)


def kept() -> dict[str, str]:
    return dict(ClosingDecision.objects.values_list("criterion__code", "choice"))


def test_decisions_are_kept_by_name_and_date_and_audited(season):
    decide(season, ALL)
    row = ClosingDecision.objects.first()
    assert kept() == ALL
    assert (row.decided_by, row.decided_at) == (season.user("VP", Role.MANAGER), NOON)
    assert AuditRecord.objects.filter(verb="decide_missing").count() == 1


def test_until_closing_a_decision_may_be_made_anew(season):
    decide(season, {"I.1": "zero"})
    decide(season, {"I.1": "exclude"})
    assert kept() == {"I.1": "exclude"}


def test_once_all_is_decided_the_campaign_can_be_closed(season):
    decide(season, ALL)
    advance(actor=season.actor("VP", Role.MANAGER), campaign=season.campaign, to=Status.CLOSED, at=NOVEMBER)
    with pytest.raises(Faults):
        decide(season, {"I.1": "exclude"})
    assert kept() == ALL


@pytest.mark.parametrize("choices", [{"I.1": "half"}, {"I": "zero"}, {"X": "zero"}])
def test_what_cannot_be_decided_is_refused_and_nothing_kept(season, choices):
    with pytest.raises(Faults):
        decide(season, {"I.2": "zero"} | choices)
    assert kept() == {}


def test_a_person_decides(season):
    with pytest.raises(Faults):
        decide_missing(actor=system_actor(), campaign=season.campaign, choices={"I.1": "zero"}, at=NOON)


def test_where_the_plan_decides_nobody_else_does():
    with pytest.raises(Faults):
        decide(make_season(status=Status.FINAL, missing_at_close="zero"), {"I.1": "zero"})
