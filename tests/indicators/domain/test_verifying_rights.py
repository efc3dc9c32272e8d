"""Whose word counts: never on one's own unit, only on the lines one verifies."""

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.choices import Status
from campaigns.models import Participation
from indicators.choices import CellState
from indicators.domain.verification import accept
from indicators.models import Verdict
from tests.factories.season import NOON, Season, make_season
from tests.factories.units import make_membership
from tests.indicators.domain.appraising import cell, reported, verifier
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def season() -> Season:
    return make_season()


@pytest.mark.parametrize(
    ("code", "role"),
    [
        ("P1", Role.REPORTER),
        ("P2", Role.VERIFIER),
        ("STC", Role.VERIFIER),
        ("SNV", Role.REPORTER),
        ("VP", Role.MANAGER),
    ],
)
def test_only_the_verifier_named_for_the_line_appraises(season, code, role):
    case = reported(season)

    with pytest.raises(PermissionDenied):
        accept(actor=season.actor(code, role), lines=season.lines, cases=[case], at=NOON)

    assert not Verdict.objects.exists()


def test_nobody_appraises_their_own_unit(season):
    case = reported(season, unit="SNV")

    with pytest.raises(PermissionDenied):
        accept(actor=verifier(season), lines=season.lines, cases=[case], at=NOON)


def test_the_leading_verifiers_own_line_goes_to_the_organiser(season):
    case = reported(season, unit="SNV")

    accept(actor=season.actor("VP", Role.MANAGER), lines=season.lines, cases=[case], at=NOON)

    assert cell(season, case).state == CellState.ACCEPTED


def test_a_named_alternate_appraises_the_marked_unit_and_the_organiser_no_more(season):
    case = reported(season, unit="SNV")
    Participation.objects.filter(unit=season.units["SNV"]).update(alternate_verifier=season.units["STC"])

    with pytest.raises(PermissionDenied):
        accept(actor=season.actor("VP", Role.MANAGER), lines=season.lines, cases=[case], at=NOON)
    accept(actor=season.actor("STC", Role.VERIFIER), lines=season.lines, cases=[case], at=NOON)

    assert cell(season, case).state == CellState.ACCEPTED


def test_a_verifier_who_also_belongs_to_the_unit_is_recused(season):
    case = reported(season)
    actor = verifier(season)
    make_membership(season.user("SNV", Role.VERIFIER), season.units["P1"], Role.COUNCIL)

    with pytest.raises(PermissionDenied, match="own unit"):
        accept(actor=actor, lines=season.lines, cases=[case], at=NOON)


def test_one_case_that_is_not_theirs_stops_the_whole_act(season):
    mine, own = reported(season), reported(season, unit="SNV")

    with pytest.raises(PermissionDenied):
        accept(actor=verifier(season), lines=season.lines, cases=[mine, own], at=NOON)

    assert not Verdict.objects.exists()


def test_nothing_is_appraised_after_closing(season):
    case = reported(season)
    season.move(Status.CLOSED)

    with pytest.raises(PermissionDenied):
        accept(actor=verifier(season), lines=season.lines, cases=[case], at=NOON)
