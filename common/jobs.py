"""Background work of the cellar."""

from celery import shared_task

from common.domain.audit import seal


@shared_task
def seal_audit(thorough: bool = False) -> int:
    """Chain what was committed since the last look; scheduled each second, thorough once an hour."""
    return seal(thorough=thorough)
