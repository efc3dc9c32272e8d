"""Requests per second of one address: wrk where it is installed, else keep-alive sockets of our own.

A load is a list of requests sent in turn over ``connections`` connections for a bounded time."""

import re
import shutil
import subprocess
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Request:
    """``headers`` besides Host; with a ``body`` it is a POST of a form."""

    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""

    @property
    def method(self) -> str:
        return "POST" if self.body else "GET"


@dataclass(frozen=True, slots=True)
class Answered:
    """``refused``: answers other than 2xx and 3xx, and connections that failed."""

    per_second: float
    refused: int


def tool() -> str:
    return "wrk" if shutil.which("wrk") else "Python sockets"


def load(origin: str, requests: Sequence[Request], *, connections: int, seconds: int) -> Answered:
    """Send the requests in turn, over and over, for so many seconds, and wait until the server is idle again."""
    send = _wrk if shutil.which("wrk") else _sockets
    answered = send(origin, requests, connections, seconds)
    urllib.request.urlopen(f"{origin}/healthz", timeout=60).close()
    return answered


_LUA = """
local requests = {}
for line in io.lines("%s") do
  requests[#requests + 1] = line:gsub("\\\\r", "\\r"):gsub("\\\\n", "\\n")
end
local place = 0
request = function()
  place = place %% #requests + 1
  return requests[place]
end
"""


def _wrk(origin: str, requests: Sequence[Request], connections: int, seconds: int) -> Answered:
    with tempfile.TemporaryDirectory(prefix="thidua-load-") as folder:
        listed, script = Path(folder, "requests"), Path(folder, "load.lua")
        listed.write_text("".join(f"{_raw(origin, each, escaped=True)}\n" for each in requests), encoding="utf-8")
        script.write_text(_LUA % listed, encoding="utf-8")
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", str(script), origin]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    failed = re.findall(r"Non-2xx or 3xx responses: (\d+)|(?:connect|read|write|timeout) (\d+)", done.stdout)
    return Answered(float(rate[1]) if rate else 0.0, sum(int(one or other) for one, other in failed))


def _raw(origin: str, request: Request, *, escaped: bool = False) -> str:
    headers = {"Host": urlsplit(origin).netloc, **request.headers}
    if request.body:
        headers |= {"Content-Type": FORM, "Content-Length": str(len(request.body))}
    lines = [f"{request.method} {request.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    text = "\r\n".join([*lines, "", request.body])
    return text.replace("\r", "\\r").replace("\n", "\\n") if escaped else text


def _sockets(origin: str, requests: Sequence[Request], connections: int, seconds: int) -> Answered:
    """Slower than wrk and on the same cores as the server, yet for every address alike."""
    turns, until = cycle(requests), time.monotonic() + seconds
    counts: Counter[bool] = Counter()
    threads = [threading.Thread(target=_browse, args=(origin, turns, until, counts)) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Answered(counts[True] / seconds, counts[False])


def _browse(origin: str, turns: Iterator[Request], until: float, counts: Counter[bool]) -> None:
    """One browser: its connection stays open. Taking the next request is one step of the interpreter."""
    connection = HTTPConnection(urlsplit(origin).netloc, timeout=30)
    while time.monotonic() < until:
        counts[_is_answered(connection, next(turns))] += 1
    connection.close()


def _is_answered(connection: HTTPConnection, wanted: Request) -> bool:
    form = {"Content-Type": FORM} if wanted.body else {}
    try:
        connection.request(wanted.method, wanted.path, wanted.body or None, {**wanted.headers, **form})
        answer = connection.getresponse()
        answer.read()
    except OSError:
        connection.close()
        return False
    return answer.status < 400
