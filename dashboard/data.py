"""What the pages read, remembered by the data's version and not by the clock.

Everything a page shows is read in one opening of the database, so its numbers belong together and the database is
closed again at once: while it is open, no refresh can store.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.compared import Overview, read_origin, read_overview
from db import settings
from db.connection import DatabaseError, NoDatabaseError, reading
from db.freshness import Clock

Stamp = tuple[int, int]
Version = tuple[Stamp, Stamp | None]


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


def stored_at() -> datetime | None:
    """When anything was last stored, by this machine's clock; None without a database."""
    stamps = current_version()
    return datetime.fromtimestamp(max(one[0] for one in stamps if one) / 1e9, UTC) if stamps else None


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
