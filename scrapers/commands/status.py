"""How fresh each number is, what failed and what waits, for `tousu status`."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from rich.table import Table

from db import queries
from db.connection import NoDatabaseError, reading
from db.progress import under_way
from db.settings import Settings
from scrapers.commands import console

MOST = 20
QUESTIONS = ("platforms", "sources", "quarantine", "unknown_issues", "warnings", "gaps", "counters_disagree")


def status(settings: Settings) -> dict[str, Any]:
    """Ask the database how things stand; before the first refresh every list is empty."""
    try:
        with reading(settings.database) as connection:
            found = {
                "platforms": queries.comparison(connection).to_pylist(),
                "sources": queries.sources(connection).to_pylist(),
                "quarantine": queries.quarantined(connection, MOST).to_pylist(),
                "unknown_issues": queries.unknown_issues(connection, MOST).to_pylist(),
                "warnings": queries.recent_warnings(connection, MOST).to_pylist(),
                "gaps": queries.recent_gaps(connection, MOST).to_pylist(),
                "counters_disagree": queries.counter_disagreements(connection).to_pylist(),
            }
    except NoDatabaseError:
        found = {name: [] for name in QUESTIONS}
    told = under_way(settings.database)
    return found | {
        "failing": [row["source"] for row in found["sources"] if row["outcome"] == "failed"],
        "under_way": asdict(told) if told else None,
    }


def _age(moment: datetime | None) -> str:
    if moment is None:
        return "never"
    minutes = (datetime.now(UTC) - moment).total_seconds() / 60
    return f"{minutes:.0f} min ago" if minutes < 120 else f"{minutes / 60:.0f} h ago"


def _platforms(rows: list[dict[str, Any]]) -> Table:
    table = Table("platform", "name", "total", "last 30 days", "read")
    for row in rows:
        numbers = [f"{row[name]:,}" if row[name] is not None else "–" for name in ("total", "last_30_days")]
        table.add_row(row["platform"], row["name_zh_hans"], *numbers, _age(row["finished_at"]))
    return table


def show(found: dict[str, Any]) -> None:
    """Say it to a person."""
    if not found["platforms"]:
        console.say("Nothing was stored yet. `tousu refresh` reads the publisher once, `tousu watch` keeps reading.")
        return
    console.OUT.print(_platforms(found["platforms"]))
    for row in found["sources"]:
        line = f"{row['source']}: {row['outcome']}, last good {_age(row['good_at'])}"
        console.say(line + (f". {row['error']}: {row['detail']}" if row["outcome"] != "ok" else ""))
    for name in ("quarantine", "unknown_issues", "warnings", "gaps", "counters_disagree"):
        for row in found[name]:
            parts = (f"{key}={value}" for key, value in row.items() if value is not None)
            console.say(f"{name}: {', '.join(parts)}")
