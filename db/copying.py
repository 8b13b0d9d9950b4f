"""Copying the database as it is at one moment into a file of its own.

By statements and not byte by byte: closing a file that this process has open elsewhere gives up its lock on it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.connection import Connection, reading


@contextmanager
def copied(connection: Connection, to: Path) -> Iterator[str]:
    """Copy every table into the new file `to`; give the name of the copy, in which more can be put meanwhile."""
    path = str(to).replace("'", "''")
    connection.execute(f"attach '{path}' as the_copy")
    try:
        ((name,),) = connection.execute("select current_database()").fetchall()
        connection.execute(f"copy from database {name} to the_copy")
        yield "the_copy"
        connection.execute("checkpoint the_copy")
    finally:
        connection.execute("detach the_copy")


def copy_database(database: Path, to: Path) -> None:
    """Copy the database while nobody can write to it; `DatabaseError` where it cannot be read."""
    with reading(database) as connection, copied(connection, to):
        pass
