"""A stand-in publisher whose clock stands still, and settings that point at it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.connection import reading
from db.records import Refreshed
from db.settings import Settings, load
from scrapers.commands.demonstration import WATCHLIST
from scrapers.platforms import Watchlist, read_watchlist
from scrapers.publishers import PUBLISHERS
from scrapers.refresh import refreshing
from scrapers.replica.clock import Clock
from scrapers.replica.server import Replica
from scrapers.replica.world import World

ANCHOR = datetime(2026, 11, 23, 4, tzinfo=UTC)
ALL = ("directory", "services", "feed", "complaints")


@pytest.fixture(scope="session")
def world() -> World:
    return World(anchor=ANCHOR)


@pytest.fixture
def replica(world: World) -> Iterator[Replica]:
    with Replica(world=world, clock=Clock(ANCHOR, speed=0)) as served:
        yield served


def pointed_at(replica: Replica, folder: Path, **changed: str) -> Settings:
    """Give settings for a record in a folder, read from a stand-in; `changed` are settings by their whole names."""
    named = {
        "TOUSU_DATABASE": str(folder / "tousu.duckdb"),
        "TOUSU_EVIDENCE": str(folder / "evidence"),
        "TOUSU_PUBLISHER_URL": replica.url,
        "TOUSU_PLATFORMS": str(WATCHLIST),
        "TOUSU_FEED_PAGES": "3",
        "TOUSU_COMPLAINT_PAGES": "5",
    }
    return load(named | changed)


@pytest.fixture
def settings(replica: Replica, tmp_path: Path) -> Settings:
    return pointed_at(replica, tmp_path)


@pytest.fixture(scope="session")
def watchlist() -> Watchlist:
    return read_watchlist(Path(str(WATCHLIST)))


class Refresher:
    """Runs refreshes, a day of the stand-in's clock apart where asked."""

    def __init__(self, settings: Settings, watchlist: Watchlist, replica: Replica):
        self.settings, self.watchlist, self.replica = settings, watchlist, replica

    def __call__(self, *sources: str, days_later: float = 0) -> dict[str, Refreshed]:
        if days_later:
            self.replica.clock.set(self.replica.clock.now() + timedelta(days=days_later))
        with refreshing(self.settings, PUBLISHERS["heimao"], self.watchlist) as one:
            return {result.source: result for result in one.run(sources or ALL)}

    def rows(self, question: str, **parameters: object) -> Sequence[tuple[object, ...]]:
        with reading(self.settings.database) as opened:
            return opened.execute(question, parameters).fetchall()


@pytest.fixture
def refresh(settings: Settings, watchlist: Watchlist, replica: Replica) -> Refresher:
    return Refresher(settings, watchlist, replica)
