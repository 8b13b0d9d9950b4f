"""A record that went well so far, the stand-in it was read from, and the command line that reads on."""

import io
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Lock
from unittest.mock import patch

from db.connection import reading
from db.settings import DECLARED, Settings, load
from scrapers.cli import main
from scrapers.commands.demonstration import WATCHLIST
from scrapers.fetch import Fetcher
from scrapers.network.transport import Limits
from scrapers.replica.clock import Clock
from scrapers.replica.control import Seen
from scrapers.replica.server import Replica
from scrapers.replica.world import World
from tests.faults.truth import BentThen

ANCHOR = datetime(2026, 11, 23, 4, tzinfo=UTC)
_ONE_AT_A_TIME = Lock()  # settings and output belong to the process
HASTY = Limits(first_wait=0.005, longest_wait=2.0, between_bytes=15.0)
DIRECTORY, SERVICES, FEED = "/api/company/main_search", "/api/company/rel_service", "/api/index/feed"
PAGES, ROBOTS = "/complaint/view/", "/robots.txt"
PATHS = {"directory": DIRECTORY, "services": SERVICES, "feed": FEED, "complaints": PAGES}


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit status, what it said and what it complained of."""

    status: int
    said: str
    complained: str


def tousu(environment: dict[str, str], *arguments: str) -> Ended:
    """Run the command line in this process, in a hurry, with these settings and no others."""
    clean = {name: value for name, value in os.environ.items() if name not in DECLARED}
    said, complained, status = io.StringIO(), io.StringIO(), 0
    with (
        _ONE_AT_A_TIME,
        patch.dict(os.environ, clean | environment, clear=True),
        patch.object(sys, "argv", ["tousu", *arguments]),
        patch("scrapers.refresh.Fetcher", partial(Fetcher, limits=HASTY)),
        redirect_stdout(said),
        redirect_stderr(complained),
    ):
        try:
            main()
        except SystemExit as end:
            status = int(end.code or 0)
    return Ended(status, said.getvalue(), complained.getvalue())


class Rig:
    """A database and its evidence in a folder, filled once from the stand-in; `bench` gives a copy to spoil."""

    def __init__(self, folder: Path, replica: Replica, **changed: str):
        """Keep the record of this stand-in in a folder; `changed` are settings by their whole names.

        `bent` is what the stand-in stated otherwise than its world has it, by listing and Unix second.
        """
        self.folder, self.replica = folder, replica
        self.environment = {
            "TOUSU_DATABASE": str(folder / "tousu.duckdb"),
            "TOUSU_EVIDENCE": str(folder / "evidence"),
            "TOUSU_PUBLISHER_URL": replica.url,
            "TOUSU_PLATFORMS": str(WATCHLIST),
            "TOUSU_FLOOR": "20000",
            "TOUSU_FEED_PAGES": "8",
            "TOUSU_COMPLAINT_PAGES": "5",
        } | changed
        self.began = 0
        self.bent: BentThen = {}

    @property
    def settings(self) -> Settings:
        """The settings of the rig."""
        return load(self.environment)

    def __call__(self, *arguments: str, **changed: str) -> Ended:
        """Run a command, with some settings changed for it; `asked` is what it asked of the stand-in."""
        self.began = len(self.replica.requests)
        return tousu(self.environment | changed, *arguments)

    def refresh(self, *sources: str, minutes: float = 0, **changed: str) -> Ended:
        """Refresh some sources (none named: all), some minutes of the stand-in's clock later."""
        self.replica.clock.set(self.replica.clock.now() + timedelta(minutes=minutes))
        chosen = [part for source in sources for part in ("--source", source)]
        return self("refresh", *chosen, **changed)

    @property
    def asked(self) -> list[Seen]:
        """What the last command asked of the stand-in."""
        return self.replica.requests[self.began :]

    def rows(self, question: str, **parameters: object) -> list[tuple[object, ...]]:
        """Ask the database."""
        with reading(self.settings.database) as opened:
            return opened.execute(question, parameters).fetchall()

    def bench(self, folder: Path) -> "Rig":
        """Give a copy of the record, to be spoiled."""
        shutil.copytree(self.folder, folder)
        moved = {"TOUSU_DATABASE": str(folder / "tousu.duckdb"), "TOUSU_EVIDENCE": str(folder / "evidence")}
        copy = Rig(folder, self.replica, **self.environment | moved)
        copy.bent = self.bent
        return copy


@contextmanager
def filled(folder: Path, *, anchor: datetime = ANCHOR, seed: int = 1) -> Iterator[Rig]:
    """A rig on which two readings, an hour apart, went well."""
    folder.mkdir(parents=True, exist_ok=True)
    with Replica(world=World(anchor=anchor, seed=seed), clock=Clock(anchor, speed=0)) as replica:
        rig = Rig(folder, replica)
        for minutes in (0, 60):
            ended = rig.refresh(minutes=minutes)
            assert ended.status == 0, ended
        yield rig
