"""What scores do when a campaign moves on: the interim freeze, the zeros of closing, the published result."""

from datetime import datetime

from campaigns.choices import Status
from campaigns.models import Campaign, LifecycleAct
from common.actors import Actor
from indicators.choices import SnapshotKind
from indicators.domain.current import mark_dirty
from indicators.domain.snapshots import freeze, publish


def follow_move(campaign: Campaign, act: LifecycleAct, actor: Actor, at: datetime) -> None:
    """Called in the transaction of the move, so that a state and its snapshot are never seen apart."""
    if act.to_status == Status.MIDTERM:
        freeze(actor=actor, campaign=campaign, kind=SnapshotKind.INTERIM, reason=act.reason, at=at)
    if act.to_status == Status.PUBLISHED:
        final = freeze(actor=actor, campaign=campaign, kind=SnapshotKind.FINAL, reason=act.reason, at=at)
        publish(actor=actor, snapshot=final, at=at)
    mark_dirty(campaign.pk)
