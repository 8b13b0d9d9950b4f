"""The directory of listings and the services of a listing, read until their end. `ScrapeError` on any doubt."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

from scrapers.errors import EmptyError, LayoutError, OrderError
from scrapers.numbers import read_number
from scrapers.publishers.stated import Rows, StatedCount
from scrapers.sources.pages import is_end, refuse_repetition
from scrapers.sources.reader import Read, Reader

MOST_DIRECTORY_PAGES = 1_000
# A list shifts while it is read: the next page may begin a little above where the last one ended.
LARGEST_SHIFT, FREE_SHIFT = 0.005, 20
LARGEST_LOSS, FREE_LOSS = 0.10, 2

Counts = dict[str, Read[StatedCount]]


def _totals(rows: Iterable[StatedCount]) -> list[int]:
    """The totals in the form this publisher uses and above 0: the others are for the checks, row by row."""
    totals = []
    for row in rows:
        try:
            figure = read_number(row.total)
        except LayoutError:
            continue
        totals += [figure.low] * (figure.is_plain and figure.low > 0)
    return totals


def _refuse_twins(rows: Sequence[StatedCount], what: str) -> None:
    if len({row.listing for row in rows}) < len(rows):
        raise OrderError(f"{what} names a listing twice")


def _refuse_disorder(page: int, before: int | None, totals: Sequence[int]) -> None:
    if any(lower > higher for higher, lower in pairwise(totals)):
        raise OrderError(f"page {page} of the directory is not in descending order of total")
    if before is not None and totals and totals[0] > before * (1 + LARGEST_SHIFT) + FREE_SHIFT:
        raise OrderError(f"page {page} of the directory begins at {totals[0]:,}, the page before ended at {before:,}")


def _refuse_loss(expected: Collection[str], found: Mapping[str, object]) -> None:
    lost = [listing for listing in expected if listing not in found]
    if len(lost) > FREE_LOSS + len(expected) * LARGEST_LOSS:
        raise EmptyError(f"{len(lost)} of {len(expected)} listings of the last reading are missing: {lost[:5]} …")


def _directory_pages(reader: Reader) -> Iterator[Read[Rows[StatedCount]]]:
    for page in range(1, MOST_DIRECTORY_PAGES + 1):
        yield reader.read(reader.publisher.directory_path(page), reader.publisher.parse_directory)
    raise OrderError(f"the directory did not end within {MOST_DIRECTORY_PAGES:,} pages")


def _key(row: StatedCount, titles: Mapping[str, str], is_alone: bool) -> str:
    """Keep the key a row was stored under before; else its company, where no other row shares that."""
    company = row.listing.split("/")[0]
    for key in (row.listing, company):
        if titles.get(key) == row.title:
            return key
    return company if is_alone else row.listing


def companies(found: Counts, titles: Mapping[str, str]) -> Counts:
    """Key the directory's rows by company, `couid`: the `sid` of a row is the company's service of its own choice.

    Only rows that share a company are told apart by their `couid/sid`. So a row of the directory is never taken for
    the service of the same number, whose counts are a part of it.
    """
    rows_of = Counter(listing.split("/")[0] for listing in found)
    keyed = {}
    for listing, read in found.items():
        key = _key(read.value, titles, is_alone=rows_of[listing.split("/")[0]] == 1)
        keyed[key] = Read(replace(read.value, listing=key), read.capture)
    return keyed


def read_directory(reader: Reader, floor: int, expected: Collection[str], titles: Mapping[str, str]) -> Counts:
    """Read every listing, in descending order of total, until totals fall below `floor`.

    `expected` are the listings that must be there by the last reading: if many are not, the list was cut short.
    `titles` are those of listings stored before, which keep their keys.
    """
    found: Counts = {}
    lowest = None
    for number, page in enumerate(_directory_pages(reader), 1):
        rows = page.value.rows
        if is_end(page.value, len(found), f"page {number} of the directory"):
            break
        refuse_repetition([row.listing for row in rows], found, f"page {number} of the directory")
        _refuse_twins(rows, f"page {number} of the directory")
        _refuse_disorder(number, lowest, totals := _totals(rows))
        found = {row.listing: Read(row, page.capture) for row in rows} | found
        lowest = min(totals, default=lowest)
        if lowest is not None and lowest < floor:
            break
    keyed = companies(found, titles)
    _refuse_loss(expected, keyed)
    return keyed


def _refuse_another(asked: str, came: str) -> None:
    """Raise `LayoutError` where a redirect led to the services of another listing."""
    wanted, found = (parse_qs(urlsplit(address).query) for address in (asked, came))
    if any(found.get(name) != value for name, value in wanted.items()):
        raise LayoutError(f"{asked} was asked for, and the answer came from {came}, which is about something else")


def read_services(reader: Reader, couids: Iterable[str]) -> Counts:
    """Read the services of each listing in `couids`."""
    found: Counts = {}
    for couid in couids:
        parse = partial(reader.publisher.parse_services, couid=couid)
        page = reader.read(reader.publisher.services_path(couid), parse)
        _refuse_another(reader.publisher.services_path(couid), page.capture.url)
        if not page.value.rows:
            raise EmptyError(f"listing {couid} has no services where it had some")
        _refuse_twins(page.value.rows, f"the service list of listing {couid}")
        found |= {row.listing: Read(row, page.capture) for row in page.value.rows}
    return found
