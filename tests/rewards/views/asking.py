"""Addresses of a cluster's pages, and what it costs to open one."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.season import Season
from tests.indicators.views.reporters import text_of


def block(season: Season) -> int:
    return season.campaign.blocks.get(code="WARD").pk


def at(season: Season, name: str, *given: object) -> str:
    return reverse(name, args=[season.campaign.code, *given])


def queries(who: Client, address: str) -> int:
    """Of a page opened before: the counter of duties beside it is kept for a while."""
    who.get(address)
    with CaptureQueriesContext(connection) as found:
        text_of(who.get(address))
    return len(found)
