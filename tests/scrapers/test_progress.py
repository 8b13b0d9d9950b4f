"""A refresh is followed, cancelled and killed, whichever door began it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from signal import SIGKILL, SIGTERM

import pytest

from db import progress
from db.connection import reading
from db.progress import Progress
from db.settings import DECLARED, Settings
from scrapers.errors import TooSoonError
from scrapers.refresh import refuse_too_soon
from scrapers.replica.server import Replica
from scrapers.verify import verify
from tests.scrapers.conftest import Refresher
from tests.tousu import Ended
from tests.tousu import tousu as forked

FEED = "/api/index/feed"
PATIENCE_SECONDS = 30.0


def environment(settings: Settings) -> dict[str, str]:
    named = ("database", "evidence", "platforms", "publisher_url", "pause", "feed_pages", "complaint_pages")
    clean = {name: value for name, value in os.environ.items() if name not in DECLARED}
    return clean | {f"TOUSU_{name.upper()}": str(getattr(settings, name)) for name in named}


def tousu(settings: Settings, *arguments: str) -> Ended:
    return forked(environment(settings), *arguments)


@contextmanager
def refreshing(settings: Settings, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "scrapers", "refresh", "--by", "Ada", *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment(settings), **pipes) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.kill()


def following(settings: Settings) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "scrapers", "status", "--follow"]
    return subprocess.Popen(
        command, env=environment(settings), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def until(database: Path, source: str, answers: int) -> Progress:
    patience = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < patience:
        told = progress.under_way(database)
        if told and told.source == source and told.answers >= answers:
            return told
        time.sleep(0.02)
    raise AssertionError("the refresh never came so far")


def rows(settings: Settings, question: str) -> list[tuple[object, ...]]:
    with reading(settings.database) as opened:
        return opened.execute(question).fetchall()


def test_progress_names_who_began_it_the_source_and_what_was_read_so_far(settings: Settings) -> None:
    with refreshing(replace(settings, pause=4.0), "--source", "directory", "--source", "feed") as process:
        told = until(settings.database, "directory", 2)
        status = json.loads(tousu(settings, "status", "--json").stdout)["under_way"]
        with following(settings) as follower:
            assert follower.stderr is not None
            followed = follower.stderr.readline()
            process.terminate()
            process.wait(timeout=60)
            assert follower.wait(timeout=30) == 0, "it ends with the refresh"
    assert (told.started_by, told.sources, told.done) == ("Ada", ("directory", "feed"), ())
    assert told.requests == told.source_requests >= 3, "robots.txt and two pages"
    assert told.rows >= 20
    assert status["source"] == "directory"
    assert "begun by Ada: directory (1 of 2): reading" in followed
    assert status["requests"] >= told.requests
    assert progress.left(settings.database) is None, "an ended refresh leaves no progress"
    assert rows(settings, "select distinct started_by from refreshes") == [("Ada",)]


def test_a_killed_refresh_leaves_no_ghost_and_the_next_one_runs(settings: Settings) -> None:
    """FAULTS 65, 83: a lock that a killed process held is free at once."""
    with refreshing(replace(settings, pause=0.5), "--source", "directory") as process:
        until(settings.database, "directory", 2)
        process.send_signal(SIGKILL)
        process.wait(timeout=90)
    assert progress.left(settings.database) is not None
    assert progress.under_way(settings.database) is None
    assert json.loads(tousu(settings, "status", "--json").stdout)["under_way"] is None
    assert tousu(settings, "cancel").stdout == "No refresh is under way.\n"
    assert tousu(settings, "refresh", "--source", "services").returncode == 0


def test_a_cancelled_refresh_rolls_back_the_source_under_way_keeps_the_others_and_says_so(
    settings: Settings, replica: Replica
) -> None:
    """FAULTS 83: within seconds, also while the publisher lets us wait; the lock is free afterwards."""
    replica.fault(FEED, "slow_headers", seconds=50.0)
    with refreshing(settings, "--source", "services", "--source", "directory", "--source", "feed") as process:
        patience = time.monotonic() + PATIENCE_SECONDS
        while not any(one.path.startswith(FEED) for one in replica.requests) and time.monotonic() < patience:
            told = progress.under_way(settings.database)
            if told and told.source == "feed" and told.step == "reading":
                break
            time.sleep(0.02)
        time.sleep(0.3)
        began = time.monotonic()
        cancelled = tousu(settings, "cancel", "--by", "Grace")
        _, complained = process.communicate(timeout=90)
        assert time.monotonic() - began < 10
    assert cancelled.returncode == 0
    assert "cancelled while at feed" in cancelled.stdout
    assert process.returncode == 1
    assert "Cancelled: feed: cancelled by Grace" in complained
    told = rows(settings, "select source, outcome, error, detail, complaints from refreshes order by finished_at")
    assert [row[:2] for row in told] == [("directory", "ok"), ("services", "ok"), ("feed", "failed")]
    assert told[-1][2:] == ("CancelledError", "cancelled by Grace", 0)
    assert rows(settings, "select count(*) from complaints") == [(0,)]
    assert not progress.is_under_way(settings.database)
    assert list(verify(settings, lambda *_: None)) == []
    assert tousu(settings, "status").returncode == 0, "a source that a person ended has not failed"


def test_a_signal_ends_a_refresh_like_any_cancelling(settings: Settings, replica: Replica) -> None:
    """FAULTS 83."""
    with refreshing(replace(settings, pause=2.0), "--source", "directory", "--source", "feed") as process:
        until(settings.database, "directory", 1)
        process.send_signal(SIGTERM)
        _, complained = process.communicate(timeout=90)
    assert process.returncode == 1
    assert "Cancelled: directory: cancelled by a signal" in complained
    assert rows(settings, "select source, error from refreshes") == [("directory", "CancelledError")]
    assert rows(settings, "select count(*) from counts") == [(0,)]


def test_complaint_pages_read_before_the_end_are_kept(settings: Settings, refresh: Refresher) -> None:
    refresh("services", "directory", "feed")
    with refreshing(replace(settings, pause=4.0), "--source", "complaints") as process:
        until(settings.database, "complaints", 2)
        tousu(settings, "cancel")
        process.wait(timeout=90)
    ((outcome, error, pages),) = rows(
        settings, "select outcome, error, complaints from refreshes where source = 'complaints'"
    )
    assert (outcome, error) == ("partly", "CancelledError")
    assert 2 <= pages < 10, "however slow this machine is, it ended long before the last one"
    assert list(verify(settings, lambda *_: None)) == []


def test_a_second_refresh_is_told_who_runs_and_reads_nothing(settings: Settings, replica: Replica) -> None:
    """FAULTS 70."""
    with refreshing(replace(settings, pause=5.0), "--source", "directory") as process:
        until(settings.database, "directory", 1)
        second = tousu(settings, "refresh", "--source", "feed")
        process.terminate()
        process.wait(timeout=90)
    assert second.returncode == 1
    assert "another refresh is running" in second.stderr
    assert "by Ada" in second.stderr
    assert not any(one.path.startswith(FEED) for one in replica.requests)


def test_a_refresh_that_would_come_too_soon_is_refused_in_words(settings: Settings, refresh: Refresher) -> None:
    refresh("services")
    live = replace(settings, publisher_url="https://tousu.sina.com.cn", contact="you@example.org")
    with pytest.raises(TooSoonError, match=r"less than 300 s ago.*may begin at \d{4}-"):
        refuse_too_soon(live)
    refuse_too_soon(settings)
