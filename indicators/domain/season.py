"""What scores do when a campaign moves on: the interim freeze, the zeros of closing, the published result."""

from datetime import datetime

from campaigns.choices import Status
from campaigns.models import Campaign, LifecycleAct
from common.actors import Actor
from indicators.choices import ReviewKind, SnapshotKind
from indicators.domain.current import mark_dirty
from indicators.domain.reviews import review_of
from indicators.domain.snapshots import freeze, publish

MIDTERM_NAME = "Sơ kết"


def follow_move(campaign: Campaign, act: LifecycleAct, actor: Actor, at: datetime) -> None:
    """Called in the transaction of the move, so that a state and its snapshot are never seen apart."""
    if act.to_status == Status.MIDTERM:
        _review(campaign, act, actor, at)
    if act.to_status == Status.PUBLISHED:
        final = freeze(actor=actor, campaign=campaign, kind=SnapshotKind.FINAL, reason=act.reason, at=at)
        publish(actor=actor, snapshot=final, at=at)
    mark_dirty(campaign.pk)


def _review(campaign: Campaign, act: LifecycleAct, actor: Actor, at: datetime) -> None:
    """The stage of the mid-term review begins with its freeze, named so that nobody takes it for the final one."""
    kind, name = SnapshotKind.INTERIM, MIDTERM_NAME
    frozen = freeze(actor=actor, campaign=campaign, kind=kind, reason=act.reason, name=name, at=at)
    review_of(actor=actor, snapshot=frozen, kind=ReviewKind.MIDTERM, at=at)
