"""Who holds, reads and sends a cluster's meeting, and who votes in it: each answer with its reason."""

from django.utils.translation import gettext_lazy as _

from campaigns.cluster_permissions import clusters_work, may_lead, may_read_cluster
from campaigns.queries.clusters import Cluster
from common.actors import Actor
from common.permissions import ALLOWED, Answer, allowed_when, refused
from rewards.choices import MeetingState, VoteState
from rewards.models import ClusterVote, Meeting
from units.choices import Role

# Who casts a unit's ballot, besides those its head authorised.
VOTING = (Role.HEAD, Role.CLUSTER_LEAD)


def may_read_meeting(actor: Actor, cluster: Cluster, meeting: Meeting) -> Answer:
    """The members of the cluster, those of the day of the meeting, and those who run the campaign."""
    if meeting.attendances.filter(unit=actor.unit_id).exists():
        return ALLOWED
    return may_read_cluster(actor, cluster)


def may_hold(actor: Actor, cluster: Cluster, meeting: Meeting) -> Answer:
    """Everything the lead does at a meeting, until it is finished."""
    return may_lead(actor, cluster) and is_unfinished(meeting)


def is_unfinished(meeting: Meeting) -> Answer:
    return allowed_when(
        meeting.state != MeetingState.FINISHED, _("The meeting is finished; its minutes stand as they are.")
    )


def is_under_way(meeting: Meeting) -> Answer:
    """Asked of the locked row by everything that happens in a meeting."""
    if meeting.state == MeetingState.PLANNED:
        return refused(_("The meeting has not been opened yet."))
    return is_unfinished(meeting)


def may_cast(actor: Actor, vote: ClusterVote, *, is_authorised: bool) -> Answer:
    """Cast one's own unit's ballot here, once, while the vote is open."""
    turn = vote.turns.filter(unit=actor.unit_id).first()
    if turn is None or not (actor.holds(*VOTING) or is_authorised):
        return refused(_("A ballot is cast by the head of a member unit that is present, or whom the head authorised."))
    if not clusters_work(vote.meeting.campaign.status) or vote.state != VoteState.OPEN:
        return refused(_("This vote is not open."))
    return allowed_when(not turn.has_voted, _("Your unit has cast its ballot."))


def may_send(actor: Actor, cluster: Cluster, meeting: Meeting) -> Answer:
    """Send letter, minutes and list, once the meeting is finished."""
    finished = meeting.state == MeetingState.FINISHED
    return may_lead(actor, cluster) and allowed_when(
        finished, _("The documents are sent once the meeting is finished.")
    )
