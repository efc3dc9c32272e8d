"""One message wakes the worker for everything marked until it starts; what is marked afterwards wakes it anew.

A message that is lost is healed by the sweep; the claim itself ends by the clock."""

from django.core.cache import cache

LONGEST_SECONDS = 20


def needs_call(campaign_id: int) -> bool:
    """Whether no message is under way to the worker yet; the caller who hears yes sends it."""
    return cache.add(_key(campaign_id), 1, LONGEST_SECONDS)


def heard(campaign_id: int) -> None:
    """The worker is about to read the marks: later ones need a message of their own."""
    cache.delete(_key(campaign_id))


def _key(campaign_id: int) -> str:
    return f"scores-woken:{campaign_id}"
