"""Cross-scoring as it stands: who scores whom, what was given, what comes out on average."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Max

from campaigns.models import Block, Campaign
from campaigns.queries.clusters import Cluster, Member, clusters_of, day_of
from indicators.models import Criterion, PeerMark, PeerRound, PeerSheet
from indicators.queries.lines import CampaignLines
from indicators.rotation import as_they_stand
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Pairing:
    """One member scores another, as both stand now."""

    sheet: PeerSheet
    scorer: Member
    target: Member

    @property
    def is_sent(self) -> bool:
        return self.sheet.sent_at is not None


@dataclass(frozen=True)
class PeerBoard:
    """The cross-scoring of one cluster on the cluster's day."""

    cluster: Cluster
    round: PeerRound
    pairings: list[Pairing]

    @property
    def is_open(self) -> bool:
        return self.round.opens <= self.cluster.day <= self.round.closes

    @property
    def is_over(self) -> bool:
        return self.cluster.day > self.round.closes

    @property
    def sent(self) -> int:
        return sum(one.is_sent for one in self.pairings)

    def of(self, unit_id: int | None) -> list[Pairing]:
        """What this member scores."""
        return [one for one in self.pairings if one.scorer.unit.pk == unit_id]

    def about(self, unit_id: int) -> list[Pairing]:
        """By whom this member is scored."""
        return [one for one in self.pairings if one.target.unit.pk == unit_id]

    @property
    def short(self) -> list[Member]:
        """Members that do not score as many as was meant: the cluster has changed since it was handed out."""
        return [each for each in self.cluster.members if len(self.of(each.unit.pk)) != self.round.each]


def peer_board(cluster: Cluster) -> PeerBoard | None:
    """None where no cross-scoring was handed out. Two queries."""
    found = PeerRound.objects.filter(campaign=cluster.campaign, block_code=cluster.block.code).first()
    return _board(cluster, found, found.sheets.filter(is_active=True)) if found else None


def _board(cluster: Cluster, found: PeerRound, rows: Iterable[PeerSheet]) -> PeerBoard:
    sheets = {row.pk: row for row in sorted(rows, key=lambda row: row.pk)}
    pairs = {pk: (row.scorer_id, row.target_id) for pk, row in sheets.items()}
    named = {unit for pair in pairs.values() for unit in pair}
    members = {unit: cluster.standing(unit) for unit in named}
    standing = as_they_stand(pairs, {unit: each.unit.pk for unit, each in members.items() if each})
    kept = [Pairing(sheets[pk], *(_member(cluster, unit) for unit in pair)) for pk, pair in standing.items()]
    return PeerBoard(cluster, found, kept)


def _member(cluster: Cluster, unit_id: int) -> Member:
    member = cluster.member(unit_id)
    assert member is not None, "only members stand in a pair"
    return member


def peer_lines(lines: CampaignLines, unit: Unit) -> list[Criterion]:
    """What a member is scored on: its own lines inside the total. Bonus and deductions are the appraisers'."""
    return [line for line in lines.lines_of(unit) if line.max_points and not lines.is_outside_total(line)]


def newest_marks(sheets: Collection[PeerSheet]) -> dict[int, dict[int, PeerMark]]:
    """The newest marks by the sheet's id and the line's. Two queries."""
    rows = PeerMark.objects.filter(sheet__in=sheets).values("sheet", "criterion").annotate(newest=Max("pk"))
    found: dict[int, dict[int, PeerMark]] = defaultdict(dict)
    for mark in PeerMark.objects.filter(pk__in=[row["newest"] for row in rows]):
        found[mark.sheet_id][mark.criterion_id] = mark
    return found


@dataclass(frozen=True, slots=True)
class Average:
    """The mean of what was sent, exact, and how many gave it."""

    points: Fraction
    given: int


def averages(board: PeerBoard | None) -> dict[int, dict[int, Average]]:
    """By member and line: sheets that were sent only, a draft is nobody's business. Two queries."""
    sent = [one for one in board.pairings if one.is_sent] if board else []
    marks = newest_marks([one.sheet for one in sent])
    given: dict[int, dict[int, list[Fraction]]] = defaultdict(lambda: defaultdict(list))
    for one in sent:
        for line_id, mark in marks[one.sheet.pk].items():
            if mark.points is not None:
                given[one.target.unit.pk][line_id].append(Fraction(mark.points))
    return {unit: {line: _mean(points) for line, points in lines.items()} for unit, lines in given.items()}


def _mean(points: list[Fraction]) -> Average:
    return Average(sum(points, Fraction(0)) / len(points), len(points))


def totals(found: Mapping[int, Mapping[int, Average]]) -> dict[int, Fraction]:
    """Each member's average points over all lines."""
    return {unit: sum((each.points for each in lines.values()), Fraction(0)) for unit, lines in found.items()}


def boards_of(campaign: Campaign, unit: Unit, today: date) -> list[PeerBoard]:
    """The cross-scorings in which the unit's own cluster takes part; nothing is asked where none was handed out."""
    codes = set(PeerRound.objects.filter(campaign=campaign).values_list("block_code", flat=True))
    if not codes:
        return []
    blocks = Block.objects.filter(campaign=campaign, code__in=codes, participations__unit=unit)
    block = blocks.select_related("campaign").first()
    cluster = clusters_of(campaign, day_of(campaign, today), only=block)[0] if block else None
    board = peer_board(cluster) if cluster else None
    return [board] if board else []
