"""Background work: ids in, fetch, one domain verb. Every job may die and be run again."""

from celery import shared_task
from django.utils import timezone

from campaigns.models import Campaign
from indicators import waking
from indicators.domain import provided, scores, succession


@shared_task
def recompute_campaign(campaign_id: int) -> None:
    waking.heard(campaign_id)
    scores.recompute_if_dirty(campaign=Campaign.objects.get(pk=campaign_id), at=timezone.now())


@shared_task
def sweep_dirty() -> None:
    scores.recompute_dirty(at=timezone.now())


@shared_task
def turn_day() -> None:
    """Scheduled each hour: a machine that slept through midnight catches up."""
    succession.turn_day(at=timezone.now())


@shared_task
def settle_provided() -> None:
    provided.settle_provided(at=timezone.now())
