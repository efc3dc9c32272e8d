"""Who scores across a cluster: each answer with its reason."""

from django.utils.translation import gettext as _

from campaigns.cluster_permissions import cluster_is_open
from common.actors import Actor
from common.formats import day_text
from common.permissions import Answer, allowed_when, refused
from indicators.permissions import ENTERING
from indicators.queries.peers import Pairing, PeerBoard
from units.choices import Role

SCORING = (*ENTERING, Role.CLUSTER_LEAD)


def may_see_peer_sheet(actor: Actor, pairing: Pairing) -> Answer:
    """A sheet of cross-scoring is its scorer's until it is sent, and is opened at its address by nobody else."""
    own = actor.unit_id == pairing.scorer.unit.pk and actor.holds(*SCORING)
    return allowed_when(own, _("Only the member who was asked to score fills this sheet."))


def may_score(actor: Actor, board: PeerBoard, pairing: Pairing) -> Answer:
    """Give points now: one's own sheet, not sent yet, inside the days of the cross-scoring."""
    seen = may_see_peer_sheet(actor, pairing)
    if not seen:
        return seen
    if pairing.is_sent:
        return refused(_("This sheet was sent; the cluster's lead may give it back to you for a change."))
    return cluster_is_open(board.cluster, actor.unit_id) and window_is_open(board)


def window_is_open(board: PeerBoard) -> Answer:
    days = {"first": day_text(board.round.opens), "last": day_text(board.round.closes)}
    return allowed_when(board.is_open, _("Cross-scoring is open from %(first)s to %(last)s.") % days)
