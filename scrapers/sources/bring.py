"""Bring one source up to date: ask the database what is known, read on from there, check what was read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from db import queries
from db.connection import Connection, reading
from db.settings import Settings
from scrapers.batches import Brought, Known, counted, fed, gap, paged
from scrapers.checks import Before
from scrapers.listings import Wanted, assign, moved
from scrapers.platforms import Watched
from scrapers.sources.complaints import read_complaints, read_feed
from scrapers.sources.counts import Counts, read_directory, read_services
from scrapers.sources.reader import Reader

DAY = timedelta(days=1)
ASK_AGAIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Task:
    """A source to bring up to date; `watched` is of this publisher only."""

    reader: Reader
    settings: Settings
    watched: tuple[Watched, ...]

    @property
    def publisher(self) -> str:
        """The publisher's short name."""
        return self.reader.publisher.NAME


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds of a publisher's counts: for the checks, each title, and each platform's listing."""

    known: Known
    titles: dict[str, str]
    pins: dict[tuple[str, str], str]
    expected: tuple[str, ...]


def _before(row: dict[str, Any], at: str, of: str) -> Before:
    return Before(row[at], *(row[of + name] for name in ("total", "replied", "completed", "last_30_days")))


def stored_counts(task: Task) -> Stored:
    """Ask the database what it holds of this publisher's counts."""
    with reading(task.settings.database) as connection:
        latest = queries.latest_counts(connection, task.publisher).to_pylist()
        pinned = queries.watched_listings(connection, task.publisher).to_pylist()
        at_least = queries.reported_at_least(connection)
        directory = queries.last_directory(connection, task.publisher).to_pylist()
    return Stored(
        known=Known(
            {row["listing"]: _before(row, "read_at", "") for row in latest},
            {row["listing"]: _before(row, "day_at", "day_") for row in latest if row["day_at"]},
            at_least,
        ),
        titles={row["listing"]: row["title"] for row in latest},
        pins={(row["platform"], row["title"]): row["listing"] for row in pinned},
        expected=tuple(row["listing"] for row in directory if row["total"] > task.settings.floor * 1.05),
    )


def checked(rows: Counts, wanted: Iterable[Wanted], stored: Stored) -> Brought:
    """Say whose each listing is, and check its numbers."""
    stated = {listing: read.value for listing, read in rows.items()}
    assigned = assign(wanted, stated)
    assigned.doubts = moved(stated, stored.titles) | assigned.doubts
    return counted(rows, assigned, stored.known)


def wanted_listings(watched: Iterable[Watched], stored: Stored) -> Iterator[Wanted]:
    """The listings and services to find, each pinned to where it was found before."""
    for one in watched:
        title = one.service or one.title
        pin = stored.pins.get((one.platform, title))
        if one.service:
            yield Wanted(one.platform, title, pin, company=_couid(one, stored.titles))
        else:
            yield Wanted(one.platform, title, one.couid or pin)


def directory(task: Task) -> Brought:
    """Read and check the counts of every listing down to the floor."""
    stored = stored_counts(task)
    rows = read_directory(task.reader, task.settings.floor, stored.expected, stored.titles)
    whole = [one for one in task.watched if not one.service]
    brought = checked(rows, wanted_listings(whole, stored), stored)
    unseen = [one for one in stored.expected if one not in rows]
    brought.warnings += [("listing_unseen", f"{one} ({stored.titles.get(one)}) is not there") for one in unseen]
    return brought


def _couid(one: Watched, titles: dict[str, str]) -> str | None:
    """The listing a service belongs to; None where its title is not, or no longer, the one we know it by."""
    if one.couid and titles.get(one.couid, one.title) == one.title:
        return one.couid
    named = [listing for listing, title in titles.items() if title == one.title and "/" not in listing]
    return named[0] if len(named) == 1 and not one.couid else None


def services(task: Task) -> Brought:
    """Read and check the counts of the services of those listings of which a service is watched."""
    stored = stored_counts(task)
    parts = [one for one in task.watched if one.service]
    couids = {one: _couid(one, stored.titles) for one in parts}
    rows = read_services(task.reader, dict.fromkeys(couid for couid in couids.values() if couid))
    brought = checked(rows, wanted_listings([one for one in parts if couids[one]], stored), stored)
    lost = [one for one in parts if not couids[one]]
    brought.warnings += [("listing_missing", f"{one.platform}: no listing is titled {one.title}") for one in lost]
    return brought


def watched_services(connection: Connection, publisher: str) -> dict[tuple[str, str], str]:
    """The listings of watched services, by the `couid` they belong to and their name."""
    pinned = queries.watched_listings(connection, publisher).to_pylist()
    return {(row["listing"].split("/")[0], row["title"]): row["listing"] for row in pinned if "/" in row["listing"]}


def feed(task: Task) -> Brought:
    """Read the newest complaints; where no known one is met, what lies between is a gap in coverage."""
    with reading(task.settings.database) as connection:
        known = queries.known_complaints(connection, task.publisher).to_pydict()
    most = min(task.settings.feed_pages, task.reader.publisher.FEED_PAGES)
    found = read_feed(task.reader, frozenset(known["complaint"]), most)
    brought = fed(found.complaints, task.reader.publisher)
    if found.cut_by:
        last_known_at = max(known["posted_at"], default=None)
        brought.gaps += gap(found.complaints, last_known_at, found.cut_by, task.reader.refresh)
    return brought


def _now(task: Task, connection: Connection) -> datetime:
    """The clock captures are dated by: this machine's, or in a demonstration the stand-in's when last heard of."""
    last = queries.newest_capture_at(connection, task.publisher) if task.settings.is_demonstration else None
    return last or datetime.now(UTC)


def complaints(task: Task) -> Brought:
    """Read pages of complaints against watched platforms, as many as the day's budget still allows."""
    with reading(task.settings.database) as connection:
        now = _now(task, connection)
        read_today = queries.pages_read_since(connection, task.publisher, now - DAY)
        most = max(0, task.settings.complaint_pages - read_today)
        wanted = queries.complaints_to_read(connection, task.publisher, now - ASK_AGAIN, most).to_pylist()
        services_known = watched_services(connection, task.publisher)
    pages = read_complaints(task.reader, {row["complaint"]: row["url"] for row in wanted})
    brought = paged(pages.read, services_known, task.reader.publisher)
    brought.error = pages.error
    brought.warnings += [("page_gone", f"complaint {number} has no page any more") for number in pages.gone]
    brought.warnings += [("page_unreadable", f"complaint {sn}: {why}") for sn, why in pages.unreadable.items()]
    return brought


SOURCES: dict[str, Callable[[Task], Brought]] = {
    "directory": directory,
    "services": services,
    "feed": feed,
    "complaints": complaints,
}
