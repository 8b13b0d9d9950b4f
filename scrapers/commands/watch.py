"""Keep refreshing: the feed often, the counts less often, and a rest after a refusal, longer after each one more.

A refresh is always its own process, the same one a person starts: this one only says when.
"""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import FrameType

import typer

from db import queries
from db.connection import DatabaseError, reading
from db.settings import SettingError, Settings, seconds
from db.turns import Turn, next_turn
from db.working import TakenError, Work, doing, over
from scrapers.commands import console
from scrapers.errors import BusyError

BY = "tousu watch"
LONGEST_EVERY = 30 * 86_400
JITTER = 0.05  # of the time between two refreshes: so that installations do not all ask at the same second
WRONG_SETTING = 2
COUNTS, COMPLAINTS = ("directory", "services"), ("feed", "complaints")


def refuse_without_contact(settings: Settings) -> None:
    """Raise `SettingError` if the publisher is the real one and could not reach whoever reads it."""
    if not settings.is_demonstration and not settings.contact:
        raise SettingError(
            "TOUSU_CONTACT is empty, so the publisher could not reach you. Nothing was started. "
            "An example that is right: make live CONTACT=you@example.org, or TOUSU_CONTACT=you@example.org"
        )


def read_every(text: str) -> float:
    """Read how long lies between two refreshes, a second at least; wrong usage otherwise."""
    try:
        every = seconds(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if not 1 <= every <= LONGEST_EVERY:
        raise typer.BadParameter("it must be from a second to thirty days")
    return every


def _started(settings: Settings) -> dict[str, datetime]:
    """When each source was last tried."""
    try:
        with reading(settings.database) as connection:
            return {row["source"]: row["started_at"] for row in queries.sources(connection).to_pylist()}
    except DatabaseError:
        return {}


def due(settings: Settings, every: float, now: datetime) -> Sequence[str]:
    """Which sources it is time for: the counts too when their last try began long enough ago."""
    last = _started(settings).get("directory")
    # Half a round early, so that counts do not slip by one whole round each time.
    patience = timedelta(seconds=max(settings.counts_every, every) - every / 2)
    return COMPLAINTS if last and timedelta(0) <= now - last < patience else COUNTS + COMPLAINTS


def next_at(settings: Settings, every: float, now: datetime) -> datetime:
    """When the next refresh is due, from when the last one began: now, once, however many were missed."""
    last = _started(settings).get("feed")
    wanted = last + timedelta(seconds=every) if last and last <= now else now
    return max(now, wanted)


@dataclass
class Stopping:
    """Takes requests to stop: the first lets the refresh under way finish, the second ends it."""

    child: subprocess.Popen[bytes] | None = None
    is_told: bool = False

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        """Take a signal."""
        if self.is_told and self.child:
            self.child.terminate()
        self.is_told = True

    def refresh(self, sources: Sequence[str]) -> int:
        """Run one refresh as a process of its own, out of reach of the terminal's Ctrl-C; return its exit status."""
        chosen = [part for source in sources for part in ("--source", source)]
        command = [sys.executable, "-m", "scrapers", "refresh", "--by", BY, *chosen]
        with subprocess.Popen(command, process_group=0) as self.child:  # noqa: S603 - ourselves
            status = self.child.wait()
        self.child = None
        return status

    def sleep_until(self, moment: datetime, longest: float) -> None:
        """Sleep until a moment by the clock on the wall, at most so many seconds, or until told to stop.

        The wall's clock goes on while this machine sleeps; should it be set back, `longest` holds.
        """
        began = time.monotonic()
        while not self.is_told and datetime.now(UTC) < moment and time.monotonic() - began < longest:
            time.sleep(0.1)


def _wait(settings: Settings, stopping: Stopping, moment: datetime, every: float) -> None:
    """Wait for the next refresh, and as long as the publisher is to be left alone."""
    turn = next_turn(settings)
    if turn is None or turn.at <= moment:
        turn = Turn(moment, "due")
    if turn.reason == "refused":
        console.announce(f"The publisher refused: it is left alone until {turn.at:%Y-%m-%d %H:%M} UTC.")
    longest = every * (1 + JITTER) if turn.reason == "due" else (turn.at - datetime.now(UTC)).total_seconds()
    stopping.sleep_until(turn.at, longest)


def watch(settings: Settings, every: float | None) -> int:
    """Refresh every so many seconds until told to stop; return the exit status: 2 if a setting is wrong.

    Raises `BusyError` where another watching goes on: two would ask the publisher twice as often.
    """
    refuse_without_contact(settings)
    stopping = Stopping()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, stopping)
    try:
        with doing(settings.database, Work.WATCH):
            status = _keep_refreshing(settings, every or settings.every, stopping)
            if status == 0:
                over(settings.database, Work.WATCH)
    except TakenError as error:
        raise BusyError(str(error)) from error
    return status


def _keep_refreshing(settings: Settings, pause: float, stopping: Stopping) -> int:
    moment = next_at(settings, pause, datetime.now(UTC))
    while not stopping.is_told:
        _wait(settings, stopping, moment, pause)
        if stopping.is_told:
            break
        began = datetime.now(UTC)
        if stopping.refresh(due(settings, pause, began)) == WRONG_SETTING:
            return WRONG_SETTING
        moment = began + timedelta(seconds=pause * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311 - no secret
    console.announce("Stopped. What was stored stays.")
    return 0
