"""Figures beside the bad days: false alarms on good ones, cuts that a careless reader takes, provenance, manners."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import duckdb
import requests

from db.connection import reading, writing
from scrapers.errors import ScrapeError
from scrapers.fetch import Fetcher
from scrapers.publishers import heimao
from scrapers.verify import verify
from tests.faults.rig import DIRECTORY, HASTY, Rig, filled
from tests.faults.spoiled import spoil
from tests.faults.truth import Truth

FORBIDDEN = ("/my/", "/api/index/s?", "/api/user/", "/api/company/received", "/api/company/service_")
CUTS = ("truncated_length", "truncated_chunked", "truncated_close", "truncated_gzip")


@dataclass(frozen=True)
class Alarms:
    """Numbers of good days: published, in quarantine, wrong; and refreshes that failed."""

    published: int
    quarantined: int
    wrong: int
    failed: int


def good_days(seeds: range, readings: int, folder: Path) -> list[Alarms]:
    """Read worlds of other seeds, minutes to days apart, on good days alone."""
    found = []
    for seed in seeds:
        chance = Random(seed)
        anchor = datetime(2026, 11, 23, chance.randrange(24), tzinfo=UTC) + timedelta(days=chance.randrange(300))
        with filled(folder / str(seed), anchor=anchor, seed=seed) as rig:
            for _ in range(readings):
                minutes = chance.choice([15, 60, 60 * 6, 60 * 24, 60 * 24 * 4])
                rig.refresh("directory", "services", "feed", minutes=minutes)
            with reading(rig.settings.database) as opened:
                wrong = len(Truth(rig.replica.world).wrong(opened, {}))
            (row,) = rig.rows(
                "select (select count(*) from counts), (select count(*) from quarantine), "
                "(select count(*) from refreshes where outcome <> 'ok')"
            )
            found.append(Alarms(int(str(row[0])), int(str(row[1])), wrong, int(str(row[2]))))
    return found


@dataclass(frozen=True)
class Taken:
    """Of so many cut answers or logs, how many were silently taken for whole: by a plain reader, and by ours."""

    cut: int
    plainly: int
    by_us: int


def cut_answers(rig: Rig, chance: Random, times: int) -> dict[str, Taken]:
    """Cut answers anywhere and read them with `requests` alone, and with our fetcher and adapter."""
    page = heimao.directory_path(1)

    def plainly() -> bool:
        try:
            return bool(requests.get(rig.replica.url + page, timeout=10).content)
        except requests.RequestException:
            return False

    def by_us() -> bool:
        told = {"hosts": heimao.HOSTS, "referer": heimao.REFERER, "contact": "", "pause": 0.0, "timeout": 10.0}
        try:
            with Fetcher(rig.replica.url, limits=HASTY, **told) as fetcher:  # type: ignore[arg-type]
                heimao.parse_directory(fetcher.get(page).body)
        except ScrapeError:
            return False
        return True

    found = {}
    for fault in CUTS:
        taken = [0, 0]
        for _ in range(times):
            rig.replica.fault(DIRECTORY, fault, at=chance.uniform(0.05, 0.98))
            taken = [taken[0] + plainly(), taken[1] + by_us()]
            rig.replica.heal()
        found[fault] = Taken(times, *taken)
    return found


def _lost(folder: Path, chance: Random, write: Callable[[Path, int], None]) -> bool:
    """Write rows one commit each, copy the files as a kill would leave them, spoil the log, and count."""
    database, copy = folder / "one.duckdb", folder / "two.duckdb"
    for row in range(10):
        write(database, row)
    for left in folder.glob("one.duckdb*"):
        shutil.copyfile(left, copy.with_name(left.name.replace("one", "two")))
    log = Path(f"{copy}.wal")
    if log.exists():
        log.write_bytes(spoil(log.read_bytes(), chance, chance.choice(["cut", "flip"])))
    try:
        with duckdb.connect(str(copy), read_only=True) as opened:
            row = opened.execute("select count(*) from reported_counts").fetchone()
            return row != (10,)
    except duckdb.Error:
        return False  # an error is loud, and no loss without a word


def cut_logs(chance: Random, times: int, folder: Path) -> Taken:
    """Cut or flip the write-ahead log behind acknowledged commits: DuckDB by itself, and as we write."""
    insert = "insert into reported_counts values ('x', null, 1, null, 'c')"
    plainly = by_us = 0
    for trial in range(times):
        for way in ("plain", "ours"):
            place = folder / f"{way}{trial}"
            place.mkdir(parents=True)
            with writing(place / "one.duckdb"):
                pass
            if way == "ours":

                def ours(database: Path, _: int) -> None:
                    with writing(database) as opened:
                        opened.execute(insert)

                by_us += _lost(place, chance, ours)
                continue
            with duckdb.connect(str(place / "one.duckdb")) as opened:

                def plain(_: Path, row: int, to: duckdb.DuckDBPyConnection = opened) -> None:
                    to.execute(insert)

                plainly += _lost(place, chance, plain)
    return Taken(times, plainly, by_us)


@dataclass(frozen=True)
class Manners:
    """Requests of a refresh, the most in any second, those robots.txt forbids, and Retry-After kept of how often."""

    requests: int
    pause: float
    least_gap: float
    forbidden: int
    kept: int
    told: int


def manners(rig: Rig, pause: float = 0.1, told: int = 3) -> Manners:
    """Refresh with a pause, and be told to come back later some times."""
    ended = rig.refresh(minutes=60, TOUSU_PAUSE=str(pause))
    assert ended.status == 0, ended
    asked = rig.asked
    kept = 0
    for _ in range(told):
        rig.replica.fault(DIRECTORY, "status", times=1, code=429, retry_after=1)
        rig.refresh("directory", minutes=20)
        refused = next(at for at, one in enumerate(rig.asked) if one.status == 429)
        kept += rig.asked[refused + 1].monotonic - rig.asked[refused].monotonic >= 1.0
    gaps = [later.monotonic - sooner.monotonic for sooner, later in pairwise(asked)]
    forbidden = sum(one.path.startswith(FORBIDDEN) for one in rig.replica.requests)
    return Manners(len(asked), pause, min(gaps), forbidden, kept, told)


def provenance(rig: Rig) -> tuple[int, int]:
    """Published numbers and complaints, and how many of them are read again from their stored bytes."""
    ((counts, complaints),) = rig.rows("select (select count(*) from counts), (select count(*) from complaints)")
    published = int(str(counts)) + int(str(complaints))
    return published, published - len(list(verify(rig.settings, lambda *_: None)))
