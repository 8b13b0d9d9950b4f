"""Read every stored number again from its receipt, with today's parser, and say precisely what differs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import queries
from db.connection import reading
from db.settings import Settings
from scrapers.checks import Figures, read_figures
from scrapers.errors import BodyError, EvidenceError
from scrapers.evidence import read_back
from scrapers.publishers import PUBLISHERS
from scrapers.publishers.stated import Parsed, StatedComplaint, StatedCount, StatedPage
from scrapers.redact import excerpt, redact
from scrapers.warc import Stored

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the database and its evidence differ: `stored` is what the database has, `read` what the receipt has."""

    table: str
    row: str
    column: str
    stored: str
    read: str
    receipt: str

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"{self.table} {self.row}: {self.column} is {self.stored} in the database, {self.read} ({self.receipt})"
        )


@dataclass(frozen=True, slots=True)
class File:
    """One evidence file, and every row of the database that was read from it."""

    name: str
    captures: list[Row]
    counts: list[Row]
    quarantined: set[tuple[str, str]]
    complaints: list[Row]

    @classmethod
    def load(cls, database: Path, name: str) -> "File":
        """Read a file's rows; the database is closed again before the evidence is opened."""
        with reading(database) as connection:
            waiting = queries.quarantine_in_file(connection, name).to_pylist()
            return cls(
                name=name,
                captures=queries.captures_in_file(connection, name).to_pylist(),
                counts=queries.counts_in_file(connection, name).to_pylist(),
                quarantined={(row["refresh"], row["listing"]) for row in waiting},
                complaints=queries.complaints_in_file(connection, name).to_pylist(),
            )


def _receipt(capture: Row) -> str:
    return f"{capture['file']} at byte {capture['file_offset']}, {capture['url']}"


def _compare(table: str, key: str, capture: Row, stored: Row, read: Row) -> Iterator[Difference]:
    for column, value in read.items():
        if stored[column] != value:
            said = (str(stored[column]), f"{value} in the evidence")
            yield Difference(table, key, column, *said, _receipt(capture))


def _names(capture: Row, row: StatedCount) -> tuple[str, str]:
    """What a stated row may be called in the database: the directory's rows are mostly keyed by company alone."""
    return row.listing, row.listing.split("/")[0] if capture["source"] == "directory" else row.listing


def _count_differences(capture: Row, file: File, rows: Sequence[StatedCount]) -> Iterator[Difference]:
    for count in (count for count in file.counts if count["capture"] == capture["capture"]):
        key = f"{capture['publisher']} {count['listing']} read at {count['read_at']:%Y-%m-%d %H:%M:%S} UTC"
        named = [row for row in rows if count["listing"] in _names(capture, row)]
        figures = read_figures(named[0]) if len(named) == 1 else None
        if not isinstance(figures, Figures):
            yield Difference("counts", key, "the row", "there", "not in the evidence", _receipt(capture))
            continue
        numbers = {name: getattr(figures, name) for name in Figures.__slots__}
        yield from _compare("counts", key, capture, count, numbers | {"read_at": capture["fetched_at"]})
    if capture["is_published"]:
        yield from _lost(capture, file, rows)


def _lost(capture: Row, file: File, rows: Iterable[StatedCount]) -> Iterator[Difference]:
    """Rows the receipt has and neither the counts nor the quarantine of that moment."""
    there = {(row["refresh"], row["listing"]) for row in file.counts} | file.quarantined
    there |= {(row["read_at"], row["listing"]) for row in file.counts}
    for row in rows:
        names = _names(capture, row)
        if not any(
            (moment, name) in there for moment in (capture["refresh"], capture["fetched_at"]) for name in names
        ):
            key = f"{capture['publisher']} {names[1]} read at {capture['fetched_at']:%Y-%m-%d %H:%M:%S} UTC"
            yield Difference("counts", key, "the row", "not there", "there in the evidence", _receipt(capture))


def _published(row: StatedComplaint, has_seconds: bool) -> Row:
    seconds = {} if has_seconds else {"second": 0, "microsecond": 0}
    return {
        "title": redact(row.title),
        "issue": redact(row.issue),
        "claim": redact(row.claim),
        "excerpt": excerpt(row.excerpt),
        "amount_cny": row.amount_cny,
        "status": redact(row.status),
        "posted_at": row.posted_at.replace(**seconds),  # type: ignore[arg-type]
    }


def _complaint_differences(capture: Row, file: File, rows: Iterable[StatedComplaint]) -> Iterator[Difference]:
    stated = {row.complaint: row for row in rows}
    is_feed = capture["source"] == "feed"
    for complaint in file.complaints:
        if complaint["capture"] != capture["capture"]:
            continue
        key = f"{capture['publisher']} {complaint['complaint']}"
        if complaint["complaint"] not in stated:
            yield Difference("complaints", key, "the row", "there", "not in the evidence", _receipt(capture))
            continue
        if not is_feed:
            complaint |= {"posted_at": complaint["posted_at"].replace(second=0, microsecond=0)}
        yield from _compare(
            "complaints", key, capture, complaint, _published(stated[complaint["complaint"]], is_feed)
        )


def _body_differences(capture: Row, file: File, parsed: Parsed) -> Iterator[Difference]:
    if isinstance(parsed, StatedPage):
        return _complaint_differences(capture, file, [parsed.complaint])
    if capture["source"] == "feed":
        return _complaint_differences(capture, file, (row for row in parsed.rows if isinstance(row, StatedComplaint)))
    return _count_differences(capture, file, [row for row in parsed.rows if isinstance(row, StatedCount)])


def _capture_differences(capture: Row, file: File, folder: Path) -> Iterator[Difference]:
    try:
        kept: Stored = read_back(folder, file.name, capture["file_offset"], capture["file_length"])
    except EvidenceError as error:
        yield Difference("captures", capture["capture"], "the record", "there", str(error), _receipt(capture))
        return
    facts = {name: getattr(kept, name) for name in ("capture", "url", "fetched_at", "sha256")}
    yield from _compare("captures", capture["capture"], capture, capture, facts)
    try:
        parsed = PUBLISHERS[capture["publisher"]].parse(kept.url, kept.body)
    except BodyError as error:
        if capture["is_published"] and capture["source"] != "complaints":
            yield Difference("captures", capture["capture"], "the body", "read", str(error), _receipt(capture))
        return
    yield from _body_differences(capture, file, parsed)


def verify(settings: Settings, progress: Callable[[int, int], None]) -> Iterator[Difference]:
    """Yield every difference between the database and its evidence; `progress` is told files done, of how many."""
    with reading(settings.database) as connection:
        names = queries.evidence_files(connection)
        ledger = queries.ledger_differences(connection).to_pylist()
    for row in ledger:
        said, there = str(row["rows_there"]), f"{row['rows_said']} by the refresh's own account"
        key = f"of refresh {row['refresh']}, {row['source']}"
        yield Difference(row["kind"], key, "the number of rows", said, there, "the table refreshes")
    for done, name in enumerate(names, 1):
        file = File.load(settings.database, name)
        for capture in file.captures:
            yield from _capture_differences(capture, file, settings.evidence)
        progress(done, len(names))
