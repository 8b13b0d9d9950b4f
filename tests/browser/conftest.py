"""A stand-in publisher, a refreshed database, the real dashboard in front of them, and a real browser."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from scrapers.commands.demonstration import WATCHLIST
from scrapers.platforms import read_watchlist
from scrapers.publishers import PUBLISHERS
from scrapers.refresh import refreshing
from scrapers.replica.clock import Clock
from scrapers.replica.server import Replica
from scrapers.replica.world import World
from tests.browser import ARGUMENTS, chromium
from tests.dashboard.complained import fill_and_complain
from tests.dashboard.served import MANY, serving
from tests.scrapers.conftest import pointed_at

ANCHOR = datetime(2026, 11, 23, 4, tzinfo=UTC)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        missing = "Chromium is missing: `make browser` installs it, or install it and a Chinese font by hand"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()


@dataclass
class Shown:
    """The dashboard at `url`, and a way to let the publisher's time pass and refresh."""

    url: str
    replica: Replica
    refresh: Callable[[float], None]


@pytest.fixture(scope="session")
def complained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a dashboard on complaints with known answers."""
    database = tmp_path_factory.mktemp("complained") / "tousu.duckdb"
    fill_and_complain(database, datetime.now(UTC))
    with serving(database, TOUSU_REQUESTS_PER_MINUTE=MANY) as url:
        yield url


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Shown]:
    with Replica(world=World(anchor=ANCHOR), clock=Clock(ANCHOR - timedelta(days=2), speed=0)) as replica:
        settings = pointed_at(replica, tmp_path)

        def refresh(days: float) -> None:
            replica.clock.set(replica.clock.now() + timedelta(days=days))
            with refreshing(settings, PUBLISHERS["heimao"], read_watchlist(settings.platforms)) as one:
                assert all(result.outcome == "ok" for result in one.run(["directory", "services"]))

        refresh(0)
        named = {"TOUSU_EVIDENCE": str(settings.evidence), "TOUSU_PUBLISHER_URL": settings.publisher_url}
        with serving(settings.database, TOUSU_PLATFORMS=str(WATCHLIST), **named) as url:
            yield Shown(url, replica, refresh)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address in a browser of its own, as on a desktop; what goes wrong in its console fails the test."""
    contexts, complaints = [], []

    def opening(url: str, **options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "zh-CN"} | options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        return page

    yield opening
    for context in contexts:
        context.close()
    assert complaints == []
