"""Copying the database as it is at one moment into a file of its own.

By statements and not byte by byte: closing a file that this process has open elsewhere gives up its lock on it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from db import queries
from db.connection import Connection, DatabaseError, reading

NOT_PUBLIC = {"alerts", "channels", "acknowledgements"}


@contextmanager
def copied(connection: Connection, to: Path) -> Iterator[str]:
    """Copy every table into the new file `to`; give the name of the copy, in which more can be put meanwhile."""
    with _attached(connection, to) as (name, copy):
        connection.execute(f"copy from database {name} to {copy}")
        yield copy


@contextmanager
def _attached(connection: Connection, to: Path) -> Iterator[tuple[str, str]]:
    path = str(to).replace("'", "''")
    connection.execute(f"attach '{path}' as the_copy")
    try:
        ((name,),) = connection.execute("select current_database()").fetchall()
        yield name, "the_copy"
        connection.execute("checkpoint the_copy")
    finally:
        connection.execute("detach the_copy")


def copy_public(database: Path, to: Path) -> None:
    """Copy what everybody may have: no names of maintainers, and nothing of who is told what, or saw to it.

    Row by row, for what was copied and then removed could still be read in the file. `DatabaseError` where the
    database cannot be read, or the copy not be written.
    """
    try:
        with reading(database) as connection, _attached(connection, to) as (name, copy):
            _put_public(connection, name, copy)
    except duckdb.Error as error:
        raise DatabaseError(f"{to} cannot be written: {error}") from error


def _put_public(connection: Connection, name: str, copy: str) -> None:
    connection.execute(f"copy from database {name} to {copy} (schema)")
    for table in queries.tables(connection)["table_name"].to_pylist():
        if table not in NOT_PUBLIC:
            # Names of our own tables and columns.
            shown = ", ".join(_shown(column) for column in _columns(connection, table))
            connection.execute(f'insert into {copy}."{table}" select {shown} from "{table}"')  # noqa: S608


def _columns(connection: Connection, table: str) -> list[str]:
    return [row[0] for row in connection.execute(f'describe "{table}"').fetchall()]


def _shown(column: str) -> str:
    """A column, or nothing in its place where it says which person acted."""
    return f'null as "{column}"' if column.endswith("_by") else f'"{column}"'
