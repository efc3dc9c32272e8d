"""A web server of its own process, as the product runs it: granian with PostgreSQL, waitress with SQLite."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tests.harness import servers

BIN = Path(sys.executable).parent
PATIENCE = 60.0


def command(database: str, port: int) -> list[object]:
    """One process, so that no request of a pair meets another's memory; threads as in production."""
    if database == "postgres":
        flags = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", port, "--workers", 1, "--blocking-threads", 1]
        return [BIN / "granian", *flags, "--log-level", "warning", "config.wsgi:application"]
    return [BIN / "waitress-serve", f"--listen=127.0.0.1:{port}", "--threads=8", "config.wsgi:application"]


@contextmanager
def serving(database: str) -> Iterator[str]:
    """The address, without a slash at its end, of a server over this process's database."""
    port = servers.free_port()
    with tempfile.TemporaryDirectory(prefix="thidua-serve-") as folder:
        log = Path(folder, "log")
        process = servers.start_child(
            command(database, port), log, signal.SIGTERM, cwd=settings.BASE_DIR, env=os.environ
        )
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", process, log)
            yield f"http://127.0.0.1:{port}"
            complaints = [line for line in log.read_text(encoding="utf-8").splitlines() if "Error" in line]
            if complaints:
                print(f"# the server complained {len(complaints)} times: {complaints[0][:200]}", flush=True)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait(url: str, process: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"bench: no server came up:\n{log.read_text(encoding='utf-8')}")
