"""The databases of a run: an SQLite file, and a private PostgreSQL that keeps its promises (fsync stays on)."""

import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from tests.harness import servers

SETTINGS = ("jit=off", "shared_buffers=256MB", "max_connections=100")


@contextmanager
def running(work: str, folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a child that measures on ``work``; servers live as long as the block."""
    place = folder / work
    place.mkdir()
    environment = {
        **os.environ,
        "THIDUA_VAR": str(place / "var"),
        "SECRET_KEY": secrets.token_hex(),
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATABASE_URL": f"sqlite:///{place / 'bench.sqlite3'}",
    }
    if work != "postgres":
        yield environment
        return
    with _postgres(place) as url:
        yield {**environment, "DATABASE_URL": url}


@contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    if not servers.postgres_binary("initdb"):
        raise SystemExit("bench: PostgreSQL's binaries are not installed; choose --databases sqlite")
    folder.chmod(0o755)
    data, port = folder / "postgres", servers.free_port()
    data.mkdir()
    if os.geteuid() == 0:
        shutil.chown(data, "postgres", "postgres")
    made = ["initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    if _as_postgres(made, folder).wait(60):
        raise SystemExit((folder / "postgres.log").read_text(encoding="utf-8"))
    settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={data}", *SETTINGS]
    server = _as_postgres(["postgres", "-D", data, *(part for each in settings for part in ("-c", each))], folder)
    try:
        yield _made_database(f"postgres://postgres@127.0.0.1:{port}", server)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)


def _as_postgres(command: list, folder: Path) -> subprocess.Popen:
    owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    name, *rest = command
    log = folder / "postgres.log"
    return servers.start_child([servers.postgres_binary(name), *rest], log, signal.SIGINT, cwd="/", **owner)


def _made_database(address: str, server: subprocess.Popen) -> str:
    until = time.monotonic() + 60
    while True:
        try:
            link = psycopg2.connect(f"{address}/postgres")
            break
        except psycopg2.OperationalError:
            if server.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.05)
    link.autocommit = True
    link.cursor().execute("CREATE DATABASE bench")
    link.close()
    return f"{address}/bench"


def postgres_version() -> str:
    binary = servers.postgres_binary("postgres")
    if not binary:
        return "not installed"
    return subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout.strip()
