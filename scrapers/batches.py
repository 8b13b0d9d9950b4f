"""From what was read to what is stored: checked counts, quarantine, redacted complaints, gaps in coverage."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from db import records
from scrapers.checks import Before, Doubt, Figures, alike, doubt, read_figures, strange
from scrapers.errors import ScrapeError
from scrapers.listings import Assigned
from scrapers.publishers.stated import Publisher, StatedComplaint, StatedCount, StatedPage
from scrapers.redact import excerpt, redact
from scrapers.sources.reader import Read


@dataclass
class Brought:
    """The records one source brought, each list of one table's kind. `error`: why not all of it could be read."""

    listings: list[records.Listing] = field(default_factory=list)
    counts: list[records.Count] = field(default_factory=list)
    quarantined: list[records.Quarantined] = field(default_factory=list)
    complaints: list[records.Complaint] = field(default_factory=list)
    steps: list[records.ComplaintStep] = field(default_factory=list)
    gaps: list[records.CoverageGap] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    error: ScrapeError | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knew before: each listing's last good reading, one a day older, cited bounds."""

    before: Mapping[str, Before]
    day_before: Mapping[str, Before]
    at_least: Mapping[str, int]


def _quarantined(row: StatedCount, capture: records.Capture, why: Doubt) -> records.Quarantined:
    numbers = (row.total, row.replied, row.completed, row.last_30_days)
    about = (capture.publisher, row.listing, row.title, capture.fetched_at)
    return records.Quarantined(*about, *numbers, why.reason, why.detail, capture.capture, capture.refresh)


def _count(listing: str, figures: Figures, capture: records.Capture, before: Before | None) -> records.Count:
    return records.Count(
        publisher=capture.publisher,
        listing=listing,
        read_at=capture.fetched_at,
        total=figures.total,
        replied=figures.replied,
        completed=figures.completed,
        last_30_days=figures.last_30_days,
        is_revision=before is not None and figures.total < before.total,
        capture=capture.capture,
        refresh=capture.refresh,
    )


def counted(rows: Mapping[str, Read[StatedCount]], assigned: Assigned, known: Known) -> Brought:
    """Check every row: what holds becomes a count, what does not goes to quarantine, with its title unchanged."""
    brought = Brought(warnings=[("listing_missing", missing) for missing in assigned.missing])
    brought.warnings += [("listing_new", new) for new in assigned.new]
    stated = {listing: read_figures(read.value) for listing, read in rows.items()}
    same = alike(stated)
    for listing, read in rows.items():
        row, capture = read.value, read.capture
        platform, before = assigned.platforms.get(listing), known.before.get(listing)
        figures = assigned.doubts.get(listing) or stated[listing]
        if isinstance(figures, Figures):
            brought.listings.append(records.Listing(capture.publisher, listing, row.title, platform))
            at_least = known.at_least.get(platform or "")
            brought.warnings += strange(listing, row.title, figures)
            past = [one for one in (before, known.day_before.get(listing)) if one]
            figures = doubt(figures, capture.fetched_at, past, at_least) or same.get(listing) or figures
        if isinstance(figures, Doubt):
            brought.quarantined.append(_quarantined(row, capture, figures))
        elif before is None or before.read_at != capture.fetched_at:
            brought.counts.append(_count(listing, figures, capture, before))
    return brought


def _complaint(row: StatedComplaint, listing: str, capture: records.Capture, page: str | None) -> records.Complaint:
    return records.Complaint(
        publisher=capture.publisher,
        complaint=row.complaint,
        listing=listing,
        service=redact(row.service) if row.service else None,
        title=redact(row.title),
        issue=redact(row.issue),
        claim=redact(row.claim),
        amount_cny=row.amount_cny,
        status=redact(row.status),
        posted_at=row.posted_at,
        first_seen_at=capture.fetched_at,
        last_seen_at=capture.fetched_at,
        capture=capture.capture,
        excerpt=excerpt(row.excerpt),
        url=row.url,
        page_capture=page,
    )


def _unknown_statuses(rows: Iterable[StatedComplaint], publisher: Publisher) -> Iterator[tuple[str, str]]:
    unknown = Counter(row.status for row in rows if row.status not in publisher.KNOWN_STATUSES)
    for status, times in unknown.items():
        yield "status_unknown", f"{times} complaints have the status {status}, which we have no meaning for"


def fed(rows: Mapping[str, Read[StatedComplaint]], publisher: Publisher) -> Brought:
    """Redact the complaints of the feed; a status we have no meaning for is kept and reported."""
    return Brought(
        complaints=[_complaint(read.value, read.value.listing, read.capture, None) for read in rows.values()],
        warnings=list(_unknown_statuses((read.value for read in rows.values()), publisher)),
    )


def gap(
    rows: Mapping[str, Read[StatedComplaint]], last_known_at: datetime | None, reason: str, refresh: str
) -> Iterator[records.CoverageGap]:
    """The stretch between the newest complaint known before and the oldest read now, where no known one was met."""
    oldest = min(rows.values(), key=lambda read: read.value.posted_at)
    if last_known_at and oldest.value.posted_at > last_known_at:
        about = (oldest.capture.publisher, oldest.capture.source, last_known_at, oldest.value.posted_at)
        yield records.CoverageGap(*about, reason, refresh)


def paged(
    pages: Iterable[Read[StatedPage]], services: Mapping[tuple[str, str], str], publisher: Publisher
) -> Brought:
    """Take complaint pages: the full record and its timeline.

    The feed names a complaint's company alone; the page also its service. `services` says which listing that is, by
    `couid` and the service's name.
    """
    brought = Brought()
    for page in pages:
        row, capture = page.value.complaint, page.capture
        listing = services.get((row.listing, row.service or ""), row.listing)
        brought.complaints.append(_complaint(row, listing, capture, capture.capture))
        for number, step in enumerate(page.value.steps, 1):
            about = (capture.publisher, row.complaint, number, redact(step.event), step.happened_at)
            brought.steps.append(records.ComplaintStep(*about, capture.capture))
    brought.warnings += _unknown_statuses((page.value.complaint for page in pages), publisher)
    return brought
