"""What the tests of fetching share: a fetcher in a hurry, and what they ask of it."""

import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from scrapers.errors import ScrapeError
from scrapers.fetch import Fetcher
from scrapers.network.transport import Limits
from tests.scrapers.wire import Publisher, Reply, answer, publisher

HASTY = Limits(first_wait=0.005, longest_wait=1.0, between_bytes=0.5)
ROBOTS = ["/robots.txt"]
JITTER = 0.06  # seconds by which a busy machine may see two requests closer together than they were sent


@contextmanager
def fetcher(served: Publisher | str, limits: Limits = HASTY, **settings: Any) -> Iterator[Fetcher]:
    told = {"hosts": frozenset({"tousu.sina.com.cn"}), "referer": "https://tousu.sina.com.cn/", "contact": ""}
    told |= {"pause": 0.0, "timeout": 5.0} | settings
    with Fetcher(served if isinstance(served, str) else served.url, **told, limits=limits) as opened:
        yield opened


def fails(error: type[ScrapeError], *replies: Reply, target: str = "/a", requests: int = 1, **options: Any) -> Any:
    """Ask for a page that answers so; it must fail with this very error after exactly so many requests for it."""
    with publisher({"/a": list(replies)}) as served, fetcher(served, **options) as reading:
        with pytest.raises(error) as caught:
            reading.get(target)
        assert caught.type is error
        assert served.targets == ROBOTS + [target] * requests
        assert reading.requests == 1 + requests
    return caught.value


def gaps(served: Publisher) -> list[float]:
    return [later.at - sooner.at for sooner, later in zip(served.asked, served.asked[1:], strict=False)]


def rules(*lines: str, **headers: object) -> Reply:
    return answer(200, "\n".join(lines).encode(), **headers)


def live(served: Publisher, monkeypatch: pytest.MonkeyPatch, locks: Path) -> str:
    """Let a publisher here be one out in the world, at the name tousu.test; give its address. Locks go to `locks`."""
    resolve = socket.getaddrinfo

    def pretend(host: str, *rest: Any) -> Any:
        return resolve("127.0.0.1" if host == "tousu.test" else host, *rest)

    monkeypatch.setattr(tempfile, "tempdir", str(locks))
    monkeypatch.setattr(socket, "getaddrinfo", pretend)
    return served.url.replace("127.0.0.1", "tousu.test")
