"""Background work: ids in, fetch, one domain verb. Every job may die and be run again."""

from celery import shared_task
from django.utils import timezone

from campaigns.models import Campaign
from indicators import waking
from indicators.domain import bundles, provided, scores, succession


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


@shared_task
def make_bundle(bundle_id: int) -> None:
    """One slice; what is left takes its place behind whatever else waits."""
    if bundles.work(bundle_id=bundle_id, at=timezone.now()):
        make_bundle.delay(bundle_id)


@shared_task
def sweep_bundles() -> None:
    """Takes up what a lost message or a dead worker left, and forgets what nobody fetches."""
    for bundle_id in bundles.unfinished(at=timezone.now()):
        make_bundle.delay(bundle_id)
    bundles.sweep(at=timezone.now())
