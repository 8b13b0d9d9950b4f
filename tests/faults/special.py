"""Bad days that no answer of the stand-in makes: networks, clocks, locks, damaged files, readers in between."""

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
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
from tests.faults.rig import Rig

Trial = Callable[[Rig, Random, Path], Shown]


def _told(rig: Rig, before: dict[str, set[tuple[object, ...]]], *wrong: str | bool) -> Shown:
    shown = judge(rig, before, held(rig))
    shown.mishandled += [one for one in wrong if isinstance(one, str)]
    return shown


def _unless(holds: object, otherwise: str) -> str | bool:
    return True if holds else otherwise


def _same(rig: Rig, before: dict[str, set[tuple[object, ...]]]) -> str | bool:
    after = held(rig)
    return _unless(all(before[name] == after[name] for name in ("counts", "complaints")), "something was published")


def _unreachable(rig: Rig, **changed: str) -> Shown:
    before = held(rig)
    ended = rig.refresh("directory", minutes=5, **changed)
    ((error, rest),) = rig.rows("select error, rest_seconds from refreshes order by started_at desc limit 1")
    known = _unless((ended.status, error) == (1, "RobotsError") and rest, f"it ended {ended.status}, {error}, {rest}")
    return _told(rig, before, known, _same(rig, before))


def no_name(rig: Rig, chance: Random, folder: Path) -> Shown:
    """Case 11: the publisher's name does not resolve."""
    failing = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    with patch("socket.getaddrinfo", side_effect=failing):
        return _unreachable(rig, TOUSU_PUBLISHER_URL=rig.replica.url.replace("127.0.0.1", "localhost"))


def nobody_there(rig: Rig, chance: Random, folder: Path) -> Shown:
    """Case 12: nobody listens at the publisher's port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return _unreachable(rig, TOUSU_PUBLISHER_URL=f"http://127.0.0.1:{free.getsockname()[1]}")


def first_sight(rig: Rig, chance: Random, folder: Path) -> Shown:
    """Case 57: at first sight two companies, or all of a page, state the same numbers."""
    rows = chance.choice([2, None])
    new = Rig(folder, rig.replica, TOUSU_FLOOR="200000")
    rig.replica.fault("/api/company/main_search", "same_numbers", rows=rows, page=1)
    ended = new.refresh("directory")
    rig.replica.heal()
    shown = judge(new, {}, held(new))
    reasons = [reason for (reason,) in new.rows("select reason from quarantine")]
    # One of them states its own numbers, and nobody can tell which.
    shown.healthy = [] if len(shown.healthy) <= 1 else shown.healthy
    if ended.status != 1 or reasons != ["same_numbers"] * (rows or 10):
        shown.mishandled.append(f"status {ended.status}, waiting because of {reasons}")
    return shown


def twice(rig: Rig, chance: Random, folder: Path) -> Shown:
    """Case 61: the same refresh again, at the same moment of the publisher's clock."""
    rig.refresh("directory", "services", "feed", minutes=5)
    before = held(rig)
    ended = rig.refresh("directory", "services", "feed")
    return _told(rig, before, _unless(ended.status == 0, ended.complained), _same(rig, before))


def torn_log(rig: Rig, chance: Random, folder: Path) -> Shown:
    """Case 66: what was acknowledged does not lie in the write-ahead log, so cutting or flipping it loses nothing."""
    spoiled = rig.bench(folder)
    ended, before = spoiled.refresh("feed", minutes=30), held(spoiled)
    log = Path(f"{spoiled.settings.database}.wal")
    way = chance.choice(["cut", "flip", "delete"])
    if log.exists() and way == "delete":
        log.unlink()
    elif log.exists():
        log.write_bytes(spoil(log.read_bytes(), chance, way))
    lies_there = log.exists() and log.stat().st_size > 0
    return _told(spoiled, before, _unless(ended.status == 0 and not lies_there, f"{log} holds what was acknowledged"))


def spoil(body: bytes, chance: Random, way: str) -> bytes:
    """Cut bytes anywhere, or flip one bit of them."""
    at = chance.randrange(len(body)) if body else 0
    if way == "cut" or not body:
        return body[:at]
    return body[:at] + bytes([body[at] ^ 1 << chance.randrange(8)]) + body[at + 1 :]


def damaged_file(rig: Rig, chance: Random, folder: Path) -> Shown:
    """Case 67: a database with a flipped bit or without its end is an error or reads as before."""
    spoiled = rig.bench(folder)
    path, before = spoiled.settings.database, held(rig)
    whole = path.read_bytes()
    path.write_bytes(spoil(whole, chance, chance.choice(["flip", "flip", "cut"])))
    # DuckDB remembers what it read in this process: another one looks.
    look = [sys.executable, "-c", LOOK, str(path)]
    seen = subprocess.run(look, capture_output=True, text=True, timeout=60, check=False)
    right = subprocess.run(
        [*look[:-1], str(rig.settings.database)], capture_output=True, text=True, check=True
    ).stdout
    silent = seen.returncode == 0 and seen.stdout != right
    crashed = seen.returncode not in (0, 3)
    shown = judge(rig, before, held(rig))
    shown.wrong += [f"the damaged file reads {seen.stdout}"] if silent else []
    shown.mishandled += [f"it ended with {seen.returncode}: {seen.stderr[-200:]}"] if crashed else []
    return shown


LOOK = """
import sys
from pathlib import Path
import duckdb
from db.connection import DatabaseError, reading
question = "select count(*), md5(string_agg(one::varchar, '|' order by one::varchar)) from {} one"
try:
    with reading(Path(sys.argv[1])) as opened:
        print([opened.execute(question.format(table)).fetchall() for table in ("counts", "complaints", "captures")])
except (DatabaseError, duckdb.Error) as error:
    print(error, file=sys.stderr)
    sys.exit(3)
"""
HOLD = """
import time
from db.settings import load
from scrapers.refresh import alone
with alone(load()):
    print("held", flush=True)
    time.sleep(60)
"""


def second_refresh(rig: Rig, chance: Random, folder: Path) -> Shown:
    """Case 70: a refresh is told that another one is running, and asks for nothing."""
    before = held(rig)
    with alone(rig.settings):
        ended = rig.refresh("directory")
    return _told(
        rig,
        before,
        _unless(ended.status == 1 and ended.complained and not rig.asked, ended.complained),
        _same(rig, before),
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
    half = _unless(seen <= {first, last}, f"a reader saw {seen - {first, last}}")
    return _told(rig, before, half, *failures, _unless(ended.status == 0 and last != first, ended.complained))


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
    return _told(
        spoiled,
        before,
        _unless(ended.status == 0, ended.complained),
        _unless(not negative and backwards == [(0,)], "an age is negative"),
    )


def publisher_set_back(rig: Rig, chance: Random, folder: Path) -> Shown:
    """Case 81: the publisher's clock is set back: older numbers never replace newer ones."""
    spoiled = rig.bench(folder)
    before = held(spoiled)
    with set_back(rig.replica, timedelta(hours=chance.uniform(2, 300))):
        ended = spoiled.refresh("directory")
    shown = judge(spoiled, before, held(spoiled))
    shown.healthy.clear()  # they were right then; what waits is that they are older
    told = (_unless(ended.status == 1, "older numbers were taken for new"), _same(spoiled, before))
    shown.mishandled += [one for one in told if isinstance(one, str)]
    return shown


@contextmanager
def set_back(replica: Replica, by: timedelta) -> Iterator[Clock]:
    """Let the stand-in's clock be so much earlier."""
    now = replica.clock.now()
    replica.clock.set(now - by)
    yield replica.clock
    replica.clock.set(now)


def endless(rig: Rig, chance: Random, folder: Path) -> Shown:
    """Case 60: a list that never ends is left off."""
    before = held(rig)
    rig.replica.fault("/api/company/main_search", "endless")
    with patch("scrapers.sources.counts.MOST_DIRECTORY_PAGES", 40):
        ended = rig.refresh("directory", minutes=5)
    rig.replica.heal()
    return _told(rig, before, _unless(ended.status == 1, "it was read for ever"), _same(rig, before))


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
    return _told(rig, before, _unless(ends == (1, 0), f"it ended with {ends}: {ended.complained}"))


TRIALS: tuple[tuple[tuple[int, ...], Trial], ...] = (
    ((11,), no_name),
    ((12,), nobody_there),
    ((57,), first_sight),
    ((60,), endless),
    ((61,), twice),
    ((66,), torn_log),
    ((67,), damaged_file),
    ((70,), second_refresh),
    ((71, 72), readers_between),
    ((81,), wrong_clock),
    ((81,), publisher_set_back),
    ((83,), stale_lock),
)


def live(trial: Trial, rig: Rig, chance: Random, folder: Path) -> Shown:
    """Live through one, in a folder of its own that is gone afterwards."""
    place = folder / f"trial-{os.urandom(4).hex()}"
    try:
        return trial(rig, chance, place)
    finally:
        rig.replica.heal()
        shutil.rmtree(place, ignore_errors=True)
