"""A stand-in whose clock stands still at the anchor, and a way to ask it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import pytest
import requests

from scrapers.replica.clock import Clock
from scrapers.replica.server import Replica
from scrapers.replica.world import Complaint, World

ANCHOR = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
NOW = int(ANCHOR.timestamp())
DAY = 86_400

Ask = Callable[..., requests.Response]
Data = Callable[..., Any]


@pytest.fixture(scope="session")
def world() -> World:
    return World(anchor=ANCHOR)


@pytest.fixture
def replica(world: World) -> Iterator[Replica]:
    with Replica(world=world, clock=Clock(ANCHOR, speed=0)) as running:
        yield running


@pytest.fixture
def complaint(world: World) -> Complaint:
    found = world.complaint(next(islice(world.newest(NOW), 3, None)).number)
    assert found
    return found


@pytest.fixture
def ask(replica: Replica) -> Iterator[Ask]:
    with requests.Session() as session:
        session.trust_env = False

        def get(path: str, **options: Any) -> requests.Response:
            return session.get(replica.url + path, **{"timeout": 10, "allow_redirects": False, **options})

        yield get


@pytest.fixture
def data(ask: Ask) -> Data:
    def get(path: str) -> Any:
        result = ask(path).json()["result"]
        assert result["status"]["code"] == 0
        return result["data"]

    return get
