"""Receipt by receipt: what each says, held against the rows that were read from it; and what it tells beyond them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from db import queries
from db.connection import reading
from scrapers.checks import Doubt, Figures, read_figures
from scrapers.errors import BodyError, EvidenceError
from scrapers.evidence import read_back
from scrapers.publishers import PUBLISHERS
from scrapers.publishers.stated import Parsed, StatedComplaint, StatedCount, StatedPage
from scrapers.redact import excerpt, redact
from scrapers.verification.difference import Difference, Row, compare, not_in_database, not_in_evidence, place


@dataclass(frozen=True, slots=True)
class File:
    """One evidence file, and every row of the database that was read from it."""

    name: str
    captures: list[Row]
    counts: list[Row]
    quarantined: list[Row]
    complaints: list[Row]

    @classmethod
    def load(cls, database: Path, name: str) -> "File":
        """Read a file's rows; the database is closed again before the evidence is opened."""
        with reading(database) as connection:
            return cls(
                name=name,
                captures=queries.captures_in_file(connection, name).to_pylist(),
                counts=queries.counts_in_file(connection, name).to_pylist(),
                quarantined=queries.quarantine_in_file(connection, name).to_pylist(),
                complaints=queries.complaints_in_file(connection, name).to_pylist(),
            )


@dataclass
class Told:
    """What receipts tell beyond the rows read from them, table by table of `db.replay.TOLD`."""

    told_complaints: list[Row] = field(default_factory=list)
    told_steps: list[Row] = field(default_factory=list)
    told_titles: list[Row] = field(default_factory=list)
    unread: list[Row] = field(default_factory=list)

    def tell(self, capture: Row, parsed: Parsed) -> None:
        """Take what a published receipt tells of complaints."""
        page = parsed if isinstance(parsed, StatedPage) else None
        rows = (page.complaint,) if page else parsed.rows if not isinstance(parsed, StatedPage) else ()
        about = {name: capture[name] for name in ("stored_at", "capture", "publisher")}
        for row in rows:
            if isinstance(row, StatedComplaint):
                self.told_complaints.append(_told(capture, row, is_page=page is not None) | about)
        for number, step in enumerate(page.steps if page else (), 1):
            said = {"step": number, "event": redact(step.event), "happened_at": step.happened_at}
            self.told_steps.append(about | {"complaint": page.complaint.complaint} | said)  # type: ignore[union-attr]


def _told(capture: Row, row: StatedComplaint, *, is_page: bool) -> Row:
    return {
        "complaint": row.complaint,
        "refresh": capture["refresh"],
        "source": capture["source"],
        "read_at": capture["fetched_at"],
        "file_offset": capture["file_offset"],
        "company": row.listing,
        "service": redact(row.service) if row.service else None,
        "status": redact(row.status),
        "is_page": is_page,
    }


def _moment(capture: Row, listing: str) -> str:
    return f"{capture['publisher']} {listing} read at {capture['fetched_at']:%Y-%m-%d %H:%M:%S} UTC"


def _names(capture: Row, row: StatedCount) -> tuple[str, str]:
    """What a stated row may be called in the database: the directory's rows are mostly keyed by company alone."""
    return row.listing, row.listing.split("/")[0] if capture["source"] == "directory" else row.listing


def _of(capture: Row, rows: Iterable[Row]) -> Iterator[Row]:
    return (row for row in rows if row["capture"] == capture["capture"])


def row_of(capture: Row, listing: str, rows: Iterable[StatedCount]) -> StatedCount | None:
    """The stated row that a listing of the database was read from; None where no one row is it."""
    named = [row for row in rows if listing in _names(capture, row)]
    return named[0] if len(named) == 1 else None


def _about(capture: Row) -> Row:
    return {"read_at": capture["fetched_at"], "publisher": capture["publisher"], "refresh": capture["refresh"]}


def _count_differences(capture: Row, file: File, rows: Sequence[StatedCount], told: Told) -> Iterator[Difference]:
    for count in _of(capture, file.counts):
        key = f"{count['publisher']} {count['listing']} read at {count['read_at']:%Y-%m-%d %H:%M:%S} UTC"
        row = row_of(capture, count["listing"], rows)
        figures = read_figures(row) if row else None
        if row is None or not isinstance(figures, Figures):
            yield not_in_evidence(("counts", key, place(capture)))
            continue
        told.told_titles.append(
            _about(capture) | {"listing": count["listing"], "title": row.title, "capture": count["capture"]}
        )
        numbers = {name: getattr(figures, name) for name in Figures.__slots__}
        yield from compare(("counts", key, place(capture)), count, numbers | _about(capture))
    yield from _quarantine_differences(capture, file, rows)
    if capture["is_published"]:
        yield from _lost(capture, file, rows)


def _quarantine_differences(capture: Row, file: File, rows: Sequence[StatedCount]) -> Iterator[Difference]:
    for waiting in _of(capture, file.quarantined):
        key = f"{waiting['publisher']} {waiting['listing']} read at {waiting['read_at']:%Y-%m-%d %H:%M:%S} UTC"
        row = row_of(capture, waiting["listing"], rows)
        if row is None:
            yield not_in_evidence(("quarantine", key, place(capture)))
            continue
        stated = {name: getattr(row, name) for name in ("title", *Figures.__slots__)}
        figures = read_figures(row)
        if isinstance(figures, Doubt) and not waiting["reason"].endswith(("_title", "_changed", "_moved", "_twice")):
            stated |= {"reason": figures.reason, "detail": figures.detail}
        yield from compare(("quarantine", key, place(capture)), waiting, stated | _about(capture))


def _lost(capture: Row, file: File, rows: Iterable[StatedCount]) -> Iterator[Difference]:
    """Rows the receipt has and neither the counts nor the quarantine of that moment."""
    there = {(row["refresh"], row["listing"]) for row in (*file.counts, *file.quarantined)}
    there |= {(row["read_at"], row["listing"]) for row in file.counts}
    for row in rows:
        names = _names(capture, row)
        moments = (capture["refresh"], capture["fetched_at"])
        if not any((moment, name) in there for moment in moments for name in names):
            yield not_in_database(("counts", _moment(capture, names[1]), place(capture)))


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
    for complaint in _of(capture, file.complaints):
        key = f"{capture['publisher']} {complaint['complaint']}"
        if complaint["complaint"] not in stated:
            yield not_in_evidence(("complaints", key, place(capture)))
            continue
        if not is_feed:
            complaint |= {"posted_at": complaint["posted_at"].replace(second=0, microsecond=0)}
        published = _published(stated[complaint["complaint"]], is_feed)
        if is_feed:  # a page is stored under the address the feed gave
            published["url"] = stated[complaint["complaint"]].url
        yield from compare(("complaints", key, place(capture)), complaint, published)


def _body_differences(capture: Row, file: File, parsed: Parsed, told: Told) -> Iterator[Difference]:
    if capture["is_published"]:
        told.tell(capture, parsed)
    if isinstance(parsed, StatedPage):
        return _complaint_differences(capture, file, [parsed.complaint])
    if capture["source"] == "feed":
        return _complaint_differences(capture, file, (row for row in parsed.rows if isinstance(row, StatedComplaint)))
    return _count_differences(capture, file, [row for row in parsed.rows if isinstance(row, StatedCount)], told)


def differences(capture: Row, file: File, folder: Path, told: Told) -> Iterator[Difference]:
    """Read one receipt back and yield where it and the rows read from it differ; `told` takes the rest it tells."""
    publisher = PUBLISHERS[capture["publisher"]]
    try:
        kept = read_back(folder, file.name, capture["file_offset"], capture["file_length"])
    except EvidenceError as error:
        told.unread.append({"capture": capture["capture"]})
        yield Difference("captures", capture["capture"], "the record", "there", str(error), place(capture))
        return
    facts = {name: getattr(kept, name) for name in ("capture", "url", "fetched_at", "sha256")}
    about = ("captures", capture["capture"], place(capture))
    yield from compare(about, capture, facts)
    try:
        yield from compare(about, capture, {"source": publisher.source_of(kept.url)})
        parsed = publisher.parse(kept.url, kept.body)
    except BodyError as error:
        if capture["is_published"] and capture["source"] != "complaints":
            told.unread.append({"capture": capture["capture"]})
            yield Difference("captures", capture["capture"], "the body", "read", str(error), place(capture))
        return
    yield from _body_differences(capture, file, parsed, told)
