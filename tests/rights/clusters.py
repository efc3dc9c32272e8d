"""The ward cluster at work, led by P3: every object that a page or act of it is asked about."""

from dataclasses import replace
from datetime import date

from rewards.domain.votes import open_vote
from rewards.models import Meeting
from tests.factories import clusters
from tests.factories.clusters import TERMS, prepare, told
from tests.factories.season import Season

FAR = date(2099, 12, 31)


class ClusterWork:
    """Cross-scoring of which P2's sheet is sent; meetings planned, under way, about to end, finished and sent."""

    def __init__(self, season: Season) -> None:
        self.block = season.campaign.blocks.get(code="WARD")
        clusters.appoint(season)
        clusters.hand_out(season, closes=FAR)
        clusters.give(season, "P2", clusters.full_points(season, "P2"), send=True)
        self.own_sheet, self.sent_sheet = (clusters.pairing(season, code).sheet for code in ("P1", "P2"))
        self.planned = clusters.plan_meeting(season)
        self.ending = clusters.open_meeting(season)
        self.finished = clusters.held_meeting(season)
        self.sent = clusters.send(season, self.finished)
        self.meeting = clusters.open_meeting(season)
        self._votes(season, self.meeting)
        by = self.meeting.attendances.first()
        self.point = clusters.meetings.raise_point(meeting=self.meeting, by=by, text="Ý kiến", **told(season))

    def _votes(self, season: Season, meeting: Meeting) -> None:
        here = replace(TERMS, way="here")
        self.prepared, self.paper, self.counted = (prepare(season, meeting, each) for each in (here, TERMS, TERMS))
        self.open, self.closing = (prepare(season, meeting, here) for _vote in range(2))
        for vote in (self.open, self.closing):
            open_vote(vote=vote, **told(season))
        clusters.count(season, self.counted, {"P1": 3})
        voter = season.actor("P3", "cluster_lead")
        clusters.votes.cast(actor=voter, vote=self.closing, chosen=[], at=clusters.NOON)
