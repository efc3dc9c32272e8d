"""From a command to a served page: in a folder without data, and once more."""

import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.options import Options
from bench.rows import Row
from tests.harness import servers

ROOT = Path(__file__).resolve().parents[2]
READY = re.compile(r"Ready after ([\d.]+) s: packages ([\d.]+) s, the rest ([\d.]+) s")
PATIENCE = 900.0


def rows(options: Options) -> Iterator[Row]:
    """``--full``: from a fresh clone without environment; else with the packages that are here."""
    with tempfile.TemporaryDirectory(prefix="thidua-start-") as folder:
        place = _clone(Path(folder)) if options.full else ROOT
        for name in ("first", "second"):
            found = _start(place, Path(folder, "var"))
            if found is None:
                print(f"# make run did not come up ({name} start)", flush=True)
                return
            whole, packages, rest = found
            detail = {"packages": packages, "rest": rest, "packages were here": not options.full}
            yield Row(f"make-run-{name}", "", 0, [whole], unit="s", detail=detail)
            yield Row(f"make-run-{name}-without-packages", "", 0, [rest], unit="s", detail=detail)


def _clone(folder: Path) -> Path:
    place = folder / "clone"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", f"file://{ROOT}", str(place)], check=True)
    return place


def _start(place: Path, data: Path) -> tuple[float, float, float] | None:
    """Seconds: the whole, the packages' part, the rest."""
    kept = {key: value for key, value in os.environ.items() if key not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")}
    environment = {**kept, "THIDUA_VAR": str(data), "PYTHONUNBUFFERED": "1"}
    log = data.with_suffix(".log")
    log.write_text("", encoding="utf-8")
    command = ["make", "run", f"PORT={servers.free_port()}"]
    process = servers.start_child(command, log, signal.SIGINT, cwd=place, env=environment)
    try:
        return _awaited(process, log)
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(60)


def _awaited(process: subprocess.Popen, log: Path) -> tuple[float, float, float] | None:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        found = READY.search(log.read_text(encoding="utf-8"))
        if found:
            return float(found[1]), float(found[2]), float(found[3])
        time.sleep(0.2)
    print("# " + "\n# ".join(log.read_text(encoding="utf-8").splitlines()[-5:]), flush=True)
    return None
