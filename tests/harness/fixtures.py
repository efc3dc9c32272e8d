"""Fixtures for every test: server addresses, the live stack, the browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.harness import live as stack
from tests.harness import servers

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, PHONE = (1280, 800), (390, 844)


def chromium_binary() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def pg_url() -> str:
    """The private PostgreSQL: its maintenance database. Skips where PostgreSQL is not installed."""
    if servers.POSTGRES not in os.environ:
        pytest.skip("PostgreSQL's binaries are not installed here (or another database was asked for)")
    return os.environ[servers.POSTGRES]


@pytest.fixture(scope="session")
def redis_url(worker_id: str) -> str:
    """The private Redis, a database number for each xdist worker. Skips where Redis is not installed."""
    if servers.REDIS not in os.environ:
        pytest.skip("redis-server is not installed here")
    number = int("".join(filter(str.isdigit, worker_id)) or 0)
    return f"{os.environ[servers.REDIS]}/{number}"


@pytest.fixture(scope="module")
def fresh_database(pg_url: str, request: pytest.FixtureRequest, worker_id: str, tmp_path_factory) -> Iterator[str]:
    """The address of a migrated, empty PostgreSQL database of the module's own."""
    name = f"live_{worker_id}_{abs(hash(request.module.__name__)) % 10**8}"
    yield stack.make_database(pg_url, name, tmp_path_factory.mktemp("template"))
    stack.drop_database(pg_url, name)


@pytest.fixture(scope="module")
def live(fresh_database: str, redis_url: str, tmp_path_factory, django_db_blocker) -> Iterator[stack.Live]:
    """A running stack for the module. The test's ORM works on the stack's database and commits: no `db`."""
    running = stack.Live(tmp_path_factory.mktemp("live"), fresh_database, redis_url)
    try:
        running.start()
        with django_db_blocker.unblock(), stack.orm_on(fresh_database.rpartition("/")[2]):
            yield running
    finally:
        complaints = running.stop()
    assert not complaints, complaints


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Skips where it is not installed."""
    binary = chromium_binary()
    if not binary:
        pytest.skip("chromium is not installed here")
    # Playwright keeps an event loop in this thread; Django would refuse its ORM beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=binary, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Opens pages, each a visitor of its own: `open_page(size=PHONE, language="en-GB", javascript=False)`.

    Relative addresses start at the live stack, where the test uses one. The test fails when a page's script
    failed, the content policy refused something, or a request left the machine.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    base = request.getfixturevalue("live").url if "live" in request.fixturenames else None

    def opened(*, size: tuple[int, int] = WIDE, language: str = "vi-VN", javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=base,
            viewport={"width": size[0], "height": size[1]},
            locale=language,
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=javascript,
            accept_downloads=True,
        )
        contexts.append(context)
        context.on("weberror", lambda problem: complaints.append(str(problem.error)))
        context.on("console", lambda line: complaints.extend(_refusal(line)))
        context.on("request", lambda sent: complaints.extend(_stranger(sent.url)))
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """One visitor with a wide window."""
    return open_page()


def _refusal(line) -> list[str]:
    policy = "Content Security Policy" in line.text or "Content-Security-Policy" in line.text
    return [line.text] if policy else []


def _stranger(url: str) -> list[str]:
    local = url.startswith(("http://127.0.0.1:", "http://localhost:", "data:", "blob:", "about:", "file:"))
    return [] if local else [f"{url} is on another machine"]


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Path:
    """Where pictures of pages go; never committed."""
    folder = request.config.rootpath / "screenshots"
    folder.mkdir(exist_ok=True)
    return folder
