"""A scored season whose ward cluster P3 leads, seen at noon of the day."""

import pytest
import time_machine
from django.test import Client

from tests.factories import clusters
from tests.factories.clusters import appoint
from tests.factories.season import Season, make_season
from tests.indicators.views.reporters import client
from units.choices import Role


@pytest.fixture
def noon():
    with time_machine.travel("2025-08-20 12:00+07:00", tick=False):
        yield


@pytest.fixture
def season(tmp_path, settings) -> Season:
    settings.MEDIA_ROOT = tmp_path / "evidence"
    made = make_season()
    appoint(made)
    clusters.score(made, tmp_path)
    return made


@pytest.fixture
def lead(season) -> Client:
    return client(season, "P3", Role.HEAD)


@pytest.fixture
def manager(season) -> Client:
    return client(season, "VP", Role.MANAGER)
