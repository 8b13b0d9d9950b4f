"""The clock, the requests and the faults are governed over HTTP, and only that is not counted."""

import time
from datetime import UTC, datetime, timedelta

import pytest
import requests

from scrapers.replica.clock import Clock
from scrapers.replica.server import PortError, Replica
from scrapers.replica.world import World
from tests.replica.conftest import ANCHOR, Ask


def test_the_clock_can_be_set_and_quickened(replica: Replica, ask: Ask) -> None:
    told = requests.post(
        f"{replica.url}/_replica/clock", json={"now": "2026-12-01T08:00:00+08:00", "speed": 0}, timeout=5
    )
    assert told.json() == {"now": "2026-12-01T00:00:00.000000Z", "speed": 0.0}
    assert ask("/robots.txt").headers["X-Tousu-Demonstration"] == "2026-12-01T00:00:00.000000Z"
    requests.post(f"{replica.url}/_replica/clock", json={"speed": 3600}, timeout=5)
    time.sleep(0.05)
    assert timedelta(minutes=2) < replica.clock.now() - datetime(2026, 12, 1, tzinfo=UTC) < timedelta(hours=6)


@pytest.mark.parametrize("told", ['{"now": "2026-12-01T08:00:00"}', '{"speed": -1}', '{"speed": "fast"}', "[]", "no"])
def test_a_clock_that_cannot_be_is_refused_with_the_reason(replica: Replica, told: str) -> None:
    answered = requests.post(f"{replica.url}/_replica/clock", data=told, timeout=5)
    assert answered.status_code == 400
    assert "was not done" in answered.json()["error"]
    assert replica.clock.now() == ANCHOR


def test_a_clock_that_runs_passes_its_speed() -> None:
    clock = Clock(ANCHOR, speed=1_000)
    time.sleep(0.02)
    assert timedelta(seconds=20) <= clock.now() - ANCHOR < timedelta(seconds=5_000)
    clock.set(speed=0)
    assert clock.now() == clock.now()


def test_requests_are_kept_with_who_asked_and_what_they_got(replica: Replica, ask: Ask) -> None:
    ask("/robots.txt", headers={"User-Agent": "Reader/1"})
    ask("/nowhere")
    told = requests.get(f"{replica.url}/_replica/requests", timeout=5).json()
    assert told["total"] == 2
    assert [(seen["path"], seen["status"]) for seen in told["requests"]] == [("/robots.txt", 200), ("/nowhere", 404)]
    assert told["requests"][0]["user_agent"] == "Reader/1"
    assert told["requests"][0]["monotonic"] <= told["requests"][1]["monotonic"] <= time.monotonic()
    assert [seen.path for seen in replica.requests] == ["/robots.txt", "/nowhere"]


def test_faults_are_told_and_taken_back_over_http(replica: Replica, ask: Ask) -> None:
    fault = {"path": "/robots.txt", "fault": "status", "code": 503}
    assert requests.post(f"{replica.url}/_replica/faults", json=fault, timeout=5).status_code == 200
    assert ask("/robots.txt").status_code == 503
    assert requests.delete(f"{replica.url}/_replica/faults", timeout=5).status_code == 200
    assert ask("/robots.txt").status_code == 200


@pytest.mark.parametrize(
    "told", [{"path": "/", "fault": "nothing"}, {"path": "/", "fault": "zero", "by": 2}, {"path": "/"}]
)
def test_a_fault_nobody_knows_is_refused(replica: Replica, told: dict[str, object]) -> None:
    assert requests.post(f"{replica.url}/_replica/faults", json=told, timeout=5).status_code == 400


def test_an_unknown_control_says_which_there_are(replica: Replica) -> None:
    answered = requests.get(f"{replica.url}/_replica/secrets", timeout=5)
    assert answered.status_code == 404
    assert "POST /_replica/faults" in answered.json()["error"]


def test_the_publisher_takes_nothing(replica: Replica) -> None:
    assert requests.post(f"{replica.url}/api/index/feed", timeout=5).status_code == 405


def test_a_port_that_is_taken_is_an_error_that_says_what_to_do(replica: Replica, world: World) -> None:
    port = int(replica.url.rpartition(":")[2])
    with pytest.raises(PortError, match="TOUSU_REPLICA_PORT"):
        Replica(world=world, clock=Clock(ANCHOR), port=port)


def test_stopping_does_not_wait_for_idle_connections(world: World) -> None:
    with requests.Session() as session:
        with Replica(world=world, clock=Clock(ANCHOR)) as replica:
            session.get(f"{replica.url}/robots.txt", timeout=5)
            began = time.monotonic()
        assert time.monotonic() - began < 2
