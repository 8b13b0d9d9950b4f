"""A copy of the database in which all that follows from something else is worked out again, and what differs then.

The copy is a moment's: refreshes go on meanwhile. What the evidence tells is put beside it, in tables of the copy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from db.asking import ask, statement
from db.connection import Connection, reading, writing
from db.copying import copied
from db.crossings import store_crossings

Row = dict[str, Any]

_TEXT, _MOMENT = pa.string(), pa.timestamp("us", tz="UTC")
_ABOUT = {"stored_at": _MOMENT, "capture": _TEXT, "publisher": _TEXT, "complaint": _TEXT}
TOLD: Mapping[str, pa.Schema] = {
    "told_complaints": pa.schema(
        _ABOUT
        | {"refresh": _TEXT, "source": _TEXT, "read_at": _MOMENT, "file_offset": pa.int64(), "company": _TEXT}
        | {"service": _TEXT, "status": _TEXT, "is_page": pa.bool_()}
    ),
    "told_steps": pa.schema(_ABOUT | {"step": pa.int32(), "event": _TEXT, "happened_at": _MOMENT}),
    "told_titles": pa.schema(
        {"publisher": _TEXT, "listing": _TEXT, "read_at": _MOMENT, "title": _TEXT, "capture": _TEXT}
    ),
    "told_categories": pa.schema({"publisher": _TEXT, "complaint": _TEXT, "category": _TEXT, "matched": _TEXT}),
    "unread": pa.schema({"capture": _TEXT}),
}


@dataclass(frozen=True, slots=True)
class Held:
    """A table, and what it is held against: two statements, and the columns by which their rows meet."""

    table: str
    stored: str
    against: str
    keys: tuple[str, ...]


_COMPLAINT = ("publisher", "complaint")
TELLINGS = (
    Held("complaints", statement("complaints_as_stored"), statement("complaints_as_told"), _COMPLAINT),
    Held(
        "complaint_statuses",
        statement("statuses_as_stored"),
        statement("statuses_as_told"),
        (*_COMPLAINT, "seen_at"),
    ),
    Held("complaint_steps", statement("steps_as_stored"), statement("steps_as_told"), (*_COMPLAINT, "step")),
    Held("listings", statement("titles_as_stored"), statement("titles_as_told"), ("publisher", "listing")),
)
ACCOUNT = Held(
    "refreshes", statement("complaints_by_account"), statement("complaints_by_receipt"), ("refresh", "source")
)
CATEGORIES = Held(
    "complaint_categories",
    statement("categories_as_stored"),
    "from told_categories",
    (*_COMPLAINT, "category"),
)
DERIVED = (
    Held(
        "counts",
        statement("revisions_as_stored"),
        statement("revisions_as_counted"),
        ("publisher", "listing", "read_at"),
    ),
    Held("crossings", "from stored_crossings", "from crossings", ("threshold", "publisher", "listing", "number")),
    Held("milestones", "from stored_milestones", "from milestones", ("line", "publisher", "listing", "number")),
    Held(
        "complaint_days",
        "from stored_complaint_days",
        "from complaint_days",
        ("publisher", "listing", "status", "category", "posted_on"),
    ),
)


def rows_without_receipt(connection: Connection) -> pa.Table:
    """Rows that name a capture, refresh or listing which is not there: kind, key, named_column, named."""
    return ask(connection, "rows_without_receipt")


def rows_repeated(connection: Connection) -> pa.Table:
    """Rows that are there more than once although they can be there once only: kind, key, times."""
    return ask(connection, "rows_repeated")


def receipts(connection: Connection) -> pa.Table:
    """Where every receipt is: capture, file, file_offset, url."""
    return ask(connection, "receipts")


def texts_classified(connection: Connection, rules_version: int) -> pa.Table:
    """The complaints classified by a version of the rules: publisher, complaint, title, issue, claim, excerpt."""
    return ask(connection, "texts_classified", rules_version=rules_version)


def unread_complaints(connection: Connection) -> pa.Table:
    """In the copy: the complaints of which a receipt could not be read: publisher, complaint."""
    return ask(connection, "unread_complaints")


def copy(database: Path, to: Path) -> None:
    """Copy the database as it is now, with empty tables for what the evidence tells."""
    with reading(database) as connection, copied(connection, to) as name:
        for table, schema in TOLD.items():
            connection.register("incoming", schema.empty_table())
            connection.execute(f"create table {name}.{table} as from incoming")


def tell(replica: Path, told: Mapping[str, Sequence[Row]]) -> None:
    """Put rows that the evidence tells into tables of the copy; each row has the columns of its table."""
    with writing(replica) as connection:
        for table, rows in told.items():
            if rows:
                connection.register("incoming", pa.Table.from_pylist(list(rows), schema=TOLD[table]))
                connection.execute(f"insert into {table} by name from incoming")


def derive_again(replica: Path) -> None:
    """Work out again, in the copy, what follows from tellings, counts and complaints, beside what was stored."""
    with writing(replica) as connection:
        connection.execute(statement("replay_tellings"))
        for table in ("crossings", "milestones", "complaint_days"):
            connection.execute(f"create or replace table stored_{table} as from {table}")
            connection.execute(f"delete from {table}")  # noqa: S608 - names of our own
        store_crossings(connection, "replay", datetime.now(UTC))
        connection.execute(statement("insert_all_days"))


def _columns(connection: Connection, side: str) -> list[str]:
    return [row[0] for row in connection.execute(f"describe {side}").fetchall()]


def differing(connection: Connection, held: Held) -> list[tuple[Row | None, Row | None]]:
    """Rows that one side alone has, or that differ in a shared column: as stored, as it should be; None: no row."""
    there = _columns(connection, held.against)
    shared = [column for column in _columns(connection, held.stored) if column in there]
    meets, (first, *_) = " and ".join(f"s.{key} is not distinct from d.{key}" for key in held.keys), held.keys
    differs = " or ".join(f"s.{column} is distinct from d.{column}" for column in shared)
    found = connection.execute(
        f"with s as ({held.stored}), d as ({held.against}) "  # noqa: S608 - statements of our own
        f"select s, d from s full join d on {meets} where {differs} order by coalesce(s.{first}, d.{first})"
    ).fetchall()
    return [(stored if stored[first] else None, derived if derived[first] else None) for stored, derived in found]
