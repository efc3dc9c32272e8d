"""The stack that browser tests stand on: a page of it in a real browser, its files, its worker."""

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from tests.harness.fixtures import PHONE, WIDE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("address", ["/", "/admin/login/"])
def test_a_page_comes_with_its_files(live, open_page, address, size):
    page = open_page(size=size)
    failed = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)

    answer = page.goto(address)

    assert answer.status == 200
    assert failed == []


def test_what_the_test_writes_the_stack_reads(live):
    Session.objects.create(session_key="seen", session_data="", expire_date=timezone.now())

    printed = live.manage("shell", "-c", READ)

    assert printed.strip().endswith("seen")


def test_a_worker_started_after_a_killed_one_answers(live):
    live.kill_worker()
    live.start_worker()

    assert "pong" in live.manage("shell", "-c", ASK_UNTIL_ANSWERED)


READ = "from django.contrib.sessions.models import Session; print(Session.objects.get().session_key)"
ASK_UNTIL_ANSWERED = """
from config.celery import app
print(next(answer for answer in (app.control.ping(timeout=1) for _ in range(30)) if answer))
"""
