"""Every statement that writes. One source of one refresh is one transaction: all of it is there, or none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from db import records
from db.asking import statement
from db.connection import Connection, DatabaseError, writing
from db.crossings import store_crossings
from db.queries import has_category_line

TABLES: dict[type, str] = {
    records.Platform: "platforms",
    records.Listing: "listings",
    records.Count: "counts",
    records.ReportedCount: "reported_counts",
    records.Complaint: "complaints",
    records.Category: "categories",
    records.ComplaintCategory: "complaint_categories",
    records.IssueLabel: "issue_labels",
    records.ComplaintStep: "complaint_steps",
    records.Refreshed: "refreshes",
    records.Capture: "captures",
    records.Quarantined: "quarantine",
    records.CoverageGap: "coverage_gaps",
    records.Warned: "warnings",
    records.Threshold: "thresholds",
    records.ThresholdChange: "threshold_changes",
    records.Acknowledgement: "acknowledgements",
    records.Forecast: "forecasts",
    records.PaceChange: "pace_changes",
    records.Decision: "decisions",
    records.Notice: "notices",
}


class MixedOriginError(DatabaseError):
    """Demonstration data and live data would meet in one database. Nothing was stored."""


@dataclass
class Batch:
    """What one source of one refresh brought, to be stored whole."""

    refreshed: records.Refreshed
    captures: Sequence[records.Capture] = ()
    listings: Sequence[records.Listing] = ()
    counts: Sequence[records.Count] = ()
    quarantined: Sequence[records.Quarantined] = ()
    complaints: Sequence[records.Complaint] = ()
    taxonomy: Sequence[records.Category] = ()
    categories: Sequence[records.ComplaintCategory] = ()
    labels: Sequence[records.IssueLabel] = ()
    steps: Sequence[records.ComplaintStep] = ()
    gaps: Sequence[records.CoverageGap] = ()
    warnings: Sequence[records.Warned] = field(default_factory=list)


def _offer(connection: Connection, rows: Sequence[Any]) -> str | None:
    """Make records readable as the relation `incoming`; return their table, or None for none."""
    if not rows:
        return None
    table = pa.table({f.name: [getattr(row, f.name) for row in rows] for f in fields(rows[0])})
    connection.register("incoming", table)
    return TABLES[type(rows[0])]


def append(connection: Connection, rows: Sequence[Any]) -> None:
    """Append records of one kind to their table."""
    if table := _offer(connection, rows):
        connection.execute(f"insert into {table} by name from incoming")


def append_new(connection: Connection, rows: Sequence[Any]) -> int:
    """Append those records that are not there yet, whole row by whole row; return how many that were."""
    if not (table := _offer(connection, rows)):
        return 0
    columns = ", ".join(f.name for f in fields(rows[0]))
    result = connection.execute(
        f"insert into {table} by name select {columns} from incoming except select {columns} from {table}"  # noqa: S608
    ).fetchone()
    return int(result[0]) if result else 0


def claim_origin(connection: Connection, is_demonstration: bool, publisher_url: str) -> None:
    """Make the database a demonstration's or a live one for ever; raise `MixedOriginError` if it is the other."""
    row = connection.execute("select is_demonstration, first_publisher_url from origin").fetchone()
    if row is None:
        connection.execute("insert into origin values ($is, $url)", {"is": is_demonstration, "url": publisher_url})
    elif row[0] != is_demonstration:
        kinds = {True: "demonstration data", False: "live data"}
        raise MixedOriginError(f"this database keeps {kinds[row[0]]} (from {row[1]}), not {kinds[is_demonstration]}")


def store_watchlist(
    database: Path,
    platforms: Sequence[records.Platform],
    reported: Iterable[records.ReportedCount],
) -> None:
    """Make the platforms those of the watchlist, and add the reported counts that are not there yet."""
    with writing(database) as connection:
        connection.execute("delete from platforms")
        append(connection, platforms)
        append_new(connection, list(reported))
        connection.execute(statement("forget_unwatched"))


def store_reported_counts(database: Path, reported: Sequence[records.ReportedCount]) -> int:
    """Add cited counts that are not there yet; return how many were new."""
    with writing(database) as connection:
        return append_new(connection, reported)


def _store_taxonomy(connection: Connection, taxonomy: Sequence[records.Category]) -> None:
    connection.execute("delete from categories")
    append(connection, taxonomy)


def replace_categories(
    database: Path,
    taxonomy: Sequence[records.Category],
    categories: pa.Table,
    labels: Sequence[records.IssueLabel],
) -> None:
    """Put new categories of complaints in the place of theirs, and count every day again, in one transaction.

    `categories` has the columns of `complaint_categories`; `labels` are the publisher's labels as we map them now.
    Complaints that came while these were classified have none here, and keep theirs. Crossings of lines on categories
    follow from them, and are told again.
    """
    with writing(database) as connection:
        connection.register("incoming", categories)
        connection.execute(statement("delete_replaced_categories"))
        connection.execute("insert into complaint_categories by name from incoming")
        for table in ("complaint_days", "issue_labels"):
            connection.execute(f"delete from {table}")  # noqa: S608 - names of our own
        _store_taxonomy(connection, taxonomy)
        append(connection, labels)
        connection.execute(statement("insert_all_days"))
        if has_category_line(connection):
            store_crossings(connection, "", datetime.now(UTC))


def _store_listings(connection: Connection, listings: Sequence[records.Listing]) -> None:
    if _offer(connection, listings):
        connection.execute(statement("delete_changed_listings"))
        connection.execute(statement("insert_new_listings"))


def _store_complaints(
    connection: Connection,
    complaints: Sequence[records.Complaint],
    categories: Sequence[records.ComplaintCategory],
) -> None:
    """Store complaints with their statuses and categories, and count the days they were posted on again."""
    if not _offer(connection, complaints):
        return
    for name in (
        "insert_changed_statuses",
        "update_seen_complaints",
        "insert_new_complaints",
        "delete_replaced_categories",
        "delete_touched_days",
    ):
        connection.execute(statement(name))
    append(connection, categories)
    _offer(connection, complaints)
    connection.execute(statement("insert_touched_days"))


def _store_labels(connection: Connection, labels: Sequence[records.IssueLabel]) -> None:
    if _offer(connection, labels):
        connection.execute(statement("insert_new_labels"))


def _store_steps(connection: Connection, steps: Sequence[records.ComplaintStep]) -> None:
    if _offer(connection, steps):
        connection.execute(statement("delete_replaced_steps"))
        append(connection, steps)


def store(
    database: Path, batch: Batch, *, is_demonstration: bool, publisher_url: str, checkpoint: bool = True
) -> None:
    """Store what a source brought, and the crossings that follow from it, in one transaction."""
    with writing(database, checkpoint=checkpoint) as connection:
        claim_origin(connection, is_demonstration, publisher_url)
        for rows in (batch.captures, batch.counts, batch.quarantined, batch.gaps, batch.warnings):
            append(connection, rows)
        _store_listings(connection, batch.listings)
        _store_complaints(connection, batch.complaints, batch.categories)
        if batch.taxonomy:
            _store_taxonomy(connection, batch.taxonomy)
        _store_labels(connection, batch.labels)
        _store_steps(connection, batch.steps)
        if batch.counts or (batch.complaints and has_category_line(connection)):
            store_crossings(connection, batch.refreshed.refresh, batch.refreshed.read_at)
        append(connection, [batch.refreshed])
