"""What one request asks of the stand-in, and how it is answered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scrapers.replica.faults import Met
from scrapers.replica.world import World

HOST = "//tousu.sina.com.cn"  # the stand-in's links name the publisher's host, as the publisher's do
A_PAGE = 10


@dataclass(frozen=True)
class Request:
    """What is asked: of this world, at this Unix second, with this query, meeting these faults."""

    world: World
    second: int
    query: dict[str, str]
    met: Met

    def number(self, name: str, default: int) -> int:
        """Give a number of the query, or the default where it is none."""
        text = self.query.get(name, "")
        return int(text) if text.isascii() and text.isdigit() else default

    @property
    def page(self) -> int:
        """Give the page that is asked for, from 1."""
        return max(1, self.number("page", 1))

    @property
    def start(self) -> int:
        """Give the place of the page's first row in the list, which may shift from page to page."""
        shift = sum(int(fault.options["by"]) for fault in self.met.named("shift"))
        return (self.page - 1) * (A_PAGE - shift)


@dataclass(frozen=True)
class Answer:
    """What is answered, before it is sent."""

    body: bytes
    content_type: str
    status: int = 200


class CodeError(Exception):
    """An error code of the publisher's is answered instead of data."""

    def __init__(self, code: int, message: str) -> None:
        """Keep the code and the words that go with it."""
        super().__init__(message)
        self.code = code


Endpoint = Callable[[Request], Any]


def pager(page: int, items: int) -> dict[str, int]:
    """Give the pager that stands beside a list."""
    pages = -(-items // A_PAGE)
    return {"current": page, "next": min(page + 1, pages), "page_amount": pages, "item_count": items}
