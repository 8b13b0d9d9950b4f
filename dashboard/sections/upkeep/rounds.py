"""The refreshes of late, each whole, and what the record takes up."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import shown
from dashboard.cells import Badge, Cell, Column, Two, table, table_section
from dashboard.figures import exact, moment
from dashboard.maintaining.maintained import Maintenance
from dashboard.maintaining.maintainers import called
from dashboard.text import Words
from dashboard.vocabulary import SOURCES, named, what_happened

AT_ONCE = 8  # the rest unfolds
GIGABYTE = 1_000_000_000


def _outcome(row: Mapping[str, Any], words: Words) -> Cell:
    errors = row["errors"] or []
    if not errors:
        return Badge("fresh", words.say("all well"))
    state = "stale" if all(one["error"] == "CancelledError" for one in errors) else "failed"
    said = [
        words.say(
            "{source}: {what}", source=named(SOURCES, one["source"], words), what=what_happened(one["error"], words)
        )
        for one in errors
    ]
    return Badge(state, words.space.join(said))


def _sources(row: Mapping[str, Any], words: Words) -> str:
    if SOURCES.keys() <= set(row["sources"]):
        return words.say("Everything")
    return words.say(", ").join(named(SOURCES, source, words) for source in row["sources"])


def _round(row: Mapping[str, Any], words: Words) -> list[Cell]:
    seconds = max(0.0, (row["finished_at"] - row["started_at"]).total_seconds())
    by, at = row["started_by"], moment(row["finished_at"], words)
    who = words.say("a person, by hand") if row["is_by_hand"] else called(by) if by else ""
    return [
        Two(at, who) if who else at,
        _sources(row, words),
        _outcome(row, words),
        words.say("{seconds} s", seconds=f"{seconds:.1f}"),
        exact(row["requests"]),
        exact(row["stored"]),
        exact(row["quarantined"]),
        exact(row["warnings"]),
    ]


def rounds(found: Maintenance, words: Words) -> None:
    """The latest refreshes: by whom, of what, how they ended, and at what cost."""
    columns = [
        Column(words.say("Finished")),
        Column(words.say("Sources"), is_long=True),
        Column(words.say("Outcome"), is_long=True),
        Column(words.say("Took"), is_number=True, is_extra=True),
        Column(words.say("Requests"), is_number=True, is_extra=True),
        Column(words.say("Stored"), is_number=True),
        Column(words.say("Held back"), is_number=True),
        Column(words.say("Warnings"), is_number=True),
    ]
    rows = [_round(row, words) for row in found.rounds]
    table_section(words.say("Latest refreshes"), words.say("No refresh has run yet."), columns, rows[:AT_ONCE])
    if earlier := rows[AT_ONCE:]:
        count = len(earlier)
        title = words.say_n("{count} earlier refresh", "{count} earlier refreshes", count, count=count)
        with st.expander(title):
            table(title, columns, earlier)


def _size(size: int, words: Words) -> str:
    if size >= GIGABYTE:
        return words.say("{size} GB", size=f"{size / GIGABYTE:,.1f}")
    return words.say("{size} MB", size=f"{size / 1_000_000:,.1f}")


def used(found: Maintenance, words: Words) -> None:
    """What the database and the evidence take up, and what is left on the disk."""
    shown.heading(words.say("Room on the disk"))
    names = {
        "database": words.say("Database"),
        "evidence": words.say("Evidence"),
        "free": words.say("Free on this disk"),
    }
    shown.facts((name, _size(found.storage[key], words)) for key, name in names.items())
