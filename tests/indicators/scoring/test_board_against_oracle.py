"""The engine held to a plain oracle on random trees, rules, gaps, n/a and closings."""

from hypothesis import HealthCheck, given, settings

from indicators.scoring import KNOWN, NOT_APPLICABLE, build_scheme, score_board
from tests.indicators.scoring import oracle
from tests.indicators.scoring.worlds import DUE, boards, leaves

STATES = {KNOWN: "known", NOT_APPLICABLE: "n/a"}
BOUNDED = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def plain(unit):
    """A unit as the oracle wants it."""
    cells = {
        code: {"state": STATES.get(cell.state, "none"), "value": cell.value, "due": cell.due, "waiting": cell.waiting}
        for code, cell in unit.cells.items()
    }
    flags = {"unranked": unit.unranked, "band_cap": unit.band_cap}
    return {"key": unit.key, "block": unit.block, "cells": cells, **flags}


def expected_of(document, units, closing):
    for spec in leaves(document["criteria"]):
        spec["due_ordinal"] = DUE.toordinal()
    return oracle.board(document, [plain(unit) for unit in units], closing)


@BOUNDED
@given(boards)
def test_the_engine_agrees_with_the_oracle(drawn):
    document, units, closing = drawn
    board = score_board(build_scheme(document), units, closing=closing)
    expected = expected_of(document, units, closing)

    for sheet in board.sheets:
        result = expected[sheet.key]
        assert {code: score.points for code, score in sheet.lines.items()} == {
            code: line["points"] for code, line in result["lines"].items()
        }
        assert {code: score.points for code, score in sheet.groups.items()} == {
            code: node["points"] for code, node in result["nodes"].items()
        }
        assert {code: score.max_points for code, score in sheet.groups.items()} == {
            code: node["max"] or 0 for code, node in result["nodes"].items()
        }
        found = (sheet.points, sheet.max_points, sheet.percent, sheet.bonus, sheet.deduction, sheet.missing)
        assert found == tuple(result[key] for key in ("points", "max", "percent", "bonus", "deduction", "missing"))
        assert (sheet.rank, sheet.block_rank, sheet.band) == tuple(
            result.get(key) for key in ("rank", "block_rank", "band")
        )
        assert board.ranked_by == result["ranked_by"]


@BOUNDED
@given(boards)
def test_what_is_shown_is_the_exact_figure_rounded_once(drawn):
    document, units, closing = drawn
    scheme = build_scheme(document)
    for sheet in score_board(scheme, units, closing=closing).sheets:
        if sheet.points is not None:
            assert sheet.shown_points == oracle.round_half_up(sheet.points, scheme.decimals)
            assert sheet.shown_percent == oracle.round_half_up(sheet.percent, scheme.decimals)
