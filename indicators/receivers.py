"""What the domain's news sets in motion."""

import logging
from typing import Any

from django.core.cache import cache
from django.dispatch import receiver
from kombu.exceptions import OperationalError

from indicators.jobs import recompute_campaign
from indicators.signals import scores_outdated

logger = logging.getLogger(__name__)
# One message wakes the worker for everything marked meanwhile; a message lost here is healed by the sweep.
COALESCE_SECONDS = 2


@receiver(scores_outdated, dispatch_uid="recompute-when-outdated")
def wake_the_worker(*, campaign_id: int, **_: Any) -> None:
    if not cache.add(f"scores-woken:{campaign_id}", 1, COALESCE_SECONDS):
        return
    try:
        recompute_campaign.apply_async((campaign_id,), countdown=0.5, retry=False)
    except OperationalError:
        logger.warning("no broker: campaign %s waits for the sweep", campaign_id)
