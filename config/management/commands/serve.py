"""`make run`: web server, worker and scheduler in one process."""

import os
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import get_resolver
from django.utils.module_loading import import_string

from config.celery import app
from config.serving import alone, background, squeeze, web

STARTED = time.time()
PATIENCE = 2.5  # seconds the worker is given to finish; the database remembers what it could not


class Command(BaseCommand):
    help = "Serves the site with worker and scheduler in one process; Ctrl-C stops everything."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare", action="store_true", help="migrate and load the demo first")

    def handle(self, *, host: str, port: int, prepare: bool, **_: Any) -> None:
        web.interrupt_on_signals()
        try:
            taken = web.bind(host, port)
            alone.hold_if_queue_is_local()
            self._prepare() if prepare else self._refuse_old_tables()
        except (alone.NotAlone, web.PortBusy) as problem:
            raise CommandError(str(problem))
        except KeyboardInterrupt:
            raise CommandError("Stopped while preparing; start again to go on.", returncode=130)
        self._serve(taken, f"http://{host}:{port}/")

    def _serve(self, taken: Any, address: str) -> None:
        application = squeeze.Squeezed(import_string(settings.WSGI_APPLICATION), settings.STATIC_URL)
        len(get_resolver().url_patterns)  # imports every view now, not at the first visit
        threads = background.Background(app)
        threads.start()
        web.serve_until_interrupted(application, taken, lambda: self._announce(address))
        self.stdout.write("Stopping …")
        if not threads.stop(within=PATIENCE):
            self.stdout.write("A background job was cut short; it is taken up again at the next start.")
            self.stdout.flush()
            os._exit(0)  # its thread may be inside C code that must not meet a dying interpreter
        self.stdout.write("Stopped.")

    def _refuse_old_tables(self) -> None:
        if missing_migrations():
            raise CommandError("The database's tables are older than the program. Run `make install` first.")

    def _prepare(self) -> None:
        if missing_migrations():
            self._timed("Database", "migrate", verbosity=0, interactive=False)
        if "load_demo" in get_commands():
            self._timed("Demo", "load_demo")

    def _timed(self, what: str, command: str, **options: Any) -> None:
        started = time.monotonic()
        call_command(command, **options)
        self.stdout.write(f"{what}: {time.monotonic() - started:.1f} s")

    def _announce(self, address: str) -> None:
        self.stdout.write(f"\nThi Đua is served at {address} (Ctrl-C stops it)\n")
        if "demo_accounts" in get_commands():
            call_command("demo_accounts")
        started, packages = map(float, os.environ.get("THIDUA_SETUP", f"{STARTED} 0").split())
        rest = time.time() - started - packages
        parts = f"packages {packages:.1f} s, the rest {rest:.1f} s"
        self.stdout.write(f"Ready after {packages + rest:.1f} s: {parts}")
        self.stdout.flush()


def missing_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
