"""A campaign held while a verb changes it: what its state allows is asked of the row as it is now."""

from collections.abc import Callable

from django.db import transaction

from campaigns.models import Campaign
from common.faults import Faults
from common.permissions import Answer


def hold(campaign: Campaign, *, when: Callable[[Campaign], Answer] | None = None) -> Campaign:
    """The newest row, locked until the transaction ends; ``Faults`` with the reason where ``when`` refuses it.

    Pages ask before the lock, and another may have moved the campaign on since. Rows that point at the campaign
    can still be written by others (``no_key``): a recompute under way is never waited for while it waits. The
    definition is read after the lock: a row joined to one that had to be waited for is the one of before."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a campaign is held as long as a transaction: open one")
    held = Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    answer = when(held) if when else None
    if answer is not None and not answer:
        raise Faults(str(answer.reason))
    return held
