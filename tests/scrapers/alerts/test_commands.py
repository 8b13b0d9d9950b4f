"""`tousu alerts …` as people and machines use it, and a refresh that tells what it found."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.connection import reading
from db.settings import DECLARED
from scrapers.alerts import outbox
from scrapers.commands.demonstration import WATCHLIST
from scrapers.replica.server import Replica
from tests.scrapers.alerts.conftest import Record, Subscribe, hook, write
from tests.scrapers.alerts.receivers import Receiver, closed_port
from tests.scrapers.alerts.test_outbox import CROSSING, cross
from tests.scrapers.conftest import replica, world
from tests.tousu import tousu

__all__ = ["replica", "world"]
TOKEN = "quite-a-secret"


@pytest.fixture
def environment(record: Record, tmp_path: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if name not in DECLARED}
    paths = {"TOUSU_DATABASE": str(record.settings.database), "TOUSU_EVIDENCE": str(tmp_path / "evidence")}
    return clean | paths | {"TOUSU_ALERTS": str(tmp_path / "alerts.toml")}


def test_a_test_message_shows_what_the_other_side_answered(
    environment: dict[str, str], subscribe: Subscribe, receiver: Receiver
) -> None:
    subscribe(hook(receiver.url), hook(f"http://127.0.0.1:{closed_port()}/{TOKEN}", "other"))
    ended = tousu(environment, "alerts", "test")
    assert ended.returncode == 1
    assert ended.stdout == "hook: arrived: status 200\n"
    assert "Failed: other: the other side could not be reached (ConnectionRefusedError)" in ended.stderr
    assert TOKEN not in ended.stdout + ended.stderr
    assert [post.json["is_test"] for post in receiver.posts] == [True]
    assert tousu(environment, "alerts", "test", "--channel", "hook").returncode == 0
    assert tousu(environment, "alerts", "test", "--channel", "nobody").returncode == 2


def test_what_waits_is_delivered_and_listed_without_secrets(
    environment: dict[str, str], record: Record, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscribe(hook(receiver.url), hook(f"http://127.0.0.1:{closed_port()}/{TOKEN}", "other"))
    cross(record)
    ended = tousu(environment, "alerts", "deliver")
    assert (ended.returncode, ended.stdout) == (1, "hook: 1 event arrived: status 200\n")
    assert "alerts: other: the other side could not be reached" in ended.stderr
    assert tousu(environment, "alerts", "deliver").stdout == "Nothing waits that is due.\n"
    assert receiver.events == [CROSSING]
    shown, raw = tousu(environment, "alerts", "list"), tousu(environment, "alerts", "list", "--json").stdout
    assert TOKEN not in shown.stdout + raw
    found = json.loads(raw)
    assert {one["channel"]: (one["waiting"], one["delivered"]) for one in found["channels"]} == {
        "hook": (0, 1),
        "other": (1, 0),
    }
    assert found["subscriptions"][0]["address"] == f"{receiver.url}/…"
    assert "waits after 1 tries" in shown.stdout
    assert f"{CROSSING}: hook, delivered" in shown.stdout, "whole, as `tousu alerts ack` wants it"


def test_no_secret_is_in_the_database(
    environment: dict[str, str], record: Record, subscribe: Subscribe, receiver: Receiver
) -> None:
    receiver.answer = lambda _: (200, {"errcode": 1, "errmsg": f"who is {TOKEN}?"})
    subscribe(hook(f"{receiver.url}/{TOKEN}?key={TOKEN}", kind="wecom"))
    cross(record)
    tousu(environment, "alerts", "deliver")
    with reading(record.settings.database) as opened:
        [(error,)] = opened.execute("select error from alerts").fetchall()
        tables = [name for (name,) in opened.execute("show tables").fetchall()]
        everything = str([opened.execute(f"from {name}").fetchall() for name in tables])
    assert error == "refused: status 200, code 1: who is …?"
    assert TOKEN not in everything
    assert TOKEN.encode() not in record.settings.database.read_bytes()


def test_an_event_is_acknowledged_with_a_reason(environment: dict[str, str], record: Record) -> None:
    environment["TOUSU_ALERTS"] = ""
    cross(record)
    assert tousu(environment, "alerts", "ack", CROSSING).returncode == 2
    ended = tousu(environment, "alerts", "ack", CROSSING, "--reason", "We wrote about it", "--by", "Ada", "--public")
    assert ended.returncode == 0, ended.stderr
    assert record.rows("select acknowledged_by, reason, is_public, cleared_at from acknowledgements") == [
        ("Ada", "We wrote about it", True, None)
    ]
    again = tousu(environment, "alerts", "ack", CROSSING, "--reason", "again")
    assert again.returncode == 1
    assert "is acknowledged already" in again.stderr


@pytest.mark.parametrize("command", [("refresh",), ("alerts", "deliver"), ("alerts", "list"), ("alerts", "test")])
def test_wrong_subscriptions_are_refused_before_anything_is_read(
    environment: dict[str, str], tmp_path: Path, command: tuple[str, ...]
) -> None:
    write(tmp_path / "alerts.toml", hook("http://example.org/x", secret=TOKEN))
    ended = tousu(environment | {"TOUSU_PUBLISHER_URL": f"http://127.0.0.1:{closed_port()}"}, *command)
    assert ended.returncode == 2
    assert "must begin with https://" in ended.stderr
    assert TOKEN not in ended.stderr


def test_without_subscriptions_nothing_can_be_delivered(environment: dict[str, str]) -> None:
    ended = tousu(environment | {"TOUSU_ALERTS": ""}, "alerts", "deliver")
    assert ended.returncode == 2
    assert "TOUSU_ALERTS is empty" in ended.stderr


def test_a_refresh_tells_once_what_crossed_even_if_it_was_killed_before_it_could(
    environment: dict[str, str], replica: Replica, receiver: Receiver, tmp_path: Path
) -> None:
    """The whole way: stand-in, refresh, crossing, message; the process dies between storing and sending."""
    live = {"TOUSU_PUBLISHER_URL": replica.url, "TOUSU_PLATFORMS": str(WATCHLIST)}
    environment = environment | live | {"TOUSU_DATABASE": str(tmp_path / "whole.duckdb")}
    write(tmp_path / "alerts.toml", hook(receiver.url, events=["first_crossing"]))
    assert tousu(environment, "refresh", "--source", "directory").returncode == 0
    assert receiver.posts == []
    for _ in range(5):
        replica.clock.set(replica.clock.now() + timedelta(days=20))
        killed = [sys.executable, "-c", DIES_BEFORE_TELLING, "refresh", "--source", "directory"]
        assert subprocess.run(killed, env=environment, check=False, capture_output=True).returncode == -9
        if crossed(tmp_path / "whole.duckdb"):
            break
    assert crossed(tmp_path / "whole.duckdb")
    assert receiver.posts == []
    for _ in range(2):
        assert tousu(environment, "refresh", "--source", "directory").returncode == 0
    assert receiver.events == crossed(tmp_path / "whole.duckdb")
    assert len(receiver.posts) == 1
    assert "Demonstration data" in receiver.posts[0].json["text"]


DIES_BEFORE_TELLING = """
import os, signal
from scrapers import cli
cli.alerts.told = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
cli.main()
"""


def crossed(database: Path) -> list[str]:
    question = (
        "select event from events join listings using (publisher, listing) "
        "where kind = 'first_crossing' and platform is not null and not is_backfill order by event"
    )
    with reading(database) as opened:
        return [event for (event,) in opened.execute(question).fetchall()]


def test_links_lead_to_the_public_address_or_to_this_machine(record: Record) -> None:
    assert outbox.dashboard(record.settings).url == "https://tousu.example"
    assert outbox.dashboard(replace(record.settings, public_url="")).url == "http://127.0.0.1:8501"
