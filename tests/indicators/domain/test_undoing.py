"""Taking back by one act what one act accepted."""

import pytest
from django.core.exceptions import PermissionDenied

from common.faults import Faults
from common.models import AuditRecord
from indicators.domain.undoing import Undone, revoke_act
from indicators.domain.verification import accept, revoke
from indicators.models import Verdict
from tests.factories.season import NOON, Season, make_season
from tests.indicators.domain.appraising import THREE, cell, reported, verifier
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def season() -> Season:
    return make_season()


@pytest.fixture
def cases(season):
    """Three figures accepted by one act."""
    found = [reported(season, unit=unit) for unit in ("P1", "P2", "P3")]
    accept(actor=verifier(season), lines=season.lines, cases=found, at=NOON)
    return found


def undo(season, reason="Nhầm danh sách", actor=None) -> Undone:
    first = Verdict.objects.earliest("pk").pk
    return revoke_act(actor=actor or verifier(season), lines=season.lines, verdict_id=first, reason=reason, at=NOON)


def test_all_wait_again_with_one_reason_and_one_audit_row(season, cases):
    assert undo(season) == Undone(3, [])

    assert all(cell(season, case).is_waiting for case in cases)
    row = AuditRecord.objects.get(verb="revoke_verdicts")
    assert ("Nhầm danh sách" in row.detail, '"entries":3' in row.detail) == (True, True)


def test_what_another_act_accepted_is_left_alone(season, cases):
    other = reported(season, unit="P1", period="2025-08")
    accept(actor=verifier(season), lines=season.lines, cases=[other], at=NOON.replace(minute=7))

    undo(season)

    assert cell(season, other).state == "accepted"


def test_a_figure_to_which_something_happened_since_is_left_with_a_sentence(season, cases):
    reported(season, THREE, unit="P2")
    about = {"line": cases[2].line, "unit": cases[2].unit, "verdict_id": cell(season, cases[2]).verdict_id}
    revoke(actor=verifier(season), lines=season.lines, reason="Nhầm", at=NOON, **about)

    done = undo(season)

    assert done.now == 1
    newer, judged = done.refused
    assert "Bến Thành, I.2, month 7/2025: a newer figure was submitted since" in newer
    assert "Chợ Quán, I.2, month 7/2025: another verdict was given since" in judged
    assert cell(season, cases[1]).verdict_id is not None


def test_a_second_undoing_is_refused_and_writes_nothing(season, cases):
    undo(season)
    before = Verdict.objects.count()

    with pytest.raises(Faults, match="another verdict was given since"):
        undo(season)

    assert Verdict.objects.count() == before


def test_it_needs_a_reason_the_author_and_the_appraiser(season, cases):
    with pytest.raises(Faults, match="Give the reason"):
        undo(season, reason=" ")
    with pytest.raises(PermissionDenied):
        undo(season, actor=season.actor("STC", Role.VERIFIER))
    season.users.clear()
    with pytest.raises(Faults, match="Only the person"):
        undo(season)

    assert Verdict.objects.count() == 3
