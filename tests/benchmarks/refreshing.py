"""What reading, keeping, parsing, storing and verifying cost, each beside the plainest way to do the same."""

import json
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import duckdb
import requests
from bs4 import BeautifulSoup

from db.connection import reading
from db.settings import Settings, load
from scrapers.commands.demonstration import WATCHLIST
from scrapers.fetch import Fetcher
from scrapers.platforms import read_watchlist
from scrapers.publishers import PUBLISHERS
from scrapers.refresh import refreshing
from scrapers.replica.clock import Clock
from scrapers.replica.server import Replica
from scrapers.replica.world import World
from scrapers.verify import verify
from tests.benchmarks import compare, say

HEIMAO = PUBLISHERS["heimao"]
ANCHOR = datetime(2026, 11, 23, 4, tzinfo=UTC)
DAYS = 10


def _fetcher(url: str, pause: float = 0) -> Fetcher:
    return Fetcher(url, hosts=HEIMAO.HOSTS, referer=HEIMAO.REFERER, contact="", pause=pause, timeout=30)


def fetching(url: str) -> None:
    """A page fetched with every rule kept, beside a bare request."""
    page = HEIMAO.directory_path(1)
    with _fetcher(url) as fetcher, requests.Session() as session:
        fetcher.get(page)
        ways = {
            "requests.Session.get": lambda: session.get(url + page, timeout=30).content,
            "Fetcher.get: robots, limits, whole bodies": lambda: fetcher.get(page),
        }
        compare("Fetch a page of the directory over loopback", ways, rounds=60)


def pacing(url: str, requests_made: int = 40, pause: float = 0.05) -> None:
    """A paced sequence of requests beside the least it can take."""
    with _fetcher(url, pause) as fetcher:
        began = time.perf_counter()
        for _ in range(requests_made):
            fetcher.get(HEIMAO.directory_path(1))
        floor = fetcher.requests * pause
        say(f"\nPaced requests\n  {(time.perf_counter() - began) / floor:6.3f}  of requests x pause ({floor:.2f} s)")


def parsing(url: str, settings: Settings) -> None:
    """Typed and checked parsing, beside reading the same into dictionaries."""
    body = requests.get(url + HEIMAO.directory_path(1), timeout=30).content
    with reading(settings.database) as opened:
        row = opened.execute("select complaint, url from complaints limit 1").fetchone()
    assert row
    page = requests.get(url + row[1].removeprefix(HEIMAO.URL), timeout=30).content
    compare(
        "Parse a page of the directory",
        {"json.loads": partial(json.loads, body), "parse_directory": partial(HEIMAO.parse_directory, body)},
        rounds=200,
    )
    compare(
        "Parse a complaint page",
        {
            "BeautifulSoup alone": partial(BeautifulSoup, page, "html.parser"),
            "parse_complaint": partial(HEIMAO.parse_complaint, page, asked=row[0]),
        },
        rounds=100,
    )


def opening(settings: Settings) -> None:
    """Taking turns with the writer, beside a bare opening of the file."""
    question = "select count(*) from counts"

    def bare() -> None:
        with duckdb.connect(str(settings.database), read_only=True) as opened:
            opened.execute(question).fetchone()

    def taking_turns() -> None:
        with reading(settings.database) as opened:
            opened.execute(question).fetchone()

    compare("Open the database, ask, close it", {"duckdb.connect": bare, "reading()": taking_turns}, rounds=30)


def history(settings: Settings, replica: Replica) -> None:
    """Days of history through the whole path, and verifying them."""
    watchlist, began = read_watchlist(settings.platforms), time.perf_counter()
    with refreshing(settings, HEIMAO, watchlist) as refresh:
        for day in range(DAYS, -1, -1):
            replica.clock.set(ANCHOR - timedelta(days=day))
            list(refresh.run(["directory", "services", "feed"]))
    taken = time.perf_counter() - began
    asked = len(replica.requests)
    say(f"\n{DAYS} days of history: {taken:.1f} s, {asked} requests, {1000 * taken / asked:.1f} ms a request")
    began = time.perf_counter()
    found = len(list(verify(settings, lambda *_: None)))
    say(f"Verifying them: {time.perf_counter() - began:.1f} s, {found} differences")


def main() -> None:
    """Run them all against one stand-in."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Replica(world=World(anchor=ANCHOR), clock=Clock(ANCHOR, speed=0)) as replica,
    ):
        settings = replace(
            load({"TOUSU_PUBLISHER_URL": replica.url, "TOUSU_PLATFORMS": str(WATCHLIST), "TOUSU_FEED_PAGES": "12"}),
            database=Path(folder) / "tousu.duckdb",
            evidence=Path(folder) / "evidence",
        )
        history(settings, replica)
        fetching(replica.url)
        pacing(replica.url)
        parsing(replica.url, settings)
        opening(settings)
