"""What people bring where the publisher says no: cited counts, and pages they saved from their own browser."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from db.connection import reading
from db.records import Refreshed, ReportedCount
from db.settings import Settings, is_loopback
from db.store import store_reported_counts, store_watchlist
from scrapers.batches import Brought, fed, paged
from scrapers.errors import FileError, OriginError, ScrapeError
from scrapers.fetch import Answer
from scrapers.platforms import Watchlist
from scrapers.publishers.stated import Publisher, StatedComplaint, StatedCount, StatedPage
from scrapers.refresh import alone, keeping, outcome, refuse_mixing, store_brought
from scrapers.sources.bring import Task, checked, stored_counts, wanted_listings, watched_services
from scrapers.sources.counts import companies
from scrapers.sources.reader import Read, Reader

COLUMNS = ["platform", "reported_on", "low", "high", "citation"]
EXAMPLE = "fenqile,2025-10-11,115000,124999,Name of the newspaper and title of the article"


def _whole(text: str) -> int:
    if not re.fullmatch("[0-9]{1,12}", text):
        raise ValueError(f"{text!r} is not a whole number of plain digits")
    return int(text)


def _reported(row: dict[str, str], platforms: Iterable[str]) -> ReportedCount:
    if row["platform"] not in platforms:
        raise ValueError(f"{row['platform']!r} is not a platform of the watchlist")
    reported_on = date.fromisoformat(row["reported_on"])
    low, high = _whole(row["low"]), _whole(row["high"]) if row["high"] else None
    if low < 0 or (high is not None and high < low):
        raise ValueError("low must be 0 or more, high empty or not below low")
    if reported_on > datetime.now(UTC).date() or not row["citation"].strip():
        raise ValueError("reported_on must not be in the future, and citation must say who reported it")
    return ReportedCount(row["platform"], reported_on, low, high, row["citation"].strip())


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            if reader.fieldnames != COLUMNS:
                raise FileError(f"{file} must begin with the line {','.join(COLUMNS)}")
            for row in reader:
                if None in row:
                    raise FileError(
                        f"{file}, line {reader.line_num}: more columns than named; put quotes round commas"
                    )
                yield reader.line_num, row
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileError(f"{file} is not CSV in UTF-8: {error}") from error


def import_counts(settings: Settings, watchlist: Watchlist, file: Path) -> int:
    """Store the cited counts of a CSV file, all or none; return how many were new. Raises `FileError`."""
    platforms = {platform.platform for platform in watchlist.platforms}
    reported = []
    for line, row in _rows(file):
        try:
            reported.append(_reported(row, platforms))
        except (ValueError, TypeError, AttributeError) as error:
            raise FileError(f"{file}, line {line}: {error}. A line that is right: {EXAMPLE}") from error
    with alone(settings):
        refuse_mixing(settings)
        store_watchlist(settings.database, watchlist.platforms, watchlist.reported)
        return store_reported_counts(settings.database, reported)


@dataclass(frozen=True, slots=True)
class Page:
    """A body that a person saved: the address it came from, its bytes, and when."""

    url: str
    body: bytes
    saved_at: datetime

    def answer(self, is_demonstration: bool) -> Answer:
        """Take it for the answer the publisher gave that person."""
        kind = "text/html" if self.body.lstrip()[:1] == b"<" else "application/json"
        headers = (("Content-Type", kind),)
        return Answer(self.url, 200, "OK", (), headers, self.body, self.body, self.saved_at, is_demonstration)


def _refuse_elsewhere(settings: Settings, publisher: Publisher, url: str) -> None:
    if is_loopback(url) != settings.is_demonstration:
        raise OriginError(f"{url} and {settings.publisher_url} are not of the same origin")
    if not is_loopback(url) and urlsplit(url).hostname not in publisher.HOSTS:
        raise FileError(f"{url} is not an address of {publisher.NAME}: {', '.join(sorted(publisher.HOSTS))}")


def _bring(task: Task, page: Page) -> Brought:
    publisher = task.reader.publisher
    read = task.reader.read(page.url, lambda body: publisher.parse(page.url, body))
    if isinstance(read.value, StatedPage):
        with reading(task.settings.database) as connection:
            services = watched_services(connection, task.publisher)
        return paged([Read(read.value, read.capture)], services, publisher)
    counts = {row.listing: Read(row, read.capture) for row in read.value.rows if isinstance(row, StatedCount)}
    if counts:
        stored, is_directory = stored_counts(task), task.reader.source == "directory"
        counts = companies(counts, stored.titles) if is_directory else counts
        watched = [one for one in task.watched if bool(one.service) != is_directory]
        brought = checked(counts, wanted_listings(watched, stored), stored)
        brought.warnings.clear()  # one saved page is not expected to hold every listing
        return brought
    rows = (row for row in read.value.rows if isinstance(row, StatedComplaint))
    return fed({row.complaint: Read(row, read.capture) for row in rows}, publisher)


def import_body(settings: Settings, publisher: Publisher, watchlist: Watchlist, page: Page) -> Refreshed:
    """Take a saved page through the same adapter, checks and evidence as a fetched one, marked as by hand."""
    _refuse_elsewhere(settings, publisher, page.url)
    if not settings.is_demonstration and page.saved_at > datetime.now(UTC):
        raise FileError(f"the page was saved at {page.saved_at}, which is in the future: give --saved-at")
    with keeping(settings, watchlist) as evidence:
        source, saved = publisher.source_of(page.url), page.answer(settings.is_demonstration)
        reader = Reader(lambda _: saved, evidence, publisher, source, str(uuid4()), is_by_hand=True)
        watched = tuple(one for one in watchlist.watched if one.publisher == publisher.NAME)
        return _import(Task(reader, settings, watched), page)


def _import(task: Task, page: Page) -> Refreshed:
    started_at, brought, error = datetime.now(UTC), Brought(), None
    try:
        brought = _bring(task, page)
        task.reader.evidence.sync()
    except ScrapeError as caught:
        brought, error = Brought(), caught
    refreshed = outcome(task.reader, started_at, 0, brought, error)
    store_brought(task.settings, refreshed, task.reader, brought)
    return refreshed
