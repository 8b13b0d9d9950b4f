"""When the next refresh may begin: the same answer for the page, the command line and the watching."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db import progress, store
from db.progress import Progress
from db.settings import Settings, load
from db.turns import next_turn
from tests.dashboard.filled import refreshed

NOW = datetime.now(UTC)


@pytest.fixture
def live(tmp_path: Path) -> Settings:
    named = {"DATABASE": tmp_path / "tousu.duckdb", "CONTACT": "you@example.org"}
    return load({f"TOUSU_{name}": str(value) for name, value in named.items()})


def asked(settings: Settings, at: datetime, rest_seconds: float | None = None) -> None:
    said = replace(
        refreshed(str(at), "feed", at, "RefusedError" if rest_seconds else None), rest_seconds=rest_seconds
    )
    about = {"is_demonstration": False, "publisher_url": settings.publisher_url}
    store.store(settings.database, store.Batch(said), **about)


def test_the_first_refresh_may_begin_at_once(live: Settings) -> None:
    assert next_turn(live) is None


def test_a_publisher_that_was_just_asked_is_left_alone_for_a_while_whoever_asks(live: Settings) -> None:
    """FAULTS 70: a refresh button cannot be used to hammer the publisher."""
    asked(live, NOW - timedelta(seconds=100))
    turn = next_turn(live, NOW)
    assert turn is not None
    assert (turn.at, turn.reason) == (NOW + timedelta(seconds=200), "apart")
    assert next_turn(live, NOW + timedelta(seconds=201)) is None
    stand_in = replace(live, publisher_url="http://127.0.0.1:8765")
    assert next_turn(stand_in, NOW) is None, "a stand-in on this machine needs no rest"


def test_a_refusal_keeps_every_door_shut_for_as_long_as_the_publisher_wants(live: Settings) -> None:
    asked(live, NOW - timedelta(seconds=100), rest_seconds=3600)
    turn = next_turn(live, NOW)
    assert turn is not None
    assert (turn.at, turn.reason) == (NOW + timedelta(seconds=3500), "refused")


def test_a_killed_refresh_counts_as_asking_although_it_stored_nothing(live: Settings) -> None:
    about = ("r", 1, NOW, "Ada", ("directory",), (), "directory", "reading", 3, 4, 60, 4, NOW)
    progress.write(live.database, Progress(*about, updated_at=NOW - timedelta(seconds=10)))
    assert progress.under_way(live.database) is None, "nobody holds the lock"
    turn = next_turn(live, NOW)
    assert turn is not None
    assert turn.at == NOW + timedelta(seconds=290)


def test_a_clock_that_was_set_back_makes_nobody_wait_longer_than_the_interval(live: Settings) -> None:
    """FAULTS 81."""
    asked(live, NOW + timedelta(days=3))
    turn = next_turn(live, NOW)
    assert turn is not None
    assert turn.at == NOW + timedelta(seconds=300)
