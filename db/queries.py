"""Every question that is asked of the database: one file of SQL in `db/sql/`, one function of the same name here.

Each function takes an open connection and bound parameters, and returns an Arrow table with the columns its
statement names.
"""

from datetime import date, datetime

import pyarrow as pa

from db.asking import ask as _ask
from db.asking import statement
from db.connection import Connection


def origin(connection: Connection) -> pa.Table:
    """Whether the database is a demonstration's, and where it was first filled from: one row, or none yet."""
    return _ask(connection, "origin")


def latest_counts(connection: Connection, publisher: str) -> pa.Table:
    """What each listing of a publisher last stated: title, read_at and its counts, and a day before: day_at, day_…"""
    return _ask(connection, "latest_counts", publisher=publisher)


def watched_listings(connection: Connection, publisher: str) -> pa.Table:
    """Which listing each watched platform is pinned to, under which title."""
    return _ask(connection, "watched_listings", publisher=publisher)


def known_complaints(connection: Connection, publisher: str) -> pa.Table:
    """The complaints posted most recently of those stored: complaint, posted_at."""
    return _ask(connection, "known_complaints", publisher=publisher)


def last_directory(connection: Connection, publisher: str) -> pa.Table:
    """The listings of the last good reading of the directory, those in quarantine too: listing, its last good total."""
    return _ask(connection, "last_directory", publisher=publisher)


def reported_at_least(connection: Connection) -> dict[str, int]:
    """The largest lower bound ever reported of each platform."""
    return {row["platform"]: row["at_least"] for row in _ask(connection, "reported_at_least").to_pylist()}


def complaints_to_read(connection: Connection, publisher: str, asked_before: datetime, most: int) -> pa.Table:
    """Complaints against watched platforms whose page should be read next: complaint, url, listing."""
    return _ask(connection, "complaints_to_read", publisher=publisher, asked_before=asked_before, most=most)


def pages_read_since(connection: Connection, publisher: str, since: datetime) -> int:
    """How many complaint pages were asked for since a moment."""
    return int(_ask(connection, "pages_read_since", publisher=publisher, since=since)["pages"][0].as_py())


def newest_capture_at(connection: Connection, publisher: str) -> datetime | None:
    """When the newest answer of a publisher was fetched; None before the first."""
    found: datetime | None = _ask(connection, "newest_capture_at", publisher=publisher)["fetched_at"][0].as_py()
    return found


def complaint_texts(connection: Connection, at_once: int) -> pa.RecordBatchReader:
    """What every complaint says, `at_once` at a time: publisher, complaint, title, issue, claim, excerpt."""
    return connection.execute(statement("complaint_texts")).to_arrow_reader(at_once)


def complaints_by_category(connection: Connection) -> dict[str, int]:
    """How many complaints each category holds; a complaint of two categories is in both."""
    rows = _ask(connection, "complaints_by_category").to_pylist()
    return {row["category"]: row["complaints"] for row in rows}


def unknown_issues(connection: Connection, most: int) -> pa.Table:
    """The publisher's labels without a meaning for us, the most frequent first: issue, complaints, first_seen_at."""
    return _ask(connection, "unknown_issues", most=most)


def evidence_files(connection: Connection) -> list[str]:
    """The evidence files the database points into, oldest first."""
    files_there: list[str] = _ask(connection, "evidence_files")["file"].to_pylist()
    return files_there


def captures_in_file(connection: Connection, file: str) -> pa.Table:
    """The captures in an evidence file, and whether their refresh published what it read."""
    return _ask(connection, "captures_in_file", file=file)


def counts_in_file(connection: Connection, file: str) -> pa.Table:
    """The counts read from an evidence file."""
    return _ask(connection, "counts_in_file", file=file)


def quarantine_in_file(connection: Connection, file: str) -> pa.Table:
    """The numbers read from an evidence file that wait in quarantine: refresh, listing."""
    return _ask(connection, "quarantine_in_file", file=file)


def complaints_in_file(connection: Connection, file: str) -> pa.Table:
    """The complaints whose present values are from an evidence file."""
    return _ask(connection, "complaints_in_file", file=file)


def ledger_differences(connection: Connection) -> pa.Table:
    """Refreshes whose own count of stored rows is not what is there: refresh, source, kind, rows_said, rows_there."""
    return _ask(connection, "ledger_differences")


def evidence_ends(connection: Connection) -> dict[str, int]:
    """Up to which byte the database knows each evidence file to be whole."""
    return {row["file"]: row["whole_until"] for row in _ask(connection, "evidence_ends").to_pylist()}


def tables(connection: Connection) -> pa.Table:
    """The tables of the database: table_name."""
    return _ask(connection, "tables")


def line(connection: Connection, threshold: str) -> int | None:
    """Where a line on totals lies, in complaints; None where there is no such line."""
    rows = _ask(connection, "line", threshold=threshold).to_pylist()
    return int(rows[0]["line"]) if rows else None


def thresholds(connection: Connection) -> pa.Table:
    """Every line there ever was, the one at 100,000 first: threshold, measure, line, scope, removed_at, names."""
    return _ask(connection, "thresholds")


def threshold_changes(connection: Connection) -> pa.Table:
    """Who added or removed which line, the latest first: threshold, change, changed_at, changed_by."""
    return _ask(connection, "threshold_changes")


def replayed_crossings(connection: Connection) -> pa.Table:
    """The crossings and milestones (without a threshold) that follow from all that is stored, told from the start."""
    return _ask(connection, "replayed_crossings")


def foreseeable(connection: Connection) -> pa.Table:
    """Watched totals not yet foreseen, day by day: at (seconds since 1970), totals, and the lines ahead of each."""
    return _ask(connection, "foreseeable")


def has_category_line(connection: Connection) -> bool:
    """Whether any line is on complaints of a category, so that new complaints may cross it."""
    return bool(_ask(connection, "has_category_line")["has_one"][0].as_py())


def known_pace_changes(connection: Connection) -> set[tuple[str, str, date, str]]:
    """Which changes of pace are kept already: publisher, listing, changed_on, rule."""
    return {tuple(row.values()) for row in _ask(connection, "known_pace_changes").to_pylist()}


def comparison(connection: Connection) -> pa.Table:
    """What each watched platform's listing last stated, when, and on which receipt; the largest total first."""
    return _ask(connection, "comparison")


def changes(connection: Connection) -> pa.Table:
    """Change of each watched total since 1, 7 and 30 days before its latest: days, base_at, is_as_asked, change."""
    return _ask(connection, "changes")


def daily_totals(connection: Connection) -> pa.Table:
    """Total of each watched platform at its last reading of each day (Asia/Shanghai): read_on, read_at, total."""
    return _ask(connection, "daily_totals")


def weekly_paces(connection: Connection) -> pa.Table:
    """Complaints a day of each watched total in the twelve weeks before its latest reading: weeks_ago, rate."""
    return _ask(connection, "weekly_paces")


def complaints_read(connection: Connection) -> pa.Table:
    """How many complaints were read: complaints, first_on, last_on, and their most frequent category; one row."""
    return _ask(connection, "complaints_read")


def crossed(connection: Connection, threshold: str) -> pa.Table:
    """Which watched platforms crossed a line, the latest first: after_at (null: before we began), by_at."""
    return _ask(connection, "crossed", threshold=threshold)


def unwatched_past_line(connection: Connection, threshold: str) -> pa.Table:
    """Listings nobody watches whose total has reached a line: title, read_at, total, last_30_days."""
    return _ask(connection, "unwatched_past_line", threshold=threshold)


def reported_counts(connection: Connection) -> pa.Table:
    """What others reported about watched platforms: reported_on, low, high, citation."""
    return _ask(connection, "reported_counts")


def sources(connection: Connection) -> pa.Table:
    """How the last refresh of each source went: outcome, error, finished_at, good_at, failures since then."""
    return _ask(connection, "sources")


def refusals(connection: Connection, publisher: str) -> pa.Table:
    """The refusals since something was last read: how many refusals, refused_at, rest_seconds; one row."""
    return _ask(connection, "refusals", publisher=publisher)


def read_publishers(connection: Connection) -> list[str]:
    """The publishers of which anything was ever asked."""
    found: list[str] = _ask(connection, "read_publishers")["publisher"].to_pylist()
    return found


def refresh_figures(connection: Connection) -> pa.Table:
    """How refreshes ended: source, outcome, error; how many did, and their seconds, requests, counts, complaints."""
    return _ask(connection, "refresh_figures")


def last_asked(connection: Connection) -> datetime | None:
    """When a refresh last ended that asked anything of a publisher; None: never."""
    found: datetime | None = _ask(connection, "last_asked")["asked_at"][0].as_py()
    return found


def usual_refreshes(connection: Connection) -> pa.Table:
    """What a good refresh of each source takes: seconds, requests."""
    return _ask(connection, "usual_refreshes")


def source_days(connection: Connection, since: datetime) -> pa.Table:
    """How each source's refreshes ended, day by day: finished_on, good, failed."""
    return _ask(connection, "source_days", since=since)


def recent_rounds(connection: Connection, most: int) -> pa.Table:
    """The latest refreshes, each whole: started_by, sources, requests, stored, quarantined, warnings, errors."""
    return _ask(connection, "recent_rounds", most=most)


def gap_runs(connection: Connection) -> pa.Table:
    """Gaps in coverage, like ones together: gaps, after_at, before_at, seconds."""
    return _ask(connection, "gap_runs")


def recent_refreshes(connection: Connection, most: int) -> pa.Table:
    """The latest refreshes, source by source, newest first."""
    return _ask(connection, "recent_refreshes", most=most)


def quarantined(connection: Connection, most: int) -> pa.Table:
    """Numbers that wait for a person, the newest of each listing beside the last good one: ticket, good_at, good_…"""
    return _ask(connection, "quarantined", most=most)


def recent_warnings(connection: Connection, most: int) -> pa.Table:
    """Warnings, equal ones as one row: first_at, last_at, times."""
    return _ask(connection, "recent_warnings", most=most)


def recent_gaps(connection: Connection, most: int) -> pa.Table:
    """Stretches in which complaints may have been missed, newest first: after_at, before_at, reason."""
    return _ask(connection, "recent_gaps", most=most)


def counter_disagreements(connection: Connection) -> pa.Table:
    """Where a total's rise over 30 days and its stated last 30 days lastingly differ: rise, last_30_days."""
    return _ask(connection, "counter_disagreements")


def category_names(connection: Connection) -> pa.Table:
    """Our taxonomy, in its order: category, category_group, and names and definitions in three languages."""
    return _ask(connection, "category_names")
