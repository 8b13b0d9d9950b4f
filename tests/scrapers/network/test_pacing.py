"""Requests come one at a time and a pause apart, whichever process sends them."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from scrapers.errors import BusyError
from tests.scrapers.fetching import JITTER, fetcher, gaps, live
from tests.scrapers.wire import answer, head, publisher, raw


def test_requests_start_a_pause_apart_however_long_the_answers_take():
    slow = raw(0.04, head(content_length=4), b"body")
    with publisher({"/a": slow}) as served, fetcher(served, pause=0.1) as reading:
        for _ in range(6):
            reading.get("/a")
    assert min(gaps(served)) >= 0.1 - JITTER
    assert 0.6 - JITTER <= sum(gaps(served)) < 6 * 0.14


def test_a_slow_publisher_still_gets_half_a_pause_of_rest():
    slow = raw(0.2, head(content_length=4), b"body")
    with publisher({"/a": slow}) as served, fetcher(served, pause=0.2) as reading:
        reading.get("/a")
        reading.get("/a")
    assert gaps(served)[-1] >= 0.2 + 0.1 - JITTER


def test_only_one_request_is_under_way_at_a_time():
    with publisher({"/a": raw(0.1, head(content_length=4), b"body")}) as served, fetcher(served) as reading:
        reading.get("/a")
        threads = [threading.Thread(target=reading.get, args=["/a"]) for _ in range(3)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
    assert all(gap >= 0.1 - JITTER for gap in gaps(served)[1:])


def test_two_processes_never_read_one_publisher_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """FAULTS 70."""
    lock = tmp_path / "tousu-watch-tousu.test.lock"
    holding = f"import filelock, sys; lock = filelock.FileLock({str(lock)!r}); lock.acquire(); print(flush=True)"
    holding += "; sys.stdin.read()"
    with publisher({"/a": answer()}) as served:
        with subprocess.Popen([sys.executable, "-c", holding], stdin=-1, stdout=-1) as other:
            other.stdout.readline()
            with (
                pytest.raises(BusyError, match="another process"),
                fetcher(live(served, monkeypatch, tmp_path), contact="a@b.c"),
            ):
                pass
            other.kill()
        with fetcher(live(served, monkeypatch, tmp_path), contact="a@b.c") as reading:
            reading.get("/a")


def test_a_process_started_right_after_another_pauses_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    with publisher({"/a": answer()}) as served:
        for _ in range(2):
            with fetcher(live(served, monkeypatch, tmp_path), contact="a@b.c", pause=0.2) as reading:
                reading.get("/a")
    assert all(gap >= 0.2 - JITTER for gap in gaps(served))


@pytest.mark.parametrize("age", [-86_400, 86_400], ids=["from the future", "a day old"])
def test_a_wall_clock_that_jumped_costs_at_most_one_pause(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, age: int):
    """FAULTS 81."""
    lock = tmp_path / "tousu-watch-tousu.test.lock"
    lock.touch()
    os.utime(lock, (time.time() - age,) * 2)
    with (
        publisher({"/a": answer()}) as served,
        fetcher(live(served, monkeypatch, tmp_path), contact="a@b.c", pause=0.1) as reading,
    ):
        started = time.monotonic()
        reading.get("/a")
    assert time.monotonic() - started < 0.5
