"""What may pass is asked again: three times, ever later, and as late as we are told."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from scrapers.errors import AnswerError, RefusedError
from scrapers.network.transport import Limits
from tests.scrapers.fetching import JITTER, ROBOTS, fails, fetcher, gaps
from tests.scrapers.wire import Reply, answer, publisher


def recovers(first: Reply, **options: Any) -> float:
    with publisher({"/a": [first, answer()]}) as served, fetcher(served, **options) as reading:
        assert reading.get("/a").body == b"body"
    assert served.targets == [*ROBOTS, "/a", "/a"]
    return gaps(served)[-1]


def test_retry_after_is_waited_for():
    """FAULTS 19."""
    assert recovers(answer(429, retry_after=1)) >= 1 - JITTER


def test_a_retry_after_by_date_is_read_on_the_servers_own_clock():
    """FAULTS 20, 81."""
    there = datetime(2020, 1, 1, tzinfo=UTC)
    until = {
        "date": format_datetime(there, usegmt=True),
        "retry_after": format_datetime(there + timedelta(seconds=1)),
    }
    assert recovers(answer(503, **until)) >= 1 - JITTER


@pytest.mark.parametrize(
    "said",
    [
        "-5",
        "soon",
        "",
        "0",
        "1.5",
        "²",
        "\u0663".encode().decode("latin-1"),
        "Wed, 01 Jan 2020 00:00:00 GMT",
        "Wed, 01 Jan",
    ],
)
def test_a_retry_after_that_makes_no_sense_leaves_the_usual_backoff(said: str):
    """FAULTS 21."""
    limits = Limits(first_wait=0.02, longest_wait=1.0)
    assert 0 < recovers(answer(503, retry_after=said), limits=limits) < 0.5


@pytest.mark.parametrize("status", [429, 503, 500])
def test_a_retry_after_longer_than_a_refresh_can_wait_ends_it_at_once(status: int):
    """FAULTS 21."""
    assert fails(RefusedError, answer(status, retry_after=600)).rest_seconds == 600
    assert fails(RefusedError, answer(status, retry_after=999_999)).rest_seconds == 86_400
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=900), usegmt=True)
    assert 890 < fails(RefusedError, answer(status, retry_after=later)).rest_seconds <= 900


def test_waits_grow_and_begin_with_the_pause():
    with publisher({"/a": answer(500)}) as served, fetcher(served, pause=0.1) as reading, pytest.raises(AnswerError):
        reading.get("/a")
    _, first, second = gaps(served)
    assert first >= 0.1 - JITTER
    assert second >= 0.2 - JITTER
