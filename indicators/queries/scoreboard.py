"""Ranks and totals as they were stored by the run that made them; every page, file and API answer reads here."""

import json
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from campaigns.models import Block, Campaign
from common.faults import Faults
from indicators.models import Scoreboard, Sheet, Snapshot
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Place:
    """One unit on a board: its sheet, how it is called, and what the other basis says beside it."""

    sheet: Sheet
    unit: Unit
    block: Block | None
    other: Sheet | None


def live_board(campaign: Campaign) -> Scoreboard | None:
    return Scoreboard.objects.filter(campaign=campaign, is_live=True).select_related("run").first()


def snapshot_of(campaign: Campaign, number: int) -> Snapshot:
    """The campaign's snapshot of that number; Faults where there is none."""
    found = Snapshot.objects.filter(campaign=campaign, number=number).select_related("scoreboard__run").first()
    if found is None:
        raise Faults(_("The campaign has no snapshot number %(number)d.") % {"number": number})
    return found


def published_snapshot(campaign: Campaign) -> Snapshot | None:
    """The newest published snapshot; an earlier one stays readable by its number."""
    snapshots = Snapshot.objects.filter(campaign=campaign, published_at__isnull=False)
    return snapshots.select_related("scoreboard__run").order_by("-number").first()


def sheets(board: Scoreboard, basis: str) -> QuerySet[Sheet]:
    """The sheets of a basis in the order of the ranking, units beside them."""
    rows = Sheet.objects.filter(scoreboard=board, basis=basis)
    return rows.select_related("unit").order_by("position")


def places(board: Scoreboard, basis: str, *, other: str = "", block: str = "") -> list[Place]:
    """The ranking of a board (or of one block of it), best first, the unranked last: three queries."""
    blocks = {row.code: row for row in Block.objects.filter(campaign_id=board.campaign_id)}
    beside = _beside(board, other) if other else {}
    rows = sheets(board, basis).defer("lines", "groups")
    if block:
        rows = rows.filter(block_code=block)
    return [Place(row, row.unit, blocks.get(row.block_code), beside.get(row.unit_id)) for row in rows]


def _beside(board: Scoreboard, basis: str) -> dict[int, Sheet]:
    rows = Sheet.objects.filter(scoreboard=board, basis=basis)
    return {row.unit_id: row for row in rows.only("unit_id", "shown_points", "points", "bonus", "deduction")}


def board_detail(board: Scoreboard, basis: str) -> dict:
    """``ranked_by``, ``ranges`` of relative lines and ``provisional`` lines of one basis."""
    return json.loads(board.detail).get(basis, {})
