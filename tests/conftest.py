"""What every test sees. Tests run on PostgreSQL where installed; `both` marks what also runs on SQLite."""

import os
from collections.abc import Iterator
from importlib import import_module

import hypothesis
import pytest
from django.apps import apps
from django.db import connection
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from common import calendar
from common.kept import forget_everything
from common.models import Holiday
from tests.harness import servers

pytest_plugins = ["tests.harness.fixtures"]

# The same examples at every run, and no deadline: other work shares the machine.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.load_profile("steady")

DATABASE_FIXTURES = {"db", "transactional_db"}


@pytest.fixture(autouse=True)
def speaks_the_first_language() -> None:
    """A page asked for in English leaves its language behind in the thread."""
    translation.deactivate()


# Counted queries must not depend on how slow the machine is: within one test nothing kept runs out.
calendar._KEPT_SECONDS = 3600.0


@pytest.fixture(autouse=True)
def begins_without_memory() -> None:
    """Databases begin again with the same ids."""
    forget_everything()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """A test that commits ends with empty tables; what migrations sowed there belongs to the tests after it."""
    outcome = yield
    marker = item.get_closest_marker("django_db")
    if "transactional_db" in item.fixturenames or (marker and marker.kwargs.get("transaction")):
        with item.config.stash[blocking_manager_key].unblock():
            sow_again()
    return outcome


def sow_again() -> None:
    if not Holiday.objects.exists():
        import_module("common.migrations.0003_seed_holidays").seed(apps, None)
    connection.close()


def pytest_report_header() -> list[str]:
    postgres = os.environ.get(servers.POSTGRES) or "none (not installed, or DATABASE_URL was given)"
    redis = os.environ.get(servers.REDIS) or "none (redis-server is not installed)"
    return [f"private PostgreSQL: {postgres}", f"private Redis: {redis}"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Domain and scoring tests that touch the database hold on both; a browser test says what it is."""
    for item in items:
        if {"domain", "scoring"} & set(item.path.parts) and _uses_database(item):
            item.add_marker("both")
        if "live" in item.fixturenames or "browser" in item.fixturenames:
            item.add_marker("browser" if "browser" in item.fixturenames else "services")


def _uses_database(item: pytest.Item) -> bool:
    return bool(DATABASE_FIXTURES & set(item.fixturenames)) or bool(item.get_closest_marker("django_db"))
