"""Shuffling units or cells never changes a result, not even the order of the list."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.scoring import build_scheme, score_board
from tests.indicators.scoring.worlds import boards


def shuffled(unit, random):
    codes = list(unit.cells)
    random.shuffle(codes)
    return replace(unit, cells={code: unit.cells[code] for code in codes})


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(boards, st.randoms(use_true_random=False))
def test_shuffled_input_gives_the_same_board(drawn, random):
    document, units, closing = drawn
    scheme = build_scheme(document)
    mixed = [shuffled(unit, random) for unit in units]
    random.shuffle(mixed)

    assert score_board(scheme, mixed, closing=closing) == score_board(scheme, units, closing=closing)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(boards)
def test_ranks_are_competition_ranks(drawn):
    document, units, closing = drawn
    ranks = [sheet.rank for sheet in score_board(build_scheme(document), units, closing=closing).sheets]
    ranked = [rank for rank in ranks if rank is not None]

    assert ranks == ranked + [None] * (len(ranks) - len(ranked))
    assert all(rank == 1 + sum(other < rank for other in ranked) for rank in ranked)
