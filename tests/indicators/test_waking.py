"""When the worker is called: once for what is marked until it starts, again for what comes after."""

import pytest
from django.core.cache import cache

from indicators import waking


@pytest.fixture(autouse=True)
def quiet():
    cache.clear()
    yield
    cache.clear()


def test_many_marks_before_the_worker_starts_need_one_call():
    assert [waking.needs_call(7) for _ in range(3)] == [True, False, False]


def test_a_mark_after_the_worker_started_needs_a_call_of_its_own():
    waking.needs_call(7)
    waking.heard(7)
    assert waking.needs_call(7)


def test_each_campaign_is_called_for_apart():
    waking.needs_call(7)
    assert waking.needs_call(8)
