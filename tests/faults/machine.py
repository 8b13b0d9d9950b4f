"""Bad days of this machine: refreshes at once, readers in between, clocks that are wrong, locks left behind."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from unittest.mock import patch

import duckdb
import time_machine

from db.connection import DatabaseError
from scrapers.refresh import alone
from scrapers.replica.clock import Clock
from scrapers.replica.server import Replica
from tests.faults.badday import Shown, held, judge
from tests.faults.rig import DIRECTORY, Rig
from tests.faults.telling import same, told, unless

HOLD = """
import time
from db.settings import load
from scrapers.refresh import alone
with alone(load()):
    print("held", flush=True)
    time.sleep(60)
"""


def twice(rig: Rig, chance: Random, folder: Path) -> Shown:
    """Case 61: the same refresh again, at the same moment of the publisher's clock."""
    rig.refresh("directory", "services", "feed", minutes=5)
    before = held(rig)
    ended = rig.refresh("directory", "services", "feed")
    return told(rig, before, unless(ended.status == 0, ended.complained), same(rig, before))


def endless(rig: Rig, chance: Random, folder: Path) -> Shown:
    """Case 60: a list that never ends is left off."""
    before = held(rig)
    rig.replica.fault(DIRECTORY, "endless")
    with patch("scrapers.sources.counts.MOST_DIRECTORY_PAGES", 40):
        ended = rig.refresh("directory", minutes=5)
    rig.replica.heal()
    return told(rig, before, unless(ended.status == 1, "it was read for ever"), same(rig, before))


def second_refresh(rig: Rig, chance: Random, folder: Path) -> Shown:
    """Case 70: a refresh is told that another one is running, and asks for nothing."""
    before = held(rig)
    with alone(rig.settings):
        ended = rig.refresh("directory")
    return told(
        rig,
        before,
        unless(ended.status == 1 and ended.complained and not rig.asked, ended.complained),
        same(rig, before),
    )


def readers_between(rig: Rig, chance: Random, folder: Path) -> Shown:
    """Cases 71 and 72: readers while a refresh runs see before or after, and at last the new value."""
    before, seen, failures, is_over = held(rig), set(), [], threading.Event()

    def look() -> None:
        while not is_over.is_set():
            try:
                seen.add(rig.rows("select count(*), max(read_at) from counts")[0])
            except (DatabaseError, duckdb.Error) as error:
                failures.append(str(error))

    reader = threading.Thread(target=look)
    reader.start()
    ended = rig.refresh("directory", minutes=5)
    is_over.set()
    reader.join()
    last = rig.rows("select count(*), max(read_at) from counts")[0]
    first = (len(before["counts"]), max(row[2] for row in before["counts"]))
    half = unless(seen <= {first, last}, f"a reader saw {seen - {first, last}}")
    return told(rig, before, half, *failures, unless(ended.status == 0 and last != first, ended.complained))


def wrong_clock(rig: Rig, chance: Random, folder: Path) -> Shown:
    """Case 81: our clock is days ahead or behind; no age is negative, and what is stored is right."""
    spoiled = rig.bench(folder)
    days = chance.choice([-1, 1]) * chance.uniform(0.1, 400)
    before = held(spoiled)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=days), tick=True):
        ended = spoiled.refresh("directory", "feed", minutes=5)
        status = spoiled("status")
    status_after = spoiled("status")
    negative = [said for said in (status.said, status_after.said) if "-" in said.partition("last good")[2][:12]]
    backwards = spoiled.rows("select count(*) from refreshes where finished_at < started_at")
    return told(
        spoiled,
        before,
        unless(ended.status == 0, ended.complained),
        unless(not negative and backwards == [(0,)], "an age is negative"),
    )


@contextmanager
def set_back(replica: Replica, by: timedelta) -> Iterator[Clock]:
    """Let the stand-in's clock be so much earlier."""
    now = replica.clock.now()
    replica.clock.set(now - by)
    yield replica.clock
    replica.clock.set(now)


def publisher_set_back(rig: Rig, chance: Random, folder: Path) -> Shown:
    """Case 81: the publisher's clock is set back: older numbers never replace newer ones."""
    spoiled = rig.bench(folder)
    before = held(spoiled)
    with set_back(rig.replica, timedelta(hours=chance.uniform(2, 300))):
        ended = spoiled.refresh("directory")
    shown = judge(spoiled, before, held(spoiled))
    shown.healthy.clear()  # they were right then; what waits is that they are older
    told = (unless(ended.status == 1, "older numbers were taken for new"), same(spoiled, before))
    shown.mishandled += [one for one in told if isinstance(one, str)]
    return shown


def stale_lock(rig: Rig, chance: Random, folder: Path) -> Shown:
    """Case 83: a lock whose holder was killed holds nobody up."""
    before = held(rig)
    command, environment = [sys.executable, "-c", HOLD], os.environ | rig.environment
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        held_up = rig.refresh("directory", minutes=5)
        process.kill()
    ended = rig.refresh("directory")
    ends = (held_up.status, ended.status)
    return told(rig, before, unless(ends == (1, 0), f"it ended with {ends}: {ended.complained}"))
