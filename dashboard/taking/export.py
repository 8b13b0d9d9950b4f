"""Tables as files: CSV that spreadsheets read as text and numbers and nothing else, and Parquet.

Every file says with each row where it is from: its origin (live or demonstration data), the publisher, and up to when
complaints were read.
"""

import csv
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.figures import BEIJING
from dashboard.text import Words, later

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫")
UNSEEN = " \xa0\u3000\u200b\u200c\u200d\u2060\ufeff"  # what some spreadsheets skip before they look for a formula
BYTE_ORDER_MARK = "\ufeff"
# Every column that is put into a file, and what it is called there.
HEADERS = {
    "origin": later("Origin of the data"),
    "origin_source": later("Source"),
    "read_until": later("Read until"),
    "notice": later("Notice about wrong data"),
    "complaint": later("Complaint number"),
    "platform": later("Platform (code)"),
    "platform_name": later("Platform"),
    "publisher": later("Publisher (code)"),
    "category": later("Category (code)"),
    "category_name": later("Category"),
    "categories": later("Categories (codes)"),
    "matched": later("Words that matched"),
    "rules_version": later("Version of the rules"),
    "title": later("Title"),
    "issue": later("Publisher's labels"),
    "status": later("Status (code)"),
    "amount_cny": later("Amount in yuan"),
    "service": later("Service"),
    "posted_at": later("Posted"),
    "url": later("Address"),
    "file": later("Receipt: file"),
    "file_offset": later("Receipt: byte"),
    "sha256": later("Receipt: SHA-256"),
    "complaints": later("Complaints"),
    "platform_complaints": later("Complaints against the platform"),
    "category_complaints": later("Complaints in the category, all platforms"),
    "all_complaints": later("Complaints against all watched platforms"),
    "share": later("Share"),
    "average": later("Share over all watched platforms"),
    "ratio": later("Times the average"),
    "ratio_low": later("Times the average, from (95%)"),
    "ratio_high": later("Times the average, to (95%)"),
    "week_on": later("Week from"),
    "week_complaints": later("Complaints in the week"),
    "days": later("Days of the week that were read"),
    "word": later("Word"),
    "listing": later("Listing"),
    "total": later("Total"),
    "replied": later("Replied"),
    "completed": later("Completed"),
    "last_30_days": later("Last 30 days"),
    "is_revision": later("Fell: revised by the publisher"),
    "state": later("Fresh or stale (code)"),
    "is_held": later("A newer number waits"),
    "accepted_at": later("Accepted by a person"),
    "read_at": later("Read"),
    "threshold": later("Threshold (code)"),
    "measure": later("Measure (code)"),
    "line": later("Line"),
    "kind": later("Kind (code)"),
    "number": later("Which crossing, counted"),
    "after_at": later("Last reading below"),
    "after_value": later("Number then"),
    "by_at": later("First reading at or above"),
    "by_value": later("Number at that reading"),
    "estimated_at": later("Estimated moment"),
    "is_revised": later("Revised since"),
    "is_accepted": later("Rests on an accepted number"),
    "after_file": later("Receipt below: file"),
    "after_file_offset": later("Receipt below: byte"),
    "after_sha256": later("Receipt below: SHA-256"),
    "by_file": later("Receipt at or above: file"),
    "by_file_offset": later("Receipt at or above: byte"),
    "by_sha256": later("Receipt at or above: SHA-256"),
    "happened_at": later("Happened by"),
    "noticed_at": later("Noticed"),
    "reported_on": later("Reported on"),
    "low": later("At least"),
    "high": later("At most"),
    "citation": later("Citation"),
    "name_zh_hans": later("Name in Simplified Chinese"),
    "name_zh_hant": later("Name in Traditional Chinese"),
    "name_en": later("Name in English"),
    "group_name": later("Group of platforms"),
    "users_millions": later("Users in millions"),
    "users_as_of": later("Users as of"),
    "users_source": later("Users, according to"),
    "refresh": later("Refresh (code)"),
    "source": later("Source (code)"),
    "started_at": later("Started"),
    "finished_at": later("Finished"),
    "outcome": later("Outcome (code)"),
    "error": later("Error (code)"),
    "requests": later("Requests"),
    "counts": later("Counts stored"),
    "quarantined": later("Held back"),
    "is_by_hand": later("Brought by hand"),
    "capture": later("Receipt (code)"),
    "http_status": later("HTTP status"),
    "fetched_at": later("Fetched"),
    "file_length": later("Receipt: length in bytes"),
    "parser_version": later("Version of the parser"),
    "before_at": later("Before"),
    "reason": later("Reason (code)"),
}


def inert(value: Any) -> Any:
    """A value no spreadsheet takes for a formula: texts that begin like one get an apostrophe."""
    if isinstance(value, datetime):
        return value.astimezone(BEIJING).isoformat(sep=" ", timespec="seconds")
    return f"'{value}" if isinstance(value, str) and value.lstrip(UNSEEN).startswith(FORMULA_STARTS) else value


def to_csv(table: pa.Table) -> bytes:
    """UTF-8 with a byte order mark, so that spreadsheets read Chinese; moments are Beijing time."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([inert(name) for name in table.column_names])
    for row in table.to_pylist():
        writer.writerow([inert(value) for value in row.values()])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def to_parquet(table: pa.Table) -> bytes:
    """Parquet, with the types of the database."""
    file = BytesIO()
    pq.write_table(table, file)
    return file.getvalue()


def header(name: str, called: Mapping[str, str], words: Words) -> str:
    """What a column is called in files, in the visitor's language; `called` says it for one table alone."""
    return words.say(called.get(name) or HEADERS[name])


def with_provenance(
    table: pa.Table, provenance: Mapping[str, Any], words: Words, called: Mapping[str, str] | None = None
) -> pa.Table:
    """Put where the rows are from before them, and name the columns in the visitor's language.

    Each column keeps its name in the database as metadata, `column`, which Parquet files hold.
    """
    columns: dict[str, Any] = {
        name: pa.array([value] * table.num_rows, pa.string()) for name, value in provenance.items()
    }
    columns |= {name: table[name] for name in table.column_names}
    fields = [
        pa.field(header(name, called or {}, words), column.type, metadata={"column": name})
        for name, column in columns.items()
    ]
    return pa.table(list(columns.values()), schema=pa.schema(fields))
