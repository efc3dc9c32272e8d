"""``python -m bench``: a child process for each database, one line a row, everything in results.json."""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench import databases, options

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results.json"
TOOLS = ("Django", "psycopg2-binary", "granian", "waitress", "django-import-export", "openpyxl", "python-calamine")


def main(arguments: list[str]) -> int:
    chosen = options.parse(arguments)
    started = time.monotonic()
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as folder:
        os.chmod(folder, 0o755)  # PostgreSQL runs as its own user
        for work in _works(chosen):
            rows += _measured(work, chosen, Path(folder))
    took = time.monotonic() - started
    _keep(chosen, rows, took)
    print(f"{took:.0f} s; {sum(not row['ok'] for row in rows)} of {len(rows)} short; {RESULTS.relative_to(ROOT)}")
    return 0


def _works(chosen: options.Options) -> Iterator[str]:
    """Which child processes are needed; what no database changes is measured once, on the first."""
    per_database = {"scores", "pages", "saving"} & set(chosen.groups)
    for place, name in enumerate(chosen.databases.split(",")):
        if per_database or ("excel" in chosen.groups and place == 0):
            yield name
    if "start" in chosen.groups:
        yield "start"


def _measured(work: str, chosen: options.Options, folder: Path) -> Iterator[dict[str, Any]]:
    """Rows as the child prints them: machine lines start with ``ROW``."""
    with databases.running(work, folder) as environment:
        command = [sys.executable, "-m", "bench.child", work, *chosen.arguments()]
        child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        for line in child.stdout:
            if line.startswith("ROW "):
                yield json.loads(line.removeprefix("ROW "))
            else:
                print(line, end="", flush=True)
        if child.wait():
            raise SystemExit(f"bench: measuring on {work} ended with {child.returncode}")


def _keep(chosen: options.Options, rows: list[dict[str, Any]], took: float) -> None:
    found = {"machine": machine(), "sizes": asdict(chosen), "seconds": round(took), "rows": rows}
    RESULTS.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load": [round(part, 1) for part in os.getloadavg()],
        "packages": {name: version(name) for name in TOOLS},
        "postgresql": databases.postgres_version(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.processor())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
