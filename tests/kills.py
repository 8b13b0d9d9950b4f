"""Kill a refresh with SIGKILL at random moments: nothing acknowledged may be lost, nothing half may be stored.

`python -m tests.kills [TRIALS [SEED]]` prints the figures. This is the death of the process, not a loss of power.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from db import queries
from db.connection import NoDatabaseError, reading
from db.settings import load
from scrapers.commands.demonstration import WATCHLIST
from scrapers.replica.clock import Clock
from scrapers.replica.server import Replica
from scrapers.replica.world import World
from scrapers.verify import verify

ANCHOR = datetime(2026, 11, 23, tzinfo=UTC)
# Rows of a refresh that has no row of its own: a half-stored one.
HALF_STORED = """
select (select count(*) from counts anti join refreshes using (refresh))
  + (select count(*) from captures anti join refreshes using (refresh, source))
"""


@dataclass
class Outcome:
    """What the trials showed. `acknowledged` counts sources that were said to be stored."""

    trials: int = 0
    killed: int = 0
    finished: int = 0
    acknowledged: int = 0
    lost: int = 0
    half_stored: int = 0
    unopenable: int = 0
    differences: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, torn or different."""
        return not (self.lost or self.half_stored or self.unopenable or self.differences)


def _settings(folder: Path, url: str) -> dict[str, str]:
    return {
        "TOUSU_DATABASE": str(folder / "tousu.duckdb"),
        "TOUSU_EVIDENCE": str(folder / "evidence"),
        "TOUSU_PUBLISHER_URL": url,
        "TOUSU_PLATFORMS": str(WATCHLIST),
        "TOUSU_FEED_PAGES": "4",
        "TOUSU_COMPLAINT_PAGES": "10",
    }


def _stored(database: Path) -> int:
    try:
        with reading(database) as opened:
            row = opened.execute("select count(*) from refreshes where outcome = 'ok'").fetchone()
            return int(row[0]) if row else 0
    except NoDatabaseError:
        return 0


def _work(process: subprocess.Popen[bytes], replica: Replica) -> None:
    """Wait until a refresh has loaded its modules and asks the publisher for the first time."""
    asked = replica.requests[-1:]
    while replica.requests[-1:] == asked and process.poll() is None:
        time.sleep(0.002)


def _trial(environment: dict[str, str], replica: Replica, seconds: float | None, outcome: Outcome) -> float:
    """Run one refresh, killed `seconds` after its first request; return how long it worked, in seconds."""
    database = Path(environment["TOUSU_DATABASE"])
    before = _stored(database)
    command = [sys.executable, "-m", "scrapers", "refresh"]
    with subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.PIPE) as process:
        _work(process, replica)
        began = time.monotonic()
        try:
            process.wait(seconds)
            outcome.finished += 1
        except subprocess.TimeoutExpired:
            process.kill()
            outcome.killed += 1
        worked = time.monotonic() - began
        said = process.stdout.read().decode() if process.stdout else ""
    acknowledged = len(said.splitlines())
    outcome.acknowledged += acknowledged
    outcome.lost += max(0, acknowledged - (_stored(database) - before))
    return worked


def _inspect(environment: dict[str, str], outcome: Outcome) -> None:
    settings = load(environment)
    with reading(settings.database) as opened:
        row = opened.execute(HALF_STORED).fetchone()
        outcome.half_stored += int(row[0]) if row else 0
        outcome.half_stored += queries.ledger_differences(opened).num_rows
    found = [str(one) for one in verify(settings, lambda *_: None)]
    outcome.differences += len(found)
    outcome.notes += found[:5]


def kill(trials: int, seed: int, folder: Path) -> Outcome:
    """Start `trials` refreshes against one stand-in whose clock runs, and kill each at a random moment.

    The first is left to finish: how long it works is the span from which the moments are drawn.
    """
    chance, outcome = random.Random(seed), Outcome()
    with Replica(world=World(anchor=ANCHOR), clock=Clock(ANCHOR, speed=600)) as replica:
        environment = _settings(folder, replica.url)
        longest = _trial(environment, replica, None, outcome)
        for _ in range(trials):
            outcome.trials += 1
            try:
                _trial(environment, replica, chance.uniform(0, longest), outcome)
            except Exception as error:
                outcome.unopenable += 1
                outcome.notes.append(repr(error))
        _inspect(environment, outcome)
    return outcome


def main(trials: int = 200, seed: int = 1) -> None:
    """Print what the trials showed; exit with 1 if anything was lost."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = kill(trials, seed, Path(folder))
    sys.stdout.write(f"seed {seed}: {outcome}\n")
    raise SystemExit(not outcome.is_clean)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
