"""Who works in a cluster: each answer with its reason. Lead and deputy are units; their people act for them."""

from django.utils.translation import gettext_lazy as _

from campaigns.choices import OPEN, Status
from campaigns.permissions import OVERSEEING
from campaigns.queries.clusters import Cluster
from common.actors import Actor
from common.permissions import Answer, allowed_when
from units.choices import Role

# Those of a leading unit who act as lead.
LEADING = (Role.CLUSTER_LEAD, Role.HEAD, Role.REPORTER)
# A cluster meets while figures are collected, and until the results are out.
MEETING = (*OPEN, Status.CLOSED)


def clusters_work(status: str) -> Answer:
    """Whether clusters score across, meet and put forward in this state of the campaign."""
    return allowed_when(
        status in MEETING, _("Clusters work from the first day of the campaign until its results are published.")
    )


def cluster_is_open(cluster: Cluster, unit_id: int | None) -> Answer:
    """The same of one cluster: also not once the stage of the clusters has closed, unless the unit was given longer."""
    if cluster.stages.is_over(Status.CLUSTER, cluster.day, unit_id):
        return cluster.stages.answer(Status.CLUSTER, cluster.day, unit_id)
    return clusters_work(cluster.campaign.status)


def leads(actor: Actor, cluster: Cluster) -> Answer:
    """Whether the actor acts as lead of this cluster, for its lead or its deputy."""
    is_lead = actor.unit_id in cluster.leading and actor.holds(*LEADING)
    return allowed_when(is_lead, _("Only the people of the cluster's lead and deputy do this."))


def may_lead(actor: Actor, cluster: Cluster) -> Answer:
    """The same, while clusters work."""
    return leads(actor, cluster) and cluster_is_open(cluster, actor.unit_id)


def oversees_clusters(actor: Actor, cluster: Cluster) -> bool:
    """IT, and those of the organiser's own unit who oversee the campaign."""
    own = cluster.campaign.organiser_unit_id == actor.unit_id is not None
    return actor.is_system or actor.is_it or (own and actor.holds(*OVERSEEING))


def may_read_cluster(actor: Actor, cluster: Cluster) -> Answer:
    """A cluster's work is read by its own members and by those who run the campaign."""
    return allowed_when(
        actor.unit_id in cluster.unit_ids or oversees_clusters(actor, cluster),
        _("A cluster's work is open to its own members and to those who run the campaign."),
    )


def may_compare(actor: Actor, cluster: Cluster) -> Answer:
    """The members' sheets side by side: whoever leads the cluster, and those who run the campaign."""
    return allowed_when(
        leads(actor, cluster) or oversees_clusters(actor, cluster),
        _("Only the cluster's lead and deputy compare its members' sheets."),
    )
