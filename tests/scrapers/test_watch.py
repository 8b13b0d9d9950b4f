"""When the watching refreshes, when it rests, and how it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import typer

from db.connection import reading, writing
from db.resting import rest
from db.settings import DECLARED, SettingError, Settings
from db.turns import resting_until
from db.working import Work, doing, is_done
from scrapers.commands.watch import COMPLAINTS, COUNTS, Stopping, due, next_at, read_every, watch
from scrapers.errors import BusyError
from scrapers.replica.server import Replica
from tests.scrapers.conftest import Refresher

DIRECTORY = "/api/company/main_search"
ALL = COUNTS + COMPLAINTS


def live(settings: Settings) -> Settings:
    return replace(settings, publisher_url="https://tousu.sina.com.cn", contact="you@example.org")


def moved(settings: Settings, **by: float) -> None:
    """Move what happened so far into the past."""
    with writing(settings.database) as opened:
        opened.execute(
            "update refreshes set started_at = started_at - $by, finished_at = finished_at - $by",
            {"by": timedelta(**by)},
        )


def test_the_first_refresh_is_due_at_once_and_reads_everything(settings: Settings) -> None:
    now = datetime.now(UTC)
    assert next_at(settings, 900, now) == now
    assert due(settings, 900, now) == ALL
    assert resting_until(live(settings)) is None


def test_a_watching_started_anew_keeps_the_time_between_refreshes(refresh: Refresher, settings: Settings) -> None:
    refresh("directory", "feed")
    now = datetime.now(UTC)
    assert timedelta(seconds=890) < next_at(settings, 900, now) - now < timedelta(seconds=900)
    assert due(settings, 900, now) == COMPLAINTS


def test_refreshes_that_were_missed_are_made_up_for_once(refresh: Refresher, settings: Settings) -> None:
    """FAULTS 82: the machine was asleep past several rounds: one refresh, then the usual time between two."""
    refresh("directory", "feed")
    moved(settings, hours=5)
    now = datetime.now(UTC)
    assert next_at(settings, 900, now) == now
    assert due(settings, 900, now) == ALL


def test_the_counts_are_due_by_the_time_between_refreshes_that_was_given(
    refresh: Refresher, settings: Settings
) -> None:
    refresh("directory", "feed")
    moved(settings, minutes=58)
    now = datetime.now(UTC)
    assert due(settings, 60, now) == COMPLAINTS, "58 minutes of 60, and the next round is a minute away"
    assert due(settings, 900, now) == ALL, "the next round would come too late"
    assert due(settings, 7200, now) == COMPLAINTS, "no sooner than was asked for"


@pytest.mark.parametrize("hours", [-30, -1, 26])
def test_a_clock_that_jumps_neither_stops_the_refreshes_nor_multiplies_them(
    refresh: Refresher, settings: Settings, hours: float
) -> None:
    """FAULTS 81: set forward by a day, or back (a refresh then began in the future): due at once, and once."""
    refresh("directory", "feed")
    now = datetime.now(UTC) + timedelta(hours=hours)
    assert next_at(settings, 900, now) == now
    assert due(settings, 900, now) == ALL
    moved(settings, hours=-hours)
    assert next_at(settings, 900, now) > now + timedelta(minutes=14)
    assert due(settings, 900, now + timedelta(seconds=1)) == COMPLAINTS


def test_a_sleep_ends_though_the_clock_is_set_back() -> None:
    """FAULTS 81: by the clock on the wall it would last a year."""
    began = time.monotonic()
    Stopping().sleep_until(datetime.now(UTC) + timedelta(days=365), 0.3)
    assert 0.2 < time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("30m", 1800),
        ("1h", 3600),
        ("45s", 45),
        ("90", 90),
        ("1.5", 1.5),
        ("1h30m", 5400),
        ("1d", 86_400),
        ("2M", 120),
    ],
)
def test_lengths_of_time_are_read_as_people_write_them(text: str, length: float) -> None:
    assert read_every(text) == length


@pytest.mark.parametrize("text", ["", "m", "30 minutes", "1m30h", "-5", "nan", "inf", "0", "1e99", "٣m", "30x"])
def test_what_is_no_length_of_time_is_wrong_usage(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="it must"):
        read_every(text)


def test_only_one_watching_runs_on_a_database(settings: Settings) -> None:
    with doing(settings.database, Work.WATCH), pytest.raises(BusyError, match="another watch is running"):
        watch(settings, None)
    assert is_done(settings.database, Work.WATCH) is False, "whose end nobody said: see /readyz"


def test_a_rest_is_what_was_asked_for_and_doubles_with_each_refusal_up_to_a_day() -> None:
    minutes = [rest(refusals, 1800).total_seconds() / 60 for refusals in (1, 2, 3, 7, 500)]
    assert minutes == [30, 60, 120, 1440, 1440]
    assert rest(1, 7200) == timedelta(hours=2)


def test_the_publisher_is_left_alone_as_long_as_it_asks_and_longer_each_time(
    refresh: Refresher, settings: Settings, replica: Replica
) -> None:
    replica.fault(DIRECTORY, "status", code=403, retry_after=7200)
    for refusals, hours in ((1, 2), (2, 4)):
        refresh()
        until, now = resting_until(live(settings)), datetime.now(UTC)
        assert until is not None
        assert timedelta(hours=hours, minutes=-2) < until - now <= timedelta(hours=hours), refusals
    assert resting_until(settings) is None, "the stand-in needs no rest"


def test_a_refresh_that_reads_again_ends_the_row_of_refusals_and_one_that_merely_fails_does_not(
    refresh: Refresher, settings: Settings, replica: Replica
) -> None:
    replica.fault(DIRECTORY, "status", code=456)
    refresh("directory")
    replica.heal()
    replica.fault(DIRECTORY, "empty_lists")
    refresh("directory")
    assert resting_until(live(settings)) is not None
    replica.heal()
    refresh("directory")
    assert resting_until(live(settings)) is None


def test_a_login_that_is_asked_for_is_a_refusal(refresh: Refresher, settings: Settings, replica: Replica) -> None:
    replica.fault(DIRECTORY, "code", code=10005)
    refresh("directory")
    with reading(settings.database) as opened:
        assert opened.execute("select rest_seconds from refreshes").fetchall() == [(1800.0,)]


def test_without_a_contact_nothing_is_started(settings: Settings) -> None:
    with pytest.raises(SettingError, match=r"TOUSU_CONTACT is empty.*make live CONTACT="):
        watch(replace(live(settings), contact=""), None)


@contextmanager
def watching(settings: Settings, *, pause: float) -> Iterator[subprocess.Popen[str]]:
    named = {f"TOUSU_{name.upper()}": str(getattr(settings, name)) for name in ("database", "evidence", "platforms")}
    clean = {name: value for name, value in os.environ.items() if name not in DECLARED}
    small = {"TOUSU_PUBLISHER_URL": settings.publisher_url, "TOUSU_COMPLAINT_PAGES": "0", "TOUSU_PAUSE": str(pause)}
    command = [sys.executable, "-m", "scrapers", "watch"]
    with subprocess.Popen(command, env=clean | named | small, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def until_asked(replica: Replica) -> None:
    patience = time.monotonic() + 120
    while not replica.requests:
        assert time.monotonic() < patience
        time.sleep(0.02)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_waits_for_the_refresh_under_way(settings: Settings, replica: Replica, how: int) -> None:
    """FAULTS 83."""
    with watching(replace(settings, feed_pages=1), pause=0.1) as process:
        until_asked(replica)
        process.send_signal(how)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "feed:" in said, "the refresh went on to its end"
    assert said.endswith("Stopped. What was stored stays.\n")
    assert is_done(settings.database, Work.WATCH) is None, "nobody misses a watching that ended well"


def test_told_to_stop_a_second_time_it_ends_the_refresh(settings: Settings, replica: Replica) -> None:
    with watching(settings, pause=60) as process:
        until_asked(replica)
        for _ in range(2):
            process.send_signal(signal.SIGTERM)
            time.sleep(0.3)
        said, _ = process.communicate(timeout=90)
    assert process.returncode == 0
    assert said == "Stopped. What was stored stays.\n"


def test_a_wrong_setting_ends_the_watching(settings: Settings, replica: Replica) -> None:
    broken = settings.database.parent / "platforms.toml"
    broken.write_text("nonsense", encoding="utf-8")
    with watching(replace(settings, platforms=broken), pause=0) as process:
        assert process.wait(timeout=120) == 2
