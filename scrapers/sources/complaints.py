"""The feed of complaints and the pages of single ones. `ScrapeError` on any doubt."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import pairwise

from db.records import Capture
from scrapers.errors import BodyError, ChallengeError, CodeError, GoneError, LayoutError, OrderError, ScrapeError
from scrapers.publishers.stated import Rows, StatedComplaint, StatedPage
from scrapers.sources.pages import is_end, refuse_repetition
from scrapers.sources.reader import Read, Reader

FEED_DISORDER = timedelta(hours=1)
MOST_LOST_IN_A_ROW = 5


@dataclass(frozen=True, slots=True)
class Feed:
    """The complaints read, and what ended the reading before a known one was met: then there may be a gap."""

    complaints: dict[str, Read[StatedComplaint]]
    cut_by: str | None = None


def _refuse_old(rows: Sequence[StatedComplaint], what: str) -> None:
    if any(later.posted_at > earlier.posted_at + FEED_DISORDER for earlier, later in pairwise(rows)):
        raise OrderError(f"{what} does not come newest first")


def _refuse_future(rows: Sequence[StatedComplaint], capture: Capture, what: str) -> None:
    """Raise `LayoutError` at a complaint from the future, which would pass for known for as long as it lies there."""
    newest = max((row.posted_at for row in rows), default=capture.fetched_at)
    if newest > capture.fetched_at + FEED_DISORDER:
        moments = f"{newest:%Y-%m-%d %H:%M} UTC, and was read at {capture.fetched_at:%Y-%m-%d %H:%M} UTC"
        raise LayoutError(f"{what} is dated {moments}: the publisher's clock or this machine's is wrong")


def _feed_pages(reader: Reader, most_pages: int) -> Iterator[Read[Rows[StatedComplaint]]]:
    """Yield page after page, up to the one behind which visitors are shown no more."""
    for page in range(1, most_pages + 1):
        try:
            yield reader.read(reader.publisher.feed_path(page), reader.publisher.parse_feed)
        except CodeError as error:
            if page == 1 or error.code != reader.publisher.NO_MORE_FOR_VISITORS:
                raise
            return


def read_feed(reader: Reader, known: Collection[str], most_pages: int) -> Feed:
    """Read the newest complaints until one of `known` is met or the publisher shows visitors no more."""
    found: dict[str, Read[StatedComplaint]] = {}
    number = 0
    for number, page in enumerate(_feed_pages(reader, most_pages), 1):
        rows, what = page.value.rows, f"page {number} of the feed"
        if is_end(page.value, len(found), what):
            return Feed(found)
        refuse_repetition([row.complaint for row in rows], found, what)
        _refuse_old(rows, what)
        _refuse_future(rows, page.capture, f"a complaint on {what}")
        found = {row.complaint: Read(row, page.capture) for row in rows} | found
        if any(row.complaint in known for row in rows):
            return Feed(found)
    is_our_limit = number == most_pages < reader.publisher.FEED_PAGES
    return Feed(found, cut_by="own_limit" if is_our_limit else "visitors_limit")


@dataclass(frozen=True, slots=True)
class Pages:
    """The complaint pages read, and the complaints without one: `gone` by the publisher's word, `unreadable` and why.

    `error`: what ended the reading, or that some pages were unreadable; the pages read are good all the same.
    """

    read: list[Read[StatedPage]]
    gone: list[str]
    unreadable: dict[str, str]
    error: ScrapeError | None = None


def _page(reader: Reader, complaint: str, url: str) -> Read[StatedPage]:
    page = reader.read(url, partial(reader.publisher.parse_complaint, asked=complaint))
    _refuse_future([page.value.complaint], page.capture, f"complaint {complaint}")
    return Read(replace(page.value, complaint=replace(page.value.complaint, url=url)), page.capture)


def _pages(reader: Reader, wanted: Mapping[str, str], pages: Pages) -> None:
    """Read page after page into `pages`; several in a row that are gone or unreadable are no accident any more."""
    lost_in_a_row = 0
    for complaint, url in wanted.items():
        try:
            pages.read.append(_page(reader, complaint, url))
        except (ChallengeError, CodeError):
            raise
        except BodyError as error:
            lost_in_a_row += 1
            if isinstance(error, GoneError):
                pages.gone.append(complaint)
            else:
                pages.unreadable[complaint] = str(error)
            if lost_in_a_row == MOST_LOST_IN_A_ROW:
                raise
        else:
            lost_in_a_row = 0


def read_complaints(reader: Reader, wanted: Mapping[str, str]) -> Pages:
    """Read the pages of the complaints in `wanted`, number to address; whatever ends it, those read are kept."""
    pages, error = Pages([], [], {}), None
    try:
        _pages(reader, wanted, pages)
    except ScrapeError as caught:
        error = caught
    if pages.unreadable and not error:
        first = next(iter(pages.unreadable.values()))
        error = LayoutError(f"{len(pages.unreadable)} of {len(wanted)} complaint pages could not be read: {first}")
    return replace(pages, error=error)
