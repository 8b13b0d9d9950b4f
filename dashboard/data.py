"""What the pages read, remembered by the data's version and not by the clock.

Everything a page shows is read in one opening of the database, so its numbers belong together and the database is
closed again at once: while it is open, no refresh can store.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard.freshness import Clock, Source
from dashboard.standings import Crossing, Receipt, Standing
from dashboard.taxonomy import Names
from db import lines, queries, settings
from db.connection import Connection, DatabaseError, NoDatabaseError, reading
from db.notices import ALL, standing_notices
from db.thresholds import THE_LINE

DEFAULT_LINE = 100_000

Stamp = tuple[int, int]
Version = tuple[Stamp, Stamp | None]
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Overview:
    """What the first page shows. `unread` are the watched platforms that have no number yet."""

    is_demonstration: bool
    line: int
    standings: list[Standing]
    unread: Rows
    crossings: list[Crossing]
    daily_totals: pa.Table
    sources: list[Source]
    unwatched: Rows
    reported: Rows
    names: Names
    happenings: Rows
    paces: Rows


def clock() -> Clock:
    """This machine's clock, and when refreshes are planned."""
    planned = settings.load()
    return Clock(datetime.now(UTC), planned.every, planned.counts_every)


def _stamp(file: Path) -> Stamp | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size


def version(database: Path) -> Version | None:
    """What changes whenever something is stored, for the price of two `stat`; None without a database.

    What a refresh under way has stored stands in the write-ahead log until the refresh ends.
    """
    stamp = _stamp(database)
    return (stamp, _stamp(database.with_name(f"{database.name}.wal"))) if stamp else None


def current_version() -> Version | None:
    """The version of the database that the settings name."""
    return version(settings.load().database)


def _pick(kind: type, row: dict[str, Any], **more: Any) -> Any:
    return kind(**{f.name: row[f.name] for f in fields(kind) if f.name in row}, **more)


def _standings(connection: Connection, rows: Rows, line: int) -> list[Standing]:
    changed: dict[tuple[str, str], dict[int, int]] = {}
    for change in queries.changes(connection).to_pylist():
        changed.setdefault((change["publisher"], change["listing"]), {})[change["days"]] = change["change"]
    noticed = set(standing_notices(connection)["platform"].to_pylist())
    return [
        _pick(
            Standing,
            row,
            line=line,
            receipt=_pick(Receipt, row) if row["file"] else None,
            changes=changed.get((row["publisher"], row["listing"]), {}),
            has_notice=bool(noticed & {ALL, row["platform"]}),
        )
        for row in rows
        if row["total"] is not None
    ]


def read_origin(connection: Connection) -> bool | None:
    """Whether the numbers are a stand-in's; None before the first were stored."""
    rows = queries.origin(connection).to_pylist()
    return rows[0]["is_demonstration"] if rows else None


def read_overview(connection: Connection) -> Overview:
    """What the first page shows, on an open connection."""
    rows = queries.comparison(connection).to_pylist()
    line = queries.line(connection, THE_LINE) or DEFAULT_LINE
    return Overview(
        is_demonstration=bool(read_origin(connection)),
        line=line,
        standings=_standings(connection, rows, line),
        unread=[row for row in rows if row["total"] is None],
        crossings=[_pick(Crossing, row) for row in queries.crossed(connection, THE_LINE).to_pylist()],
        daily_totals=queries.daily_totals(connection),
        sources=read_sources(connection),
        unwatched=queries.unwatched_past_line(connection, THE_LINE).to_pylist(),
        reported=queries.reported_counts(connection).to_pylist(),
        names=Names.of(queries.category_names(connection).to_pylist(), rows),
        happenings=lines.happenings(connection).to_pylist(),
        paces=lines.pace_markers(connection).to_pylist(),
    )


def read_sources(connection: Connection) -> list[Source]:
    """How each source went last."""
    return [_pick(Source, row) for row in queries.sources(connection).to_pylist()]


@st.cache_resource(max_entries=64, show_spinner=False)
def _remembered(database: str, version: Version, what: str, _read: Callable[..., Any], _asked: Sequence[Any]) -> Any:  # noqa: ARG001
    with reading(Path(database)) as connection:
        return _read(connection, *_asked)


def current(read: Callable[..., Any], *asked: Any) -> Any:
    """Read what is `asked` for; None before anything was stored. `DatabaseError` if it cannot be read."""
    database = settings.load().database
    if (at := version(database)) is None:
        return None
    try:
        return _remembered(str(database), at, f"{read.__name__} {asked!r}", read, asked)
    except NoDatabaseError:
        return None


@st.cache_resource(max_entries=32, show_spinner=False)
def _in_passing(database: str, version: Version, what: str, _read: Callable[..., Any], _asked: Sequence[Any]) -> Any:  # noqa: ARG001
    with reading(Path(database)) as connection:
        return _read(connection, *_asked)


def in_passing(read: Callable[..., Any], *asked: Any) -> Any:
    """The same as `current` for what nobody may ask for again: it does not push out what the pages show."""
    database = settings.load().database
    if (at := version(database)) is None:
        return None
    try:
        return _in_passing(str(database), at, f"{read.__name__} {asked!r}", read, asked)
    except NoDatabaseError:
        return None


def is_demonstration() -> bool:
    """Whether numbers are a stand-in's: by the database, and before there is one by the settings."""
    try:
        found = current(read_origin)
    except DatabaseError:
        found = None
    return settings.load().is_demonstration if found is None else found


def overview() -> Overview | None:
    """What the first page shows; None before there is a database. `DatabaseError` if it cannot be read."""
    return current(read_overview)  # type: ignore[no-any-return]
