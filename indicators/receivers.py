"""What the domain's news sets in motion."""

import logging
from typing import Any

from django.dispatch import receiver
from kombu.exceptions import OperationalError

from indicators import waking
from indicators.jobs import follow_mergers, recompute_campaign
from indicators.signals import scores_outdated
from units.signals import unit_merged

logger = logging.getLogger(__name__)


@receiver(scores_outdated, dispatch_uid="recompute-when-outdated")
def wake_the_worker(*, campaign_id: int, **_: Any) -> None:
    if not waking.needs_call(campaign_id):
        return
    try:
        recompute_campaign.apply_async((campaign_id,), countdown=0.5, retry=False)
    except OperationalError:
        logger.warning("no broker: campaign %s waits for the sweep", campaign_id)


@receiver(unit_merged, dispatch_uid="follow-mergers")
def follow_the_register(*, old_ids: list[int], new_ids: list[int], **_: Any) -> None:
    """A lost message here is found again by `recompute CODE`, which derives everything anew."""
    units = sorted({unit for unit in (*old_ids, *new_ids) if unit is not None})
    try:
        follow_mergers.apply_async((units,), retry=False)
    except OperationalError:
        logger.warning("no broker: run `manage.py recompute CODE` for campaigns touched by the merger")
