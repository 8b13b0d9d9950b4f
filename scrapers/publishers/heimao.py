"""黑猫投诉: the directory of listings, the services of a listing, and the feed of complaints, all JSON.

Numbers come as numbers or as text of plain digits. The page of one complaint is HTML: `heimao_page`.
"""

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import msgspec

from scrapers.errors import LayoutError
from scrapers.publishers import heimao_page
from scrapers.publishers.heimao_answers import Item, Listing, Main, Service, data, digits, page_of, shaped
from scrapers.publishers.heimao_page import comma_separated, complaint_number, yuan
from scrapers.publishers.stated import Parsed, Rows, StatedComplaint, StatedCount

NAME = "heimao"
URL = "https://tousu.sina.com.cn"
HOSTS = frozenset({"tousu.sina.com.cn", "tousu.sina.cn"})
REFERER = "https://tousu.sina.com.cn/"
PARSER_VERSION = 2

PATHS = {
    "/api/company/main_search": "directory",
    "/api/company/rel_service": "services",
    "/api/index/feed": "feed",
    "/complaint/view/": "complaints",
}
PAGE_SIZE = 10
FEED_PAGES = 50  # visitors are shown no more: beyond it comes this code
NO_MORE_FOR_VISITORS = 10017
LOGIN_NEEDED = 10005
NEWEST = 2
BY_TOTAL, DESCENDING = 1, 2

# The publisher's codes, and our short names for them. A code that is not here is kept as it is and reported.
STATUSES = {1: "reviewed", 3: "unassigned", 4: "handling", 6: "replied", 7: "completed", 8: "closed"}
KNOWN_STATUSES = frozenset(STATUSES.values())

LEAST_COUID, MOST_OF_STATUS = 5, 2  # digits: ids have seven or more, codes one
DAMAGED = "\ufffd"  # what decoders put where bytes made no sense
# Longer than any that was seen: what is longer is no number, and no title of the watchlist.
LONGEST_NUMBER, LONGEST_TITLE = 60, 300
TAG = re.compile(r"</?span\b[^>]*>")


def _stated(value: Any) -> str:
    """Keep a number as the publisher wrote it; whatever is not text keeps its JSON form."""
    return _cut(value if isinstance(value, str) else msgspec.json.encode(value).decode(), LONGEST_NUMBER)


def _cut(text: str, longest: int) -> str:
    """A text of bounded length; what is cut off leaves a sign, so that the rest is never taken for the whole."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def _title(text: str) -> str:
    """A title without the marks of the publisher's search; cut first, for looking for marks must take no time."""
    return TAG.sub("", _cut(text, LONGEST_TITLE)).strip()


def _numbers(row: Listing | Service) -> tuple[str, str, str, str]:
    return _stated(row.valid_amt), _stated(row.replied_amt), _stated(row.completed_amt), _stated(row.valid30d)


def _listing(row: Listing) -> StatedCount:
    listing = digits(row.uid, "uid")
    if str(row.sid or "0") != "0":
        listing += "/" + digits(row.sid or "", "sid")
    return StatedCount(listing, _title(row.title), *_numbers(row))


def directory_path(page: int) -> str:
    """Where page `page`, from 1, of all listings is, the largest totals first."""
    asked = {"sort_col": BY_TOTAL, "sort_ord": DESCENDING, "page_size": PAGE_SIZE, "page": page}
    return f"/api/company/main_search?{urlencode(asked)}"


def parse_directory(body: bytes) -> Rows[StatedCount]:
    """Read one page of the directory: total, replied, completed and last 30 days of each listing."""
    lists, item_count = page_of(body)
    return Rows(tuple(_listing(shaped(row, Listing)) for row in lists), item_count)


def services_path(couid: str) -> str:
    """Where the counts per service of a listing are."""
    return f"/api/company/rel_service?{urlencode({'couid': couid})}"


def parse_services(body: bytes, couid: str) -> Rows[StatedCount]:
    """Read the services of a listing, each a listing of its own: `couid/sid`, titled by the service's name."""
    services = shaped(data(body) or [], list[Service])
    rows = (
        StatedCount(f"{couid}/{digits(s.sid, 'sid')}", _cut(s.name, LONGEST_TITLE).strip(), *_numbers(s))
        for s in services
    )
    return Rows(tuple(rows), None)


def feed_path(page: int) -> str:
    """Where page `page`, from 1, of the newest complaints is."""
    return f"/api/index/feed?{urlencode({'type': NEWEST, 'page_size': PAGE_SIZE, 'page': page})}"


def _company(couid: str | int) -> str:
    if len(found := digits(couid, "couid")) < LEAST_COUID:
        raise LayoutError(f"the company complained against has the couid {found}: too short for one")
    return found


def _status(code: str | int) -> str:
    if len(found := digits(code, "status")) > MOST_OF_STATUS:
        raise LayoutError(f"the status is {found}: too long for a code")
    return STATUSES.get(int(found), found)


def _complaint(main: Main) -> StatedComplaint:
    number = digits(main.sn, "sn")
    seconds = int(digits(main.timestamp, "timestamp"))
    return StatedComplaint(
        complaint=complaint_number(number),
        listing=_company(main.couid),
        service=None,
        title=_title(main.title),
        issue=comma_separated(main.issue or ""),
        claim=comma_separated(main.appeal or ""),
        excerpt=main.summary.strip(),
        amount_cny=yuan(_stated(main.cost)) if main.cost not in {None, ""} else None,
        status=_status(main.status),
        posted_at=datetime.fromtimestamp(seconds, UTC),
        url=_address(main.url, number),
    )


def _address(url: str, number: str) -> str:
    """Give the complaint's address its scheme, and refuse one that is not the publisher's or not this complaint's."""
    parts = urlsplit("https:" + url if url.startswith("//") else url)
    if parts.hostname not in HOSTS or not parts.path.startswith(f"/complaint/view/{number}"):
        raise LayoutError(f"complaint {number} has the address {url}")
    return parts._replace(scheme="https").geturl()


def _is_damaged(row: StatedComplaint) -> bool:
    return not row.title or DAMAGED in row.title + row.excerpt


def parse_feed(body: bytes) -> Rows[StatedComplaint]:
    """Read one page of the feed: the newest complaints, with a shortened text each.

    One text may be damaged by who wrote it; if most are, the page is.
    """
    lists, item_count = page_of(body)
    rows = tuple(_complaint(shaped(row, Item).main) for row in lists)
    if sum(map(_is_damaged, rows)) * 2 > len(rows):
        raise LayoutError("most of the page's texts are empty or damaged")
    return Rows(rows, item_count)


parse_complaint = heimao_page.parse_complaint


def source_of(url: str) -> str:
    """Say which source an address belongs to; raise `LayoutError` if it is none of them."""
    path = urlsplit(url).path
    for beginning, source in PATHS.items():
        if path.startswith(beginning):
            return source
    raise LayoutError(f"{url} is none of the addresses we read: {', '.join(PATHS)}")


def parse(url: str, body: bytes) -> Parsed:
    """Read what came from an address, whichever source it is."""
    source = source_of(url)
    if source == "directory":
        return parse_directory(body)
    if source == "feed":
        return parse_feed(body)
    if source == "services":
        return parse_services(body, digits(parse_qs(urlsplit(url).query).get("couid", [""])[0], "couid"))
    return parse_complaint(body, urlsplit(url).path.split("/")[3])
