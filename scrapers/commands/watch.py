"""Keep refreshing: the feed often, the counts less often, and a long rest after a refusal.

A refresh is always its own process, the same one a person starts: this one only says when.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from types import FrameType

from db import queries
from db.connection import DatabaseError, reading
from db.settings import Settings
from scrapers.commands import console
from scrapers.errors import ChallengeError, RefusedError, RobotsError

REST_SECONDS = 1800.0
REFUSALS = {error.__name__ for error in (RefusedError, ChallengeError, RobotsError)}
COUNTS, COMPLAINTS = ("directory", "services"), ("feed", "complaints")


def due(settings: Settings, now: datetime) -> Sequence[str]:
    """Which sources it is time for: the counts too when their last try was long enough ago."""
    try:
        with reading(settings.database) as connection:
            tried = {row["source"]: row["finished_at"] for row in queries.sources(connection).to_pylist()}
    except DatabaseError:
        tried = {}
    last = tried.get("directory")
    # Half a round early, so that counts do not slip by one whole round each time.
    patience = timedelta(seconds=settings.counts_every - settings.every / 2)
    return COMPLAINTS if last and now - last < patience else COUNTS + COMPLAINTS


def refused(settings: Settings) -> bool:
    """Whether the publisher's last word was a refusal."""
    if settings.is_demonstration:
        return False
    with reading(settings.database) as connection:
        return any(row["error"] in REFUSALS for row in queries.sources(connection).to_pylist())


def refresh_once(sources: Sequence[str]) -> int:
    """Run one refresh as a process of its own; return its exit status."""
    chosen = [part for source in sources for part in ("--source", source)]
    return subprocess.run([sys.executable, "-m", "scrapers", "refresh", *chosen], check=False).returncode  # noqa: S603


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def watch(settings: Settings, every: float | None) -> None:
    """Refresh every so many seconds until told to stop; a refresh under way is finished first."""
    signal.signal(signal.SIGTERM, _stop)
    pause = every or settings.every
    try:
        while True:
            began = time.monotonic()
            status = refresh_once(due(settings, datetime.now(UTC)))
            rest = max(pause, REST_SECONDS) if status and refused(settings) else pause
            if rest > pause:
                console.say(f"The publisher refused: resting {rest / 60:.0f} minutes.")
            time.sleep(max(0.0, rest - (time.monotonic() - began)))
    except KeyboardInterrupt:
        console.say("Stopped. What was stored stays.")
