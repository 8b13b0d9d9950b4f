"""A first look at everything: the stand-in publisher, its history read day by day, then the dashboard."""

import shutil
import signal
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

from rich.progress import Progress

from db.settings import SettingError, Settings
from scrapers.commands import console
from scrapers.commands.serving import interrupt, refuse_busy_port, serve
from scrapers.platforms import read_watchlist
from scrapers.publishers import PUBLISHERS
from scrapers.refresh import refreshing
from scrapers.replica.clock import Clock
from scrapers.replica.server import PortError, Replica
from scrapers.replica.server import serve as answer
from scrapers.replica.world import World

FOLDER = Path("data/demonstration")
WATCHLIST = files("scrapers.replica").joinpath("platforms.toml")
EVERY_SECONDS = 20.0
# Of the history every day's counts are read, and every third day some 300 complaints; the rest is a gap, and said so.
COUNTS, FEED = ("directory", "services"), ("feed",)
FEED_PAGES, FEED_DAYS = 30, 3
FORESEE_DAYS = 10  # every tenth day's forecasts are enough to see how they did


def demonstration_settings(settings: Settings, publisher_url: str) -> Settings:
    """The settings of a demonstration: the stand-in's watchlist, a database and evidence of its own."""
    return replace(
        settings,
        publisher_url=publisher_url,
        platforms=Path(str(WATCHLIST)),
        database=FOLDER / "tousu.duckdb",
        evidence=FOLDER / "evidence",
        pause=0.0,
        every=EVERY_SECONDS,
        counts_every=EVERY_SECONDS,
    )


def fill_history(settings: Settings, replica: Replica, until: datetime, days: int) -> None:
    """Read `days` days through the whole real path, with the stand-in's clock moved from day to day."""
    settings = replace(settings, feed_pages=FEED_PAGES)
    watchlist = read_watchlist(settings.platforms)
    with (
        Progress(console=console.ERR, disable=not console.ERR.is_terminal) as shown,
        refreshing(settings, PUBLISHERS["heimao"], watchlist) as refresh,
    ):
        for day in shown.track(range(days, -1, -1), description=f"Reading {days} days of history"):
            refresh.foresees = day % FORESEE_DAYS == 0
            replica.clock.set(until - timedelta(days=day), speed=0)
            for result in refresh.run(COUNTS + FEED * (day % FEED_DAYS == 0)):
                if result.error:
                    console.report(result)


def _anchor() -> datetime:
    return datetime.now(UTC).replace(second=0, microsecond=0)


def _replica(settings: Settings, anchor: datetime) -> Replica:
    try:
        return Replica(world=World(anchor=anchor), clock=Clock(anchor, speed=0), port=settings.replica_port)
    except PortError as error:
        raise SettingError(str(error)) from error


def demonstrate(settings: Settings, days: int, speed: float) -> int:
    """Start the stand-in, read its history, and serve; the demonstration begins anew each time."""
    refuse_busy_port(settings.port)
    shutil.rmtree(FOLDER, ignore_errors=True)
    anchor = _anchor()
    with _replica(settings, anchor) as replica:
        settings = demonstration_settings(settings, replica.url)
        console.say(f"The stand-in publisher is at {replica.url}: all its complaints are invented.")
        console.say(
            f"Reading {days} days of its history: a minute or two. Then the dashboard is at http://127.0.0.1:{settings.port}"
        )
        fill_history(settings, replica, anchor, days)
        stored = f"TOUSU_DATABASE={settings.database} TOUSU_EVIDENCE={settings.evidence} TOUSU_PLATFORMS={WATCHLIST}"
        console.say(f"Read every number again from its receipt: {stored} .venv/bin/tousu verify")
        replica.clock.set(anchor, speed=speed)
        return serve(settings)


def _announce(url: str) -> None:
    console.say(f"The stand-in publisher is at {url}: all its complaints are invented. Ctrl-C stops it.")
    console.say(f"Read it: TOUSU_PUBLISHER_URL={url} TOUSU_PLATFORMS={WATCHLIST} tousu refresh")


def serve_replica(settings: Settings, speed: float) -> None:
    """Serve the stand-in alone, until stopped."""
    signal.signal(signal.SIGTERM, interrupt)
    anchor = _anchor()
    clock = Clock(anchor, speed=speed)
    try:
        answer(settings.replica_port, world=World(anchor=anchor), clock=clock, ready=_announce)
    except PortError as error:
        raise SettingError(str(error)) from error
