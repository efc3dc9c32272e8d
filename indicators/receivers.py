"""What the domain's news sets in motion."""

import logging
from collections.abc import Collection
from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from kombu.exceptions import OperationalError

from indicators import waking
from indicators.domain.succession import follow_mergers
from indicators.jobs import make_bundle, recompute_campaign
from indicators.signals import bundle_asked, scores_outdated
from units.signals import unit_merged

logger = logging.getLogger(__name__)


@receiver(scores_outdated, dispatch_uid="recompute-when-outdated")
def wake_the_worker(*, campaign_id: int, **_: Any) -> None:
    if not waking.needs_call(campaign_id):
        return
    try:
        recompute_campaign.apply_async((campaign_id,), countdown=0.5, retry=False)
    except OperationalError:
        waking.heard(campaign_id)  # nobody did; the next change tries again
        logger.warning("no broker: campaign %s waits for the sweep", campaign_id)


@receiver(bundle_asked, dispatch_uid="make-when-asked")
def wake_the_maker(*, bundle_id: int, **_: Any) -> None:
    try:
        make_bundle.apply_async((bundle_id,), retry=False)
    except OperationalError:
        logger.warning("no broker: bundle %s waits for the sweep", bundle_id)


@receiver(unit_merged, dispatch_uid="follow-mergers")
def follow_the_register(*, old_ids: Collection[int], new_ids: Collection[int], **_: Any) -> None:
    """At once and not by the worker: it is rare, and whoever loads a merger looks at the order next."""
    follow_mergers(unit_ids={*old_ids, *new_ids}, at=timezone.now())
