"""Obligations unit by unit: open, met with evidence, confirmed, waived by a document, named one by one."""

import pytest

from campaigns.choices import Status
from common.domain.vault import receive
from common.faults import Faults
from common.models import AuditRecord
from indicators.choices import ObligationActKind, ObligationState
from indicators.models import ObligationAct
from indicators.queries.obligations import fulfilments, named_fulfilments
from tests.factories.duties import say, season_with_obligations
from tests.factories.season import Season

pytestmark = [pytest.mark.django_db, pytest.mark.both]
MET, CONFIRMED, RETURNED = ObligationActKind.MET, ObligationActKind.CONFIRMED, ObligationActKind.RETURNED
WAIVED, REOPENED = ObligationActKind.WAIVED, ObligationActKind.REOPENED


@pytest.fixture
def season() -> Season:
    return season_with_obligations()


def state(season: Season, unit: str = "P1") -> ObligationState:
    return fulfilments(season.campaign, [season.units[unit]])[season.units[unit].pk][0].state


def test_it_is_open_met_and_confirmed(season):
    assert state(season) == ObligationState.OPEN
    say(season, MET)
    assert state(season) == ObligationState.MET
    say(season, CONFIRMED, note="")
    assert state(season) == ObligationState.CONFIRMED
    assert state(season, "P2") == ObligationState.OPEN
    assert AuditRecord.objects.filter(verb="act_on_obligation").count() == 2


def test_more_is_asked_for_and_it_is_open_again_until_it_is_met_anew(season):
    say(season, MET)
    say(season, RETURNED, note="Thiếu chữ ký")
    assert state(season) == ObligationState.OPEN
    say(season, MET)
    assert state(season) == ObligationState.MET


def test_a_waiver_and_a_confirmation_may_be_taken_back(season):
    say(season, WAIVED)
    assert state(season) == ObligationState.WAIVED
    say(season, REOPENED)
    assert state(season) == ObligationState.OPEN


def test_a_file_is_evidence_enough(season):
    made = say(season, MET, document="", parcel=receive([b"%PDF-1.7 ke hoach"], "ke-hoach.pdf"))
    assert made.file_name == "ke-hoach.pdf"


@pytest.mark.parametrize(
    ("kind", "said", "field"),
    [
        (MET, {"document": " "}, "document"),
        (WAIVED, {"document": ""}, "document"),
        (WAIVED, {"note": ""}, "note"),
        (MET, {"note": "a\x00"}, "note"),
        (MET, {"document": "ư" * 201}, "document"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(season, kind, said, field):
    with pytest.raises(Faults) as refused:
        say(season, kind, **said)
    assert [fault.field for fault in refused.value.faults] == [field]
    assert not ObligationAct.objects.exists()


@pytest.mark.parametrize("kind", [CONFIRMED, RETURNED, REOPENED])
def test_an_act_that_does_not_fit_is_refused(season, kind):
    with pytest.raises(Faults):
        say(season, kind)


def test_an_obligation_the_plan_does_not_name_or_a_stranger_is_refused(season):
    with pytest.raises(Faults):
        say(season, MET, code="OB.9")
    season.campaign.participations.filter(unit=season.units["P1"]).update(is_active=False)
    with pytest.raises(Faults):
        say(season, MET)


def test_an_archived_campaign_takes_no_act(season):
    season.move(Status.ARCHIVED)
    with pytest.raises(Faults):
        say(season, MET)


def test_a_condition_asks_for_those_it_names_one_by_one(season, django_assert_max_num_queries):
    say(season, MET)
    say(season, CONFIRMED)
    say(season, WAIVED, "P2")
    units = [season.units[code] for code in ("P1", "P2", "P3")]
    with django_assert_max_num_queries(3):
        found = named_fulfilments(season.campaign, units, ["OB.1"])

    assert [[row.is_fulfilled for row in found[unit.pk]] for unit in units] == [[True], [True], [False]]
