"""What a person decides on a number in quarantine: accepted, it is published on its receipt; rejected, it stays out.

Decisions are appended, never changed. Only what the publisher wrote as four plain whole numbers that can be true
together can be accepted: no decision makes 15.1万 an exact count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from db.asking import ask, statement
from db.connection import Connection, DatabaseError, NoDatabaseError, writing
from db.crossings import store_crossings
from db.progress import GIVING_COUNTS, under_way
from db.records import Decision
from db.store import append

LONGEST_NOTE = 500
FIGURES = ("total", "replied", "completed", "last_30_days")
REFUSALS = {
    "unknown": "no number waits under this ticket: `tousu quarantine list` shows those that do",
    "no_note": "a note is needed: it says for ever why this was decided",
    "rounded": "the publisher wrote a rounded form, which is never published as an exact count",
    "not_plain": "it is not written as plain whole numbers: how to read that is for scrapers/numbers.py to say",
    "impossible": "a part is above the total, so one of the two is wrong: neither can be published",
    "reading": "the counts are being read now, and judged by the last good ones: decide once that is done",
    "whose": "whose listing this is must be settled first, in the watchlist (TOUSU_PLATFORMS): then it is read anew",
}
OF_REASON = {
    "rounded": "rounded",
    "unreadable": "not_plain",
    "unusual_form": "not_plain",
    "unreadable_title": "whose",
    "title_changed": "whose",
    "title_moved": "whose",
    "claimed_twice": "whose",
    "ambiguous_title": "whose",
}


class DecisionError(DatabaseError):
    """A number cannot be decided about as asked. Nothing was changed. `reason` is one of `REFUSALS`."""

    def __init__(self, reason: str) -> None:
        """Keep the reason's short name beside its sentence."""
        super().__init__(REFUSALS[reason])
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Decided:
    """The number that was decided about, and how many earlier readings of its listing the decision settled too."""

    title: str
    total: str
    others: int


def unacceptable(row: Mapping[str, Any]) -> str | None:
    """Why a waiting number can never be accepted, as one of `REFUSALS`; None where a person may."""
    if reason := OF_REASON.get(row["reason"]):
        return reason
    if not all(str(row[name]).isascii() and str(row[name]).isdigit() for name in FIGURES):
        return "not_plain"
    return "impossible" if any(int(row[name]) > int(row["total"]) for name in FIGURES) else None


def accept(database: Path, ticket: str, *, by: str, note: str) -> Decided:
    """Publish a waiting number as a count with its own receipt, and tell crossings again. Raises `DecisionError`."""
    note = _note(note)
    with _deciding(database) as connection:
        row, *others = _waiting(connection, ticket)
        if reason := unacceptable(row) or ("reading" if _is_reading_counts(database) else None):
            raise DecisionError(reason)
        connection.execute(statement("accept_waiting"), {"ticket": ticket})
        _append(connection, [row], "accepted", by, note)
        store_crossings(connection, row["refresh"], row["read_at"])
        return Decided(row["title"], row["total"], len(others))


def reject(database: Path, ticket: str, *, by: str, note: str) -> Decided:
    """Keep a waiting number out for ever, and the earlier ones that wait with it. Raises `DecisionError`."""
    note = _note(note)
    with _deciding(database) as connection:
        row, *others = _waiting(connection, ticket)
        _append(connection, [row, *others], "rejected", by, note)
        return Decided(row["title"], row["total"], len(others))


def recent_decisions(connection: Connection, most: int) -> pa.Table:
    """What people decided, the latest first: title, total, decision, decided_at, decided_by, note."""
    return ask(connection, "recent_decisions", most=most)


def decisions_amiss(connection: Connection) -> pa.Table:
    """Decisions and counts that do not fit each other: key, decided, said."""
    return ask(connection, "decisions_amiss")


def _deciding(database: Path) -> Any:
    if not database.exists():
        raise NoDatabaseError(f"there is no database at {database} yet: nothing waits")
    return writing(database)


def _note(note: str) -> str:
    said = " ".join(note.split())[:LONGEST_NOTE]
    if not said:
        raise DecisionError("no_note")
    return said


def _is_reading_counts(database: Path) -> bool:
    """Whether a refresh may have read what its counts are judged by, and has not stored them yet.

    Asked while nobody else can open the database: a refresh that begins meanwhile reads what was accepted.
    """
    told = under_way(database)
    return told is not None and bool(GIVING_COUNTS & set(told.sources) - set(told.done))


def _waiting(connection: Connection, ticket: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = ask(connection, "waiting_number", ticket=ticket).to_pylist()
    if not rows:
        raise DecisionError("unknown")
    return rows


def _append(connection: Connection, rows: list[dict[str, Any]], decision: str, by: str, note: str) -> None:
    about = (decision, datetime.now(UTC), by, note)
    append(connection, [Decision(row["publisher"], row["listing"], row["capture"], *about) for row in rows])
