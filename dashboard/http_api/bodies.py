"""The body of an answer: rows with what is said of the record, as JSON; or with their origin in each row, as CSV."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from dashboard.figures import BEIJING
from dashboard.maintaining.noticed import doubts, sentences
from dashboard.maintaining.noticed import state as freshness
from dashboard.taking.export import to_csv
from dashboard.taking.rows import Page
from dashboard.taking.takeaways import State
from dashboard.text import Words
from dashboard.vocabulary import source_said

JSON, CSV = "application/json", "text/csv; charset=utf-8"


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


def about(state: State, words: Words) -> dict[str, Any]:
    """Whose numbers these are, up to when they were read, from where, by which rules, and what they are not."""
    origin = "demonstration" if state.is_demonstration else "live"
    said = words.say("demonstration data") if state.is_demonstration else words.say("live data")
    return {
        "origin": origin,
        "origin_said": said,
        "source": source_said(words, is_demonstration=state.is_demonstration),
        "counts_read_until": state.counts_until,
        "complaints_posted_until": state.complaints_until,
        "rules_version": state.rules_version,
        "caveat": words.space.join(
            [
                words.say("Complaints are what users allege, not what was found to be true."),
                words.say("A count is not a rate: a platform with more users draws more complaints."),
            ]
        ),
        "state": freshness(),
        "notices": doubts(words),
        "receipts": words.say(
            "file, file_offset and sha256 name the kept answer that a row is from; `tousu verify` reads it again."
        ),
    }


def as_json(page: Page, state: State, words: Words, **more: Any) -> bytes:
    """Rows as objects, below what is said of all of them."""
    said = {**about(state, words), "in_all": page.in_all, **more}
    rows = [{name: _plain(value) for name, value in row.items()} for row in page.table.to_pylist()]
    body = {"about": {name: _plain(value) for name, value in said.items()}, "rows": rows}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def as_csv(page: Page, state: State, words: Words) -> bytes:
    """Rows below the columns' names as in the database, each row with its origin, its source, and up to when."""
    said = about(state, words)
    until = (
        state.counts_until.astimezone(BEIJING).isoformat(sep=" ", timespec="minutes") if state.counts_until else ""
    )
    first = {"origin": said["origin"], "origin_source": said["source"], "read_until": until}
    first |= {"notice": " ".join(found)} if (found := sentences(words)) else {}
    rows = page.table.num_rows
    columns = {name: pa.array([value] * rows, pa.string()) for name, value in first.items()}
    columns |= {name: page.table[name] for name in page.table.column_names}
    return to_csv(pa.table(columns))
