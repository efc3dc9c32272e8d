"""The members' sheets side by side: each line of each member self-scored, appraised and cross-scored."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from campaigns.queries.clusters import Cluster, Member
from common.choices import Basis
from indicators.models import Criterion, Scoreboard, Sheet
from indicators.packing import PackedLine, unpack_groups, unpack_lines
from indicators.queries.board import upper_half
from indicators.queries.lines import CampaignLines
from indicators.queries.peers import Average, PeerBoard, averages, totals
from indicators.queries.scoreboard import live_board, published_snapshot
from rewards.queries.votes import is_by_percent
from units.models import Unit

REPORTED, VERIFIED = Basis.REPORTED.value, Basis.VERIFIED.value


@dataclass(frozen=True, slots=True)
class Points:
    """One line or group of one member; None: no data. ``applies`` False: it is not the member's."""

    reported: Fraction | None = None
    verified: Fraction | None = None
    peer: Average | None = None
    applies: bool = True

    @property
    def average(self) -> Fraction | None:
        return self.peer.points if self.peer else None

    @property
    def given(self) -> int:
        """How many members' points the average is of."""
        return self.peer.given if self.peer else 0


@dataclass(frozen=True, slots=True)
class Row:
    """A line or group across the members, in their order."""

    criterion: Criterion
    cells: list[Points]


@dataclass(frozen=True, slots=True)
class Column:
    """One member with its totals as stored. ``name``: what may be shown of it."""

    member: Member
    name: str
    reported: Decimal | None
    verified: Decimal | None
    peer: Fraction | None
    block_rank: int | None
    percent: Decimal | None


@dataclass(frozen=True)
class Comparison:
    """Everything the page shows; ``board`` None: nothing was scored yet."""

    cluster: Cluster
    board: Scoreboard | None
    is_final: bool
    is_by_percent: bool = False
    waiting: int = 0
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def hides(self) -> bool:
        """Whether a name is left out."""
        return any(each.name != each.member.name for each in self.columns)

    @property
    def by_points(self) -> list[Column]:
        """In the order of the appraised points, the unranked last."""
        return sorted(self.columns, key=lambda each: (each.block_rank is None, each.block_rank or 0))


def compare(lines: CampaignLines, cluster: Cluster, board: PeerBoard | None, *, own: int | None) -> Comparison:
    """A constant number of queries. ``own``: the unit of the reader, whose name is always shown."""
    snapshot = published_snapshot(cluster.campaign)
    found = snapshot.scoreboard if snapshot else live_board(cluster.campaign)
    if found is None:
        return Comparison(cluster, None, is_final=False)
    rows = Sheet.objects.filter(scoreboard=found, unit__in=cluster.unit_ids)
    sheets = {(row.unit_id, row.basis): row for row in rows}
    peers = averages(board)
    columns = _columns(cluster, sheets, totals(peers), own)
    made = _Maker(sheets, peers)
    table = [Row(one, [made.points(one, each.member.unit) for each in columns]) for one in lines.criteria]
    used = [row for row in table if _is_used(row)]
    waiting = sum(sheet.waiting for (_unit, basis), sheet in sheets.items() if basis == VERIFIED)
    return Comparison(cluster, found, snapshot is not None, is_by_percent(found), waiting, columns, used)


def _is_used(row: Row) -> bool:
    return any(cell.applies for cell in row.cells)


def _columns(
    cluster: Cluster, sheets: Mapping[tuple[int, str], Sheet], peers: Mapping[int, Fraction], own: int | None
) -> list[Column]:
    """In the order of the plan; of a demonstration the unnamed last, so that no place in the list gives them away."""
    made = [_column(each, sheets, peers) for each in cluster.members]
    if not cluster.campaign.spares_names:
        return made
    half = upper_half(sum(1 for each in made if each.block_rank))
    named = [each for each in made if each.member.unit.pk == own or (each.block_rank or half + 1) <= half]
    rest = sorted((each for each in made if each not in named), key=lambda each: each.block_rank or len(made) + 1)
    return [*named, *(replace(each, name=f"({place})") for place, each in enumerate(rest, len(named) + 1))]


def _column(member: Member, sheets: Mapping[tuple[int, str], Sheet], peers: Mapping[int, Fraction]) -> Column:
    sheet, beside = sheets.get((member.unit.pk, VERIFIED)), sheets.get((member.unit.pk, REPORTED))
    return Column(
        member=member,
        name=member.name,
        reported=beside.shown_points if beside else None,
        verified=sheet.shown_points if sheet else None,
        peer=peers.get(member.unit.pk),
        block_rank=sheet.block_rank if sheet else None,
        percent=sheet.shown_percent if sheet else None,
    )


class _Maker:
    """Reads each stored sheet once."""

    def __init__(self, sheets: Mapping[tuple[int, str], Sheet], peers: Mapping[int, Mapping[int, Average]]) -> None:
        self.lines = {key: unpack_lines(sheet.lines) for key, sheet in sheets.items()}
        self.groups = {key: unpack_groups(sheet.groups) for key, sheet in sheets.items()}
        self.peers = peers

    def points(self, criterion: Criterion, unit: Unit) -> Points:
        reported, verified = (unit.pk, REPORTED), (unit.pk, VERIFIED)
        if not criterion.is_line:
            return Points(self._group(reported, criterion), self._group(verified, criterion))
        line, beside = self._line(verified, criterion), self._line(reported, criterion)
        if line is None or line.state == "not_applicable":
            return Points(applies=False)
        peer = self.peers.get(unit.pk, {}).get(criterion.pk)
        return Points(beside.points if beside else None, line.points, peer)

    def _line(self, key: tuple[int, str], criterion: Criterion) -> PackedLine | None:
        return self.lines.get(key, {}).get(criterion.code)

    def _group(self, key: tuple[int, str], criterion: Criterion) -> Fraction | None:
        return self.groups.get(key, {}).get(criterion.code, (None, None))[0]
