"""Clusters of the demonstration at work: who leads, cross-scoring under way in one, a meeting held and sent by another.

Nobody looks weak: points given across are near the maximum, everybody came, and those on the ballot are put forward."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils.timezone import get_current_timezone, localdate

from campaigns.choices import BlockPost
from campaigns.domain.offices import Term, appoint
from campaigns.models import Block, Campaign
from campaigns.queries.clusters import Cluster, Member, cluster_of
from common.actors import Actor
from common.choices import Basis
from common.domain.vault import receive
from config.demo.desk import OWN
from config.demo.people import actor_for
from indicators.domain.peers import Asked, Given, give_points, hand_out
from indicators.models import Criterion, Sheet
from indicators.queries.lines import CampaignLines
from indicators.queries.peers import Pairing, PeerBoard, peer_board, peer_lines
from indicators.rotation import rotation
from rewards.choices import DocumentKind
from rewards.domain.meetings import Called, Plan, call_members, open_meeting, plan_meeting, raise_point
from rewards.domain.outcomes import finish_meeting, put_forward, send_documents
from rewards.domain.votes import Counts, Terms, prepare_vote, record_counts
from rewards.exports import file_name, write_document
from rewards.models import Meeting
from units.choices import Role, UnitKind
from units.models import Membership, User

DOCUMENT = "Biên bản họp các cụm, khối thi đua đầu đợt (minh họa)"
EACH = 2
SENT = 0.55
AGENDA = (
    "Báo cáo kết quả giữa đợt của cụm\nĐối chiếu kết quả tự chấm và thẩm định\nTrao đổi kinh nghiệm, mô hình hay\n"
    "Bỏ phiếu suy tôn đơn vị đề nghị biểu dương giữa đợt\nThông qua biên bản"
)
POINTS = (
    "Đề nghị nhân rộng mô hình “Ngày thứ Bảy vì dân” trong toàn cụm.",
    "Đề nghị các đơn vị chia sẻ biểu mẫu hướng dẫn người dân nộp hồ sơ trực tuyến.",
)
TERMS = Terms(
    title="Đề nghị biểu dương giữa đợt", places=2, threshold=Decimal(80), is_strict=False, base="members",
    own_allowed=True, is_secret=True, way="paper", basis="Quy chế hoạt động của cụm thi đua (minh họa)",
)  # fmt: skip
REASON = "Hội nghị thống nhất xếp trước đơn vị có mô hình được các đơn vị trong cụm học tập, nhân rộng."
CONCLUSION = "Hội nghị thống nhất kết quả suy tôn; giao cụm trưởng gửi tờ trình, biên bản, danh sách."
STAFF = ("Chủ tịch UBND", "Phó Chủ tịch UBND")


class Clusters:
    """Writes what the clusters of one running campaign did up to a moment."""

    def __init__(self, campaign: Campaign, manager: Actor, lead: User, now: datetime, seed: int) -> None:
        self.campaign, self.manager, self.account, self.now = campaign, manager, lead, now
        self.random, self.today = Random(seed), localdate(now)

    def write(self) -> None:
        blocks = list(self.campaign.blocks.select_related("campaign__organiser_unit"))
        for block in blocks:
            self._name(block)
        own = next((each for each in blocks if self._has_own(self._cluster(each))), None)
        if own is not None:
            self._score_across(self._cluster(own))
        other = next((each for each in blocks if each != own and self._is_of_wards(self._cluster(each))), None)
        if other is not None:
            self._hold(self._cluster(other))

    def _cluster(self, block: Block) -> Cluster:
        block.campaign = self.campaign
        return cluster_of(block, self.today)

    def _has_own(self, cluster: Cluster) -> bool:
        return any(member.unit.code == OWN for member in cluster.members)

    def _is_of_wards(self, cluster: Cluster) -> bool:
        return len(cluster.members) >= 6 and all(member.unit.kind == UnitKind.WARD for member in cluster.members)

    def _name(self, block: Block) -> None:
        """The ward of the accounts to try leads its cluster, elsewhere the first in the list."""
        members = sorted(self._cluster(block).members, key=lambda each: each.unit.code != OWN)
        at = datetime.combine(self.campaign.start, time(9), get_current_timezone())
        for post, member in zip((BlockPost.LEAD, BlockPost.DEPUTY), members, strict=False):
            term = Term(post, member.unit.pk, self.campaign.start, DOCUMENT)
            appoint(actor=self.manager, block=block, term=term, at=at)

    def _head(self, member: Member) -> User:
        held = Membership.objects.filter(unit=member.unit, role=Role.HEAD).select_related("user")
        return held.order_by("pk")[0].user

    def _lead(self, cluster: Cluster) -> Actor:
        assert cluster.lead is not None, "every cluster has been given a lead"
        unit = cluster.lead.unit
        person = self.account if unit.code == OWN else self._head(Member(unit, unit.name))
        return actor_for(person, unit, Role.HEAD)

    def _score_across(self, cluster: Cluster) -> None:
        """Handed out some days ago; about half have sent their sheets, the ward to try has not."""
        pairs = rotation([member.unit.pk for member in cluster.members], EACH)
        days = {"opens": self.today - timedelta(days=3), "closes": self.today + timedelta(days=7)}
        told = {"actor": self._lead(cluster), "cluster": cluster, "at": self.now - timedelta(days=3)}
        hand_out(asked=Asked(each=EACH, pairs=pairs, **days), **told)
        board, lines = peer_board(cluster), CampaignLines(self.campaign)
        assert board is not None, "it was just handed out"
        for one in board.pairings:
            if one.scorer.unit.code != OWN and self.random.random() < SENT:
                self._send(board, one, peer_lines(lines, one.target.unit))

    def _send(self, board: PeerBoard, one: Pairing, lines: list[Criterion]) -> None:
        given = [Given(line, self._points(line), "", None) for line in lines]
        actor = actor_for(self._head(one.scorer), one.scorer.unit, Role.HEAD)
        told = {"actor": actor, "board": board, "pairing": one, "lines": lines, "at": self.now - timedelta(days=1)}
        give_points(given=given, send=True, **told)

    def _points(self, line: Criterion) -> Decimal:
        """Whole halves between nine tenths and all of the maximum."""
        most = line.max_points or Decimal(0)
        return min(most, (most * Decimal(self.random.randint(90, 100)) / 50).to_integral_value() / 2)

    def _hold(self, cluster: Cluster) -> None:
        """Held two days ago: all present, the two best put forward in the other order, sent the day after."""
        at = datetime.combine(self.today - timedelta(days=2), time(8, 30), get_current_timezone())
        told = {"actor": self._lead(cluster), "cluster": cluster, "at": at}
        meeting = plan_meeting(plan=self._plan(cluster, at), **told)
        meeting = open_meeting(meeting=meeting, **told)
        called = {row.pk: Called(True, self.random.choice(STAFF)) for row in meeting.attendances.all()}
        call_members(meeting=meeting, called=called, **told)
        for by, text in zip(meeting.attendances.all(), POINTS, strict=False):
            raise_point(meeting=meeting, by=by, text=text, **told)
        self._vote(meeting, cluster, told)
        finish_meeting(meeting=meeting, conclusion=CONCLUSION, **{**told, "at": at + timedelta(hours=2)})
        self._post(meeting, cluster, at + timedelta(days=1))

    def _plan(self, cluster: Cluster, at: datetime) -> Plan:
        lead, deputy = cluster.lead, cluster.deputy
        assert lead is not None, "every cluster has been given a lead"
        chair = self._head(Member(lead.unit, lead.unit.name))
        name = cluster.block.name["vi"]
        return Plan(
            title=f"Họp {name} giữa đợt thi đua", held_on=at.date(), starts=at.timetz().replace(tzinfo=None),
            place=f"Hội trường UBND {lead.unit.name}", chair=f"{chair.full_name}, {chair.post} {lead.unit.name}",
            secretary=f"Thư ký cụm, {(deputy or lead).unit.name}", agenda=AGENDA,
        )  # fmt: skip

    def _vote(self, meeting: Meeting, cluster: Cluster, told: dict) -> None:
        best = Sheet.objects.filter(
            scoreboard__campaign=self.campaign, scoreboard__is_live=True, basis=Basis.VERIFIED,
            unit__in=cluster.unit_ids, block_rank__isnull=False,
        )  # fmt: skip
        units = list(best.order_by("block_rank", "position").values_list("unit", flat=True)[:2])
        vote = prepare_vote(meeting=meeting, terms=TERMS, candidates=units, confirmed=True, **told)
        members = len(cluster.members)
        votes = {row.pk: members - (row.unit_id == units[0]) for row in vote.candidates.all()}
        counts = Counts(handed_out=members, received=members, invalid=0, votes=votes)
        record_counts(vote=vote, counts=counts, reason="", **told)
        put_forward(vote=vote, reason=REASON, **told)

    def _post(self, meeting: Meeting, cluster: Cluster, at: datetime) -> None:
        held = Meeting.objects.select_related("campaign__organiser_unit", "lead_unit").get(pk=meeting.pk)
        letter = {"number": "05/TTr-CTĐ", "dated_on": at.date()}
        parcels = {
            kind: receive([write_document(kind, held, **letter)], file_name(kind, held)) for kind in DocumentKind.values
        }
        told = {"actor": self._lead(cluster), "cluster": cluster, "at": at}
        send_documents(meeting=held, parcels=parcels, **letter, **told)
