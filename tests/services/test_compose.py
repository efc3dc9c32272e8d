"""docker-compose.yml, without an engine: linted, and its very commands run on private servers."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness import live as stack
from tests.harness import servers

COMPOSE = stack.ROOT / "docker-compose.yml"
OURS = ("web", "worker", "beat")


@pytest.fixture(scope="module")
def composed() -> dict:
    """What the compose client makes of the file and the sample of .env."""
    command = [stack.BIN / "docker-compose", "--env-file", ".env.example", "config", "--format", "json"]
    done = subprocess.run(command, cwd=stack.ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["services"]


@pytest.fixture(scope="module")
def running(composed, fresh_database, redis_url, tmp_path_factory) -> Iterator[dict[str, subprocess.Popen]]:
    """Web, worker and scheduler, each by its command and environment of the file; only addresses differ."""
    folder = tmp_path_factory.mktemp("compose")
    addresses = {
        "DATABASE_URL": fresh_database,
        "REDIS_URL": redis_url,
        "THIDUA_VAR": str(folder),
        "GRANIAN_HOST": "127.0.0.1",
        "GRANIAN_PORT": str(servers.free_port()),
        "PATH": f"{stack.BIN}:{os.environ['PATH']}",
        "HOSTNAME": socket.gethostname(),
    }
    processes = {}
    for name in OURS:
        environment = {**composed[name]["environment"], **addresses}
        processes[name] = servers.start_child(
            composed[name]["command"], folder / name, signal.SIGTERM, cwd=stack.ROOT, env=environment
        )
        processes[name].settings = environment
    yield processes
    for process in processes.values():
        process.terminate()
    for process in processes.values():
        stack.wait_or_kill(process, 20)


def test_the_file_obeys_the_compose_specification():
    command = [stack.BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", COMPOSE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_it_names_five_services_each_with_a_health_check(composed):
    assert set(composed) == {*OURS, "postgres", "redis"}
    assert all("healthcheck" in service for service in composed.values())


def test_what_must_outlive_a_container_is_in_volumes(composed):
    kept = {mount["source"]: mount["target"] for service in composed.values() for mount in service["volumes"]}

    assert kept["postgres"] == "/var/lib/postgresql/data"
    assert kept["data"] == composed["web"]["environment"]["THIDUA_VAR"]


def test_without_secrets_it_refuses_to_start(tmp_path):
    command = [stack.BIN / "docker-compose", "--env-file", os.devnull, "-f", COMPOSE, "config", "-q"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode != 0
    assert "set it in .env" in done.stderr


@pytest.mark.services
@pytest.mark.parametrize("name", OURS)
def test_a_service_started_by_its_command_passes_its_health_check(running, composed, name):
    until = time.monotonic() + stack.PATIENCE

    while not (healthy := _is_healthy(composed[name], running[name])) and time.monotonic() < until:
        time.sleep(0.5)

    assert healthy, Path(running[name].settings["THIDUA_VAR"], name).read_text()
    assert running[name].poll() is None


def _is_healthy(service: dict, process: subprocess.Popen) -> bool:
    """Runs the file's own check; the shell's $ is doubled there, and the volume is a folder here."""
    kind, *words = service["healthcheck"]["test"]
    words = [word.replace("$$", "$").replace("/var/lib/thidua", process.settings["THIDUA_VAR"]) for word in words]
    command = ["sh", "-c", *words] if kind == "CMD-SHELL" else words
    check = subprocess.run(command, cwd=stack.ROOT, env=process.settings, capture_output=True, check=False)
    return check.returncode == 0
