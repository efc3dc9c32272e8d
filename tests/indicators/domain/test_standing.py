"""Where an entry stands, case by case."""

from datetime import UTC, datetime

import pytest

from indicators.choices import ActKind, CellState, Origin, VerdictKind
from indicators.domain.standing import DROPPED, Act, Outcome, Ruling, Standing, outcome, standing

T1, T2, T3 = (datetime(2025, 8, day, tzinfo=UTC) for day in (1, 2, 3))
S, W, C, U = ActKind.SUBMITTED, ActKind.WITHDRAWN, ActKind.CONTESTED, ActKind.UPHELD


@pytest.mark.parametrize(
    ("origin", "acts", "state"),
    [
        (Origin.GRID, [], CellState.DRAFT),
        (Origin.GRID, [S], CellState.SUBMITTED),
        (Origin.GRID, [S, W], CellState.DRAFT),
        (Origin.GRID, [W], DROPPED),
        (Origin.GRID, [S, W, W], DROPPED),
        (Origin.GRID, [S, W, S], CellState.SUBMITTED),
        (Origin.PROVIDED, [], CellState.PROVIDED),
        (Origin.PROVIDED, [C], CellState.CONTESTED),
        (Origin.PROVIDED, [C, U], CellState.PROVIDED),
        (Origin.PROVIDED, [C, U, S], CellState.SUBMITTED),
    ],
)
def test_acts_move_an_entry_from_state_to_state(origin, acts, state):
    assert standing(1, origin, [Act(kind, T1) for kind in acts], []).state == state


@pytest.mark.parametrize(
    ("rulings", "state", "verdict"),
    [
        ([Ruling(5, VerdictKind.ACCEPTED)], CellState.ACCEPTED, 5),
        ([Ruling(5, VerdictKind.ADJUSTED)], CellState.ADJUSTED, 5),
        ([Ruling(5, VerdictKind.RETURNED)], CellState.RETURNED, None),
        ([Ruling(5, VerdictKind.ACCEPTED), Ruling(6, VerdictKind.REVOKED, 5)], CellState.SUBMITTED, None),
        ([Ruling(5, VerdictKind.ACCEPTED), Ruling(6, VerdictKind.ADJUSTED)], CellState.ADJUSTED, 6),
        (
            [Ruling(5, VerdictKind.ACCEPTED), Ruling(6, VerdictKind.ADJUSTED), Ruling(7, VerdictKind.REVOKED, 6)],
            CellState.ACCEPTED,
            5,
        ),
    ],
)
def test_the_newest_verdict_that_was_not_revoked_holds(rulings, state, verdict):
    found = standing(1, Origin.GRID, [Act(S, T1)], rulings)

    assert (found.state, found.verdict_id) == (state, verdict)


def test_an_entry_is_dated_by_its_last_submission():
    assert standing(1, Origin.GRID, [Act(S, T1), Act(W, T2), Act(S, T3)], []).submitted_at == T3
    assert standing(1, Origin.GRID, [Act(S, T1), Act(W, T2)], []).submitted_at is None


def test_a_cell_without_entries_is_empty():
    assert outcome([]) == Outcome()
    assert outcome([Standing(1, DROPPED)]) == Outcome()


def test_a_cell_reports_its_newest_submitted_entry_and_counts_its_newest_appraised():
    found = outcome(
        [
            Standing(1, CellState.ACCEPTED, T1, verdict_id=9),
            Standing(2, CellState.SUBMITTED, T2),
            Standing(3, CellState.DRAFT),
        ]
    )

    assert found == Outcome(CellState.DRAFT, 3, 2, 9, is_waiting=True, submitted_at=T1)


def test_a_cell_whose_newest_submission_was_returned_waits_for_the_unit_not_for_the_verifier():
    found = outcome([Standing(1, CellState.SUBMITTED, T1), Standing(2, CellState.RETURNED, T2)])

    assert found == Outcome(CellState.RETURNED, 2, 1, None, is_waiting=False, submitted_at=T1)
