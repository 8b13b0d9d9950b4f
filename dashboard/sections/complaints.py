"""The complaints themselves: number, platform, title, status, amount, when posted, and the receipt of each."""

from functools import partial
from typing import Any

import pyarrow as pa

from dashboard import shown
from dashboard.cells import Cell, Column, Link, Two, table
from dashboard.drilldown.drilled import Drilled
from dashboard.drilldown.drilling import all_complaints
from dashboard.figures import exact, moment
from dashboard.quoting import quoted
from dashboard.sections.downloads import File, downloads
from dashboard.text import Words
from dashboard.vocabulary import STATUSES, complaint_page, named

IN_FILES = (
    "complaint", "platform", "title", "issue", "categories", "status", "amount_cny", "service", "posted_at", "url",
    "file", "file_offset", "sha256",
)  # fmt: skip


def _number(row: dict[str, Any], found: Drilled) -> Cell:
    """A complaint's number: the way to the publisher's page, except from a stand-in's complaint."""
    page = None if found.is_demonstration else complaint_page(row["publisher"], row["complaint"], row["url"])
    return Link(page, row["complaint"]) if page else str(row["complaint"])


def _row(row: dict[str, Any], found: Drilled, words: Words) -> list[Cell]:
    amount = row["amount_cny"]
    return [
        _number(row, found),
        Two(quoted(row["title"]), quoted(row["issue"].replace(",", " · "))),
        *([found.names.platform(row["platform"], words)] if _has_several(found) else []),
        "" if amount is None else f"{amount:,.2f}".removesuffix(".00"),
        Two(moment(row["posted_at"], words), named(STATUSES, row["status"], words)),
        _receipt(row, words),
    ]


def _receipt(row: dict[str, Any], words: Words) -> Cell:
    """Where in the evidence the complaint was read from; nothing where that is not known."""
    if row["file"] is None:
        return ""
    where = words.say("byte {offset} · SHA-256 {sha256}…", offset=exact(row["file_offset"]), sha256=row["sha256"][:8])
    return Two(row["file"], where)


def _has_several(found: Drilled) -> bool:
    return len(found.choice.platforms) != 1


def _columns(found: Drilled, words: Words) -> list[Column]:
    return [
        Column(words.say("Complaint number")),
        Column(words.say("Title and the publisher's labels"), is_long=True),
        *([Column(words.say("Platform"), is_extra=True)] if _has_several(found) else []),
        Column(words.say("Amount in yuan"), is_number=True, is_extra=True),
        Column(words.say("Posted, status")),
        Column(words.say("Receipt"), is_extra=True),
    ]


def in_files(found: Drilled, category: str | None) -> pa.Table:
    """Every complaint that the screen counts, with the columns of its file."""
    return all_complaints(found.choice, category).select(IN_FILES)


def complaints(found: Drilled, title: str, words: Words) -> None:
    """Show the latest complaints, and offer all of them as files."""
    rows = found.complaints.to_pylist()
    about = words.say("What users allege, in their words as published; personal data is redacted.")
    if len(rows) < found.count:
        latest = words.say(
            "The latest {shown} are shown; the files have all {count}.", shown=len(rows), count=exact(found.count)
        )
        about = words.space.join([latest, about])
    shown.heading(title, about)
    table(title, _columns(found, words), [_row(row, found, words) for row in rows])
    make = partial(in_files, found, found.category)
    downloads(File("complaints", words.say("complaints"), found.count, make), found, words)
