"""The dashboard and the watching as one command: what stops with what, and what is said when one dies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from db.settings import DECLARED, SettingError, Settings
from scrapers.commands.keeping import Kept
from scrapers.commands.serving import serve
from tests.dashboard.served import free_port


def children(process: subprocess.Popen[str]) -> dict[str, int]:
    """The processes that a process started, by what they do."""
    found = {}
    for number in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="utf-8").split():
        command = Path(f"/proc/{number}/cmdline").read_text(encoding="utf-8").split("\0")
        found["watch" if "watch" in command else "dashboard"] = int(number)
    return found


def until(holds: Callable[[], Any], patience: float = 60) -> Any:
    end = time.monotonic() + patience
    while not (found := holds()):
        assert time.monotonic() < end
        time.sleep(0.2)
    return found


@contextmanager
def served(settings: Settings, *options: str, **changed: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    port = free_port()
    clean = {name: value for name, value in os.environ.items() if name not in DECLARED}
    named = {f"TOUSU_{name.upper()}": str(getattr(settings, name)) for name in ("database", "evidence", "platforms")}
    named |= {"TOUSU_PORT": str(port), "TOUSU_PUBLISHER_URL": settings.publisher_url, "TOUSU_COMPLAINT_PAGES": "0"}
    command = [sys.executable, "-m", "scrapers", "serve", *options]
    with subprocess.Popen(
        command, env=clean | named | {"TOUSU_FEED_PAGES": "1"} | changed, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def asked(address: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = requests.get(address, timeout=10).json()
    except requests.RequestException:
        return None
    return found


def codes(address: str) -> list[str]:
    return [one["code"] for one in (asked(f"{address}/readyz") or {}).get("reasons", [])]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells a process's children like this")
def test_a_watching_that_is_killed_is_told_and_red_and_started_again_while_the_dashboard_goes_on(
    settings: Settings,
) -> None:
    """FAULTS 84: scheduler dead."""
    with served(settings) as (process, address):
        until(lambda: (asked(f"{address}/readyz") or {}).get("ok"))
        os.kill(killed := children(process)["watch"], signal.SIGKILL)
        assert until(lambda: codes(address)) == ["unwatched"]
        assert "tousu_watched 0.0" in requests.get(f"{address}/metrics", timeout=10).text
        assert asked(f"{address}/healthz")
        until(lambda: (asked(f"{address}/readyz") or {}).get("ok"))
        assert children(process)["watch"] != killed
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "the watching ended with exit status -9; the dashboard goes on, and it is started again in 5 s" in said
    assert "Nothing refreshes the numbers meanwhile" in said


def test_what_dies_again_rests_twice_as_long_up_to_five_minutes_until_it_lives_for_long(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    kept, rests = Kept(lambda: subprocess.Popen("false"), lambda process: process.kill()), []
    now = time.monotonic()
    for lives in (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 601.0):
        kept.process.wait()
        now += lives
        kept.attend(now)
        assert kept.rests_until is not None
        kept.attend(kept.rests_until - 0.1)
        rests.append(kept.rests_until - now)
        assert kept.rests_until is not None, "it rests to the end"
        kept.attend(now := kept.rests_until)
    kept.process.wait()
    assert [round(rest) for rest in rests] == [5, 10, 20, 40, 80, 160, 300, 300, 5]
    said = capsys.readouterr().err + caplog.text  # to people, or to programs where a test before this has said so
    assert said.count("the watching ended with exit status 1") == 9


def test_what_was_told_to_stop_is_not_started_again() -> None:
    kept = Kept(lambda: subprocess.Popen("true"), lambda process: process.kill())
    kept.process.wait()
    kept.attend(time.monotonic() + 9_999.0)
    assert (kept.deaths, kept.rests_until) == (0, None)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells a process's children like this")
def test_the_dashboard_is_served_alone_where_that_is_asked_for(settings: Settings) -> None:
    """Also without a contact: nothing is asked of the publisher."""
    with served(settings, "--no-watch", TOUSU_PUBLISHER_URL="https://tousu.sina.com.cn") as (process, address):
        assert until(lambda: asked(f"{address}/healthz")) == {"ok": False, "reason": "there is no database yet"}
        assert set(children(process)) == {"dashboard"}
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 0


def test_watching_the_real_publisher_needs_a_contact(settings: Settings) -> None:
    live = {"publisher_url": "https://tousu.sina.com.cn", "contact": ""}
    with pytest.raises(SettingError, match="TOUSU_CONTACT is empty"):
        serve(Settings(**{**vars(settings), **live}))
