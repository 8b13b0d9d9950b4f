"""Whether the numbers can be relied on, and the figures monitors read, of databases in every state."""

import asyncio
import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.requests import Request
from starlette.responses import Response

from dashboard import data
from dashboard.vitals import health, metrics
from dashboard.vitals.counted import route_of
from dashboard.vitals.looking import Looking, SlowError, Vitals, read_vitals
from db import store
from db.connection import MIGRATIONS, DatabaseError, writing
from db.working import Work, doing, over
from tests.dashboard.filled import URL, WORLD, fill, refreshed
from tests.dashboard.running import run

Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Ask a route about a database; return its status, and its answer as JSON or text."""

    def asked(route: Any, database: Path, language: str = "en") -> tuple[int, Any]:
        monkeypatch.setenv("TOUSU_DATABASE", str(database))
        monkeypatch.setenv("TOUSU_EVIDENCE", str(database.parent))
        for module in (health, metrics):
            monkeypatch.setattr(module, "LOOKING", Looking())
        scope = {"type": "http", "path": "/", "query_string": f"lang={language}".encode(), "headers": []}
        answer: Response = run(route(Request(scope)))
        body = bytes(answer.body).decode()
        return answer.status_code, json.loads(body) if body.startswith("{") else body

    return asked


def codes(answer: Any) -> list[str]:
    return [one["code"] for one in answer["reasons"]]


def test_numbers_that_are_fresh_are_relied_on(databases: dict[str, Path], ask: Ask) -> None:
    """FAULTS 84: green only if the last good age is within its limit and the database can be read."""
    fill_again = databases["filled"]
    status, said = ask(health.readyz, fill_again)
    assert (status, said["ok"], said["reasons"]) == (200, True, [])
    directory = said["sources"]["directory"]
    assert directory["state"] == "fresh"
    assert 0 <= directory["age_seconds"] < directory["limit_seconds"] == 3 * 3600


@pytest.mark.parametrize(
    ("state", "expected"),
    [("stale", ["stale", "stale"]), ("empty", ["empty", "failing", "stale"]), ("failed", [])],
)
def test_what_is_stale_or_never_came_is_red_and_one_failure_is_not(
    databases: dict[str, Path], ask: Ask, state: str, expected: list[str]
) -> None:
    """FAULTS 84: all fetches failing is red; one source that failed once, its numbers still young, is not."""
    status, said = ask(health.readyz, databases[state])
    assert (status, codes(said)) == (503 if expected else 200, expected)


@pytest.mark.parametrize(
    ("state", "reason"), [("none", "there is no database yet"), ("broken", "the database cannot be read")]
)
def test_a_database_that_cannot_be_read_is_red_everywhere_and_in_the_figures(
    databases: dict[str, Path], ask: Ask, state: str, reason: str
) -> None:
    """FAULTS 84."""
    for route in (health.readyz, health.healthz):
        assert ask(route, databases[state]) == (503, {"ok": False, "reason": reason})
    status, said = ask(metrics.metrics, databases[state])
    assert status == 200
    assert figures(said)["tousu_database_readable"] == 0


@pytest.fixture
def live(tmp_path: Path) -> Path:
    fill(tmp_path / "tousu.duckdb", datetime.now(UTC))
    return tmp_path / "tousu.duckdb"


def refuse(database: Path, times: int, demonstration: bool = False) -> None:
    for number in range(times):
        told = refreshed(f"refused-{number}", "directory", datetime.now(UTC), "RefusedError")
        batch = store.Batch(replace(told, rest_seconds=1800.0))
        store.store(database, batch, is_demonstration=demonstration, publisher_url=URL)


def test_a_publisher_that_refuses_is_red_from_the_first_time_and_says_until_when(live: Path, ask: Ask) -> None:
    """FAULTS 84: breaker open."""
    refuse(live, 2)
    status, said = ask(health.readyz, live)
    assert (status, codes(said)) == (503, ["refused"])
    until = datetime.strptime(said["reasons"][0]["reason"].split("until ")[1], "%Y-%m-%d %H:%M UTC.").replace(
        tzinfo=UTC
    )
    assert timedelta(minutes=58) < until - datetime.now(UTC) <= timedelta(hours=1), "the second rest is twice as long"
    assert 3400 < figures(ask(metrics.metrics, live)[1])["tousu_resting_seconds"] <= 3600


def test_a_stand_in_needs_no_rest(tmp_path: Path, ask: Ask) -> None:
    fill(tmp_path / "tousu.duckdb", datetime.now(UTC), demonstration=True)
    refuse(tmp_path / "tousu.duckdb", 2, demonstration=True)
    assert ask(health.readyz, tmp_path / "tousu.duckdb")[0] == 200


def test_a_schedule_that_died_is_red_at_once_and_one_that_was_stopped_is_not(live: Path, ask: Ask) -> None:
    """FAULTS 84: scheduler dead. A kill leaves the lock's file behind, free; a graceful end takes it away."""
    with doing(live, Work.WATCH):
        assert ask(health.readyz, live)[0] == 200
        assert figures(ask(metrics.metrics, live)[1])["tousu_watched"] == 1
    status, said = ask(health.readyz, live)
    assert (status, codes(said)) == (503, ["unwatched"])
    over(live, Work.WATCH)
    assert ask(health.readyz, live)[0] == 200


def test_a_clock_that_was_set_back_is_told_and_no_age_is_negative(live: Path, ask: Ask) -> None:
    """FAULTS 81."""
    with writing(live) as opened:
        opened.execute("update refreshes set finished_at = finished_at + interval 2 day")
    status, said = ask(health.readyz, live)
    assert (status, codes(said)) == (503, ["clock"])
    assert said["sources"]["directory"]["age_seconds"] == 0
    assert figures(ask(metrics.metrics, live)[1])["tousu_source_age_seconds{directory}"] == 0


@pytest.mark.parametrize(
    ("language", "begins"), [("zh-Hans", "directory 上次成功"), ("zh-Hant", "directory 上次成功")]
)
def test_reasons_are_said_in_the_language_of_whoever_asks(
    databases: dict[str, Path], ask: Ask, language: str, begins: str
) -> None:
    said = ask(health.readyz, databases["stale"], language)[1]
    assert said["reasons"][0]["reason"].startswith(begins)
    assert ("读取" in said["reasons"][0]["reason"]) == (language == "zh-Hans")


def figures(text: str) -> dict[str, float]:
    """Every sample by its name and the values of its labels."""
    found = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = ",".join(sample.labels.values())
            found[sample.name + (f"{{{labels}}}" if labels else "")] = sample.value
    return found


def test_the_figures_are_those_of_the_record(live: Path, ask: Ask) -> None:
    status, text = ask(metrics.metrics, live)
    said = figures(text)
    assert status == 200
    assert said["tousu_schema_version"] == len(MIGRATIONS)
    assert said["tousu_rows{counts}"] == sum(41 - row.unread_days for row in WORLD)
    assert said["tousu_quarantined_numbers"] == 1
    assert said["tousu_refreshes_total{,ok,directory}"] == 2
    assert said["tousu_refresh_seconds_count{directory}"] == 2
    assert said["tousu_refresh_seconds_sum{directory}"] == pytest.approx(24)
    assert said["tousu_refresh_requests_total{directory}"] == 14
    assert said["tousu_storage_bytes{database}"] == live.stat().st_size
    assert (said["tousu_ready"], said["tousu_refreshing"], said["tousu_watched"]) == (1, 0, 0)
    for name in ("alipay", "支付宝", "meituan", str(live.parent), "tousu.sina"):
        assert name not in text


def test_failures_are_counted_by_kind_and_a_refresh_under_way_is_seen(live: Path, ask: Ask) -> None:
    refuse(live, 3)
    with doing(live, Work.REFRESH):
        said = figures(ask(metrics.metrics, live)[1])
    assert said["tousu_refreshes_total{RefusedError,failed,directory}"] == 3
    assert said["tousu_source_failures_in_a_row{directory}"] == 3
    assert said["tousu_refreshing"] == 1


def test_however_many_ask_the_database_is_opened_once(databases: dict[str, Path], monkeypatch: Any) -> None:
    """FAULTS 84: what is asked of the database does not grow with those who ask."""
    monkeypatch.setenv("TOUSU_DATABASE", str(databases["filled"]))
    openings: list[float] = []

    def read() -> Vitals:
        openings.append(time.monotonic())
        time.sleep(0.05)
        return read_vitals()

    async def many() -> None:
        looking = Looking(read)
        for _ in range(5):
            await asyncio.gather(*(looking.look() for _ in range(200)))

    run(many())
    assert len(openings) == 1


def test_a_long_write_is_waited_for_a_moment_and_then_what_was_found_before_is_told(
    databases: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOUSU_DATABASE", str(databases["filled"]))
    monkeypatch.setattr("dashboard.vitals.looking.PATIENCE_SECONDS", 0.3)
    found, may_read = read_vitals(), threading.Event()

    def read() -> Vitals:
        may_read.wait(60)
        return found

    async def held() -> None:
        looking = Looking(read)
        with pytest.raises(SlowError):
            await looking.look()
        may_read.set()
        while looking._task and not looking._task.done():
            await asyncio.sleep(0.01)
        assert await looking.look() is found
        may_read.clear()
        looking._began = -10.0
        assert await looking.look() is found, "remembered"
        looking._found = None
        with pytest.raises(SlowError):
            await looking.look()
        may_read.set()

    run(held())


def test_what_could_not_be_read_is_looked_at_again(databases: dict[str, Path], monkeypatch: Any) -> None:
    monkeypatch.setenv("TOUSU_DATABASE", str(databases["broken"]))

    async def look() -> None:
        looking = Looking()
        for _ in range(3):
            with pytest.raises(DatabaseError):
                await looking.look()
        monkeypatch.setenv("TOUSU_DATABASE", str(databases["filled"]))
        looking._began = -10.0
        assert (await looking.look()).version == len(MIGRATIONS)

    run(look())


def test_what_visitors_make_up_is_no_figure_of_its_own() -> None:
    kinds = {route_of(f"/{one}") for one in ("", "x", "y/z", "%00", "healthz/x")}
    assert kinds == {"page"}
    assert route_of("/badge/alipay.svg") == "/badge"
    assert data.clock().now.tzinfo is UTC
