"""Submitting and withdrawing."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from common.faults import Faults
from indicators.choices import ActKind, CellState, Origin
from indicators.domain.progress import save_draft
from indicators.domain.submission import Submitted, submit, withdraw
from indicators.domain.verification import Case, ask_more
from indicators.gauges import Typed
from indicators.models import Cell, CurrentValue, DirtyMark, Entry, EntryAct
from tests.factories.season import NOON, Season, make_season
from tests.factories.units import make_authorisation
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
TWO, THREE = Typed(value=Decimal(2)), Typed(value=Decimal(3))


@pytest.fixture
def season() -> Season:
    return make_season()


def save(season: Season, typed: Typed, based_on: int | None = None, period="2025-07") -> Entry:
    saved = save_draft(
        actor=season.actor("P1"), lines=season.lines, line=season.line("I.2"), unit=season.units["P1"],
        period=period, typed=typed, based_on_id=based_on, at=NOON,
    )  # fmt: skip
    assert saved.entry
    return saved.entry


def hand_in(season: Season, actor=None, periods=("2025-07",), line="I.2", at=NOON) -> Submitted:
    cells = [(season.line(line), period) for period in periods]
    actor = actor or season.actor("P1", Role.HEAD)
    return submit(actor=actor, lines=season.lines, unit=season.units["P1"], cells=cells, at=at)


def cell(season: Season, period="2025-07") -> Cell:
    return Cell.objects.get(unit=season.units["P1"], series=season.line("I.2").series_id, period=period)


def test_a_submitted_figure_counts_as_reported_and_waits(season):
    entry = save(season, TWO)

    assert hand_in(season) == Submitted(now=1, already=0)

    found = cell(season)
    assert (found.state, found.reported, found.verdict, found.is_waiting) == (CellState.SUBMITTED, entry, None, True)
    assert found.submitted_at == NOON
    value = CurrentValue.objects.get(unit=season.units["P1"], criterion__code="I.2", basis="reported")
    assert (value.value, value.waiting) == ("2", 1)


def test_submitting_leaves_a_mark_for_the_recompute(season):
    save(season, TWO)
    DirtyMark.objects.all().delete()

    hand_in(season)

    assert DirtyMark.objects.filter(campaign=season.campaign).exists()


def test_a_second_submit_from_another_tab_is_harmless_and_says_so(season):
    save(season, TWO)
    hand_in(season)

    assert hand_in(season) == Submitted(now=0, already=1)
    assert EntryAct.objects.count() == 1


def test_an_empty_cell_is_simply_not_submitted(season):
    save(season, TWO)

    assert hand_in(season, periods=("2025-07", "2025-08")) == Submitted(now=1, already=0)


def test_a_reporter_without_authorisation_does_not_submit(season):
    save(season, TWO)

    with pytest.raises(PermissionDenied):
        hand_in(season, actor=season.actor("P1", Role.REPORTER))

    assert cell(season).state == CellState.DRAFT


def test_an_authorised_person_submits_and_the_document_stays_with_the_act(season):
    save(season, TWO)
    person, head = season.user("P1", Role.REPORTER), season.user("P1", Role.HEAD)
    paper = make_authorisation(person, season.units["P1"], head)

    hand_in(season, actor=season.actor("P1", Role.REPORTER))

    assert EntryAct.objects.get().authorisation == paper


@pytest.mark.parametrize(
    "ended", [{"valid_to": date(2025, 8, 19)}, {"valid_from": date(2025, 8, 21)}, {"revoked_at": NOON}]
)
def test_an_authorisation_that_does_not_hold_today_lets_nobody_submit(season, ended):
    save(season, TWO)
    make_authorisation(season.user("P1", Role.REPORTER), season.units["P1"], season.user("P1", Role.HEAD), **ended)

    with pytest.raises(PermissionDenied):
        hand_in(season, actor=season.actor("P1", Role.REPORTER))


def test_a_number_claimed_by_the_actor_is_no_authorisation(season):
    save(season, TWO)

    with pytest.raises(PermissionDenied):
        hand_in(season, actor=replace(season.actor("P1", Role.REPORTER), authorisation="99/UQ"))


def test_the_head_of_another_unit_does_not_submit(season):
    save(season, TWO)

    with pytest.raises(PermissionDenied):
        hand_in(season, actor=season.actor("P2", Role.HEAD))


@pytest.mark.parametrize("line", ["II.1", "TRU.1"])
def test_a_line_others_enter_is_not_submitted_by_the_unit(season, line):
    with pytest.raises(Faults):
        hand_in(season, line=line)


def test_a_withdrawn_figure_is_a_draft_again_and_counts_nowhere(season):
    entry = save(season, TWO)
    hand_in(season)

    withdraw(
        actor=season.actor("P1", Role.HEAD), lines=season.lines, line=season.line("I.2"), unit=season.units["P1"],
        period="2025-07", at=NOON,
    )  # fmt: skip

    found = cell(season)
    assert (found.state, found.latest, found.reported, found.is_waiting) == (CellState.DRAFT, entry, None, False)
    assert found.submitted_at is None


def test_a_withdrawn_figure_can_be_submitted_again(season):
    save(season, TWO)
    hand_in(season)
    given = {"lines": season.lines, "line": season.line("I.2"), "unit": season.units["P1"], "period": "2025-07"}
    withdraw(actor=season.actor("P1", Role.HEAD), at=NOON, **given)
    later = NOON + timedelta(hours=2)

    assert hand_in(season, at=later).now == 1
    assert cell(season).submitted_at == later


def test_what_was_never_submitted_is_not_withdrawn(season):
    save(season, TWO)
    with pytest.raises(Faults):
        withdraw(
            actor=season.actor("P1", Role.HEAD), lines=season.lines, line=season.line("I.2"),
            unit=season.units["P1"], period="2025-07", at=NOON,
        )  # fmt: skip


def test_an_amendment_leaves_the_reported_figure_until_it_is_submitted(season):
    first = save(season, TWO)
    hand_in(season)
    second = save(season, THREE, based_on=first.pk)

    assert (cell(season).state, cell(season).reported) == (CellState.DRAFT, first)

    hand_in(season, at=NOON + timedelta(hours=1))

    assert (cell(season).reported, cell(season).submitted_at) == (second, NOON)


def test_a_returned_figure_offered_again_as_it_is_becomes_a_new_entry(season):
    first = save(season, TWO)
    hand_in(season)
    case = Case(season.line("I.2"), season.units["P1"], "2025-07", first.pk)
    ask_more(
        actor=season.actor("SNV", Role.VERIFIER), lines=season.lines, case=case, reason="Thiếu minh chứng", at=NOON
    )

    assert cell(season).state == CellState.RETURNED
    assert hand_in(season).now == 1

    newest = cell(season).reported
    assert (newest.based_on, newest.value, newest.origin) == (first, 2, Origin.GRID)
    assert cell(season).is_waiting
    assert EntryAct.objects.filter(kind=ActKind.SUBMITTED).count() == 2
