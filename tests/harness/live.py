"""The product as it runs: a web server, a Celery worker, PostgreSQL and Redis, in processes of their own."""

import fcntl
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from django.db import connection

from tests.harness import servers

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = "thidua_template"
BIN = Path(sys.executable).parent
PATIENCE = 60.0


class Live:
    """A running stack. `url` ends without a slash; `environment` is what its processes were started with."""

    def __init__(self, folder: Path, database_url: str, redis_url: str) -> None:
        self.folder = folder
        self.port = servers.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database_url = database_url
        self.redis_url = redis_url
        self.environment = stack_environment(folder, database_url, redis_url)
        self.processes: dict[str, subprocess.Popen] = {}

    def start(self) -> None:
        web = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", self.port, "--workers", "1"]
        self.launch("web", BIN / "granian", *web, "--blocking-threads", "4", "config.wsgi:application")
        self.start_worker()
        wait_for_page(f"{self.url}/healthz", self.processes["web"], self.folder / "web.log")

    def start_worker(self) -> None:
        self.launch("worker", BIN / "celery", "-A", "config", "worker", "--pool", "threads", "-c", "2")

    def kill_worker(self) -> None:
        """As a power cut would: no goodbye."""
        process = self.processes.pop("worker")
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def launch(self, name: str, *command: object) -> None:
        log = self.folder / f"{name}.log"
        self.processes[name] = servers.start_child(list(command), log, signal.SIGTERM, cwd=ROOT, env=self.environment)

    def manage(self, *arguments: object) -> str:
        """Runs a management command against the stack's database; returns what it printed."""
        return manage(self.environment, *arguments)

    def stop(self) -> str:
        """Ends every process; returns what they complained of."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            wait_or_kill(process)
        logs = [(self.folder / f"{name}.log").read_text() for name in self.processes]
        return "\n".join(log for log in logs if "Traceback" in log)


def stack_environment(folder: Path, database_url: str, redis_url: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.harness.settings_live",
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "default",
        "SECRET_KEY": "only-for-tests",
        "THIDUA_VAR": str(folder),
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
    }


def manage(environment: dict[str, str], *arguments: object) -> str:
    command = [sys.executable, str(ROOT / "manage.py"), *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{arguments} ended with {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def wait_for_page(url: str, process: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError as answer:
            raise RuntimeError(f"{url} answered {answer.code}: {answer.read().decode()}\n{log.read_text()}")
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"{url} did not answer:\n{log.read_text()}")


def wait_or_kill(process: subprocess.Popen, patience: float = 10.0) -> int:
    try:
        return process.wait(patience)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.wait()


def make_database(postgres_url: str, name: str, folder: Path) -> str:
    """A migrated, empty database, copied from a template that the first caller of the session makes."""
    with (Path(os.environ[servers.FOLDER]) / "template.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not database_exists(postgres_url, TEMPLATE):
            execute(postgres_url, f'CREATE DATABASE "{TEMPLATE}_draft"')
            url = with_name(postgres_url, f"{TEMPLATE}_draft")
            manage(stack_environment(folder, url, ""), "migrate", "--verbosity", "0")
            execute(postgres_url, f'ALTER DATABASE "{TEMPLATE}_draft" RENAME TO "{TEMPLATE}"')
        execute(postgres_url, f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"')
    return with_name(postgres_url, name)


def drop_database(postgres_url: str, name: str) -> None:
    execute(postgres_url, f'DROP DATABASE "{name}" WITH (FORCE)')


def with_name(url: str, name: str) -> str:
    return f"{url.rpartition('/')[0]}/{name}"


def database_exists(url: str, name: str) -> bool:
    link = psycopg2.connect(url)
    with link.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        found = cursor.fetchone()
    link.close()
    return bool(found)


def execute(url: str, statement: str) -> None:
    link = psycopg2.connect(url)
    link.autocommit = True
    with link.cursor() as cursor:
        cursor.execute(statement)
    link.close()


@contextmanager
def orm_on(name: str) -> Iterator[None]:
    """Django's default connection of this process reads and writes database `name` meanwhile."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
