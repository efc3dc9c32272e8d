"""Private PostgreSQL and Redis of one test session, on free ports, gone with the process that started them.

The first process (pytest, or xdist's controller) starts them and says so by the environment; xdist's workers
inherit it. A DATABASE_URL given from outside is used as it is, and then no PostgreSQL is started.
"""

import atexit
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg2

FOLDER = "THIDUA_TEST_FOLDER"
POSTGRES = "THIDUA_TEST_POSTGRES"
REDIS = "THIDUA_TEST_REDIS"
PREFIX = "thidua-test-"
PATIENCE = 30.0
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)
_as_root = os.geteuid() == 0


def start_once() -> None:
    """Sets THIDUA_VAR, DATABASE_URL and this module's own names; does nothing where they are already set."""
    if FOLDER in os.environ:
        return
    remove_leftovers()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    folder.chmod(0o755)  # PostgreSQL refuses root and runs as its own user, who must reach its folder
    os.environ[FOLDER] = str(folder)
    os.environ.setdefault("THIDUA_VAR", str(folder / "var"))
    running = [start for start in (_start_postgres(folder), _start_redis(folder)) if start]
    atexit.register(_stop, os.getpid(), folder, running)


def remove_leftovers() -> None:
    """Folders of sessions that were killed; their servers died with them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and not Path("/proc", owner).exists():
            shutil.rmtree(folder, ignore_errors=True)


def postgres_binary(name: str) -> str | None:
    """The newest one: Debian keeps them out of PATH."""
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    found = sorted(versions, key=lambda path: path.parts[-3].zfill(3))
    return str(found[-1]) if found else shutil.which(name)


def _start_postgres(folder: Path) -> subprocess.Popen | None:
    if "DATABASE_URL" in os.environ or not postgres_binary("initdb"):
        return None
    data, port = folder / "postgres", free_port()
    data.mkdir()
    if _as_root:
        shutil.chown(data, "postgres", "postgres")
    options = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    made = _run_as_postgres([postgres_binary("initdb"), "-D", data, *options], folder)
    if made.wait(PATIENCE):
        raise RuntimeError((folder / "postgres.log").read_text())
    settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={data}", "fsync=off"]
    settings += ["synchronous_commit=off", "full_page_writes=off", "max_connections=200", "jit=off"]
    flags = [part for setting in settings for part in ("-c", setting)]
    process = _run_as_postgres([postgres_binary("postgres"), "-D", data, *flags], folder)
    server = f"postgres://postgres@127.0.0.1:{port}"
    _wait(process, lambda: psycopg2.connect(f"{server}/postgres").close(), psycopg2.OperationalError)
    os.environ[POSTGRES], os.environ["DATABASE_URL"] = f"{server}/postgres", f"{server}/thidua"
    return process


def _run_as_postgres(command: list, folder: Path) -> subprocess.Popen:
    owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if _as_root else {}
    return start_child(command, folder / "postgres.log", signal.SIGINT, cwd="/", **owner)


def _start_redis(folder: Path) -> subprocess.Popen | None:
    binary = shutil.which("redis-server")
    if not binary:
        return None
    port = free_port()
    flags = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--databases", "64"]
    process = start_child([binary, *flags], folder / "redis.log", signal.SIGTERM, cwd=folder)
    _wait(process, lambda: socket.create_connection(("127.0.0.1", port), 1).close(), OSError)
    os.environ[REDIS] = f"redis://127.0.0.1:{port}"
    return process


def start_child(command: list, log: Path, last_signal: int, **options: object) -> subprocess.Popen:
    """A process in a session of its own that gets `last_signal` when this one dies, however it dies."""
    with log.open("ab") as output:
        return subprocess.Popen(
            list(map(str, command)),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=lambda: _libc.prctl(PR_SET_PDEATHSIG, last_signal),
            **options,
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(process: subprocess.Popen, attempt: Callable[[], None], refused: type[Exception]) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return attempt()
        except refused:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.03)


def _stop(owner: int, folder: Path, running: list[subprocess.Popen]) -> None:
    if os.getpid() != owner:
        return
    for process in running:
        process.send_signal(signal.SIGINT)
    for process in running:
        process.wait(PATIENCE)
    shutil.rmtree(folder, ignore_errors=True)
