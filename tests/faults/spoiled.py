"""Bad days of files and of the network: logs and databases that are spoiled, names that do not resolve."""

import socket
import subprocess
import sys
from pathlib import Path
from random import Random
from unittest.mock import patch

from tests.faults.badday import Shown, held, judge
from tests.faults.rig import DIRECTORY, Rig
from tests.faults.telling import same, told, unless

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


def _unreachable(rig: Rig, **changed: str) -> Shown:
    before = held(rig)
    ended = rig.refresh("directory", minutes=5, **changed)
    ((error, rest),) = rig.rows("select error, rest_seconds from refreshes order by started_at desc limit 1")
    known = unless((ended.status, error) == (1, "RobotsError") and rest, f"it ended {ended.status}, {error}, {rest}")
    return told(rig, before, known, same(rig, before))


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
    rig.replica.fault(DIRECTORY, "same_numbers", rows=rows, page=1)
    ended = new.refresh("directory")
    rig.replica.heal()
    shown = judge(new, {}, held(new))
    reasons = [reason for (reason,) in new.rows("select reason from quarantine")]
    # One of them states its own numbers, and nobody can tell which.
    shown.healthy = [] if len(shown.healthy) <= 1 else shown.healthy
    if ended.status != 1 or reasons != ["same_numbers"] * (rows or 10):
        shown.mishandled.append(f"status {ended.status}, waiting because of {reasons}")
    return shown


def spoil(body: bytes, chance: Random, way: str) -> bytes:
    """Cut bytes anywhere, or flip one bit of them."""
    at = chance.randrange(len(body)) if body else 0
    if way == "cut" or not body:
        return body[:at]
    return body[:at] + bytes([body[at] ^ 1 << chance.randrange(8)]) + body[at + 1 :]


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
    return told(spoiled, before, unless(ended.status == 0 and not lies_there, f"{log} holds what was acknowledged"))


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
