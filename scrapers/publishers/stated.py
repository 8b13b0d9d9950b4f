"""What an adapter reads off a body: what the publisher stated, as it stated it, before any check."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class StatedCount:
    """A listing's numbers, as text: whether they are numbers at all is for the checks to say."""

    listing: str
    title: str
    total: str
    replied: str
    completed: str
    last_30_days: str


@dataclass(frozen=True, slots=True)
class StatedComplaint:
    """A complaint as the feed or its own page states it. Texts are as published, not yet redacted.

    `status` is our short name for the publisher's word or code, or the publisher's own where we know none.
    """

    complaint: str
    listing: str
    service: str | None
    title: str
    issue: str
    claim: str
    excerpt: str
    amount_cny: Decimal | None
    status: str
    posted_at: datetime
    url: str


@dataclass(frozen=True, slots=True)
class StatedStep:
    """One step of a timeline, as published."""

    event: str
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class StatedPage:
    """A complaint's own page: the complaint and its timeline, oldest step first."""

    complaint: StatedComplaint
    steps: tuple[StatedStep, ...]


@dataclass(frozen=True, slots=True)
class Rows(Generic[Row]):
    """The rows of one page of a list; `item_count` is how many the publisher says there are in all, if it says."""

    rows: tuple[Row, ...]
    item_count: int | None


Parsed = Rows[StatedCount] | Rows[StatedComplaint] | StatedPage


class Publisher(Protocol):
    """What a module must offer to be an adapter: facts, addresses, and pure functions from bytes to records.

    Addresses are paths on the publisher's base address, pages count from 1. The parsers raise `BodyError` alone.
    """

    NAME: str
    URL: str
    HOSTS: frozenset[str]
    REFERER: str
    PARSER_VERSION: int
    KNOWN_STATUSES: frozenset[str]
    FEED_PAGES: int
    NO_MORE_FOR_VISITORS: int
    LOGIN_NEEDED: int

    def directory_path(self, page: int) -> str:
        """Where a page of all listings is, the largest totals first."""

    def parse_directory(self, body: bytes) -> Rows[StatedCount]:
        """Read a page of the directory."""

    def services_path(self, couid: str) -> str:
        """Where the services of a listing are."""

    def parse_services(self, body: bytes, couid: str) -> Rows[StatedCount]:
        """Read the services of a listing."""

    def feed_path(self, page: int) -> str:
        """Where a page of the newest complaints is."""

    def parse_feed(self, body: bytes) -> Rows[StatedComplaint]:
        """Read a page of the newest complaints."""

    def parse_complaint(self, body: bytes, asked: str) -> StatedPage:
        """Read the page of one complaint."""

    def source_of(self, url: str) -> str:
        """Which source an address belongs to; raise `LayoutError` if it is none of them."""

    def parse(self, url: str, body: bytes) -> Parsed:
        """Read what came from an address, whichever source it is."""
