"""Every question that is asked of the database: one file of SQL in `db/sql/`, one function of the same name here.

Each function takes an open connection and bound parameters, and returns an Arrow table with the columns its
statement names.
"""

from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import pyarrow as pa

from db.connection import Connection


@cache
def statement(name: str) -> str:
    """Return the SQL of `db/sql/<name>.sql`."""
    return files("db").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def _ask(connection: Connection, name: str, **parameters: Any) -> pa.Table:
    return connection.execute(statement(name), parameters).to_arrow_table()


def origin(connection: Connection) -> pa.Table:
    """Whether the database is a demonstration's, and where it was first filled from: one row, or none yet."""
    return _ask(connection, "origin")


def latest_counts(connection: Connection, publisher: str) -> pa.Table:
    """What each listing of a publisher last stated: title, platform, read_at, total."""
    return _ask(connection, "latest_counts", publisher=publisher)


def watched_listings(connection: Connection, publisher: str) -> pa.Table:
    """Which listing each watched platform is pinned to, under which title."""
    return _ask(connection, "watched_listings", publisher=publisher)


def known_complaints(connection: Connection, publisher: str) -> pa.Table:
    """The complaints posted most recently of those stored: complaint, posted_at."""
    return _ask(connection, "known_complaints", publisher=publisher)


def complaints_to_read(connection: Connection, publisher: str, stale_before: datetime, most: int) -> pa.Table:
    """Complaints against watched platforms whose page should be read next: complaint, url, listing."""
    return _ask(connection, "complaints_to_read", publisher=publisher, stale_before=stale_before, most=most)


def pages_read_since(connection: Connection, publisher: str, since: datetime) -> int:
    """How many complaint pages were asked for since a moment."""
    return int(_ask(connection, "pages_read_since", publisher=publisher, since=since)["pages"][0].as_py())


def evidence_ends(connection: Connection) -> dict[str, int]:
    """Up to which byte the database knows each evidence file to be whole."""
    return {row["file"]: row["whole_until"] for row in _ask(connection, "evidence_ends").to_pylist()}
