"""What every page of a cluster opens with: its members of the day, who asks, and what they may do there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.timezone import now

from campaigns.cluster_permissions import leads, may_lead, may_read_cluster, oversees_clusters
from campaigns.models import Block, Campaign
from campaigns.permissions import may_manage
from campaigns.queries.clusters import Cluster, cluster_of, day_of
from campaigns.views.opening import campaign_page
from common.actors import Actor
from common.permissions import require
from rewards.models import ClusterVote, Meeting
from rewards.permissions import may_hold, may_read_meeting

View = Callable[..., HttpResponseBase]
REFUSED = 422


@dataclass(frozen=True)
class Desk:
    """One cluster and one reader, as the request began."""

    campaign: Campaign
    cluster: Cluster
    actor: Actor
    at: datetime
    manages: bool

    @property
    def block(self) -> Block:
        return self.cluster.block

    @property
    def leads(self) -> bool:
        return leads(self.actor, self.cluster).allowed

    @property
    def may_lead(self) -> bool:
        """Whether the reader acts as lead now; not once results are out."""
        return may_lead(self.actor, self.cluster).allowed

    @property
    def oversees(self) -> bool:
        return oversees_clusters(self.actor, self.cluster)

    @property
    def told(self) -> dict[str, Any]:
        """What every act of the lead is handed."""
        return {"actor": self.actor, "cluster": self.cluster, "at": self.at}


def desk_of(request: HttpRequest, campaign: Campaign, block: Block) -> Desk:
    block.campaign = campaign
    actor, manages = request.acting.actor(), may_manage(request.acting, campaign).allowed
    return Desk(campaign, cluster_of(block, day_of(campaign)), actor, now(), manages)


def cluster_page(view: View) -> View:
    """Passes the desk to those who read this cluster's work; others read why not."""

    @wraps(view)
    def opened(request: HttpRequest, campaign: Campaign, block_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        desk = desk_of(request, campaign, get_object_or_404(Block, campaign=campaign, pk=block_id))
        require(may_read_cluster(desk.actor, desk.cluster))
        return view(request, desk, *args, **kwargs)

    return login_required(campaign_page(opened))


def leading(view: View) -> View:
    """Passes the desk to the people of lead and deputy, while clusters work."""

    @wraps(view)
    def opened(request: HttpRequest, desk: Desk, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(may_lead(desk.actor, desk.cluster))
        return view(request, desk, *args, **kwargs)

    return cluster_page(opened)


def meeting_page(view: View) -> View:
    """Passes desk and meeting to those who read it; a cluster that left the plan keeps its past meetings."""

    @wraps(view)
    def opened(request: HttpRequest, campaign: Campaign, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        meeting = get_object_or_404(Meeting.objects.select_related("lead_unit"), campaign=campaign, pk=pk)
        meeting.campaign = campaign
        desk = _desk_of_meeting(request, campaign, meeting)
        require(may_read_meeting(desk.actor, desk.cluster, meeting))
        return view(request, desk, meeting, *args, **kwargs)

    return login_required(campaign_page(opened))


def _desk_of_meeting(request: HttpRequest, campaign: Campaign, meeting: Meeting) -> Desk:
    block = Block.objects.filter(campaign=campaign, code=meeting.block_code).first()
    if block is not None:
        return desk_of(request, campaign, block)
    gone = Block(campaign=campaign, code=meeting.block_code, name=meeting.block_name, position=0)
    cluster = Cluster(campaign, gone, day_of(campaign), [], {})
    return Desk(campaign, cluster, request.acting.actor(), now(), may_manage(request.acting, campaign).allowed)


def holding(view: View) -> View:
    """The same for those who hold the meeting, until it is finished."""

    @wraps(view)
    def opened(request: HttpRequest, desk: Desk, meeting: Meeting, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(may_hold(desk.actor, desk.cluster, meeting))
        return view(request, desk, meeting, *args, **kwargs)

    return meeting_page(opened)


def vote_here(meeting: Meeting, vote_id: int) -> ClusterVote:
    vote = get_object_or_404(ClusterVote, meeting=meeting, pk=vote_id)
    vote.meeting = meeting
    return vote
