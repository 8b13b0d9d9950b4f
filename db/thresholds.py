"""Lines that numbers can reach: adding and removing them, each change logged. What follows is told again at once."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from db.asking import statement
from db.connection import Connection, DatabaseError, writing
from db.crossings import store_crossings
from db.records import Threshold, ThresholdChange
from db.store import append

MEASURES = ("total", "last_30_days", "category")
THE_LINE = "total_100k"  # what this record is about; the first page is drawn around it


class ThresholdError(DatabaseError):
    """A line cannot be added or removed as asked. Nothing was changed."""


def is_short_name(text: str) -> bool:
    """Whether a line can have this short name: small letters, digits and _, as in total_50k."""
    return bool(re.fullmatch(r"[a-z][a-z0-9_]{0,59}", text))


def add_threshold(database: Path, wanted: Threshold, *, by: str) -> None:
    """Add a line under its short name, or bring back a removed one; what it crosses in the past is found at once.

    A short name means the same line for ever: `ThresholdError` otherwise, and for what makes no sense.
    """
    with writing(database) as connection:
        _refuse_wrong(connection, wanted)
        _refuse_taken(connection, wanted)
        connection.execute("delete from thresholds where threshold = $threshold", {"threshold": wanted.threshold})
        append(connection, [wanted])
        _log(connection, wanted, "added", wanted.since_at, by)
        store_crossings(connection, "", wanted.since_at)


def remove_threshold(database: Path, threshold: str, *, by: str) -> None:
    """Take a line off the pages; its crossings stay in the database. `ThresholdError` if it is not there."""
    now = datetime.now(UTC)
    with writing(database) as connection:
        found = _found(connection, threshold)
        if found is None or found.removed_at:
            raise ThresholdError(
                f"there is no line {threshold} that could be removed: `tousu threshold list` shows them"
            )
        if threshold == THE_LINE:
            raise ThresholdError(f"{THE_LINE} is the line this record is about, and stays")
        connection.execute(
            "update thresholds set removed_at = $now where threshold = $threshold",
            {"now": now, "threshold": threshold},
        )
        _log(connection, found, "removed", now, by)


def _found(connection: Connection, threshold: str) -> Threshold | None:
    rows = connection.execute(statement("threshold"), {"threshold": threshold}).to_arrow_table().to_pylist()
    return Threshold(**rows[0]) if rows else None


def _refuse_wrong(connection: Connection, wanted: Threshold) -> None:
    if not is_short_name(wanted.threshold):
        raise ThresholdError(f"{wanted.threshold!r} is no short name: small letters, digits and _, as in total_50k")
    if wanted.line < 1:
        raise ThresholdError(f"a line lies at 1 complaint or more, not at {wanted.line}")
    if wanted.measure not in MEASURES or (wanted.measure == "category") != bool(wanted.category):
        raise ThresholdError(
            f"{wanted.measure!r} is none of {', '.join(MEASURES)}; a category is named with `category`"
        )
    asked = {"scope": wanted.scope, "category": wanted.category}
    for problem, *_ in connection.execute(statement("threshold_problems"), asked).fetchall():
        raise ThresholdError(problem)


def _refuse_taken(connection: Connection, wanted: Threshold) -> None:
    found = _found(connection, wanted.threshold)
    if found is None:
        return
    if replace(found, since_at=wanted.since_at, removed_at=None) == wanted and not found.removed_at:
        raise ThresholdError(f"{wanted.threshold} is there already")
    meant = (wanted.measure, wanted.category, wanted.line, wanted.scope)
    if (found.measure, found.category, found.line, found.scope) != meant:
        raise ThresholdError(
            f"{wanted.threshold} has meant {found.measure} at {found.line:,} for {found.scope} since "
            f"{found.since_at:%Y-%m-%d}, and is cited so: choose another short name"
        )


def _log(connection: Connection, about: Threshold, change: str, at: datetime, by: str) -> None:
    meant = (about.measure, about.category, about.line, about.scope)
    append(connection, [ThresholdChange(about.threshold, change, at, by, *meant)])
