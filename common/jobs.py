"""Background work of the cellar."""

from celery import shared_task
from django.utils import timezone

from common.domain import replies
from common.domain.audit import seal


@shared_task
def seal_audit(thorough: bool = False) -> int:
    """Chain what was committed since the last look; scheduled each second, thorough once an hour."""
    return seal(thorough=thorough)


@shared_task
def forget_replies() -> int:
    """Answers kept for requests that may be sent again; scheduled each day."""
    return replies.forget(at=timezone.now())
