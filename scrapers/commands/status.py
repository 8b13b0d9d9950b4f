"""How fresh each number is, what failed and what waits, for `tousu status`."""

import shutil
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.table import Table

from db import queries
from db.connection import NoDatabaseError, reading
from db.moments import used_bytes
from db.progress import under_way
from db.remaining import seconds_left
from db.settings import Settings
from db.turns import next_turn
from scrapers.commands import console

MOST, SPAN_DAYS = 20, 30
QUESTIONS = (
    "platforms",
    "sources",
    "days",
    "quarantine",
    "unknown_issues",
    "warnings",
    "gaps",
    "counters_disagree",
    "refreshes",
    "usual",
)


def status(settings: Settings) -> dict[str, Any]:
    """Ask the database how things stand; before the first refresh every list is empty."""
    try:
        with reading(settings.database) as connection:
            found = {
                "platforms": queries.comparison(connection).to_pylist(),
                "sources": queries.sources(connection).to_pylist(),
                "days": queries.source_days(connection, datetime.now(UTC) - timedelta(days=SPAN_DAYS)).to_pylist(),
                "quarantine": queries.quarantined(connection, MOST).to_pylist(),
                "unknown_issues": queries.unknown_issues(connection, MOST).to_pylist(),
                "warnings": queries.recent_warnings(connection, MOST).to_pylist(),
                "gaps": queries.recent_gaps(connection, MOST).to_pylist(),
                "counters_disagree": queries.counter_disagreements(connection).to_pylist(),
                "refreshes": queries.recent_rounds(connection, MOST).to_pylist(),
                "usual": queries.usual_refreshes(connection).to_pylist(),
            }
    except NoDatabaseError:
        found = {name: [] for name in QUESTIONS}
    return found | {
        "failing": [row["source"] for row in found["sources"] if row["outcome"] == "failed"],
        "under_way": _under_way(settings, found["usual"]),
        "next_turn": (turn := next_turn(settings)) and asdict(turn),
        "storage": used_bytes(settings.database, settings.evidence)
        | {"free": shutil.disk_usage(_nearest(settings.database)).free},
    }


def _nearest(path: Path) -> Path:
    """The folder that is there and in which a path is or would be."""
    return next(folder for folder in path.absolute().parents if folder.is_dir())


def _under_way(settings: Settings, usual: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The refresh under way, with the seconds it will still take (None: no estimate); None where there is none."""
    told = under_way(settings.database)
    if told is None:
        return None
    left = seconds_left(told, {row["source"]: row for row in usual}, settings.pause, datetime.now(UTC))
    return asdict(told) | {"seconds_left": left}


def _age(moment: datetime | None) -> str:
    if moment is None:
        return "never"
    # A clock that was set back makes no age negative.
    minutes = max(0.0, (datetime.now(UTC) - moment).total_seconds() / 60)
    return f"{minutes:.0f} min ago" if minutes < 120 else f"{minutes / 60:.0f} h ago"


def _platforms(rows: list[dict[str, Any]]) -> Table:
    table = Table("platform", "name", "total", "last 30 days", "read")
    for row in rows:
        numbers = [f"{row[name]:,}" if row[name] is not None else "–" for name in ("total", "last_30_days")]
        table.add_row(row["platform"], row["name_zh_hans"], *numbers, _age(row["finished_at"]))
    return table


def _now(found: dict[str, Any]) -> None:
    """Say what is being read, or when the next refresh may begin."""
    if told := found["under_way"]:
        at = f"{told['source']} ({len(told['done']) + 1} of {len(told['sources'])}): {told['step']}"
        cost = f"{told['requests']} requests, {told['rows']} rows read"
        left = "no estimate yet" if told["seconds_left"] is None else f"about {told['seconds_left']:.0f} s left"
        console.say(
            f"A refresh is under way, begun by {told['started_by']}: {at}, {cost}, {left}. `tousu cancel` ends it."
        )
    elif turn := found["next_turn"]:
        why = {"refused": "the publisher refused", "apart": "the publisher was just asked"}[turn["reason"]]
        console.say(f"The next refresh may begin at {turn['at']:%Y-%m-%d %H:%M:%S} UTC: {why}.")
    sizes = ", ".join(f"{name} {size / 1e6:,.1f} MB" for name, size in found["storage"].items() if size)
    console.say(f"Room on the disk: {sizes}")


def _source(row: dict[str, Any], found: dict[str, Any]) -> str:
    """How a source does, and how often it went well of late."""
    days = [day for day in found["days"] if day["source"] == row["source"]]
    good = sum(day["good"] for day in days)
    often = f"{good} of {good + sum(day['failed'] for day in days)} went well in {SPAN_DAYS} days"
    line = f"{row['source']}: {row['outcome']}, last good {_age(row['good_at'])}, {often}"
    return line + (f". {row['error']}: {row['detail']}" if row["outcome"] != "ok" else "")


def show(found: dict[str, Any]) -> None:
    """Say it to a person."""
    _now(found)
    if not found["platforms"]:
        console.say("Nothing was stored yet. `tousu refresh` reads the publisher once, `tousu watch` keeps reading.")
        return
    console.OUT.print(_platforms(found["platforms"]))
    for row in found["sources"]:
        console.say(_source(row, found))
    for name in ("quarantine", "unknown_issues", "warnings", "gaps", "counters_disagree"):
        for row in found[name]:
            parts = (f"{key}={value}" for key, value in row.items() if value is not None)
            console.say(f"{name}: {', '.join(parts)}")
