"""How fresh each number is, what failed and what waits, for `tousu status`."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from db import queries
from db.connection import Connection, NoDatabaseError, reading
from db.freshness import Clock, Source, of_number, of_source
from db.moments import room
from db.notices import standing_notices
from db.progress import under_way
from db.remaining import seconds_left
from db.settings import Settings
from db.turns import next_turn, resting_until
from db.working import Work, is_done

MOST, SPAN_DAYS = 20, 30
QUESTIONS = (
    "platforms",
    "sources",
    "days",
    "quarantine",
    "notices",
    "unknown_issues",
    "warnings",
    "gap_runs",
    "gaps",
    "counters_disagree",
    "refreshes",
    "usual",
)


def _asked(connection: Connection) -> dict[str, Any]:
    since = datetime.now(UTC) - timedelta(days=SPAN_DAYS)
    answers = (
        queries.comparison(connection),
        queries.sources(connection),
        queries.source_days(connection, since),
        queries.quarantined(connection, MOST),
        standing_notices(connection),
        queries.unknown_issues(connection, MOST),
        queries.recent_warnings(connection, MOST),
        queries.gap_runs(connection),
        queries.recent_gaps(connection, MOST),
        queries.counter_disagreements(connection),
        queries.recent_rounds(connection, MOST),
        queries.usual_refreshes(connection),
    )
    return {name: answer.to_pylist() for name, answer in zip(QUESTIONS, answers, strict=True)}


def status(settings: Settings) -> dict[str, Any]:
    """Ask the database how things stand; before the first refresh every list is empty.

    What the page of maintenance shows is here as well: see its table in CONTRIBUTING.md.
    """
    try:
        with reading(settings.database) as connection:
            found = _asked(connection)
    except NoDatabaseError:
        found = {name: [] for name in QUESTIONS}
    clock = Clock(datetime.now(UTC), settings.every, settings.counts_every)
    return found | {
        "platforms": _numbers(found["platforms"], clock),
        "sources": _judged(found["sources"], settings, clock),
        "failing": [row["source"] for row in found["sources"] if row["outcome"] == "failed"],
        "under_way": reading_now(settings, found["usual"]),
        "is_watched": is_done(settings.database, Work.WATCH),
        "next_turn": (turn := next_turn(settings)) and asdict(turn),
        "storage": room(settings.database, settings.evidence),
    }


def _numbers(rows: Sequence[dict[str, Any]], clock: Clock) -> list[dict[str, Any]]:
    """Each platform with the state of its number, as the pages give it; None where none was read."""
    return [
        row | {"state": row["read_at"] and of_number(row["finished_at"], clock, row["source"] or "").value}
        for row in rows
    ]


def _judged(rows: Sequence[dict[str, Any]], settings: Settings, clock: Clock) -> list[dict[str, Any]]:
    """Each source with its state, as the pages give it, and with when it is due if `tousu watch` runs."""
    rests_until = resting_until(settings)
    judged = []
    for row in rows:
        source = Source(**{f.name: row[f.name] for f in fields(Source)})
        due_at = clock.next_due(source.source, source.started_at, rests_until)
        judged.append(row | {"state": of_source(source, clock).value, "next_due_at": due_at})
    return judged


def reading_now(settings: Settings, usual: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The refresh under way, with the seconds it will still take (None: no estimate); None where there is none."""
    told = under_way(settings.database)
    if told is None:
        return None
    left = seconds_left(told, {row["source"]: row for row in usual}, settings.pause, datetime.now(UTC))
    return asdict(told) | {"seconds_left": left}
