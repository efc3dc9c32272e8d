"""Doing what a request asks once, however often it is sent."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from common.locks import advisory_lock
from common.models import Reply

KEPT = timedelta(days=7)


class KeyReused(Exception):
    """The key was used for a request that said something else."""


def once(*, person_id: int, key: str, sha256: str, at: datetime, act: Callable[[], str]) -> str:
    """What ``act`` answers; without running it again where the person's same request (``sha256``) was answered.

    The answer is kept in the transaction of the act: neither is there without the other. An act that raises leaves
    the key free. Raises ``KeyReused``."""
    with transaction.atomic(), advisory_lock(f"reply:{person_id}:{key}"):
        kept = Reply.objects.filter(person_id=person_id, key=key).first()
        if kept is not None and kept.sha256 != sha256:
            raise KeyReused
        if kept is not None:
            return kept.answer
        answer = act()
        Reply.objects.create(person_id=person_id, key=key, sha256=sha256, answer=answer, made_at=at)
    return answer


def forget(*, at: datetime) -> int:
    """Sweep what nobody will send again; how many there were."""
    return Reply.objects.filter(made_at__lt=at - KEPT).delete()[0]
