"""A board: every unit's sheet, ranked. Pure: the same input gives the same board, in any order."""

from collections.abc import Sequence

from indicators.scoring.cells import Board, UnitInput
from indicators.scoring.lines import Scheme
from indicators.scoring.ranges import find_ranges, points_by_scope, provisional_lines
from indicators.scoring.ranking import rank
from indicators.scoring.sheet import Scorer, Shared
from indicators.scoring.standing import Standings
from indicators.scoring.states import Closing


def score_board(
    scheme: Scheme, units: Sequence[UnitInput], *, closing: Closing | None = None, shared: Shared | None = None
) -> Board:
    """Score and rank all units of a campaign on one basis.

    ``closing`` is None while the campaign runs; at closing it maps the code of each line to what a
    line without data becomes: 'zero' or 'exclude'. Sheets come best first, then the unranked.
    ``shared``: one dictionary given for both bases of a run lets lines with the same cell be scored once; the
    cells must outlive it.
    """
    standings = Standings(scheme, closing)
    placed = [(unit, standings.of(unit)) for unit in units]
    rankable = [unit for unit, standing in placed if unit.unranked is None and standing.reason is None]
    ranges = find_ranges(scheme, rankable, units)
    scorer = Scorer(
        scheme, points_by_scope(scheme, ranges), closed=closing is not None, shared={} if shared is None else shared
    )
    sheets = [(unit, scorer.sheet(unit, standing)) for unit, standing in placed]
    in_order, ranked_by = rank(scheme, sheets)
    return Board(in_order, ranked_by, ranges, provisional_lines(scheme, units))
