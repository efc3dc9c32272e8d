"""`manage.py serve` as people meet it: one process on SQLite, no server beside it."""

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness import live as stack
from tests.harness import servers

pytestmark = pytest.mark.services


class Served:
    """One start of `serve` on a data folder of the test's own."""

    def __init__(self, folder: Path, *arguments: object, **settings: str) -> None:
        self.port = servers.free_port()
        self.log = folder / "serve.log"
        command = [sys.executable, stack.ROOT / "manage.py", "serve", "--port", self.port, *arguments]
        self.process = servers.start_child(command, self.log, signal.SIGTERM, cwd=stack.ROOT, env=environment(folder))

    def answers(self) -> bool:
        stack.wait_for_page(f"http://127.0.0.1:{self.port}/healthz", self.process, self.log)
        return True

    def end(self, by: int) -> tuple[int, float]:
        """Exit code, and the seconds it took."""
        started = time.monotonic()
        self.process.send_signal(by)
        return stack.wait_or_kill(self.process), time.monotonic() - started


def environment(folder: Path) -> dict[str, str]:
    mine = {**os.environ, "THIDUA_VAR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/thidua.sqlite3"}
    for name in ("REDIS_URL", "DJANGO_SETTINGS_MODULE", "DJANGO_ENV"):
        mine.pop(name, None)
    return mine


@pytest.fixture(scope="module")
def migrated(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("embedded")
    stack.manage(environment(folder), "migrate", "--verbosity", "0")
    return folder


@pytest.fixture
def served(migrated) -> Iterator[Served]:
    running = Served(migrated)
    yield running
    running.process.kill()
    running.process.wait()


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_all_of_it_in_three_seconds_without_complaint(served, by):
    assert served.answers()

    code, seconds = served.end(by)

    assert code == 0
    assert seconds < 3.5
    assert "Traceback" not in served.log.read_text()
    assert served.log.read_text().endswith("Stopped.\n")


def test_with_redis_the_same_command_serves_over_it(migrated, redis_url):
    running = Served(migrated, REDIS_URL=redis_url)

    assert running.answers()
    code, seconds = running.end(signal.SIGTERM)

    assert (code, seconds < 3.5) == (0, True)
    assert running.log.read_text().endswith("Stopped.\n")


def test_a_second_process_on_the_same_data_is_refused_in_a_sentence(served, migrated):
    assert served.answers()

    second = Served(migrated)

    assert second.process.wait(30) == 1
    assert f"Process {served.process.pid} already serves" in second.log.read_text()


def test_a_busy_port_is_said_in_a_sentence(migrated):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = Served(migrated, "--port", port)

        assert refused.process.wait(30) == 1
    assert f"Port {port} is busy." in refused.log.read_text().splitlines()[-1]


def test_old_tables_are_refused_with_the_way_out(tmp_path):
    refused = Served(tmp_path)

    assert refused.process.wait(30) == 1
    assert "make install" in refused.log.read_text()


def test_a_second_start_keeps_the_data(migrated):
    first = Served(migrated)
    assert first.answers()
    first.end(signal.SIGTERM)
    stack.manage(environment(migrated), "shell", "-c", KEEP)

    second = Served(migrated)

    assert second.answers()
    second.end(signal.SIGTERM)
    assert stack.manage(environment(migrated), "shell", "-c", READ).strip().endswith("kept")


KEEP = "from django.contrib.sessions.models import Session; from django.utils import timezone; "
KEEP += "Session.objects.create(session_key='kept', session_data='', expire_date=timezone.now())"
READ = "from django.contrib.sessions.models import Session; print(Session.objects.get().session_key)"


def test_a_second_web_process_without_redis_is_refused(served, migrated):
    assert served.answers()
    command = [stack.BIN / "granian", "--interface", "wsgi", "--port", servers.free_port(), "config.wsgi:application"]
    other = servers.start_child(
        command, migrated / "other.log", signal.SIGTERM, cwd=stack.ROOT, env=environment(migrated)
    )

    assert other.wait(30) != 0
    assert "already serves" in (migrated / "other.log").read_text()
