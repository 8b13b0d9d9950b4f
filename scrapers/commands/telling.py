"""What `tousu status` says to a person, part by part as the page of maintenance."""

import time
from datetime import UTC, datetime
from typing import Any

from rich.table import Column, Table
from rich.text import Text

from db import logs
from db.settings import Settings
from scrapers.commands import console
from scrapers.commands.status import SPAN_DAYS, reading_now, status

LOOK_SECONDS = 1.0
MOST_REFRESHES = 8
SINGLY = ("unknown_issues", "warnings", "counters_disagree")
WATCHED = {
    True: "`tousu watch` keeps refreshing.",
    False: "`tousu watch` was here and died: nothing refreshes the numbers any more. Start it again.",
}


def age(moment: datetime | None) -> str:
    """How long ago a moment was, in words; never below 0, should the clock have been set back."""
    if moment is None:
        return "never"
    minutes = max(0.0, (datetime.now(UTC) - moment).total_seconds() / 60)
    return f"{minutes:.0f} min ago" if minutes < 120 else f"{minutes / 60:.0f} h ago"


def _platforms(rows: list[dict[str, Any]]) -> None:
    table = Table(Column("platform", overflow="fold"), "name", "total", "last 30 days", "read", "state")
    for row in rows:
        numbers = [f"{row[name]:,}" if row[name] is not None else "–" for name in ("total", "last_30_days")]
        told = (row["platform"], row["name_zh_hans"], *numbers, age(row["finished_at"]), row["state"] or "–")
        table.add_row(*(Text(logs.one_line(cell)) for cell in told))
    console.OUT.print(table)


def _under_way(told: dict[str, Any]) -> str:
    at = f"{told['source']} ({len(told['done']) + 1} of {len(told['sources'])}): {told['step']}"
    cost = f"{told['requests']} requests, {told['rows']} rows read"
    left = "no estimate yet" if told["seconds_left"] is None else f"about {told['seconds_left']:.0f} s left"
    return f"A refresh is under way, begun by {told['started_by']}: {at}, {cost}, {left}. `tousu cancel` ends it."


def follow(settings: Settings) -> None:
    """Say on the error output how far the refresh under way is, a line whenever that changes, until it ends."""
    said, usual = None, status(settings)["usual"]
    while told := reading_now(settings, usual):
        if (line := _under_way(told)) != said:
            console.follow(line)
        said = line
        time.sleep(LOOK_SECONDS)


def _now(found: dict[str, Any]) -> None:
    """Say what is being read, or when the next refresh may begin, and who keeps refreshing."""
    if told := found["under_way"]:
        console.say(_under_way(told))
    elif turn := found["next_turn"]:
        why = {"refused": "the publisher refused", "apart": "the publisher was just asked"}[turn["reason"]]
        console.say(f"The next refresh may begin at {turn['at']:%Y-%m-%d %H:%M:%S} UTC: {why}.")
    if said := WATCHED.get(found["is_watched"]):
        console.say(said)
    sizes = ", ".join(f"{name} {size / 1e6:,.1f} MB" for name, size in found["storage"].items() if size)
    console.say(f"Room on the disk: {sizes}")


def _source(row: dict[str, Any], days: list[dict[str, Any]]) -> str:
    """How a source does, when it is due, how often it went well of late; and what to do where it did not."""
    mine = [day for day in days if day["source"] == row["source"]]
    good = sum(day["good"] for day in mine)
    often = f"{good} of {good + sum(day['failed'] for day in mine)} went well in {SPAN_DAYS} days"
    state = row["state"] if row["outcome"] == "ok" else f"{row['failures']} in a row"
    due = f"next due {row['next_due_at']:%Y-%m-%d %H:%M:%S} UTC"
    line = f"{row['source']}: {row['outcome']}, {state}, last good {age(row['good_at'])}, {due}, {often}"
    if row["outcome"] == "ok":
        return line
    means, remedy = console.told_of(row["error"], row["outcome"])
    return f"{line}. {row['error']}: {row['detail']}. What it means: {means} What to do: {remedy}"


def _waits(row: dict[str, Any]) -> str:
    good = "nothing" if row["good_total"] is None else f"{row['good_total']:,}"
    look = f"`tousu quarantine show {row['ticket']}`"
    return f"quarantine: {row['title']}: {row['total']} waits ({row['reason']}), {good} was last good. Look: {look}"


def _gaps(found: dict[str, Any]) -> None:
    """Gaps, like ones together as on the page, then the latest one by one."""
    for row in found["gap_runs"]:
        stretch = f"{row['after_at']:%Y-%m-%d %H:%M} to {row['before_at']:%Y-%m-%d %H:%M} UTC"
        hours = f"{row['seconds'] / 3600:,.0f} hours in all"
        console.say(f"gaps: {row['source']}, {row['reason']}: {row['gaps']} gaps, {hours}, {stretch}")
    for row in found["gaps"]:
        after = f"{row['after_at']:%Y-%m-%d %H:%M}" if row["after_at"] else "the beginning"
        console.say(
            f"gap: {row['source']}, {row['reason']}: after {after}, before {row['before_at']:%Y-%m-%d %H:%M} UTC"
        )


def _refresh(row: dict[str, Any]) -> str:
    seconds = max(0.0, (row["finished_at"] - row["started_at"]).total_seconds())
    ended = ", ".join(f"{one['source']}: {one['error']}" for one in row["errors"] or []) or "all well"
    by = "a person, by hand" if row["is_by_hand"] else row["started_by"] or "–"
    cost = f"{seconds:.1f} s, {row['requests']} requests, {row['stored']} stored, {row['quarantined']} held back"
    begun = f"{row['finished_at']:%Y-%m-%d %H:%M} UTC, {', '.join(row['sources'])}, by {by}"
    return f"refresh: {begun}: {ended}; {cost}, {row['warnings']} warnings"


def show(found: dict[str, Any]) -> None:
    """Say it to a person."""
    _now(found)
    if not found["platforms"]:
        console.say("Nothing was stored yet. `tousu refresh` reads the publisher once, `tousu watch` keeps reading.")
        return
    _platforms(found["platforms"])
    for row in found["sources"]:
        console.say(_source(row, found["days"]))
    for row in found["quarantine"]:
        console.say(_waits(row))
    for row in found["notices"]:
        console.say(f"notice: {row['platform']}: {row['sentence']}")
    for name in SINGLY:
        for row in found[name]:
            parts = (f"{key}={value}" for key, value in row.items() if value is not None)
            console.say(f"{name}: {', '.join(parts)}")
    _gaps(found)
    for row in found["refreshes"][:MOST_REFRESHES]:
        console.say(_refresh(row))
