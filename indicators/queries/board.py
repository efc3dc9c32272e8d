"""The board as one reader may see it: the same stored rows, with names and points left out where they must be."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from campaigns.models import Block, Campaign
from common.choices import Basis
from indicators.audience import Audience, Kind, lower_bands, may_see_board, sees_points
from indicators.models import Scoreboard, Sheet, Snapshot
from indicators.queries.schemes import scheme_of
from indicators.queries.scoreboard import Place, board_detail, live_board, places, published_snapshot
from indicators.scoring import Scheme
from units.models import Unit

Source = tuple[Scoreboard, Snapshot | None]
OTHER = {Basis.VERIFIED.value: Basis.REPORTED.value, Basis.REPORTED.value: Basis.VERIFIED.value}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the board. ``unit`` is None where the reader may not read the name."""

    sheet: Sheet
    unit: Unit | None
    block: Block | None
    rank: int | None
    points: Decimal | None
    other: Sheet | None
    is_own: bool
    shows_points: bool


@dataclass(frozen=True, slots=True)
class BlockBoard:
    """A block's rows and how many further units the reader is not shown."""

    block: Block | None
    rows: list[Row]
    hidden: int


@dataclass(slots=True)
class BoardView:
    """Everything the board page, its file and its API answer show to one reader."""

    campaign: Campaign
    board: Scoreboard
    scheme: Scheme
    basis: str
    snapshot: Snapshot | None
    as_of: datetime | None
    ranked_by: str
    blocks: list[BlockBoard] = field(default_factory=list)
    waiting: int = 0

    @property
    def is_by_percent(self) -> bool:
        """Maxima differ, so units are ordered by their share of their own maximum; every output says so."""
        return self.ranked_by == "percent"

    @property
    def is_final(self) -> bool:
        return self.snapshot is not None

    @property
    def spares(self) -> bool:
        """A demonstration names the upper half of each cluster, and to readers their own unit, only."""
        return self.campaign.spares_names


def reading(campaign: Campaign, audience: Audience) -> Source | None:
    """The board this reader reads: once results are out the published snapshot, before that the running board."""
    return standing_board(campaign, audience) if may_see_board(audience, campaign) else None


def standing_board(campaign: Campaign, audience: Audience) -> Source | None:
    """What stands for this reader, whoever may see it as a whole: what moves behind a result is staff's alone."""
    snapshot = published_snapshot(campaign) if audience.is_published else None
    if snapshot is not None:
        return snapshot.scoreboard, snapshot
    if audience.is_published and not audience.is_staff:
        return None
    board = live_board(campaign)
    return (board, None) if board is not None and board.run is not None else None


def board_view(
    campaign: Campaign, audience: Audience, *, basis: str = Basis.VERIFIED.value, source: Source | None = None
) -> BoardView | None:
    """None where the reader has no board, or nothing was computed yet. ``source`` names a board of one's own choice."""
    found = source or reading(campaign, audience)
    if found is None:
        return None
    board, snapshot = found
    rows = places(board, basis, other=OTHER[basis])
    assert board.run is not None
    view = BoardView(
        campaign=campaign,
        board=board,
        scheme=scheme_of(board.run.definition_id),
        basis=basis,
        snapshot=snapshot,
        as_of=snapshot.made_at if snapshot else board.updated_at,
        ranked_by=board_detail(board, basis).get("ranked_by", "points"),
        waiting=sum(place.sheet.waiting for place in rows),
    )
    view.blocks = _blocks(view, rows, audience)
    return view


def overall_rows(view: BoardView, audience: Audience) -> list[Row]:
    """All units in one order, where the campaign allows it; staff may always ask."""
    rows = places(view.board, view.basis, other=OTHER[view.basis])
    return _Mask(view, audience, rows).rows(rows, overall=True)


def _blocks(view: BoardView, rows: list[Place], audience: Audience) -> list[BlockBoard]:
    grouped: dict[str, list[Place]] = {}
    for place in sorted(rows, key=_block_order):
        grouped.setdefault(place.sheet.block_code, []).append(place)
    return [_block(view, group, audience) for group in grouped.values()]


def _block_order(place: Place) -> tuple[int, int, int]:
    block_position = place.block.position if place.block else 10**6
    return block_position, place.sheet.block_rank or 10**6, place.sheet.position


def _block(view: BoardView, group: list[Place], audience: Audience) -> BlockBoard:
    shown = _Mask(view, audience, group).rows(group, overall=group[0].block is None)
    return BlockBoard(group[0].block, shown, len(group) - len(shown))


def upper_half(ranked: int) -> int:
    """The last place of a demonstration that is still named."""
    return -(-ranked // 2)


class _Mask:
    """Which rows of one ranking a reader sees, and with what."""

    def __init__(self, view: BoardView, audience: Audience, group: Iterable[Place]) -> None:
        self.view, self.audience = view, audience
        self.points = sees_points(audience, view.campaign)
        self.lower = lower_bands([band.code for band in view.scheme.bands])
        ranked = Counter(place.sheet.rank is not None for place in group)[True]
        self.third, self.half = -(-ranked // 3), upper_half(ranked)
        self.spares = view.spares

    def rows(self, group: list[Place], *, overall: bool) -> list[Row]:
        rows = (self._row(place, place.sheet.rank if overall else place.sheet.block_rank) for place in group)
        return [row for row in rows if row is not None]

    def _row(self, place: Place, rank: int | None) -> Row | None:
        own = place.unit.pk in self.audience.unit_ids
        if not (own or self._is_listed(rank)):
            return None
        points = own or self.points
        return Row(
            sheet=place.sheet, unit=place.unit if own or self._is_named(place, rank) else None, block=place.block,
            rank=rank, points=place.sheet.shown_points if points else None,
            other=place.other if points else None, is_own=own, shows_points=points,
        )  # fmt: skip

    def _is_listed(self, rank: int | None) -> bool:
        """Before publication a unit sees, of others, the upper third; afterwards the whole order."""
        if self.audience.is_staff or self.audience.is_published:
            return True
        return rank is not None and rank <= self.third

    def _is_named(self, place: Place, rank: int | None) -> bool:
        """The public reads no names in lower bands, nor of the unranked."""
        if self.spares and (rank is None or rank > self.half):
            return False
        if self.audience.kind is not Kind.PUBLIC:
            return True
        return place.sheet.rank is not None and place.sheet.band not in self.lower
