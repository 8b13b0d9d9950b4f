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

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"
# Every column that is put into a file, and what it is called there.
HEADERS = {
    "origin": later("Origin of the data"),
    "source": later("Source"),
    "read_until": later("Read until"),
    "complaint": later("Complaint number"),
    "platform": later("Platform (code)"),
    "platform_name": later("Platform"),
    "category": later("Category (code)"),
    "category_name": later("Category"),
    "categories": later("Categories (codes)"),
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
    "ratio_low": later("Times the average, from (95 %)"),
    "ratio_high": later("Times the average, to (95 %)"),
    "week_on": later("Week from"),
    "week_complaints": later("Complaints in the week"),
    "days": later("Days of the week that were read"),
    "word": later("Word"),
    "listing": later("Listing"),
    "total": later("Total"),
    "last_30_days": later("Last 30 days"),
    "read_at": later("Read"),
    "threshold": later("Threshold (code)"),
    "line": later("Line"),
    "kind": later("What happened (code)"),
    "number": later("Which crossing, counted"),
    "after_at": later("Last reading below"),
    "after_value": later("Number then"),
    "by_at": later("First reading at or above"),
    "by_value": later("Number at that reading"),
    "estimated_at": later("Estimated moment"),
    "is_revised": later("Revised since"),
    "after_file": later("Receipt below: file"),
    "after_file_offset": later("Receipt below: byte"),
    "after_sha256": later("Receipt below: SHA-256"),
    "by_file": later("Receipt at or above: file"),
    "by_file_offset": later("Receipt at or above: byte"),
    "by_sha256": later("Receipt at or above: SHA-256"),
    "happened_at": later("Happened by"),
    "noticed_at": later("Noticed"),
}


def inert(value: Any) -> Any:
    """A value no spreadsheet takes for a formula: texts that begin like one get an apostrophe."""
    if isinstance(value, datetime):
        return value.astimezone(BEIJING).isoformat(sep=" ", timespec="seconds")
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


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


def with_provenance(table: pa.Table, provenance: Mapping[str, Any], words: Words) -> pa.Table:
    """Put where the rows are from before them, and name the columns in the visitor's language."""
    columns: dict[str, Any] = {
        name: pa.array([value] * table.num_rows, pa.string()) for name, value in provenance.items()
    }
    columns |= {name: table[name] for name in table.column_names}
    names = [words.say(HEADERS[name]) for name in columns]
    return pa.table(list(columns.values()), names=names)
