"""Which part of a board is looked at: one block, all of them, the overall order; one address for page, file and API."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from common.vietnamese import search_key
from indicators.audience import Audience
from indicators.queries.board import BlockBoard, BoardView, Row, overall_rows

ALL, OVERALL = "all", "overall"


@dataclass(frozen=True, slots=True)
class Choice:
    """``block``: a code, ``all`` or ``overall``; ``search`` is part of a unit's name."""

    block: str = ALL
    search: str = ""


def narrowed(view: BoardView, audience: Audience, choice: Choice) -> BoardView:
    """The same board with the chosen rows alone."""
    blocks = _chosen(view, audience, choice.block)
    return replace(view, blocks=[replace(block, rows=_matching(block.rows, choice.search)) for block in blocks])


def overall_allowed(view: BoardView, audience: Audience) -> bool:
    """Across clusters only where the plan says so; those who run the campaign may always ask."""
    return (audience.is_staff or view.campaign.overall_order) and len(view.blocks) > 1


def order_in_words(view: BoardView) -> str:
    """How the order was made, in one sentence that no screen and no file may leave out."""
    if view.is_by_percent:
        rule = _("Ranked within the cluster by percent of each unit's own maximum, since maxima differ")
    else:
        rule = _("Ranked within the cluster by points")
    return _("%(rule)s; rounded to %(decimals)s decimals, equal scores share a rank.") % {
        "rule": rule,
        "decimals": view.scheme.decimals,
    }


def _chosen(view: BoardView, audience: Audience, chosen: str) -> list[BlockBoard]:
    if chosen == OVERALL and overall_allowed(view, audience):
        return [BlockBoard(None, overall_rows(view, audience), 0)]
    found = [block for block in view.blocks if block.block and block.block.code == chosen]
    return found or view.blocks


def _matching(rows: list[Row], search: str) -> list[Row]:
    wanted = search_key(search)
    return [row for row in rows if not wanted or (row.unit and wanted in row.unit.search_key)]
