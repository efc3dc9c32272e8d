"""Background work: fetch, one domain verb. May die and be run again."""

from celery import shared_task
from django.utils import timezone

from campaigns.domain.lifecycle import start_due
from campaigns.domain.stages import open_due_stages


@shared_task
def advance_campaigns() -> int:
    """Opens campaigns and stages whose first day has come; scheduled every ten minutes."""
    return start_due(at=timezone.now()) + open_due_stages(at=timezone.now())
